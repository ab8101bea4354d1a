"""What an editor knows of a JSON text: the tree or the problem, folds and changed lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from scim_explorer.problems import Problem, ProtocolError
from scim_explorer.protocol.json_codec import Document, Node, Steps, node_at, scan


@dataclass(frozen=True, slots=True)
class Outline:
    """One reading of a text.

    Attributes:
        document: Positions of all values, None when the text is not JSON.
        problem: Why it is not, with the place.
        folds: First and last line (from 0) of each object and array over more than two lines.
    """

    document: Document | None
    problem: Problem | None
    folds: dict[int, int]

    def path_at(self, offset: int) -> Steps:
        """Return the way to the value at ``offset``; empty while the text is not JSON."""
        return node_at(self.document, offset)[0] if self.document else ()

    def bracket_pair(self, offset: int) -> tuple[int, int] | None:
        """Return the offsets of the bracket beside ``offset`` and of its partner."""
        if self.document is None:
            return None
        text = self.document.text
        for at in (offset, offset - 1):
            if 0 <= at < len(text) and text[at] in "{}[]":
                node = node_at(self.document, at)[1]
                if at in (node.start, node.end - 1):
                    return node.start, node.end - 1
        return None


def outline_of(text: str, subject: str = "Text") -> Outline:
    """Read ``text``; never raises."""
    if not text.strip():
        return Outline(None, None, {})
    try:
        document = scan(text, subject=subject)
    except ProtocolError as error:
        return Outline(None, error.problem, {})
    return Outline(document, None, _folds(document))


def changed_lines(text: str, baseline: str) -> frozenset[int]:
    """Return the lines (from 0) of ``text`` that ``baseline`` does not have."""
    left = Counter(baseline.split("\n"))
    changed = set()
    for number, line in enumerate(text.split("\n")):
        if left[line]:
            left[line] -= 1
        else:
            changed.add(number)
    return frozenset(changed)


def _folds(document: Document) -> dict[int, int]:
    starts = [0]
    starts.extend(match.end() for match in re.finditer("\n", document.text))
    folds: dict[int, int] = {}
    waiting: list[Node] = [document.root]
    while waiting:
        node = waiting.pop()
        children = [member.value for member in node.members] or list(node.items)
        if not children:
            continue
        first = bisect_right(starts, node.start) - 1
        last = bisect_right(starts, node.end - 1) - 1
        if last > first + 1:
            folds[first] = max(last, folds.get(first, 0))
            waiting.extend(children)
    return folds

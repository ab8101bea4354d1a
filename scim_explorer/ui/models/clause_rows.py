"""A filter as a tree to look at: what binds tighter stands deeper, each part with its outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from scim_explorer.protocol.filters.answer import MOST_NODES
from scim_explorer.protocol.filters.evaluate import Clause
from scim_explorer.protocol.filters.printer import canonical
from scim_explorer.protocol.filters.syntax import (
    Junction,
    Negation,
    Node,
    Span,
    ValuePath,
)
from scim_explorer.protocol.filters.walk import children_of
from scim_explorer.protocol.json_codec import dumps
from scim_explorer.ui.display import NO_VALUE, count_text

_VALUE_CHARACTERS, _ELEMENTS_SHOWN = 200, 50


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A part of a filter.

    Attributes:
        text: The part, or for what joins parts the joining word.
        matched: Whether it holds for the resource looked at; None without one.
        note: The values looked at, or how many resources it holds for.
        span: Its place in the text of the filter.
        whole: All of the part, for the tool tip.
    """

    text: str
    matched: bool | None
    note: str
    span: Span
    whole: str
    parts: tuple[ClauseRow, ...] = ()


def counted_rows(node: Node, counts: Sequence[int], of: int) -> ClauseRow:
    """Return the tree of a filter, with the number of resources for which each part holds.

    Args:
        node: The filter.
        counts: In the order of ``nodes_of``; missing ones are not shown.
        of: How many resources there are.
    """
    notes = (f"{count_text(count)} / {count_text(of)}" for count in counts)
    return _counted(node, iter(notes) if of else iter(()), iter(range(MOST_NODES)))


def _counted(node: Node, notes: Iterator[str], room: Iterator[int]) -> ClauseRow:
    note = next(notes, "")
    below = zip(children_of(node), room, strict=False)
    parts = tuple(_counted(one, notes, room) for one, _ in below)
    return ClauseRow(_words(node), None, note, node.span, canonical(node), parts)


def explained_rows(node: Node, clause: Clause) -> ClauseRow:
    """Return the tree of a filter as it came out for one resource.

    Below square brackets stands one part for each element that was looked at.
    """
    if isinstance(node, Junction):
        parts = tuple(
            explained_rows(term, part)
            for term, part in islice(zip(node.terms, clause.parts, strict=True), MOST_NODES)
        )
        return ClauseRow(_words(node), clause.matched, "", node.span, clause.text, parts)
    if isinstance(node, Negation):
        parts = (explained_rows(node.term, clause.parts[0]),)
        return ClauseRow(_words(node), clause.matched, "", node.span, clause.text, parts)
    if isinstance(node, ValuePath):
        elements = zip(clause.values, clause.parts, strict=True)
        parts = tuple(
            _element(place, node, _text([value]), part)
            for place, (value, part) in islice(enumerate(elements), _ELEMENTS_SHOWN)
        )
        note = "" if parts else NO_VALUE
        return ClauseRow(_words(node), clause.matched, note, node.span, clause.text, parts)
    note = _text(clause.values) or NO_VALUE
    return ClauseRow(clause.text, clause.matched, note, node.span, clause.text)


def _element(place: int, node: ValuePath, value: str, clause: Clause) -> ClauseRow:
    inner = explained_rows(node.condition, clause)
    name = f"{node.path.text}[{place}]"
    if inner.parts:
        name, parts = f"{name} {inner.text}", inner.parts
    else:
        parts = (inner,)
    return ClauseRow(name, clause.matched, value, node.span, clause.text, parts)


def _text(values: Sequence[object]) -> str:
    shown = ", ".join(_one(value) for value in islice(values, _ELEMENTS_SHOWN))
    return shown[:_VALUE_CHARACTERS]


def _one(value: object) -> str:
    try:
        return dumps(value)  # type: ignore[arg-type]
    except ValueError:
        return repr(value)


def _words(node: Node) -> str:
    if isinstance(node, Junction):
        return node.operator
    if isinstance(node, Negation):
        return "not"
    if isinstance(node, ValuePath):
        return f"{node.path.text}[ ]"
    return canonical(node)

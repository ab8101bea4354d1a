"""The text of an edited filter: new where it was edited, as typed everywhere else. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scim_explorer.protocol.filters.edits import NOWHERE
from scim_explorer.protocol.filters.printer import BINDS, TIGHTEST, canonical
from scim_explorer.protocol.filters.syntax import (
    Comparison,
    Junction,
    Negation,
    Node,
    Span,
    ValuePath,
)
from scim_explorer.protocol.filters.tokens import BLANKS, Kind, Token, tokens_of
from scim_explorer.protocol.filters.walk import children_of

_OPENS = {Kind.OPEN, Kind.OPEN_ELEMENT}
_CLOSES = {Kind.CLOSE, Kind.CLOSE_ELEMENT}
_BOUNDS = frozenset(f"{BLANKS}()[]")


def text_after(source: str, before: Node | None, after: Node | None) -> str:
    """Return the text of ``after``.

    Args:
        source: The text that ``before`` was parsed from.
        before: None for a text that is empty, or no filter.
        after: What ``edits`` made of it; None gives an empty text.
    """
    if after is None:
        return ""
    if before is None:
        return _written(after, source)[0]
    place = _Slot(before, after, 0)
    while (deeper := _deeper(place, source)) is not None:
        place = deeper
    old, new = place.old, place.new
    if old is new:
        return source
    typed = source[slice(*old.span)]
    start, end = _bare(typed)
    text, binds = _written(new, source)
    if new.span != NOWHERE:
        # It moves up to where something else was, and leaves the brackets behind that it had there.
        text = text[slice(*_bare(text))]
        binds = _binding_of(new)
    if not start and binds <= place.wanted:
        text = f"({text})"
    return _spliced(source, Span(old.span.start + start, old.span.start + end), text)


class _Slot(NamedTuple):
    """Where two trees differ: what stood there, what comes, and how tightly it has to hold."""

    old: Node
    new: Node
    wanted: int


def _deeper(place: _Slot, source: str) -> _Slot | None:
    """Return the one child in which both differ; None when they differ in themselves."""
    old, new = place.old, place.new
    if not _is_same_frame(old, new) or not _is_sliceable(old, source):
        return None
    pairs = zip(children_of(old), children_of(new), strict=True)
    different = [(one, other) for one, other in pairs if one is not other]
    if len(different) != 1:
        return None
    wanted = BINDS[old.operator] if isinstance(old, Junction) else 0
    return _Slot(*different[0], wanted)


def _is_same_frame(old: Node, new: Node) -> bool:
    if isinstance(old, Junction) and isinstance(new, Junction):
        return old.operator == new.operator and len(old.terms) == len(new.terms)
    if isinstance(old, ValuePath) and isinstance(new, ValuePath):
        return old.path is new.path
    return isinstance(old, Negation) and isinstance(new, Negation)


def _is_sliceable(node: Node, source: str) -> bool:
    """Tell whether a condition has its brackets around it, unlike ``emails[...].value eq 1``."""
    if not isinstance(node, ValuePath):
        return True
    return Kind.CLOSE_ELEMENT in source[node.condition.span.end : node.span.end]


def _written(node: Node, source: str) -> tuple[str, int]:
    """Return the text of a node, typed parts as typed, and how tightly it holds together."""
    if node.span == NOWHERE:
        return _written_anew(node, source)
    typed = source[slice(*node.span)]
    if not isinstance(node, Junction):
        return typed, TIGHTEST
    if not _is_balanced(typed):
        return _written_anew(node, source)
    return typed, TIGHTEST if _bare(typed)[0] else BINDS[node.operator]


def _written_anew(node: Node, source: str) -> tuple[str, int]:
    if isinstance(node, Junction):
        wanted = BINDS[node.operator]
        terms = (_held(*_written(term, source), wanted) for term in node.terms)
        return f" {node.operator} ".join(terms), wanted
    if isinstance(node, Negation):
        text = _written(node.term, source)[0]
        return f"not {text}" if _bare(text)[0] else f"not ({text})", TIGHTEST
    if isinstance(node, ValuePath):
        return f"{node.path.text}[{_written(node.condition, source)[0]}]", TIGHTEST
    if isinstance(node, Comparison):
        # The literal as typed: its escapes may be what makes it readable.
        return f"{node.path.text} {node.operator} {node.literal}", TIGHTEST
    return canonical(node), TIGHTEST


def _held(text: str, binds: int, wanted: int) -> str:
    return text if binds > wanted else f"({text})"


def _binding_of(node: Node) -> int:
    return BINDS[node.operator] if isinstance(node, Junction) else TIGHTEST


def _bare(text: str) -> tuple[int, int]:
    """Return start and end of what is within the round brackets around all of a text."""
    tokens = tokens_of(text)[:-1]
    pairs = _pairs(tokens) or {}
    first, last = 0, len(tokens) - 1
    while tokens[first].kind is Kind.OPEN and pairs.get(first) == last:
        first, last = first + 1, last - 1
    return (tokens[first].span.start, tokens[last].span.end) if first else (0, len(text))


def _is_balanced(text: str) -> bool:
    return _pairs(tokens_of(text)) is not None


def _pairs(tokens: Sequence[Token]) -> dict[int, int] | None:
    """Return where each bracket is closed, by the numbers of the tokens; None if one is not."""
    pairs: dict[int, int] = {}
    waiting: list[int] = []
    for number, token in enumerate(tokens):
        if token.kind in _OPENS:
            waiting.append(number)
        elif token.kind in _CLOSES:
            if not waiting:
                return None
            pairs[waiting.pop()] = number
    return None if waiting else pairs


def _spliced(source: str, span: Span, text: str) -> str:
    """Write ``text`` over a span, with blanks where words would run into one another."""
    before, after = source[: span.start], source[span.end :]
    left = "" if not before or before[-1] in _BOUNDS else " "
    right = "" if not after or after[0] in _BOUNDS else " "
    return f"{before}{left}{text}{right}{after}"

"""Which brackets of a filter belong together; those inside strings are none."""

from __future__ import annotations

from typing import NamedTuple

from scim_explorer.protocol.filters.tokens import Kind, tokens_of

_CLOSING = {Kind.OPEN: Kind.CLOSE, Kind.OPEN_ELEMENT: Kind.CLOSE_ELEMENT}
_BRACKETS = frozenset({*_CLOSING.keys(), *_CLOSING.values()})


class Brackets(NamedTuple):
    """The brackets of one text.

    Attributes:
        partners: Offset of each bracket to that of its partner, both ways.
        unmatched: Offsets of those without a partner, in order.
    """

    partners: dict[int, int]
    unmatched: tuple[int, ...]


def brackets_of(text: str) -> Brackets:
    """Return the brackets of any text; a closing one takes the opening one of its shape only."""
    partners: dict[int, int] = {}
    unmatched: list[int] = []
    opened: list[tuple[Kind, int]] = []
    for kind, _text, span in tokens_of(text):
        if kind not in _BRACKETS:
            continue
        if kind in _CLOSING:
            opened.append((kind, span.start))
        elif opened and _CLOSING[opened[-1][0]] is kind:
            start = opened.pop()[1]
            partners[start], partners[span.start] = span.start, start
        else:
            unmatched.append(span.start)
    unmatched += [start for _kind, start in opened]
    return Brackets(partners, tuple(sorted(unmatched)))


def pair_at(brackets: Brackets, caret: int) -> tuple[int, int] | None:
    """Return the pair of which one stands before the caret, else behind it."""
    for place in (caret - 1, caret):
        partner = brackets.partners.get(place)
        if partner is not None:
            return min(place, partner), max(place, partner)
    return None

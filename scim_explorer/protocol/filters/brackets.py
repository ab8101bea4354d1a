"""Which brackets of a filter belong together; those inside strings are none."""

from __future__ import annotations

import re
from typing import NamedTuple

_CLOSING = {"(": ")", "[": "]"}
_FOUND = re.compile(r'"(?:[^"\\]|\\.)*+"?|[()\[\]]', re.DOTALL)
"""Strings and brackets as in ``tokens``, without the words: ten times as fast, at each keypress."""


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
    opened: list[tuple[str, int]] = []
    for match in _FOUND.finditer(text):
        part, place = match.group(), match.start()
        if part[0] == '"':
            continue
        if part in _CLOSING:
            opened.append((part, place))
        elif opened and _CLOSING[opened[-1][0]] == part:
            start = opened.pop()[1]
            partners[start], partners[place] = place, start
        else:
            unmatched.append(place)
    unmatched += [start for _bracket, start in opened]
    return Brackets(partners, tuple(sorted(unmatched)))


def pair_at(brackets: Brackets, caret: int) -> tuple[int, int] | None:
    """Return the pair of which one stands before the caret, else behind it."""
    for place in (caret - 1, caret):
        partner = brackets.partners.get(place)
        if partner is not None:
            return min(place, partner), max(place, partner)
    return None

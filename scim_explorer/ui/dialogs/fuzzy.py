"""How well a text answers what was typed. Pure, no Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")

_WHOLE, _PREFIX, _WORD_START, _INITIALS, _INSIDE, _SCATTERED = 120, 100, 80, 60, 50, 10
_BREAKS = frozenset(" -_/.:,;()[]#")


def score(query: str, text: str) -> int | None:
    """Return how well ``text`` answers ``query``, or None when it does not.

    The words of the query may stand in any order; each of them has to be found. Whole text,
    start of the text, start of a word, initials of words, inside a word and scattered letters
    count in this order; letter case does not. Camel humps start a word (``userName``).

    Returns:
        Above 0, the larger the better; for the empty query 1.
    """
    words = query.split()
    if not words:
        return 1
    starts = _word_starts(text)
    folded = _fold(text)
    total = 0
    for word in words:
        found = _word_score(_fold(word), folded, starts)
        if found is None:
            return None
        total += found
    # Among equals the shorter text is the closer one.
    return max(1, total * 100 // len(words) - min(len(text), 99))


def best(
    query: str, items: Iterable[T], text: Callable[[T], str], limit: int = 50
) -> tuple[T, ...]:
    """Return the items that answer ``query``, best first, equals in the order given."""
    scored = [(found, item) for item in items if (found := score(query, text(item))) is not None]
    scored.sort(key=lambda pair: -pair[0])
    return tuple(item for _, item in scored[:limit])


def _fold(text: str) -> str:
    """Fold letter case and keep the length, so that offsets stay true."""
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def _word_starts(text: str) -> tuple[int, ...]:
    return tuple(
        index
        for index, char in enumerate(text)
        if char not in _BREAKS
        and (
            index == 0
            or text[index - 1] in _BREAKS
            or (char.isupper() and text[index - 1].islower())
        )
    )


def _word_score(word: str, text: str, starts: tuple[int, ...]) -> int | None:
    if word == text:
        return _WHOLE
    if text.startswith(word):
        return _PREFIX
    if any(text.startswith(word, start) for start in starts):
        return _WORD_START
    if len(word) > 1 and word in "".join(text[start] for start in starts):
        return _INITIALS
    if word in text:
        return _INSIDE
    return _scattered_score(word, text)


def _scattered_score(word: str, text: str) -> int | None:
    """Letters in order with gaps; many gaps are chance, not an answer."""
    position = text.find(word[0])
    if position < 0:
        return None
    gaps = 0
    for char in word[1:]:
        following = text.find(char, position + 1)
        if following < 0:
            return None
        gaps += following > position + 1
        position = following
    if gaps > len(word) // 2:
        return None
    return max(1, _SCATTERED - gaps)

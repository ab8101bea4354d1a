"""Where in bytes the names of secret attributes stand, and the values written behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from scim_explorer.exchanges.spans import Escapes, Span, grouped, occurrences

_VALUE = rb"(\"(?:[^\"\\]|\\.)*\"?|'[^'\"\\]*'?|[^\s,;)}\]&{\[\"'\\]+)"
_FIELD = rb"=(?=\"[^\"&]*\"|'[^'&]*'|[^\"'])"  # a quotation mark reaches into no other field
_OPERATOR = rb"(?:[\s+]+(?:eq|ne|co|sw|ew|gt|ge|lt|le)[\s+]+|" + _FIELD + rb")"
_QUOTES = (b'"', b"'")
_ROOTS = (b"token", b"secret", b"assertion")
"""Each search of a large body costs the same: where no root stands, no name of its does."""

_LONGEST_URN = 4096
_NO_URN = re.compile(rb"[\\\s]")


class SecretNames:
    """Finds names by plain search and looks for values only behind them.

    Bodies hold few secrets: a pattern tried at each byte would take most of the time.
    """

    def __init__(self, names: Iterable[str]) -> None:
        known = sorted({name for name in names if name})
        self._needles = tuple(name.encode("utf-8", "surrogatepass").lower() for name in known)
        self._by_root = grouped((_root(name), name) for name in self._needles)
        self._escapes = Escapes(name + name.upper() for name in known)
        choices = rb"(?:" + b"|".join(map(re.escape, self._needles)) + rb")"
        flags = re.IGNORECASE | re.DOTALL
        self._filter = re.compile(rb"(?<![A-Za-z0-9_])" + choices + _OPERATOR + _VALUE, flags)
        self._member = re.compile(choices + rb"[\"']\s*[:=]\s*" + _VALUE, flags)

    def are_mentioned(self, data: bytes) -> bool:
        """Tell whether a name stands in ``data``, or could when escapes are undone."""
        lowered = data.lower()
        for root, names in self._by_root.items():
            if root in lowered and any(name in lowered for name in names):
                return True
        return self._escapes.search(data)

    def places(self, data: bytes) -> list[int]:
        """Return where names begin that are spelled without escapes, in order."""
        lowered = data.lower()
        return sorted(
            {start for needle in self._needles for start, _ in occurrences(lowered, needle)}
        )

    def values(self, data: bytes) -> Iterator[Span]:
        """Yield the values in filters and members; escapes are not undone."""
        places = self.places(data)
        for match in (*self._filters(data, places), *self._members(data, places)):
            start, end = match.span(1)
            quote = data[start : start + 1]
            if quote in _QUOTES:
                start += 1
                end -= data[end - 1 : end] == quote and end > start
            if start < end and data[start:end] != b"null":
                yield Span(start, end)

    def _filters(self, data: bytes, places: list[int]) -> Iterator[re.Match[bytes]]:
        done = 0
        for place in places:
            match = self._filter.match(data, place) if place >= done else None
            if match:
                done = match.end()
                yield match

    def _members(self, data: bytes, places: list[int]) -> Iterator[re.Match[bytes]]:
        done = 0
        for place in places:
            match = self._member.match(data, place) if place > done else None
            if match and _key_start(data, place) >= done:
                done = match.end()
                yield match


def _root(name: bytes) -> bytes:
    return next((root for root in _ROOTS if root in name), name)


def _key_start(data: bytes, place: int) -> int:
    """Return where the quotation mark stands before a name and its URN or parent, or -1."""
    if data[place - 1 : place] in _QUOTES:
        return place - 1
    if data[place - 1 : place] not in (b":", b"."):
        return -1
    nearest = max(data.rfind(quote, max(0, place - _LONGEST_URN), place) for quote in _QUOTES)
    return -1 if _NO_URN.search(data, nearest + 1, place) else nearest

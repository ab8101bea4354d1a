"""Byte spans to cut out, and a decoded view of bytes that maps back to them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple

MASK = "\u2022" * 8
"""What stands in place of a secret, whatever its length."""

MASK_BYTES = MASK.encode()


class Span(NamedTuple):
    """Bytes to be replaced by the mask.

    Attributes:
        start: 0-based byte offset.
        end: Exclusive.
        quoted: The span is a whole JSON value; the mask is put in quotation marks.
    """

    start: int
    end: int
    quoted: bool = False


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order without overlaps; a wider one swallows those inside it."""
    result: list[Span] = []
    for span in sorted(set(spans), key=lambda s: (s.start, -s.end, not s.quoted)):
        if not result or span.start >= result[-1].end:
            result.append(span)
        elif span.end > result[-1].end:
            result[-1] = Span(result[-1].start, span.end)
    return result


def cut(data: bytes, spans: Sequence[Span]) -> tuple[bytes, tuple[tuple[int, int], ...]]:
    """Replace ``spans`` (merged) in ``data``.

    Returns:
        The new bytes, and where in them the masks stand.
    """
    parts: list[bytes] = []
    masks: list[tuple[int, int]] = []
    position = length = 0
    for span in spans:
        mark = b'"' if span.quoted else b""
        before = data[position : span.start] + mark
        start = length + len(before)
        masks.append((start, start + len(MASK_BYTES)))
        parts += (before, MASK_BYTES, mark)
        length = masks[-1][1] + len(mark)
        position = span.end
    parts.append(data[position:])
    return b"".join(parts), tuple(masks)


def occurrences(data: bytes, needle: bytes) -> Iterator[tuple[int, int]]:
    """Yield every place of ``needle`` in ``data``."""
    start = data.find(needle)
    while start >= 0:
        yield start, start + len(needle)
        start = data.find(needle, start + len(needle))


def grouped(pairs: Iterable[tuple[bytes, bytes]]) -> dict[bytes, tuple[bytes, ...]]:
    """Return the second of each pair by its first."""
    groups: dict[bytes, tuple[bytes, ...]] = {}
    for root, one in pairs:
        groups[root] = (*groups.get(root, ()), one)
    return groups


_ESCAPE = re.compile(
    rb"(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    rb"|\\u[0-9a-fA-F]{4}|\\[bfnrt\"\\/]|%[0-9a-fA-F]{2})"
)
_SHORT_ESCAPES = {b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t"}
_SHORT_ESCAPED = {"\b": "b", "\f": "f", "\n": "n", "\r": "r", "\t": "t"} | {c: c for c in '"\\/'}


@lru_cache(maxsize=4096)
def _decoded(escape: bytes) -> bytes:
    if escape.startswith(b"%"):
        return bytes((int(escape[1:], 16),))
    if len(escape) == 2:
        return _SHORT_ESCAPES.get(escape[1:], escape[1:])
    units = b"".join(int(unit, 16).to_bytes(2, "big") for unit in escape.split(b"\\u")[1:])
    return units.decode("utf-16-be", "surrogatepass").encode("utf-8", "surrogatepass")


def _first_unit(code: int) -> int:
    """Return the first of the UTF-16 units of a character."""
    return code if code < 0x10000 else 0xD800 + (code - 0x10000 >> 10)


class Escapes:
    """The escapes in which a character of some texts may be spelled.

    Where ``search`` finds none, a ``DecodedView`` shows no more of these texts than the bytes do.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        letters = sorted(set("".join(texts)))
        octets = (f"{octet:02x}" for octet in "".join(letters).encode("utf-8", "surrogatepass"))
        units = (f"{_first_unit(ord(letter)):04x}" for letter in letters)
        short = (_SHORT_ESCAPED[letter] for letter in letters if letter in _SHORT_ESCAPED)
        # Each begins with the same bytes: an alternation of them all takes 15 times as long.
        self._patterns = tuple(
            re.compile(begin + b"(?i:" + b"|".join(sorted(set(ends))) + b")")
            for begin, ends in (
                (b"%", [octet.encode() for octet in octets]),
                (rb"\\u", [unit.encode() for unit in units]),
                (rb"\\", [re.escape(letter.encode()) for letter in short]),
            )
            if ends
        )

    def search(self, data: bytes) -> bool:
        return any(pattern.search(data) for pattern in self._patterns)


class DecodedView:
    r"""Bytes with JSON escapes and percent-encoding undone, and the way back.

    A secret may be spelled ``a\/b``, ``a\u002fb`` or ``a%2Fb``; here it reads ``a/b``.

    Attributes:
        text: The decoded bytes.
    """

    def __init__(self, data: bytes) -> None:
        # Plain bytes and escapes in turn; either may be millions, so no loop of our own.
        self._spelled = _ESCAPE.split(data)
        self._decoded = self._spelled.copy()
        self._decoded[1::2] = map(_decoded, self._spelled[1::2])
        self.text = b"".join(self._decoded)

    @cached_property
    def _starts(self) -> tuple[list[int], list[int]]:
        """Where each piece begins in ``text`` and in the original."""
        decoded, spelled = (
            list(accumulate(map(len, pieces), initial=0))
            for pieces in (self._decoded, self._spelled)
        )
        return decoded, spelled

    def span(self, start: int, end: int) -> Span:
        """Return the bytes of the original that became ``text[start:end]`` (not empty)."""
        decoded, spelled = self._starts
        first = bisect_right(decoded, start, hi=len(self._decoded)) - 1
        last = bisect_right(decoded, end - 1, hi=len(self._decoded)) - 1
        begin = spelled[first] + (0 if first % 2 else start - decoded[first])
        finish = spelled[last + 1] if last % 2 else spelled[last] + end - decoded[last]
        return Span(begin, finish)

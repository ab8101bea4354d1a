"""Byte spans to cut out, and a decoded view of bytes that maps back to them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
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


_ESCAPE = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    rb"|\\u[0-9a-fA-F]{4}|\\[bfnrt\"\\/]|%[0-9a-fA-F]{2}"
)
_SHORT_ESCAPES = {b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t"}


def _decoded(escape: bytes) -> bytes:
    if escape.startswith(b"%"):
        return bytes((int(escape[1:], 16),))
    if len(escape) == 2:
        return _SHORT_ESCAPES.get(escape[1:], escape[1:])
    units = b"".join(int(unit, 16).to_bytes(2, "big") for unit in escape.split(b"\\u")[1:])
    return units.decode("utf-16-be", "surrogatepass").encode("utf-8", "surrogatepass")


class DecodedView:
    r"""Bytes with JSON escapes and percent-encoding undone, and the way back.

    A secret may be spelled ``a\/b``, ``a\u002fb`` or ``a%2Fb``; here it reads ``a/b``.

    Attributes:
        text: The decoded bytes.
    """

    def __init__(self, data: bytes) -> None:
        parts: list[bytes] = []
        self._starts: list[int] = []
        self._pieces: list[tuple[int, int, bool]] = []
        position = length = 0
        for match in _ESCAPE.finditer(data):
            for start, end, escape in (
                (position, match.start(), False),
                (match.start(), match.end(), True),
            ):
                part = _decoded(data[start:end]) if escape else data[start:end]
                if part:
                    self._starts.append(length)
                    self._pieces.append((start, end, escape))
                    parts.append(part)
                    length += len(part)
            position = match.end()
        self._starts.append(length)
        self._pieces.append((position, len(data), False))
        parts.append(data[position:])
        self.text = b"".join(parts)

    def span(self, start: int, end: int) -> Span:
        """Return the bytes of the original that became ``text[start:end]`` (not empty)."""
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, end - 1) - 1
        begin, _, escape = self._pieces[first]
        if not escape:
            begin += start - self._starts[first]
        origin, finish, escape = self._pieces[last]
        if not escape:
            finish = origin + end - self._starts[last]
        return Span(begin, finish)

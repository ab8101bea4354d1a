"""One line ready to be drawn: what it says, what is written out, and which part has which colour.

``text`` is the line as it is. ``shown`` has an escape for each character that would hide, and
``place`` goes from a column of the one to the UTF-16 position that Qt wants in the other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple

from scim_explorer.protocol.json_codec import TokenKind, tokens
from scim_explorer.ui.display import escape_of, hidden_spans

HIDDEN_ROLE, MASK_ROLE = "hidden", "mask"
_MASK = "\u2022" * 8
_UNDECODED = range(0xDC80, 0xDD00)
_WORD = re.compile(r"[\w.:/+-]+")
_LAST_SHORT = "\uffff"
_START_LINE = re.compile(r"HTTP/[\d.]+ +\d+|[A-Z]+")
TOKEN_ROLES = {
    TokenKind.KEY: "json_key",
    TokenKind.STRING: "json_string",
    TokenKind.NUMBER: "json_number",
    TokenKind.LITERAL: "json_literal",
    TokenKind.ERROR: "error",
}


class LineKind(StrEnum):
    """How a line gets its colours."""

    JSON = "json"
    TEXT = "text"
    START_LINE = "start line"
    HEADER = "header"


class Span(NamedTuple):
    """Columns of ``LineText.text`` in one colour role."""

    start: int
    end: int
    role: str


class LineText:
    """A line, or the head of a long one."""

    def __init__(
        self, data: bytes, kind: LineKind, *, masked: bool = False, is_cut: bool = False
    ) -> None:
        self.text = data.decode("utf-8", "surrogateescape")
        hidden = hidden_spans(self.text)
        self.spans = tuple(_spans(self.text, kind, is_cut=is_cut))
        if masked:
            found = re.finditer(_MASK, self.text)
            self.spans += tuple(Span(*match.span(), MASK_ROLE) for match in found)
        self.spans += tuple(Span(start, end, HIDDEN_ROLE) for start, end in hidden)
        self.shown, self._places = _written_out(self.text, {start for start, _ in hidden})

    def place(self, column: int) -> int:
        """Return the UTF-16 position in ``shown`` of a column of ``text``."""
        return self._places[column] if self._places else column

    def column(self, place: int) -> int:
        """Return the column of ``text`` at a UTF-16 position in ``shown``."""
        if not self._places:
            return min(place, len(self.text))
        return max(bisect_right(self._places, place) - 1, 0)

    def span_at(self, column: int) -> tuple[int, int]:
        """Return the coloured part or the word at a column, for a double click."""
        for span in self.spans:
            if span.start <= column < span.end:
                return span.start, span.end
        found = next((m for m in _WORD.finditer(self.text) if m.end() > column), None)
        return found.span() if found and found.start() <= column else (column, column)


def byte_length(text: str) -> int:
    """Return how many bytes a part of a line has."""
    return len(text.encode("utf-8", "surrogateescape"))


def _written_out(text: str, hidden: set[int]) -> tuple[str, list[int]]:
    if not hidden and (text.isascii() or max(text) <= _LAST_SHORT):
        return text, []
    parts = [_escape(char) if at in hidden else char for at, char in enumerate(text)]
    lengths = (2 if part > _LAST_SHORT else len(part) for part in parts)
    return "".join(parts), list(accumulate(lengths, initial=0))


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\x{code - 0xDC00:02X}" if code in _UNDECODED else escape_of(char)


def _spans(text: str, kind: LineKind, *, is_cut: bool) -> Iterator[Span]:
    if kind is LineKind.JSON:
        for token in tokens(text):
            role = TOKEN_ROLES.get(token.kind)
            if is_cut and token.end == len(text) and text[token.start] == '"':
                role = "json_string"
            if role:
                yield Span(token.start, token.end, role)
    elif kind is LineKind.START_LINE:
        if match := _START_LINE.match(text):
            yield Span(0, match.end(), "json_key")
    elif kind is LineKind.HEADER and ":" in text:
        yield Span(0, text.index(":") + 1, "json_key")

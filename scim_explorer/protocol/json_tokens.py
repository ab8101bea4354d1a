"""JSON text as a row of tokens, for colours and for re-laying. Never raises, decodes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from scim_explorer.protocol.json_grammar import NUMBER, STRING

# Deeper levels are indented like this one: at 100,000 levels the blanks alone would be 10 GB.
_MAX_INDENTED_LEVELS = 100


class TokenKind(StrEnum):
    """What a stretch of text is. ERROR is text that JSON does not have."""

    KEY = "key"
    STRING = "string"
    NUMBER = "number"
    LITERAL = "literal"
    PUNCTUATION = "punctuation"
    ERROR = "error"


class Token(NamedTuple):
    """A stretch of text; character offsets, ``end`` exclusive."""

    kind: TokenKind
    start: int
    end: int


_WORD_END = r"(?![A-Za-z0-9_.+-])"
_TOKEN = re.compile(
    rf"({STRING})(?=[ \t\n\r]*:)|({STRING})|({NUMBER}){_WORD_END}|(true|false|null){_WORD_END}"
    r'|([{}\[\],:])|("[^\n\r]*|[^ \t\n\r"{}\[\],:]+)'
)
_KINDS = (TokenKind.ERROR, *TokenKind)
_ERROR = _KINDS.index(TokenKind.ERROR, 1)


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a JSON text, or of a part of one such as a single line.

    A string counts as a key when a colon follows it in ``text``.
    """
    for match in _TOKEN.finditer(text):
        yield Token(_KINDS[match.lastindex or 0], match.start(), match.end())


def relayout(text: str, indent: int | None) -> str:
    """Return the same tokens with other blanks between them.

    No token is decoded: spelling of strings and numbers, order and duplicates stay. Text that
    is not JSON keeps its characters too.

    Args:
        text: JSON.
        indent: Blanks for each level; None for one line without blanks.
    """
    found = [
        # A string that is not closed runs to the end of its line, and must go on doing so.
        f"{match.group()}\n"
        if match.lastindex == _ERROR and match.group()[0] == '"'
        else match.group()
        for match in _TOKEN.finditer(text)
    ]
    return _one_line(found) if indent is None else "".join(_indented(found, indent))


def _one_line(found: list[str]) -> str:
    parts: list[str] = []
    after_value = False
    for token in found:
        is_value = token not in _PUNCTUATION
        if is_value and after_value:
            parts.append(" ")
        parts.append(token)
        after_value = is_value
    return "".join(parts)


_PUNCTUATION = frozenset("{}[],:")


def _indented(found: list[str], indent: int) -> Iterator[str]:
    level = 0
    previous = ""
    for text in found:
        if text in "}]":
            level = max(level - 1, 0)
        if text not in ",:":
            yield _gap(previous, text, level, indent)
        if text in "{[":
            level += 1
        yield text
        previous = text


def _gap(previous: str, text: str, level: int, indent: int) -> str:
    if previous == ":":
        return " "
    if not previous or (text in "}]" and previous in "{["):
        return ""
    return "\n" + " " * (indent * min(level, _MAX_INDENTED_LEVELS))

"""The words of a filter: brackets, strings and everything between them. Any text has tokens."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from scim_explorer.protocol.filters.syntax import Span

BLANKS = " \t\r\n"
_TOKEN = re.compile(
    r"""
    [ \t\r\n]*+
    (?:
      (?P<string>"(?:[^"\\]|\\.)*+"?)
    | (?P<bracket>[()\[\]])
    | (?P<word>[^\s()\[\]"]++|.)
    )
    """,
    re.VERBOSE | re.DOTALL,
)


class Kind(StrEnum):
    """What a token is."""

    WORD = "word"
    STRING = "string"
    OPEN = "("
    CLOSE = ")"
    OPEN_ELEMENT = "["
    CLOSE_ELEMENT = "]"
    END = "end"


class Token(NamedTuple):
    """One token; ``END`` is empty and stands behind the last one."""

    kind: Kind
    text: str
    span: Span


_KINDS: dict[str, Kind] = {kind.value: kind for kind in Kind}


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of ``text`` without the blanks; the last one is ``END``."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        group = match.lastgroup or "word"
        start, end = match.span(group)
        part = text[start:end]
        kind = _KINDS[part if group == "bracket" else group]
        found.append(Token(kind, part, Span(start, end)))
    found.append(Token(Kind.END, "", Span(len(text), len(text))))
    return found


def is_closed(string: str) -> bool:
    """Tell whether a string token has its quotation mark at the end."""
    if len(string) < 2 or string[-1] != '"':  # two marks
        return False
    slashes = len(string) - 1 - len(string[:-1].rstrip("\\"))
    return slashes % 2 == 0

"""Why a text is not JSON, in words: each function says where and what, once reading failed."""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias

from scim_explorer.protocol.json_grammar import BLANK, STRING
from scim_explorer.protocol.json_text import BOM

Mistake: TypeAlias = tuple[int, str]
"""Character offset, and the rest of a sentence that begins "Line 7, column 12:"."""

_BLANKS = re.compile(BLANK)
_STRING = re.compile(STRING)
_STRING_PART = re.compile(STRING.removesuffix('"'))
_WORD = re.compile(r"[A-Za-z0-9_.+-]{1,20}")
_STRAY = 'a comma stands before the closing "{}".'


class Opened(NamedTuple):
    """The container that was open where reading failed."""

    is_object: bool
    line: int


def blanks_end(text: str, pos: int) -> int:
    """Return the offset of the first character at or after ``pos`` that is no blank."""
    match = _BLANKS.match(text, pos)
    return match.end() if match else pos


def why_no_value(text: str, pos: int, opened: Opened | None) -> Mistake:
    at = blanks_end(text, pos)
    if at == len(text):
        return at, _ended(text, opened, "a value is missing")
    char = text[at]
    if char == '"':
        return _broken_string(text, at)
    if opened is None and char == "<":
        return at, 'the text begins with "<": this is HTML or XML.'
    if char in "}]" and text[:at].rstrip(" \t\r\n").endswith(","):
        return at, _STRAY.format(char)
    if char in ",}]":
        return at, f'a value is missing before "{char}".'
    return at, _not_json(text, at)


def why_no_key(text: str, pos: int, opened: Opened, *, after_comma: bool = False) -> Mistake:
    at = blanks_end(text, pos)
    if at == len(text):
        return at, _ended(text, opened, 'a closing "}" is missing')
    if text[at] == "}" and after_comma:
        return at, _STRAY.format("}")
    if text[at] != '"':
        return at, f"a key in double quotes is missing before {_shown(text[at])}."
    match = _STRING.match(text, at)
    if match is None:
        return _broken_string(text, at)
    at = blanks_end(text, match.end())
    if at == len(text):
        return at, _ended(text, opened, 'a ":" is missing')
    return at, f'a ":" is missing before {_shown(text[at])}.'


def why_no_end(text: str, pos: int, opened: Opened) -> Mistake:
    """Say why neither a comma nor the closing bracket follows a value that ends at ``pos``."""
    at = blanks_end(text, pos)
    closing = "}" if opened.is_object else "]"
    if at == len(text):
        return at, _ended(text, opened, f'a closing "{closing}" is missing')
    char = text[at]
    if char == "," and opened.is_object:
        return why_no_key(text, at + 1, opened, after_comma=True)
    if char in "]}:":
        return at, f'"{char}" stands where "," or "{closing}" is expected.'
    glued = at == pos and text[at - 1].isalnum()
    if char in '"{[' or (not glued and (char == "-" or char.isalnum())):
        return at, "a comma is missing."
    return at, _not_json(text, at)


def _broken_string(text: str, at: int) -> Mistake:
    match = _STRING_PART.match(text, at)
    stop = match.end() if match else at + 1
    if text[stop : stop + 1] == "\\":
        return stop, f"{text[stop : stop + 2]} is not an escape that JSON knows."
    return at, "this string is not closed on its line."


def _ended(text: str, opened: Opened | None, missing: str) -> str:
    if not text.strip(" \t\r\n" + BOM):
        return "the text is empty."
    if opened is None:
        return f"the text ends; {missing}."
    name = "object" if opened.is_object else "array"
    return f"the text ends inside the {name} of line {opened.line:,}; {missing}."


def _shown(char: str) -> str:
    return f'"{char}"' if char.isprintable() else f"U+{ord(char):04X}"


def _not_json(text: str, at: int) -> str:
    word = _WORD.match(text, at)
    return f'"{word.group()}" is not JSON.' if word else f"{_shown(text[at])} is not JSON."

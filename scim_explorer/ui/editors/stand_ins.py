r"""Text as a Qt editor can hold it without changing it, and back.

A ``QTextDocument`` breaks lines at U+000D, U+2029, U+FDD0 and U+FDD1, a ``QString`` loses lone
surrogates and takes U+FFFE for a byte order mark, and invisible characters turn or hide text.
Each of these becomes one character of the private plane 16, which the editor draws as an escape;
a character that really is of plane 16 gets a mark before it. ``from_document`` is the exact
inverse of ``to_document``.
"""

from __future__ import annotations

import re

from scim_explorer.ui.display import escape_of, visible

_PLANE = 0x100000
_TAGS, _TAGS_STAND_IN = 0xE0000, 0xE000
_MARK = "\U0010fffd"
_LAST_SHORT = "\uffff"
_KEPT = "\n\t"
_STAND_INS = re.compile("[\U00100000-\U0010ffff]")
_MARKED = re.compile(f"{_MARK}([\U00100000-\U0010ffff])|([\U00100000-\U0010ffff])")
_SPECIAL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0\ufdd1\ufeff\uffa0"
    "\ufff0-\ufffc\ufffe\uffff\U000e0000-\U000e0fff\U00100000-\U0010ffff]"
)


def to_document(text: str) -> str:
    """Return ``text`` in a form that passes through a ``QTextDocument`` unchanged."""
    return _SPECIAL.sub(lambda match: _stand_in(match[0]), text)


def from_document(raw: str) -> str:
    r"""Return the text behind ``QTextDocument.toRawText()`` or ``QTextCursor.selectedText()``."""
    if raw.isascii():
        return raw
    return _MARKED.sub(_original, raw.replace("\u2029", "\n"))


def stand_ins(raw: str) -> list[tuple[int, str]]:
    """Return the index and the escape to draw of each stand-in in the raw text of a block."""
    if raw.isascii():
        return []
    return [(match.start(), _escape(match[0])) for match in _STAND_INS.finditer(raw)]


def document_length(text: str) -> int:
    """Return how many positions of a document a text takes."""
    return utf16_length(to_document(text))


def utf16_length(raw: str) -> int:
    """Return the length of a text in the units that Qt counts."""
    if raw.isascii():
        return len(raw)
    return len(raw.encode("utf-16-le", "surrogatepass")) // 2


def text_offset(raw: str, position: int) -> int:
    """Return the offset in the text that belongs to a document position.

    Args:
        raw: The raw text of the whole document.
        position: As ``QTextCursor.position()`` counts.
    """
    if raw.isascii():
        return position
    head = raw.encode("utf-16-le", "surrogatepass")[: 2 * position]
    return len(from_document(head.decode("utf-16-le", "replace")))


def _stand_in(char: str) -> str:
    code = ord(char)
    if code >= _PLANE:
        return _MARK + char
    if code >= _TAGS:
        code = code - _TAGS + _TAGS_STAND_IN
    return chr(_PLANE + code)


def _original(match: re.Match[str]) -> str:
    if match[1]:
        return match[1]
    code = ord(match[2]) - _PLANE
    if _TAGS_STAND_IN <= code < _TAGS_STAND_IN + 0x1000:
        code = code - _TAGS_STAND_IN + _TAGS
    original = chr(code)
    # A mark that lost its character, or a character that lost its mark, stands for itself.
    return original if original not in _KEPT and _SPECIAL.fullmatch(original) else match[2]


def _escape(char: str) -> str:
    original = from_document(char)
    shown = visible(original)
    return shown if shown != original else escape_of(original)

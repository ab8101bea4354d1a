"""Bytes to text and back without loss, with remarks on what is unusual in the bytes."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

BOM = "\ufeff"
_PIECE_BYTES = 4096
_UTF16_PATTERN: dict[tuple[bool, ...], str] = {
    (False, True, False, True): "utf-16-le",
    (True, False, True, False): "utf-16-be",
}
"""Which of the first four bytes are zero (RFC 4627 section 3)."""
_LONE_SURROGATE = re.compile(r"([\ud800-\udfff]+)")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a text that strict readers stumble over, though it can be read.

    Attributes:
        rule: "json.duplicate-key", "json.bom", "json.not-utf8" and so on; stable.
        message: One plain sentence.
        start: 0-based character offset in the text.
        end: 0-based character offset, exclusive.
    """

    rule: str
    message: str
    start: int
    end: int


def decode_text(data: bytes) -> tuple[str, tuple[Fault, ...]]:
    """Return ``data`` as text, from which ``encode_text`` gives back the same bytes.

    The text is UTF-8; a byte that is not part of UTF-8 becomes one lone surrogate
    (U+DC80 to U+DCFF). A byte order mark stays as the first character.
    """
    faults: list[Fault] = []
    if utf16 := _utf16_codec(data):
        faults.append(Fault("json.utf16", f"The bytes are {utf16.upper()}, not UTF-8.", 0, 0))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", "surrogateescape")
        if not utf16:
            at = len(data[: error.start].decode("utf-8"))
            faults.append(
                Fault(
                    "json.not-utf8",
                    f"Byte {error.start} (0x{data[error.start]:02x}) is not UTF-8; "
                    "it may be Latin-1 or Windows-1252.",
                    at,
                    at + 1,
                )
            )
    if text.startswith(BOM):
        faults.append(Fault("json.bom", "The text begins with a byte order mark.", 0, 1))
    return text, tuple(faults)


def encode_text(text: str) -> bytes:
    """Return the bytes of a text; the inverse of ``decode_text``.

    A lone surrogate that stands for no byte (U+D800, typed into an editor) is written as
    three bytes, as UTF-8 would write it if it were a character.
    """
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        parts = _LONE_SURROGATE.split(text)
        return b"".join(_encode_surrogates(p) if i % 2 else p.encode() for i, p in enumerate(parts))


def _encode_surrogates(text: str) -> bytes:
    return b"".join(
        char.encode("utf-8", "surrogateescape" if "\udc80" <= char <= "\udcff" else "surrogatepass")
        for char in text
    )


def check_utf8(data: bytes) -> None:
    """Raise ``UnicodeDecodeError`` when ``data`` is not UTF-8; quicker than to decode all of it.

    One string for a whole page would have two or four bytes for each of its characters.
    """
    if data.isascii():
        return
    view, done = memoryview(data), 0
    while len(data) - done > _PIECE_BYTES:
        piece = view[done : done + _PIECE_BYTES]
        done += codecs.utf_8_decode(piece, "strict", False)[1]  # positional only
    codecs.utf_8_decode(view[done:], "strict", True)


def readable_text(data: bytes) -> tuple[str, tuple[Fault, ...]]:
    """Return ``data`` as text for reading values: as ``decode_text``, but UTF-16 is decoded."""
    text, faults = decode_text(data)
    if utf16 := _utf16_codec(data):
        return data.decode(utf16, "replace"), faults
    return text, faults


def _utf16_codec(data: bytes) -> str:
    """Return "utf-16-le", "utf-16-be", or "" (JSON begins with an ASCII character)."""
    head = data[:4]
    if head.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if head.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    return _UTF16_PATTERN.get(tuple(byte == 0 for byte in head), "")

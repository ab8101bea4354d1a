"""A secret in pieces: Windows keeps at most 1,280 characters an entry.

The pieces are written under a generation of their own before the entry that points at them
changes, so a write that is cut short leaves the old secret readable.
"""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple, Protocol

PIECE_UNITS = 1200
"""UTF-16 code units of one entry."""

_HEAD = re.compile(r"scim-explorer-pieces:1:([ab]):(\d{1,5}):([0-9a-f]{32})")
_HEAD_START = "scim-explorer-pieces:"
_GENERATIONS = ("a", "b")


class Entries(Protocol):
    """A keyring: texts by name."""

    def get(self, name: str) -> str | None: ...
    def set(self, name: str, text: str) -> None: ...
    def delete(self, name: str) -> None: ...


class IncompleteSecretError(Exception):
    """Pieces are missing or do not belong together."""


class _Head(NamedTuple):
    generation: str
    pieces: int
    digest: str

    def text(self) -> str:
        return f"{_HEAD_START}1:{self.generation}:{self.pieces}:{self.digest}"


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _units(text: str) -> int:
    return len(text) + sum(1 for letter in text if ord(letter) > 0xFFFF)


def pieces(secret: str) -> list[str]:
    """Cut ``secret`` so that each piece fits an entry."""
    if secret.isascii():
        return [secret[at : at + PIECE_UNITS] for at in range(0, len(secret), PIECE_UNITS)]
    half = PIECE_UNITS // 2
    return [secret[at : at + half] for at in range(0, len(secret), half)]


def _head(text: str | None) -> _Head | None:
    match = _HEAD.fullmatch(text or "")
    return _Head(match[1], int(match[2]), match[3]) if match else None


def _piece_name(name: str, generation: str, index: int) -> str:
    return f"{name}#{generation}{index}"


def read_secret(entries: Entries, name: str) -> str | None:
    """Return the secret, or None when there is none.

    Raises:
        IncompleteSecretError: Only a part of it is there.
    """
    text = entries.get(name)
    if text is None or not text.startswith(_HEAD_START):
        return text
    head = _head(text)
    if head is None:
        raise IncompleteSecretError
    parts = [entries.get(_piece_name(name, head.generation, n)) for n in range(head.pieces)]
    secret = "".join(part or "" for part in parts)
    if None in parts or _digest(secret) != head.digest:
        raise IncompleteSecretError
    return secret


def write_secret(entries: Entries, name: str, secret: str) -> None:
    """Keep ``secret``; whenever this is cut short, the old or the new one can be read."""
    old = _head(entries.get(name))
    if _units(secret) <= PIECE_UNITS and not secret.startswith(_HEAD_START):
        entries.set(name, secret)
    else:
        generation = "b" if old is not None and old.generation == "a" else "a"
        parts = pieces(secret)
        for index, part in enumerate(parts):
            entries.set(_piece_name(name, generation, index), part)
        _delete_pieces(entries, name, generation, len(parts))
        entries.set(name, _Head(generation, len(parts), _digest(secret)).text())
    if old is not None:
        _delete_pieces(entries, name, old.generation)


def delete_secret(entries: Entries, name: str) -> None:
    """Delete the secret and all of its pieces; what is gone already is no error."""
    if entries.get(name) is not None:
        entries.delete(name)
    for generation in _GENERATIONS:
        _delete_pieces(entries, name, generation)


def _delete_pieces(entries: Entries, name: str, generation: str, first: int = 0) -> None:
    """Delete pieces from ``first`` on, the last one first: cut short, this leaves no gap."""
    end = first
    while entries.get(_piece_name(name, generation, end)) is not None:
        end += 1
    for index in reversed(range(first, end)):
        entries.delete(_piece_name(name, generation, index))

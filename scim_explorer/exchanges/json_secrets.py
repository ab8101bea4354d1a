"""Where in a JSON text the values of secret attributes stand.

This walks the bytes of the message, not a parsed document: a body may be cut short, be no JSON
at all, or hold JSON inside a string, and a secret must be found in each of them.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from scim_explorer.exchanges.spans import Escapes, Span, occurrences

_TOKEN = re.compile(
    rb'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)|[{}\[\]:,]|[^\s{}\[\]:,"]+',
    re.DOTALL,
)
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_MEMBER_VALUE = re.compile(rb'\s*+:\s*+("[^"\\]*+(?:\\.[^"\\]*+)*+"|[^\s{}\[\]:,"]++)?', re.DOTALL)
_FILTER_PART = re.compile(r"\[[^\]]*\]")


def names_secret(path: str, names: frozenset[str]) -> bool:
    """Tell whether an attribute path (or a key) names one of ``names`` (lower case).

    URN prefixes, sub-attributes and value filters are looked through.
    """
    short = _FILTER_PART.sub("", path).rpartition(":")[2].lower()
    return any(step in names for step in re.split(r"[./]", short))


def string_value(token: bytes) -> str:
    """Return what a JSON string (quotation marks included) means, as well as can be told."""
    try:
        value = json.loads(token)
    except ValueError:
        return token.strip(b'"').decode("utf-8", "surrogateescape")
    return value if isinstance(value, str) else ""


@dataclass(slots=True)
class _Frame:
    start: int
    is_object: bool
    key: str | None = None
    in_value: bool = False
    path_is_secret: bool = False
    patch_value: Span | None = None


class _Walk:
    def __init__(self, data: bytes, names: frozenset[str]) -> None:
        self._data = data
        self._names = names
        self._frames: list[_Frame] = []
        self.found: list[Span] = []

    def run(self) -> None:
        for match in _TOKEN.finditer(self._data):
            self._take(match[0], match.start(), match.end())
        while self._frames:
            self._close(len(self._data))

    def _take(self, token: bytes, start: int, end: int) -> None:
        frame = self._frames[-1] if self._frames else None
        if token in (b"{", b"["):
            self._frames.append(_Frame(start, token == b"{"))
        elif token in (b"}", b"]"):
            if frame is not None:
                self._close(end)
        elif token in (b":", b","):
            if frame is not None:
                frame.in_value = token == b":"
        elif frame is not None and frame.is_object and not frame.in_value:
            frame.key = string_value(token)
        else:
            self._value(start, end)

    def _close(self, end: int) -> None:
        frame = self._frames.pop()
        if frame.path_is_secret and frame.patch_value is not None:
            self.found.append(frame.patch_value)
        self._value(frame.start, end)

    def _value(self, start: int, end: int) -> None:
        frame = self._frames[-1] if self._frames else None
        if frame is None or frame.key is None or not frame.in_value:
            return
        # No copy of a whole value: a million objects in one another would be copied each.
        if self._data[start : min(end, start + 5)] != b"null":
            if names_secret(frame.key, self._names):
                self.found.append(Span(start, end, quoted=True))
            elif frame.key.lower() == "value":
                # A value that is no JSON yet has several tokens, and the key may stand twice.
                first = frame.patch_value.start if frame.patch_value else start
                frame.patch_value = Span(first, end, quoted=True)
        if frame.key.lower() == "path" and self._data.startswith(b'"', start):
            frame.path_is_secret = names_secret(string_value(self._data[start:end]), self._names)


def secret_values(data: bytes, names: frozenset[str]) -> list[Span]:
    """Return the values of members named in ``names``, at any depth, and of PATCH operations
    whose ``path`` names one. ``null`` is no secret. Never raises.
    """
    found = _plain_members(data, names)
    return walked_values(data, names) if found is None else found


def walked_values(data: bytes, names: frozenset[str]) -> list[Span]:
    """Return the same, always by walking all of ``data``: some 20 times slower."""
    walk = _Walk(data, names)
    walk.run()
    return walk.found


def _plain_members(data: bytes, names: frozenset[str]) -> list[Span] | None:
    """Return what the walk finds, but look only at strings that hold a name.

    None when that is not enough: the text is no JSON or cut short, letters of keys may be
    escaped, a value is no scalar, or a PATCH operation may be meant.
    """
    lowered = data.lower()
    if b'"path"' in lowered or _escapes(names).search(data) or not _is_json(data):
        return None
    needles = [name.encode("utf-8", "surrogatepass") for name in names if name]
    ends = sorted(end for needle in needles for _, end in occurrences(lowered, needle))
    ends.append(len(data) + 1)
    found: list[Span] = []
    awaited = ends[0]
    for string in _STRING.finditer(data):
        if string.end() <= awaited:
            continue
        awaited = ends[bisect_right(ends, string.end())]
        member = _MEMBER_VALUE.match(data, string.end())
        if member is None or not names_secret(string_value(string[0]), names):
            continue
        if member[1] is None:
            return None
        if member[1] != b"null":
            found.append(Span(*member.span(1), quoted=True))
    return found


@lru_cache(maxsize=8)
def _escapes(names: frozenset[str]) -> Escapes:
    return Escapes(name + name.upper() for name in (*names, "path"))


def _is_json(data: bytes) -> bool:
    try:
        msgspec.json.decode(data, type=msgspec.Raw)
    except (msgspec.DecodeError, RecursionError):
        return False
    return True

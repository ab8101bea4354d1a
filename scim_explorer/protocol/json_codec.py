"""JSON without loss: the one place where bytes become values, positions or tokens, and back.

The parts lie in ``json_text`` (bytes and text), ``json_scan`` and ``json_tree`` (positions) and
``json_tokens`` (colours, re-laying); import all of it from here.
"""

from __future__ import annotations

import json
import re
from typing import TypeAlias, cast

import msgspec

from scim_explorer.problems import ProtocolError
from scim_explorer.protocol.json_scan import MAX_DEPTH, place_in, scan
from scim_explorer.protocol.json_text import (
    Fault,
    decode_text,
    encode_text,
    readable_text,
)
from scim_explorer.protocol.json_tokens import Token, TokenKind, relayout, tokens
from scim_explorer.protocol.json_tree import (
    Document,
    Kind,
    Member,
    Node,
    Steps,
    node_at,
    pointer,
    pointer_node,
)

__all__ = [
    "MAX_DEPTH",
    "READ_FAILURES",
    "Document",
    "Fault",
    "Json",
    "Kind",
    "Member",
    "Node",
    "Steps",
    "Token",
    "TokenKind",
    "decode_text",
    "dumps",
    "encode_text",
    "loads",
    "node_at",
    "object_of",
    "place_in",
    "pointer",
    "pointer_node",
    "readable_text",
    "relayout",
    "scan",
    "tokens",
    "value_of",
]

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

READ_FAILURES = (msgspec.MsgspecError, UnicodeError, RecursionError)
"""What the fast reader raises on a text that our own scanner may still read."""

_ESCAPE = re.compile(rb"\\.", re.DOTALL)
_QUOTED = re.compile(rb'"[^"]*"')
_NO_BRACKET = bytes(set(range(256)) - set(b'{}[]"'))
_PEELED_LAYERS = 16
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


def loads(data: bytes | str, *, subject: str = "Answer") -> Json:
    """Return the value of a JSON text, read as leniently as ``scan`` reads.

    Of duplicate keys the last wins; integers are exact; NaN and 1e400 become floats.

    Args:
        data: The whole text.
        subject: First word of the problem's title ("Answer is not valid JSON").

    Raises:
        ProtocolError: Not JSON, or nested more than ``MAX_DEPTH`` levels deep.
    """
    raw = encode_text(data) if isinstance(data, str) else data
    if not _is_too_deep(raw):
        try:
            return cast("Json", msgspec.json.decode(raw))
        except READ_FAILURES:
            pass
    document = scan(readable_text(raw)[0], subject=subject)
    return value_of(document, document.root)


def object_of(data: bytes | msgspec.Raw) -> dict[str, Json] | None:
    """Return the object in a JSON text, such as a row of a list; None when it is none."""
    try:
        value = loads(bytes(data))
    except ProtocolError:
        return None
    return value if isinstance(value, dict) else None


def value_of(document: Document, node: Node) -> Json:
    """Return the value of one node, as ``loads`` would."""
    text = document.text[node.start : node.end]
    return cast("Json", json.loads(text, strict=False, parse_int=_exact_int))


def _exact_int(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:
        # Python refuses integers of more than 4,300 digits; the fault says so already.
        return float(text)


def _is_too_deep(data: bytes) -> bool:
    """Return whether brackets nest too deep: by peeling layers, and by walking when many."""
    if data.count(b"{") + data.count(b"[") <= MAX_DEPTH:
        return False
    plain = _ESCAPE.sub(b"", data) if b"\\" in data else data
    rest = _QUOTED.sub(b"", plain.translate(None, _NO_BRACKET).replace(b'""', b""))
    for _ in range(_PEELED_LAYERS):
        if not rest:
            return False
        rest = rest.replace(b"{}", b"").replace(b"[]", b"")
    depth = 0
    for bracket in rest:
        depth += 1 if bracket in b"[{" else -1
        if depth > MAX_DEPTH - _PEELED_LAYERS * 2:
            return True
    return False


def dumps(value: Json) -> str:
    """Return a value that we built ourselves as compact JSON, non-ASCII as it is.

    Raises:
        ValueError: The value has a NaN or an infinity, which JSON cannot write.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)

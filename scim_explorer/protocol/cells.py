"""Display text of the attributes of a row, decoded only when the row is shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias, cast

import msgspec

from scim_explorer.problems import ProtocolError
from scim_explorer.protocol.json_codec import READ_FAILURES, Json, readable_text, scan
from scim_explorer.protocol.paths import CORE_PREFIX, get_member, split_path, value_at

Row: TypeAlias = bytes | msgspec.Raw
CellReader: TypeAlias = Callable[[Row], tuple[str, ...]]

_ABSENT = msgspec.Raw(b"")
_QUOTE = ord('"')
_OPENING = frozenset(b"{[")
_LABELS = ("formatted", "displayName", "value", "display", "$ref", "name")
_REFERENCE_LABELS = ("display", *_LABELS)
_LITERALS = {None: "", True: "true", False: "false"}
_COUNTED = frozenset({"members", "groups"})


def _spelled(text: str) -> msgspec.Raw:
    return msgspec.Raw(text.encode())


_text_decoder = msgspec.json.Decoder(str)
_value_decoder = msgspec.json.Decoder(float_hook=_spelled)


def cells(row: Row, paths: Sequence[str]) -> tuple[str, ...]:
    """Return the display text of each path; for many rows use ``cell_reader``."""
    return cell_reader(paths)(row)


def cell_reader(paths: Sequence[str]) -> CellReader:
    """Return a function that gives the display text of each path in a row.

    An attribute that is absent, null or empty is "". A number is spelled as sent. Of a
    multi-valued attribute the primary value is shown, else the first (``members`` and ``groups``:
    with the count of the others); of a complex one its ``formatted``, ``displayName``, ``value``
    or ``display``, else its JSON. The function never raises: a row that is no object has empty
    cells.
    """
    heads = tuple(dict.fromkeys(_head(path) for path in paths))
    try:
        decode = _decoder(heads)
    except (ValueError, TypeError):
        # A name with quotes, backslashes or lone surrogates cannot be a field.
        return lambda row: _patient(row, paths)
    columns = tuple(
        (
            f"a{heads.index(_head(path))}",
            _quoted(_head(path)),
            _quoted(path),
            _inner_steps(path),
            path,
        )
        for path in paths
    )

    def read(row: Row) -> tuple[str, ...]:
        try:
            found = decode(row)
            texts = []
            lowered = b""
            for field, head, whole, steps, path in columns:
                raw = getattr(found, field)
                if raw:
                    texts.append(_inner_text(raw, steps, path) if steps else _text(raw, path))
                    continue
                lowered = lowered or bytes(row).lower()
                # Only a name in another case, or one deeper down, is worth a closer look.
                odd = head in lowered or whole in lowered
                texts.append(_patient(row, (path,))[0] if odd else "")
        except READ_FAILURES:
            return _patient(row, paths)
        return tuple(texts)

    return read


def _decoder(heads: Sequence[str]) -> Callable[[Row], object]:
    fields = [(f"a{place}", msgspec.Raw, _ABSENT) for place in range(len(heads))]
    names = {f"a{place}": head for place, head in enumerate(heads)}
    struct = msgspec.defstruct("Cells", fields, rename=names, gc=False)
    return cast("Callable[[Row], object]", msgspec.json.Decoder(struct).decode)


def _quoted(name: str) -> bytes:
    return f'"{name}"'.lower().encode("utf-8", "surrogatepass")


def _head(path: str) -> str:
    """Return the key of the resource under which a path begins."""
    urn, name, _ = split_path(path)
    return name if not urn or urn.lower().startswith(CORE_PREFIX) else urn


def _text(raw: msgspec.Raw, path: str) -> str:
    first = memoryview(raw)[0]
    if first == _QUOTE:
        return _text_decoder.decode(raw)
    if first in _OPENING:
        return _shown(_value_decoder.decode(raw), counted=path in _COUNTED)
    text = bytes(raw).decode()
    return "" if text == "null" else text


def _inner_steps(path: str) -> tuple[str, ...]:
    """Return the keys below the head of a path."""
    urn, name, sub = split_path(path)
    below = (name, sub) if urn and not urn.lower().startswith(CORE_PREFIX) else (sub,)
    return tuple(filter(None, below))


def _inner_text(raw: msgspec.Raw, steps: tuple[str, ...], path: str) -> str:
    whole = value = _value_decoder.decode(raw)
    for step in steps:
        if not isinstance(value, dict) or step not in value:
            return _shown(value_at({_head(path): whole}, path))
        value = value[step]
    return _shown(value)


def _patient(row: Row, paths: Sequence[str]) -> tuple[str, ...]:
    """Read a row that the fast reader refuses, as leniently as any JSON."""
    try:
        text = readable_text(bytes(row))[0]
        root = scan(text).root
    except ProtocolError:
        return ("",) * len(paths)
    value = json.loads(
        text[root.start : root.end],
        strict=False,
        parse_int=_spelled,
        parse_float=_spelled,
        parse_constant=_spelled,
    )
    return tuple(_shown(value_at(value, path), counted=path in _COUNTED) for path in paths)


def _shown(value: object, *, counted: bool = False) -> str:
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool):
        return _LITERALS[value]
    if isinstance(value, msgspec.Raw):
        return bytes(value).decode()
    if isinstance(value, dict):
        return _shown_object(value)
    if isinstance(value, list):
        return _shown_list(value, counted=counted)
    return str(value)


def _shown_list(items: list[Json], *, counted: bool) -> str:
    if not items:
        return ""
    objects = [item for item in items if isinstance(item, dict)]
    if not objects:
        return ", ".join(filter(None, map(_shown_item, items)))
    primary = (item for item in objects if get_member(item, "primary") is True)
    text = _shown_object(next(primary, objects[0]))
    return f"{text} +{len(items) - 1:,}" if counted and len(items) > 1 else text


def _shown_item(item: Json) -> str:
    """Return what stands for an item; a list in a list as JSON, however deep it goes."""
    return _json_text(item) if isinstance(item, list) else _shown(item)


def _shown_object(value: dict[str, Json]) -> str:
    return next(_labels(value), "") or (_json_text(value) if value else "")


def _labels(value: dict[str, Json]) -> Iterator[str]:
    labels = _REFERENCE_LABELS if get_member(value, "$ref") is not None else _LABELS
    for label in labels:
        found = get_member(value, label)
        if isinstance(found, str) and found:
            yield found
    names = (get_member(value, "givenName"), get_member(value, "familyName"))
    yield " ".join(name for name in names if isinstance(name, str) and name)


def _json_text(value: dict[str, Json] | list[Json]) -> str:
    try:
        return msgspec.json.encode(value).decode()
    except READ_FAILURES:
        return json.dumps(value, default=lambda raw: bytes(raw).decode())

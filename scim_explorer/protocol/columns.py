"""Which attributes a table of resources shows, and which it could show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from scim_explorer.problems import ProtocolError
from scim_explorer.protocol.json_codec import Json, loads
from scim_explorer.protocol.schema import ROOT_TYPE, Attribute, ResourceType, SchemaSet

_MAX_SAMPLE = 50
_MAX_SAMPLE_BYTES = 262_144
_MAX_ELEMENTS = 20
_MAX_DEFAULT = 7
_MIN_SHARE = 0.1
_PREFERRED = (
    "userName",
    "displayName",
    "name.formatted",
    "active",
    "title",
    "emails",
    "members",
    "externalId",
    "meta.lastModified",
)
"""In the order of the table; what is here and in the rows is shown first."""
_OF_ALL_TYPES = ("meta.resourceType", "id", "displayName", "userName", "meta.lastModified")
_NEVER_BY_DEFAULT = frozenset({"id", "schemas", "meta", "password", "name", "groups"})


def default_columns(
    resource_type: ResourceType, schema_set: SchemaSet, sample_rows: Sequence[msgspec.Raw]
) -> tuple[str, ...]:
    """Return the paths to show at first: the usual ones that the rows really have.

    Without rows the schema decides. A type that has none of the usual attributes shows what
    its rows have most often. Where all types are mixed, the type stands first.
    """
    if resource_type == ROOT_TYPE:
        return _OF_ALL_TYPES
    counts = _counts(sample_rows)
    declared = [path for path, _ in schema_set.attributes_of(resource_type)]
    if counts:
        least = max(1, min(len(sample_rows), _MAX_SAMPLE) * _MIN_SHARE)
        present = {path.lower(): path for path, count in counts.items() if count >= least}
        order = [path for path, _ in counts.items()]
    else:
        present = {path.lower(): path for path in declared}
        order = declared
    chosen = [path for path in _PREFERRED if path.lower() in present]
    if "displayName" in chosen and "name.formatted" in chosen:
        chosen.remove("name.formatted")
    own = [path for path in order if _is_simple(path) and path.lower() in present]
    if not {"userName", "displayName"} & set(chosen):
        chosen = [*own, *(path for path in chosen if path not in own)]
    return tuple(chosen[:_MAX_DEFAULT]) or ("id",)


def _is_simple(path: str) -> bool:
    return "." not in path and ":" not in path and path not in _NEVER_BY_DEFAULT


def available_columns(
    resource_type: ResourceType, schema_set: SchemaSet, sample_rows: Sequence[msgspec.Raw]
) -> tuple[tuple[str, Attribute | None], ...]:
    """Return every path a column can have: the schema's, then what only the rows have (None)."""
    pairs: list[tuple[str, Attribute | None]] = list(schema_set.attributes_of(resource_type))
    known = {path.lower() for path, _ in pairs}
    for path in _counts(sample_rows):
        if path.lower() not in known:
            known.add(path.lower())
            pairs.append((path, None))
    return tuple(pairs)


def _counts(sample_rows: Sequence[msgspec.Raw]) -> dict[str, int]:
    """Return the paths in the first rows, in order of appearance, with the rows that have them."""
    counts: dict[str, int] = {}
    budget = _MAX_SAMPLE_BYTES
    for row in sample_rows[:_MAX_SAMPLE]:
        if budget < 0:
            break
        budget -= len(row)
        try:
            value = loads(bytes(row))
        except ProtocolError:
            continue
        for path in dict.fromkeys(_paths(value)):
            counts[path] = counts.get(path, 0) + 1
    return counts


def _paths(value: Json) -> Iterator[str]:
    """Yield the paths with a value: attributes, sub-attributes, those of extensions."""
    for key, member in _assigned(value):
        is_extension = key[:4].lower() == "urn:"
        if not is_extension:
            yield key
        for home in member[:_MAX_ELEMENTS] if isinstance(member, list) else [member]:
            for sub, below in _assigned(home):
                yield f"{key}{':' if is_extension else '.'}{sub}"
                if is_extension:
                    yield from (f"{key}:{sub}.{name}" for name, _ in _assigned(below))


def _assigned(value: Json) -> Iterator[tuple[str, Json]]:
    if isinstance(value, dict):
        yield from ((key, one) for key, one in value.items() if one not in (None, [], "", {}))

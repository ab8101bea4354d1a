"""The values that a path of a filter stands for in a resource."""

from __future__ import annotations

from collections.abc import Mapping

from scim_explorer.protocol.filters.syntax import Path
from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.paths import CORE_PREFIX, get_member

EMPTY: tuple[Json, ...] = (None, [], {})
"""What counts as unassigned (RFC 7643 section 2.5)."""


def is_assigned(value: Json) -> bool:
    return value is not None and value != [] and value != {}


def elements_of(value: Json) -> list[Json]:
    """Return the values of an attribute: the elements of a list, or the one there is."""
    if isinstance(value, list):
        return [one for one in value if is_assigned(one)]
    return [value] if is_assigned(value) else []


def attribute_value(resource: Mapping[str, Json], path: Path) -> Json:
    """Return what stands under the attribute of ``path``, its sub-attribute left aside."""
    home: Json = dict(resource) if not isinstance(resource, dict) else resource
    if path.urn:
        inner = get_member(resource, path.urn)
        if inner is None and path.urn.lower().startswith(CORE_PREFIX):
            inner = home
        home = inner
    return get_member(home, path.name) if isinstance(home, dict) else None


def values_of(resource: Mapping[str, Json], path: Path) -> list[Json]:
    """Return the values that are compared: a complex one without sub-attribute means its value."""
    found = elements_of(attribute_value(resource, path))
    sub = path.sub or "value"
    values: list[Json] = []
    for one in found:
        if isinstance(one, dict):
            values += elements_of(get_member(one, sub))
        elif not path.sub:
            values.append(one)
    return values

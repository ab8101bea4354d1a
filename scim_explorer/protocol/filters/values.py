"""The values that a path of a filter stands for in a resource (RFC 7643 section 2.5)."""

from __future__ import annotations

from scim_explorer.protocol.filters.syntax import Path
from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.paths import get_member, home_of

Resource = dict[str, Json]


def is_assigned(value: Json) -> bool:
    """Return whether there is a value; null and an empty list or object are none."""
    return value is not None and value != [] and value != {}


def elements_of(value: Json) -> list[Json]:
    """Return the values of an attribute: the elements of a list, or the one there is."""
    if isinstance(value, list):
        return [one for one in value if is_assigned(one)]
    return [value] if is_assigned(value) else []


def attribute_value(resource: Resource, path: Path) -> Json:
    """Return what stands under the attribute of ``path``, its sub-attribute left aside."""
    home = home_of(resource, path.urn)
    return get_member(home, path.name) if isinstance(home, dict) else None


def values_of(resource: Resource, path: Path) -> list[Json]:
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

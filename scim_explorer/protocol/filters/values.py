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


def compared_values(resource: Resource, path: Path, inside: Path | None) -> list[Json]:
    """Return the values that a comparison looks at: ``primary`` left out is false.

    Source: RFC 7643 section 2.4.

    Args:
        resource: The resource, or one element of ``inside``.
        path: Relative to ``inside``.
        inside: The value path whose condition it is.
    """
    if not is_primary(path, inside):
        return values_of(resource, path)
    found = elements_of(attribute_value(resource, path)) if path.sub else [resource]
    values = (get_member(one, "primary") for one in found if isinstance(one, dict))
    return [value if is_assigned(value) else False for value in values]


def is_primary(path: Path, inside: Path | None) -> bool:
    """Return whether a path names the mark of the preferred value of an attribute."""
    return (path.sub or ("" if inside is None else path.name)).lower() == "primary"


def looked_at(resource: Resource, path: Path) -> list[Json]:
    """Return what ``pr`` looks at: the whole attribute, or the values of a sub-attribute."""
    if path.sub:
        return values_of(resource, path)
    return elements_of(attribute_value(resource, path))


def elements_at(resource: Resource, path: Path) -> list[Resource]:
    """Return what a condition in brackets is held against; a plain value counts as its value."""
    found = elements_of(attribute_value(resource, path))
    if path.sub:
        inner = [get_member(one, path.sub) for one in found if isinstance(one, dict)]
        found = [part for one in inner for part in elements_of(one)]
    return [one if isinstance(one, dict) else {"value": one} for one in found]

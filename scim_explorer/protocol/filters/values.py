"""The values that a path of a filter stands for in a resource (RFC 7643 section 2.5)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from scim_explorer.protocol.filters.syntax import Path
from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.paths import get_member, home_of

Resource = dict[str, Json]
_MOST_KEYS = 1000


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


def key_test(
    names: Iterable[str], passed_over: Iterable[str] = ()
) -> Callable[[Collection[str]], bool]:
    """Return a function that says whether one of some keys is one of ``names`` in any case.

    Keys that are none of them are remembered, as many as resources have in earnest: most
    resources of a list have the same ones, and to find all of them again is one step.

    Args:
        names: Attribute names.
        passed_over: Keys that are not to count, so spelled.
    """
    wanted = frozenset(name.lower() for name in names)
    others = set(passed_over)

    def has_one(keys: Collection[str]) -> bool:
        if others.issuperset(keys):
            return False
        if any(key not in others and key.lower() in wanted for key in keys):
            return True
        if len(others) < _MOST_KEYS:
            others.update(keys)
        return False

    return has_one

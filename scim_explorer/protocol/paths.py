"""Attribute paths: "userName", "name.givenName", "urn:...:User:department" (RFC 7644 3.10)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from scim_explorer.protocol.json_codec import Json

CORE_PREFIX = "urn:ietf:params:scim:schemas:core:"
_MOST_KEYS = 1000


class AttributePath(NamedTuple):
    """The parts of a path; ``urn`` and ``sub`` may be ""."""

    urn: str
    name: str
    sub: str


def split_path(path: str) -> AttributePath:
    """Return the parts of a path. The text after the last colon of a URN is the attribute.

    A URN alone ("urn:...:2.0:User") cannot be told from a URN with an attribute without
    knowing the schemas; ``value_at`` looks into the resource for that.
    """
    urn = ""
    rest = path
    if path[:4].lower() == "urn:":
        urn, _, rest = path.rpartition(":")
    name, _, sub = rest.partition(".")
    return AttributePath(urn, name, sub)


def get_member(value: Mapping[str, Json], name: str) -> Json:
    """Return the member called ``name``: so spelled if there is one, else in any case; or None.

    Names are compared without case (RFC 7643 section 2.1).
    """
    if name in value:
        return value[name]
    wanted = name.lower()
    return next((member for key, member in value.items() if key.lower() == wanted), None)


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


def home_of(resource: dict[str, Json], urn: str) -> Json:
    """Return what holds the attributes of ``urn``, or None; for "" it is the resource.

    What a core schema defines stands in the resource itself, unless a member has its URN.
    """
    if not urn:
        return resource
    home = get_member(resource, urn)
    return resource if home is None and urn.lower().startswith(CORE_PREFIX) else home


def members_of(urn: str, name: str) -> tuple[str, ...]:
    """Return the names of the members that a resource has to have for ``home_of`` and ``name``."""
    if not urn:
        return (name,)
    return (urn, name) if urn.lower().startswith(CORE_PREFIX) else (urn,)


def value_at(resource: Json, path: str) -> Json:
    """Return what a resource has at ``path``, or None.

    A sub-attribute of a multi-valued attribute gives the list of the elements' values. A core
    attribute may carry its URN.
    """
    if not isinstance(resource, dict):
        return None
    whole = get_member(resource, path)
    if whole is not None:
        return whole
    parts = split_path(path)
    home = home_of(resource, parts.urn)
    for name in filter(None, (parts.name, *parts.sub.split("."))):
        home = _step(home, name)
    return home


def _step(value: Json, name: str) -> Json:
    if isinstance(value, list):
        found = (get_member(item, name) for item in value if isinstance(item, dict))
        return [item for item in found if item is not None]
    return get_member(value, name) if isinstance(value, dict) else None

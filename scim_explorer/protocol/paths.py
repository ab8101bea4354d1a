"""Attribute paths: "userName", "name.givenName", "urn:...:User:department" (RFC 7644 3.10)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from scim_explorer.protocol.json_codec import Json

CORE_PREFIX = "urn:ietf:params:scim:schemas:core:"


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


def home_of(resource: dict[str, Json], urn: str) -> Json:
    """Return what holds the attributes of ``urn``, or None; for "" it is the resource.

    What a core schema defines stands in the resource itself, unless a member has its URN.
    """
    if not urn:
        return resource
    home = get_member(resource, urn)
    return resource if home is None and urn.lower().startswith(CORE_PREFIX) else home


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

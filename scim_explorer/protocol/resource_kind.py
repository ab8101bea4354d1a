"""Which resource type a resource of a mixed list belongs to."""

from __future__ import annotations

from scim_explorer.protocol.json_codec import Json, object_of
from scim_explorer.protocol.paths import get_member, value_at
from scim_explorer.protocol.schema import ResourceType, SchemaSet


def type_of(raw: bytes, schema_set: SchemaSet) -> ResourceType | None:
    """Return the announced type of a resource, or None when it names none.

    ``meta.resourceType`` decides (RFC 7643 section 3.1), else the one type whose schema stands in
    ``schemas``. ``meta.location`` is not looked at: a server could lead anywhere by it.
    """
    resource = object_of(raw)
    if resource is None:
        return None
    named = value_at(resource, "meta.resourceType")
    if isinstance(named, str):
        return schema_set.type_named(named)
    urns = _urns(resource)
    found = [one for one in schema_set.resource_types if one.schema.lower() in urns]
    return found[0] if len(found) == 1 else None


def _urns(resource: dict[str, Json]) -> set[str]:
    named = get_member(resource, "schemas")
    return (
        {one.lower() for one in named if isinstance(one, str)} if isinstance(named, list) else set()
    )

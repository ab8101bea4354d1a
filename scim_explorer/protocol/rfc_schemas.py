"""The RFC's own schemas and resource types, for servers that publish none."""

from __future__ import annotations

from functools import cache

from scim_explorer.protocol.discovery import parse_schemas
from scim_explorer.protocol.json_codec import loads
from scim_explorer.protocol.schema import Capabilities, ResourceType, Schema, SchemaSet
from scim_explorer.resources_dir import resource_bytes

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
ENTERPRISE_USER = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
DISCOVERY_DOCUMENTS = frozenset({"ServiceProviderConfig", "ResourceTypes", "Schemas"})

_FILES = (
    "user",
    "group",
    "enterprise_user",
    "service_provider_config",
    "resource_type",
    "schema",
)


@cache
def rfc_schemas() -> tuple[Schema, ...]:
    """Return the six schemas of RFC 7643 section 8.7."""
    texts = [loads(resource_bytes(f"schemas/{name}.json")) for name in _FILES]
    return parse_schemas(texts)[0]


def rfc_resource_types() -> tuple[ResourceType, ...]:
    """Return User (with the enterprise extension) and Group, at the usual endpoints."""
    return (
        ResourceType("User", "User", "/Users", USER, (ENTERPRISE_USER,), "User Account"),
        ResourceType("Group", "Group", "/Groups", GROUP, (), "Group"),
    )


@cache
def rfc_schema_set() -> SchemaSet:
    """Return what is assumed about a server before it has said anything."""
    return SchemaSet(rfc_schemas(), rfc_resource_types(), Capabilities(), DISCOVERY_DOCUMENTS)

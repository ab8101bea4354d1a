"""What a SCIM server says its data looks like: schemas, resource types, capabilities."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute or sub-attribute; defaults as in RFC 7643 section 2.2.

    Attributes:
        name: As the schema spells it ("userName"); compared without case.
        type: "string", "boolean", "decimal", "integer", "dateTime", "reference", "complex",
            "binary"; another word stays as the server wrote it.
        mutability: "readOnly", "readWrite", "immutable", "writeOnly".
        returned: "always", "never", "default", "request".
        uniqueness: "none", "server", "global".
        reference_types: Names of resource types, "external" or "uri".
        sub_attributes: Of a complex attribute.
    """

    name: str
    type: str = "string"
    multi_valued: bool = False
    description: str = ""
    required: bool = False
    canonical_values: tuple[str, ...] = ()
    case_exact: bool = False
    mutability: str = "readWrite"
    returned: str = "default"
    uniqueness: str = "none"
    reference_types: tuple[str, ...] = ()
    sub_attributes: tuple[Attribute, ...] = ()

    @property
    def is_kept_back(self) -> bool:
        """Whether servers do not send it unasked (RFC 7643 section 7, ``returned``)."""
        return self.returned in {"never", "request"} or self.mutability == "writeOnly"

    def sub(self, name: str) -> Attribute | None:
        """Return the sub-attribute called ``name``, compared without case."""
        return named(self.sub_attributes, name)


def named(attributes: tuple[Attribute, ...], name: str) -> Attribute | None:
    """Return the attribute called ``name``, compared without case."""
    wanted = name.lower()
    return next((one for one in attributes if one.name.lower() == wanted), None)


@dataclass(frozen=True, slots=True)
class Schema:
    """The attributes behind one schema URN."""

    id: str
    name: str
    description: str = ""
    attributes: tuple[Attribute, ...] = ()


@dataclass(frozen=True, slots=True)
class ResourceType:
    """One kind of resource and where it lives.

    Attributes:
        id: "User", "Group"; the name when the server gives none.
        endpoint: Path below the base URL, with a leading slash and no trailing one ("/Users").
        schema: URN of the main schema.
        extensions: URNs of the schema extensions.
    """

    id: str
    name: str
    endpoint: str
    schema: str
    extensions: tuple[str, ...] = ()
    description: str = ""


ROOT_TYPE = ResourceType("/", "/", "/", "", (), "All resources of the server")
"""Stands for all types: a query at the server's root (RFC 7644 section 3.4.2.1)."""


@dataclass(frozen=True, slots=True)
class AuthScheme:
    """One way to sign in that a server names."""

    type: str
    name: str = ""
    description: str = ""
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a server claims it can do. None: it does not say. A claim is no proof.

    Attributes:
        max_results: Most resources in one answer (``filter.maxResults``).
        cursor: Cursor paging (RFC 9865).
        index: ``startIndex`` paging, as far as RFC 9865's ``pagination`` says so.
        default_method: "cursor", "index" or "".
        cursor_timeout_s: How long a cursor is good for, at least.
    """

    patch: bool | None = None
    bulk: bool | None = None
    filter: bool | None = None
    sort: bool | None = None
    etag: bool | None = None
    change_password: bool | None = None
    cursor: bool | None = None
    index: bool | None = None
    max_results: int | None = None
    bulk_max_operations: int | None = None
    bulk_max_payload_bytes: int | None = None
    default_page_size: int | None = None
    max_page_size: int | None = None
    default_method: str = ""
    cursor_timeout_s: int | None = None
    auth_schemes: tuple[AuthScheme, ...] = ()
    documentation_uri: str = ""


COMMON_ATTRIBUTES = (
    Attribute(
        "id",
        description="Identifier that the server assigns; unique among its resources.",
        case_exact=True,
        mutability="readOnly",
        returned="always",
        uniqueness="server",
    ),
    Attribute("externalId", description="Identifier that the client assigns.", case_exact=True),
    Attribute(
        "schemas",
        type="reference",
        multi_valued=True,
        description="URNs of the schemas that define the attributes present.",
        required=True,
        case_exact=True,
        returned="always",
        reference_types=("uri",),
    ),
    Attribute(
        "meta",
        type="complex",
        description="What the server keeps about the resource.",
        mutability="readOnly",
        sub_attributes=(
            Attribute("resourceType", case_exact=True, mutability="readOnly"),
            Attribute("created", type="dateTime", mutability="readOnly"),
            Attribute("lastModified", type="dateTime", mutability="readOnly"),
            Attribute("location", type="reference", mutability="readOnly", case_exact=True),
            Attribute("version", case_exact=True, mutability="readOnly"),
        ),
    ),
)
"""Attributes that every resource has and no schema lists (RFC 7643 section 3.1)."""


@dataclass(frozen=True)
class SchemaSet:
    """All that is known about the data of one server.

    Attributes:
        assumed: Which discovery documents ("Schemas", "ResourceTypes",
            "ServiceProviderConfig") the server did not give, so the RFC's own stand in.
    """

    schemas: tuple[Schema, ...]
    resource_types: tuple[ResourceType, ...]
    capabilities: Capabilities
    assumed: frozenset[str] = frozenset()

    def schema(self, schema_id: str) -> Schema | None:
        """Return the schema with this URN, compared without case (RFC 7644 section 3.10)."""
        wanted = schema_id.lower()
        return next((one for one in self.schemas if one.id.lower() == wanted), None)

    def type_named(self, name: str) -> ResourceType | None:
        """Return the resource type with this name or id, compared without case."""
        wanted = name.lower()
        return next(
            (one for one in self.resource_types if wanted in (one.name.lower(), one.id.lower())),
            None,
        )

    def list_named(self, name: str) -> ResourceType | None:
        """Return what can be listed under this name: a resource type, or ``ROOT_TYPE`` for "/"."""
        return ROOT_TYPE if name == ROOT_TYPE.name else self.type_named(name)

    def type_at(self, endpoint: str) -> ResourceType | None:
        """Return the resource type that lives at an endpoint ("/Users")."""
        wanted = endpoint.strip("/").lower()
        return next(
            (one for one in self.resource_types if one.endpoint.strip("/").lower() == wanted), None
        )

    def attributes_of(self, resource_type: ResourceType) -> tuple[tuple[str, Attribute], ...]:
        """Return path and attribute of all that a resource of this type may have.

        Sub-attributes follow their attribute ("name", "name.formatted"); those of an extension
        begin with its URN ("urn:...:User:manager.value"). First comes what every resource has.
        ``ROOT_TYPE`` has what any of the types has; of the same path the first one counts.
        """
        if resource_type == ROOT_TYPE:
            return self._attributes_of_all()
        main = self.schema(resource_type.schema)
        declared = main.attributes if main else ()
        common = tuple(one for one in COMMON_ATTRIBUTES if named(declared, one.name) is None)
        pairs = [*_flat("", common), *_flat("", declared)]
        for urn in resource_type.extensions:
            extension = self.schema(urn)
            if extension is not None:
                pairs.extend(_flat(f"{urn}:", extension.attributes))
        return tuple(pairs)

    def _attributes_of_all(self) -> tuple[tuple[str, Attribute], ...]:
        found = {path.lower(): (path, one) for path, one in _flat("", COMMON_ATTRIBUTES)}
        for resource_type in self.resource_types:
            for path, attribute in self.attributes_of(resource_type):
                found.setdefault(path.lower(), (path, attribute))
        return tuple(found.values())


def _flat(prefix: str, attributes: tuple[Attribute, ...]) -> Iterator[tuple[str, Attribute]]:
    for attribute in attributes:
        yield f"{prefix}{attribute.name}", attribute
        yield from _flat(f"{prefix}{attribute.name}.", attribute.sub_attributes)

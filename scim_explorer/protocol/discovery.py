"""Discovery documents to values, as tolerantly as real servers need (RFC 7643 sections 5 to 7).

What is wrong becomes a finding and never an exception; a document that says nothing usable
gives an empty value.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from scim_explorer.protocol.findings import Finding, Severity
from scim_explorer.protocol.json_codec import Json, Steps, pointer
from scim_explorer.protocol.paths import get_member
from scim_explorer.protocol.schema import (
    Attribute,
    AuthScheme,
    Capabilities,
    ResourceType,
    Schema,
)

_TYPES = (
    "string",
    "boolean",
    "decimal",
    "integer",
    "dateTime",
    "reference",
    "complex",
    "binary",
)
_MUTABILITIES = ("readWrite", "readOnly", "immutable", "writeOnly")
_RETURNED = ("default", "always", "never", "request")
_UNIQUENESS = ("none", "server", "global")
_MAX_SUB_LEVELS = 8
_SECTION_ATTRIBUTE = "RFC 7643 7"
_SECTION_TYPE = "RFC 7643 6"
_SECTION_CONFIG = "RFC 7643 5"


@dataclass(slots=True)
class _Reader:
    """One object of a document, with what was wrong in it and below."""

    value: dict[str, Json]
    steps: Steps
    source: str
    findings: list[Finding] = field(default_factory=list)

    def report(self, rule: str, severity: Severity, message: str, name: str = "") -> None:
        where = pointer((*self.steps, name) if name else self.steps)
        self.findings.append(Finding(rule, severity, message, where, self.source))

    def below(self, value: dict[str, Json], *steps: str | int) -> _Reader:
        return _Reader(value, (*self.steps, *steps), self.source, self.findings)

    def text(self, name: str, default: str = "") -> str:
        value = get_member(self.value, name)
        if value is None or isinstance(value, str):
            return value or default
        self.report("discovery.type", Severity.ERROR, f"{name} is not a string.", name)
        return default if isinstance(value, list | dict) else str(value)

    def word(self, name: str, words: tuple[str, ...], default: str) -> str:
        """Return one of the words; another one as the server wrote it."""
        text = self.text(name, default)
        if text in words:
            return text
        known = next((word for word in words if word.lower() == text.lower()), None)
        self.report("discovery.word", Severity.ERROR, f'{name} "{text}" is not defined.', name)
        return known or text

    def flag(self, name: str, *, default: bool | None = False) -> bool | None:
        value = get_member(self.value, name)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        self.report("discovery.type", Severity.ERROR, f"{name} is not true or false.", name)
        if isinstance(value, str) and value.lower() in ("true", "false"):
            return value.lower() == "true"
        return default

    def number(self, name: str) -> int | None:
        value = get_member(self.value, name)
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        self.report("discovery.type", Severity.ERROR, f"{name} is not an integer.", name)
        if isinstance(value, str) and value.strip().isdecimal() and len(value) < 19:
            return int(value)
        return None

    def texts(self, name: str) -> tuple[str, ...]:
        value = get_member(self.value, name)
        if value is None:
            return ()
        items = value if isinstance(value, list) else [value]
        texts = tuple(item for item in items if isinstance(item, str))
        if not isinstance(value, list) or len(texts) < len(items):
            self.report("discovery.type", Severity.ERROR, f"{name} is not a list of strings.", name)
        return texts

    def objects(self, name: str) -> Iterator[_Reader]:
        """Yield the objects of a list; a single object counts as a list of one."""
        value = get_member(self.value, name)
        items = value if isinstance(value, list) else [] if value is None else [value]
        for place, item in enumerate(items):
            if isinstance(item, dict):
                yield self.below(item, name, *((place,) if isinstance(value, list) else ()))
            else:
                message = f"An element of {name} is not an object."
                self.report("discovery.type", Severity.ERROR, message, name)


def _documents(value: Json, source: str, findings: list[Finding]) -> Iterator[_Reader]:
    """Yield the resources of a list response, of a bare array, or the one that stands alone."""
    root = _Reader({"Resources": value} if isinstance(value, list) else {}, (), source, findings)
    if isinstance(value, dict):
        root.value = value
        if get_member(value, "Resources") is None:
            yield root
            return
    elif not isinstance(value, list):
        root.report("discovery.type", Severity.ERROR, "The document is not an object.")
    yield from root.objects("Resources")


def parse_schemas(value: Json) -> tuple[tuple[Schema, ...], tuple[Finding, ...]]:
    """Return the schemas of a ``/Schemas`` answer (list, array or single) and what is odd."""
    findings: list[Finding] = []
    schemas: list[Schema] = []
    for reader in _documents(value, _SECTION_ATTRIBUTE, findings):
        schema_id = reader.text("id")
        if not schema_id:
            reader.report("schema.id", Severity.ERROR, "A schema has no id; it is left out.")
            continue
        name = reader.text("name", schema_id.rpartition(":")[2])
        attributes = _attributes(reader, "attributes", 0)
        schemas.append(Schema(schema_id, name, reader.text("description"), attributes))
    return tuple(schemas), tuple(findings)


def _attributes(reader: _Reader, name: str, level: int) -> tuple[Attribute, ...]:
    if level > _MAX_SUB_LEVELS:
        return ()
    return tuple(
        attribute
        for below in reader.objects(name)
        if (attribute := _attribute(below, level)) is not None
    )


def _attribute(reader: _Reader, level: int) -> Attribute | None:
    name = reader.text("name")
    if not name:
        message = "An attribute has no name; it is left out."
        reader.report("schema.attribute-name", Severity.ERROR, message)
        return None
    subs = _attributes(reader, "subAttributes", level + 1)
    return Attribute(
        name,
        reader.word("type", _TYPES, "complex" if subs else "string"),
        bool(reader.flag("multiValued")),
        reader.text("description"),
        bool(reader.flag("required")),
        reader.texts("canonicalValues"),
        bool(reader.flag("caseExact")),
        reader.word("mutability", _MUTABILITIES, "readWrite"),
        reader.word("returned", _RETURNED, "default"),
        reader.word("uniqueness", _UNIQUENESS, "none"),
        reader.texts("referenceTypes"),
        subs,
    )


def parse_resource_types(
    value: Json, base_path: str
) -> tuple[tuple[ResourceType, ...], tuple[Finding, ...]]:
    """Return the resource types of a ``/ResourceTypes`` answer and what is odd.

    Args:
        value: List response, array or single resource type.
        base_path: Path of the base URL ("/scim/v2"); an endpoint that repeats it loses it once.
    """
    findings: list[Finding] = []
    types: list[ResourceType] = []
    for reader in _documents(value, _SECTION_TYPE, findings):
        endpoint = _endpoint(reader, base_path)
        name = reader.text("name") or reader.text("id") or endpoint.strip("/")
        if not endpoint:
            message = f"Resource type {name or 'without a name'} has no endpoint; it is left out."
            reader.report("resource-type.endpoint", Severity.ERROR, message)
            continue
        types.append(
            ResourceType(
                reader.text("id", name),
                name,
                endpoint,
                reader.text("schema"),
                _extensions(reader),
                reader.text("description"),
            )
        )
    return tuple(types), tuple(findings)


def _endpoint(reader: _Reader, base_path: str) -> str:
    text = reader.text("endpoint").strip()
    path = text
    if "://" in text or text.startswith("//"):
        try:
            path = urlsplit(text).path
        except ValueError:
            path = ""
        message = "endpoint is an absolute URL; only its path is used."
        reader.report("resource-type.absolute", Severity.INFO, message, "endpoint")
    path = path.split("?", 1)[0].split("#", 1)[0].strip("/")
    base = base_path.strip("/")
    if base and path.lower().startswith(f"{base}/".lower()):
        path = path[len(base) + 1 :]
        if "://" not in text:
            message = f"endpoint {text} repeats the path of the base URL; /{path} is used."
            reader.report("resource-type.base-path", Severity.ERROR, message, "endpoint")
    return f"/{path}" if path else ""


def _extensions(reader: _Reader) -> tuple[str, ...]:
    value = get_member(reader.value, "schemaExtensions")
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return reader.texts("schemaExtensions")
    urns = (below.text("schema") for below in reader.objects("schemaExtensions"))
    return tuple(dict.fromkeys(urn for urn in urns if urn))


def parse_capabilities(value: Json) -> tuple[Capabilities, tuple[Finding, ...]]:
    """Return what a ``/ServiceProviderConfig`` answer claims, and what is odd in it."""
    findings: list[Finding] = []
    reader = next(_documents(value, _SECTION_CONFIG, findings), None)
    if reader is None:
        return Capabilities(), tuple(findings)
    bulk = _section(reader, "bulk")
    filters = _section(reader, "filter")
    paging = next(reader.objects("pagination"), reader.below({}, "pagination"))
    if get_member(reader.value, "authenticationSchemes") is None:
        message = "authenticationSchemes is missing."
        reader.report("config.missing", Severity.ERROR, message, "authenticationSchemes")
    capabilities = Capabilities(
        patch=_supported(reader, "patch"),
        bulk=_supported(reader, "bulk"),
        filter=_supported(reader, "filter"),
        sort=_supported(reader, "sort"),
        etag=_supported(reader, "etag"),
        change_password=_supported(reader, "changePassword"),
        cursor=paging.flag("cursor", default=None),
        index=paging.flag("index", default=None),
        max_results=filters.number("maxResults"),
        bulk_max_operations=bulk.number("maxOperations"),
        bulk_max_payload_bytes=bulk.number("maxPayloadSize"),
        default_page_size=paging.number("defaultPageSize"),
        max_page_size=paging.number("maxPageSize"),
        default_method=paging.text("defaultPaginationMethod"),
        cursor_timeout_s=paging.number("cursorTimeout"),
        auth_schemes=tuple(_auth_schemes(reader)),
        documentation_uri=reader.text("documentationUri"),
    )
    return capabilities, tuple(findings)


def _section(reader: _Reader, name: str) -> _Reader:
    value = get_member(reader.value, name)
    return reader.below(value if isinstance(value, dict) else {}, name)


def _supported(reader: _Reader, name: str) -> bool | None:
    value = get_member(reader.value, name)
    if value is None:
        reader.report("config.missing", Severity.ERROR, f"{name} is missing.", name)
        return None
    if isinstance(value, dict):
        return reader.below(value, name).flag("supported", default=None)
    message = f'{name} is not an object with "supported".'
    reader.report("discovery.type", Severity.ERROR, message, name)
    return value if isinstance(value, bool) else None


def _auth_schemes(reader: _Reader) -> Iterator[AuthScheme]:
    for below in reader.objects("authenticationSchemes"):
        primary = bool(below.flag("primary"))
        texts = (below.text("type"), below.text("name"), below.text("description"))
        yield AuthScheme(*texts, primary)

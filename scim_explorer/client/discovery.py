"""What a server announces about itself: configuration, resource types, schemas."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import NamedTuple

from scim_explorer.client.answers import is_missing, json_of
from scim_explorer.client.patience import send_patiently
from scim_explorer.client.request import Request
from scim_explorer.client.session import Session
from scim_explorer.client.urls import without_query
from scim_explorer.exchanges.exchange import Exchange
from scim_explorer.problems import ExplorerError, NoReplyError, Problem
from scim_explorer.protocol.discovery import (
    parse_capabilities,
    parse_resource_types,
    parse_schemas,
)
from scim_explorer.protocol.findings import Finding
from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.schema import Attribute, SchemaSet

_ORIGIN = "Discovery"
_CONFIG, _TYPES, _SCHEMAS = "ServiceProviderConfig", "ResourceTypes", "Schemas"
_DOCUMENTS = (_CONFIG, _TYPES, _SCHEMAS)
_SIGN_IN = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
_WORDS = {
    _CONFIG: ("No configuration from this server", "What it can do is unknown until it is tried."),
    _TYPES: (
        "No resource types from this server",
        'The RFC\'s own types are used and marked "assumed".',
    ),
    _SCHEMAS: (
        "No schema from this server",
        'The RFC\'s own schemas are used and marked "assumed".',
    ),
}


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found.

    Attributes:
        schema_set: The server's own documents, the RFC's where one is missing.
        problems: One for each document that could not be used.
        exchanges: Numbers of all exchanges made for it.
    """

    schema_set: SchemaSet
    problems: tuple[Problem, ...] = ()
    exchanges: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def secret_attributes(self) -> frozenset[str]:
        """Lower-case names of the attributes that never come back or are only written."""
        roots = (one for schema in self.schema_set.schemas for one in schema.attributes)
        return frozenset(name.lower() for root in roots for name in _secret_names(root))


class _Document(NamedTuple):
    exchange: Exchange | None
    value: Json
    problem: Problem | None
    error: ExplorerError | None


async def discover(session: Session) -> Discovery:
    """Ask for the three documents at once and tell ``session`` what was learned.

    A missing or unusable document is a problem in the result and never stops the work. Nothing
    is filtered: RFC 7644 section 4 forbids it.

    Raises:
        NoReplyError: Not one of the three was answered.
        WriteRefused, InputError, SecretUnavailable: As in ``Session.send``.
    """
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_fetch(session, name)) for name in _DOCUMENTS]
    documents = dict(zip(_DOCUMENTS, (task.result() for task in tasks), strict=True))
    errors = [document.error for document in documents.values()]
    if all(error is not None for error in errors) and errors[0] is not None:
        raise errors[0]
    found = _read(session.base.path, documents)
    if all(one.exchange and is_missing(one.exchange) for one in documents.values()):
        found = await _probe_users(session, found)
    session.learned(found)
    return found


async def _fetch(session: Session, name: str) -> _Document:
    try:
        exchange = await send_patiently(session, Request("GET", f"/{name}", origin=_ORIGIN))
    except ExplorerError as error:
        return _Document(None, None, error.problem, error)
    try:
        return _Document(exchange, await json_of(exchange), None, None)
    except ExplorerError as error:
        return _Document(exchange, None, error.problem, None)


def _read(base_path: str, documents: dict[str, _Document]) -> Discovery:
    values = {name: document.value for name, document in documents.items()}
    capabilities, of_config = parse_capabilities(values[_CONFIG] or {})
    types, of_types = parse_resource_types(values[_TYPES] or [], base_path)
    schemas, of_schemas = parse_schemas(values[_SCHEMAS] or [])
    findings = {_CONFIG: of_config, _TYPES: of_types, _SCHEMAS: of_schemas}
    known = {_CONFIG: values[_CONFIG] is not None, _TYPES: bool(types), _SCHEMAS: bool(schemas)}
    return Discovery(
        SchemaSet(
            schemas or _rfc().schemas,
            types or _rfc().resource_types,
            capabilities,
            frozenset(name for name, is_known in known.items() if not is_known),
        ),
        tuple(problem for name in _DOCUMENTS if (problem := _problem(name, documents[name]))),
        tuple(one.exchange.number for one in documents.values() if one.exchange),
        tuple(one for name in _DOCUMENTS if values[name] is not None for one in findings[name]),
    )


def _rfc() -> SchemaSet:
    """Read from files only when a document is missing: that costs a command 10 ms."""
    from scim_explorer.protocol.rfc_schemas import rfc_schema_set

    return rfc_schema_set()


def _problem(name: str, document: _Document) -> Problem | None:
    problem, exchange = document.problem, document.exchange
    if problem is None or exchange is None or exchange.status in _SIGN_IN:
        return problem
    title, used = _WORDS[name]
    said = f"answered {exchange.status}" if exchange.status != HTTPStatus.OK else "cannot be used"
    return Problem(title, f"/{name} {said}. {used}", "", exchange.number)


async def _probe_users(session: Session, found: Discovery) -> Discovery:
    """Tell a server without discovery from an address without a server: /Users says which."""
    try:
        exchange = await session.send(Request("GET", "/Users?count=1", origin=_ORIGIN))
    except NoReplyError as error:
        return replace(found, problems=(*found.problems, error.problem))
    found = replace(found, exchanges=(*found.exchanges, exchange.number))
    if not is_missing(exchange):
        return found
    nothing = Problem(
        "No SCIM at this address",
        "/ServiceProviderConfig, /ResourceTypes, /Schemas and /Users all answered 404: "
        f"{without_query(session.base.text)}.",
        "The base URL often ends in /scim/v2.",
        exchange.number,
    )
    return replace(found, problems=(nothing,))


def _secret_names(attribute: Attribute) -> tuple[str, ...]:
    below = tuple(name for sub in attribute.sub_attributes for name in _secret_names(sub))
    secret = attribute.returned == "never" or attribute.mutability == "writeOnly"
    return (attribute.name, *below) if secret else below

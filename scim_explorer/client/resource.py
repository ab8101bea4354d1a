"""One resource as it was read, and the requests that read and change it."""

from __future__ import annotations

from dataclasses import dataclass

from scim_explorer.client.answers import json_of
from scim_explorer.client.patience import send_patiently
from scim_explorer.client.request import Request
from scim_explorer.client.session import Session
from scim_explorer.client.urls import relative_target, segment
from scim_explorer.exchanges.exchange import Exchange, header
from scim_explorer.problems import Problem, ProtocolError
from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.paths import get_member


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource as the server sent it.

    Attributes:
        raw: The bytes of the answer.
        value: The same, decoded; last duplicate wins.
        etag: The ``ETag`` field, else ``meta.version``, else "".
        exchange: Number of the exchange that brought it.
        read_at: Seconds since 1970.
        endpoint: "/Users".
        id: As asked for; opaque.
        answer: The exchange itself, for its status line and header fields.
    """

    raw: bytes
    value: Json
    etag: str
    exchange: int
    read_at: float
    endpoint: str
    id: str
    answer: Exchange | None = None


def resource_target(endpoint: str, resource_id: str) -> str:
    """Return the target of one resource; it is built from its id, never from ``location``.

    Raises:
        InputError: The id is empty, or cannot stand in a URL.
    """
    return f"{endpoint}/{segment(resource_id)}"


def read_request(endpoint: str, resource_id: str, origin: str = "Resource") -> Request:
    return Request("GET", resource_target(endpoint, resource_id), origin=origin)


async def read(
    session: Session, endpoint: str, resource_id: str, origin: str = "Resource"
) -> Resource:
    """Read one resource.

    Raises:
        AnswerError: The server answered with an error status.
        ProtocolError: The answer holds no JSON object.
        NoReplyError, InputError, SecretUnavailable: As in ``Session.send``.
    """
    exchange = await send_patiently(session, read_request(endpoint, resource_id, origin))
    return await resource_of(exchange, endpoint, resource_id)


async def resource_of(exchange: Exchange, endpoint: str, resource_id: str) -> Resource:
    """Return the resource in the answer of ``exchange``; raises as ``read`` does."""
    value = await json_of(exchange)
    if not isinstance(value, dict):
        detail = f"{exchange.method} {endpoint} was answered with JSON that is no object."
        raise ProtocolError(Problem("Answer is no resource", detail, "", exchange.number))
    return Resource(
        raw=exchange.response_body.data,
        value=value,
        etag=header(exchange.response_headers, "ETag") or _version(value),
        exchange=exchange.number,
        read_at=exchange.times.queued_at + exchange.times.done_ms / 1000,
        endpoint=endpoint,
        id=resource_id,
        answer=exchange,
    )


def id_of(value: Json) -> str:
    """Return the ``id`` of a resource, "" when it has none that is a string."""
    found = get_member(value, "id") if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""


def location_target(session: Session, exchange: Exchange) -> str | None:
    """Return the ``Location`` of an answer as a target below the base URL, or None."""
    location = header(exchange.response_headers, "Location")
    return relative_target(session.base, location) if location else None


def _version(value: dict[str, Json]) -> str:
    meta = get_member(value, "meta")
    version = get_member(meta, "version") if isinstance(meta, dict) else None
    return version if isinstance(version, str) else ""

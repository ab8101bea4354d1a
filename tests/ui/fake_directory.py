"""A directory of made-up users that decides how a server behaves and in which order it answers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field

from scim_explorer.client.pages import Page, Query
from scim_explorer.exchanges.exchange import Exchange, Outcome, Times
from scim_explorer.problems import ExplorerError
from scim_explorer.protocol.list_response import LIST_URN, read_list
from scim_explorer.protocol.paging import Position
from scim_explorer.protocol.rfc_schemas import rfc_resource_types, rfc_schemas
from scim_explorer.protocol.schema import Capabilities, ResourceType, SchemaSet

USER_URN = "urn:ietf:params:scim:schemas:core:2.0:User"
USERS = next(one for one in rfc_resource_types() if one.name == "User")


def user(number: int, **members: object) -> dict[str, object]:
    """Return the user in row ``number`` (from 0)."""
    return {
        "schemas": [USER_URN],
        "id": f"id-{number:07}",
        "userName": f"user{number:07}@example.com",
        "displayName": f"User {number}",
        "active": number % 3 != 0,
        "meta": {"lastModified": "2026-11-23T13:02:00Z"},
        **members,
    }


def list_body(rows: list[dict[str, object]], total: int | None, **members: object) -> bytes:
    """Return a ListResponse; ``total`` None leaves ``totalResults`` out."""
    body: dict[str, object] = {"schemas": [LIST_URN], "Resources": rows, **members}
    if total is not None:
        body["totalResults"] = total
    return json.dumps(body, separators=(",", ":")).encode()


def page_of(body: bytes, number: int = 1) -> Page:
    """Return ``body`` as a page that exchange ``number`` brought."""
    exchange = Exchange(
        number, "p1", "Browse", "GET", "http://h/Users", Times(0.0), Outcome.ANSWERED, status=200
    )
    return Page(exchange, read_list(body))


@dataclass
class FakeDirectory:
    """Answers from numbers; every knob is one lie of a real server.

    Attributes:
        rows: How many users there really are.
        reported: ``totalResults``; None says the truth.
        cap: Most rows a page, whatever was asked.
        ignores_start: Every page is the first one.
        body: Makes the whole answer, in place of all that.
        error: Raised in place of an answer.
        gate: While it is clear, no answer comes.
        asked: First row (from 1) or cursor, and count, of each request.
    """

    rows: int = 1_000
    reported: int | None = None
    cap: int = 10_000
    ignores_start: bool = False
    body: Callable[[Query, Position], bytes] | None = None
    error: ExplorerError | None = None
    capabilities: Capabilities = field(default_factory=Capabilities)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    asked: list[tuple[int | str, int]] = field(default_factory=list)
    queries: list[Query] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0

    def __post_init__(self) -> None:
        self.gate.set()

    @property
    def schema_set(self) -> SchemaSet:
        return SchemaSet(
            schemas=rfc_schemas(),
            resource_types=rfc_resource_types(),
            capabilities=self.capabilities,
            assumed=frozenset(),
        )

    @property
    def base_url(self) -> str:
        return "https://scim.example/v2"

    @property
    def resource_type(self) -> ResourceType:
        return USERS

    async def page(self, query: Query, position: Position) -> Page:
        where = position.cursor if position.cursor is not None else position.start_index or 1
        self.asked.append((where, query.count))
        self.queries.append(query)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(0)
            await self.gate.wait()
        finally:
            self.at_once -= 1
        if self.error is not None:
            raise self.error
        return page_of((self.body or self._body)(query, position), len(self.asked))

    def _body(self, query: Query, position: Position) -> bytes:
        start = 0 if self.ignores_start else (position.start_index or 1) - 1
        end = min(start + query.count, start + self.cap, self.rows)
        total = self.rows if self.reported is None else self.reported
        return list_body([user(number) for number in range(start, end)], total)

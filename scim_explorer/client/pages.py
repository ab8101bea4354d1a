"""Queries, pages and the walk over all of them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from types import TracebackType
from typing import NamedTuple, Self

from scim_explorer.client.answers import parsed
from scim_explorer.client.patience import send_patiently
from scim_explorer.client.request import SCIM_JSON, Request
from scim_explorer.client.session import Session
from scim_explorer.client.urls import query as encoded
from scim_explorer.exchanges.exchange import Exchange, header
from scim_explorer.problems import ExplorerError
from scim_explorer.protocol.findings import Finding, Severity
from scim_explorer.protocol.json_codec import Json, dumps
from scim_explorer.protocol.list_response import ListPage, read_list, read_ordinary
from scim_explorer.protocol.paging import FIRST, FIRST_BY_CURSOR, Position, Walk
from scim_explorer.protocol.schema import Capabilities

_SEARCH_URN = "urn:ietf:params:scim:api:messages:2.0:SearchRequest"
_JSON_TYPES = frozenset({SCIM_JSON, "application/json"})


@dataclass(frozen=True, slots=True)
class Query:
    """What to list.

    Attributes:
        endpoint: "/Users"; "/" for the server's root (RFC 7644 section 3.4.2.1).
        filter: As typed; it is not checked here.
        count: Resources a page. 0 asks for the total only, for one page (RFC 7644 3.4.2.4).
        method: "GET", or "POST" to send the query to ``/.search``.
        plus: Write the blanks of a GET as ``+``, not ``%20``.
    """

    endpoint: str
    filter: str = ""
    sort_by: str = ""
    descending: bool = False
    attributes: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    count: int = 100
    method: str = "GET"
    plus: bool = False


class Page(NamedTuple):
    """One page: its exchange, the rows, and remarks that only the whole exchange shows."""

    exchange: Exchange
    list: ListPage
    findings: tuple[Finding, ...] = ()


def page_request(query: Query, position: Position = FIRST, origin: str = "") -> Request:
    """Return the request for one page of ``query``."""
    if query.method == "POST":
        body = dumps({"schemas": [_SEARCH_URN], **_members(query, position)}).encode()
        target = f"{query.endpoint.rstrip('/')}/.search"
        return Request("POST", target, body=body, origin=origin)
    pairs = [(name, _text(value)) for name, value in _members(query, position).items()]
    return Request("GET", f"{query.endpoint}?{encoded(pairs, plus=query.plus)}", origin=origin)


async def fetch_page(
    session: Session, query: Query, position: Position = FIRST, origin: str = "Browse"
) -> Page:
    """Fetch one page.

    Raises:
        AnswerError: The server answered with an error status.
        ProtocolError: The answer holds no list.
        NoReplyError, InputError, SecretUnavailable: As in ``Session.send``.
    """
    return await page_of(await send_patiently(session, page_request(query, position, origin)))


async def page_of(exchange: Exchange, *, in_thread: bool = True) -> Page:
    """Return the page in the answer of ``exchange``; raises as ``fetch_page`` does."""
    rows = await parsed(exchange, read_list, quick=read_ordinary, in_thread=in_thread)
    return Page(exchange, rows, _findings(exchange))


class PageWalk:
    """All pages of a query, the next one asked for while the caller looks at this one.

    ``async with walk(session, query) as pages: async for page in pages: ...``. Leaving the block
    stops what is under way. It is no async generator: qasync would leave one open.

    Attributes:
        state: Ledger and stop rules; ``state.findings`` and ``state.summary()`` tell what was odd.
    """

    def __init__(
        self,
        session: Session,
        query: Query,
        origin: str = "list",
        *,
        in_thread: bool = True,
    ) -> None:
        if query.count < 1:
            raise ValueError("a walk needs a count of at least 1")
        self._position = first_position(session.capabilities)
        self.state = Walk(self._position, count=query.count)
        self._session = session
        self._query = query
        self._origin = origin
        self._in_thread = in_thread
        self._group = asyncio.TaskGroup()
        self._next: asyncio.Task[Page | ExplorerError] | None = None
        self._started = False

    async def __aenter__(self) -> Self:
        await self._group.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._next is not None:
            self._next.cancel()
        try:
            await self._group.__aexit__(None, None, None)
        finally:
            self._next = None

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Page:
        if not self._started:
            self._started = True
            self._ask(self._position)
        if self._next is None:
            raise StopAsyncIteration
        result = await self._next
        self._next = None
        if isinstance(result, ExplorerError):
            raise result
        position = self.state.next_position(result.list)
        if position is not None:
            self._ask(position)
            # Let its bytes leave before the caller's work on this page holds up the loop.
            await asyncio.sleep(0)
        return result

    def _ask(self, position: Position) -> None:
        self._next = self._group.create_task(self._fetch(position))

    async def _fetch(self, position: Position) -> Page | ExplorerError:
        """Fetch one page; an error is a result, so that it does not cancel the caller."""
        request = page_request(self._query, position, self._origin)
        try:
            exchange = await send_patiently(self._session, request)
            return await page_of(exchange, in_thread=self._in_thread)
        except ExplorerError as error:
            return error


def walk(
    session: Session, query: Query, origin: str = "list", *, in_thread: bool = True
) -> PageWalk:
    """Return the walk over all pages of ``query``; see ``PageWalk`` and ``answers.parsed``."""
    return PageWalk(session, query, origin, in_thread=in_thread)


def first_position(told: Capabilities) -> Position:
    """Return where a list begins: by cursor where index paging is not offered or not preferred."""
    by_cursor = told.cursor and (told.index is False or told.default_method == "cursor")
    return FIRST_BY_CURSOR if by_cursor else FIRST


def _members(query: Query, position: Position) -> dict[str, Json]:
    members: dict[str, Json] = {
        "filter": query.filter,
        "sortBy": query.sort_by,
        "sortOrder": "descending" if query.sort_by and query.descending else "",
        "attributes": list(query.attributes),
        "excludedAttributes": list(query.excluded),
    }
    members = {name: value for name, value in members.items() if value}
    if position.cursor is not None:
        members["cursor"] = position.cursor
    else:
        members["startIndex"] = position.start_index
    members["count"] = query.count
    return members


def _text(value: Json) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _findings(exchange: Exchange) -> tuple[Finding, ...]:
    content_type = header(exchange.response_headers, "Content-Type")
    if content_type.partition(";")[0].strip().lower() in _JSON_TYPES:
        return ()
    return (
        Finding(
            "exchange.content-type",
            Severity.WARNING,
            f'The body is JSON, but its Content-Type is "{content_type[:80]}".',
            source="RFC 7644 8.1",
        ),
    )

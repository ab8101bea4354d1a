"""Reads rows and asks the probes of a plan, one after the other, through the session."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace

from scim_explorer.checks.operators.plan import MOST_ROWS, Plan, plan_for, request_of
from scim_explorer.checks.operators.probe import ORIGIN, Known, Probe, Result
from scim_explorer.checks.operators.verdicts import judge_failure, judge_page
from scim_explorer.client.discovery import discover
from scim_explorer.client.pages import Query, fetch_page, first_position, page_of
from scim_explorer.client.patience import send_patiently
from scim_explorer.client.session import Session
from scim_explorer.problems import ExplorerError, NoReplyError
from scim_explorer.protocol.filters.attributes import attributes_for
from scim_explorer.protocol.filters.values import Resource
from scim_explorer.protocol.json_codec import object_of
from scim_explorer.protocol.list_response import ListPage
from scim_explorer.protocol.paging import Position, Walk
from scim_explorer.protocol.schema import ResourceType

_MOST_SILENCES = 3

Told = Callable[[Result], None]


async def prepare(session: Session, type_name: str, page_size: int) -> Plan:
    """Read rows of a type and return what would be asked about them; only lists are read.

    Where the endpoint was not discovered yet, that is done before.

    Raises:
        ExplorerError: The rows cannot be read.
    """
    if session.discovery is None:
        await discover(session)
    schema_set = session.schema_set
    resource_type = schema_set.type_named(type_name) or schema_set.resource_types[0]
    known = await read_known(session, resource_type, page_size)
    return await asyncio.to_thread(plan_for, resource_type, known, session.capabilities, page_size)


async def read_known(session: Session, resource_type: ResourceType, page_size: int) -> Known:
    """Read rows page by page, up to ``MOST_ROWS`` and the page on which that is reached.

    Raises:
        ExplorerError: As ``fetch_page``.
    """
    query = Query(resource_type.endpoint, count=min(page_size, MOST_ROWS))
    position: Position | None = first_position(session.capabilities)
    walk = Walk(position or Position(), count=query.count)
    pages: list[ListPage] = []
    exchanges: list[int] = []
    while position is not None and sum(len(page.rows) for page in pages) < MOST_ROWS:
        page = await fetch_page(session, query, position, ORIGIN)
        pages.append(page.list)
        exchanges.append(page.exchange.number)
        position = walk.next_position(page.list)
    summary = walk.summary()
    return Known(
        await asyncio.to_thread(_rows_of, pages),
        is_whole=position is None and summary.complete,
        total=summary.reported,
        largest_page=max((len(page.rows) for page in pages), default=0),
        attributes=attributes_for(session.schema_set, resource_type),
        exchanges=tuple(exchanges),
    )


def _rows_of(pages: Sequence[ListPage]) -> dict[str, Resource]:
    found: dict[str, Resource] = {}
    for page in pages:
        for one, row in zip(page.ids, page.rows, strict=True):
            value = object_of(row)
            if one is not None and value is not None:
                found.setdefault(one, value)
    return found


async def ask(
    session: Session, probes: Sequence[Probe], known: Known, told: Told
) -> tuple[Result, ...]:
    """Send each probe that has a request, tell its result as soon as it is known, return all.

    Raises:
        WaitStopped: The user ended a wait that the server or the budget asked for.
        NoReplyError: The server was silent so often that the rest is not tried.
        ExplorerError: Nothing can be sent at all, such as without the secret.
    """
    silences = 0
    results: list[Result] = []
    for probe in probes:
        if probe.query is None:
            continue
        try:
            result = await _asked(session, probe, known)
        except NoReplyError as error:
            silences += 1
            result = judge_failure(probe, error)
            if silences == _MOST_SILENCES:
                told(result)
                raise
        else:
            silences = 0
        told(result)
        results.append(result)
    return tuple(results)


async def _asked(session: Session, probe: Probe, known: Known) -> Result:
    exchange = await send_patiently(session, request_of(probe))
    try:
        page = await page_of(exchange)
        return await asyncio.to_thread(judge_page, probe, page.list, known, exchange.number)
    except ExplorerError as error:
        return replace(judge_failure(probe, error), exchange=exchange.number)

"""Faults 62 and 63: servers that ask to wait, and the request budget of a profile."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from scim_explorer.client.discovery import discover
from scim_explorer.client.pages import Query, fetch_page, walk
from scim_explorer.client.patience import Patience
from scim_explorer.client.request import Request
from scim_explorer.client.resource import read
from scim_explorer.client.session import Session
from scim_explorer.client.writes import patch_request, write
from scim_explorer.problems import AnswerError, Problem
from scim_explorer.profiles.profile import Limits
from tests.client.memory_log import profile, session_for
from tests.faults.hostile import Connection, Handler, HostileServer, Received, answer

USERS = Query("/Users", count=2)
ONE = '{"schemas": [], "id": "1"}'
LIST = json.dumps({"totalResults": 1, "Resources": [{"id": "1"}]})


class Noted(Patience):
    """Waits for nothing, and notes for how long it would have."""

    def __init__(self) -> None:
        super().__init__()
        self.noted: list[float] = []
        self.problems: list[Problem] = []

    async def wait(self, problem: Problem, seconds: float) -> None:
        self.noted.append(seconds)
        self.problems.append(problem)


@pytest.fixture
def server() -> Iterator[HostileServer]:
    with HostileServer() as running:
        yield running


def noting(server: HostileServer, limits: Limits | None = None) -> tuple[Session, Noted]:
    saved = profile(server.url)
    session = session_for(replace(saved, limits=limits or saved.limits))
    session.patience = noted = Noted()
    return session, noted


def waiting(session: Session) -> asyncio.Event:
    """Return what is set once ``session`` waits."""
    began = asyncio.Event()

    def look() -> None:
        if session.patience.problem is not None:
            began.set()

    session.patience.subscribe(look)
    return began


def busy_first(then: str, retry_after: str, status: str = "429 Too Many Requests") -> Handler:
    seen: set[str] = set()
    busy = answer("", status, f"Retry-After: {retry_after}\r\n")

    async def handle(connection: Connection, request: Received) -> None:
        first = request.path not in seen
        seen.add(request.path)
        await (busy if first else answer(then))(connection, request)

    return handle


PAST = format_datetime(datetime.now(UTC) - timedelta(hours=1), usegmt=True)
FAR = format_datetime(datetime.now(UTC) + timedelta(days=400), usegmt=True)


@pytest.mark.parametrize(
    ("retry_after", "waited"),
    [
        ("7", 7.0),
        ("0", 0.0),
        ("-5", 1.0),
        ("soon", 1.0),
        ("", 1.0),
        ("9" * 30, 120.0),
        (PAST, 1.0),
        (FAR, 120.0),
    ],
    ids=["seconds", "zero", "negative", "nonsense", "empty", "huge", "past", "far"],
)
async def test_fault_62_a_walk_waits_as_long_as_it_was_told_within_reason(
    server: HostileServer, retry_after: str, waited: float
) -> None:
    server.handlers["/Users"] = busy_first(LIST, retry_after)
    session, noted = noting(server)

    async with walk(session, USERS) as pages:
        rows = [one async for page in pages for one in page.list.ids]

    await session.aclose()
    assert rows == ["1"]
    assert noted.noted == [waited]
    assert noted.problems[0].title == "Server asks to wait"
    assert noted.problems[0].exchange == 1


@pytest.mark.parametrize(
    "ask",
    [
        lambda session: fetch_page(session, USERS),
        lambda session: read(session, "/Users", "1"),
        discover,
    ],
    ids=["page", "resource", "discovery"],
)
async def test_fault_62_every_read_of_the_program_waits(
    server: HostileServer, ask: Callable[[Session], Awaitable[object]]
) -> None:
    one = busy_first(ONE, "3")
    server.otherwise, server.handlers["/Users"] = one, busy_first(LIST, "3")
    session, noted = noting(server)

    await ask(session)

    await session.aclose()
    assert set(noted.noted) == {3.0}


async def test_fault_62_a_wait_is_seen_and_can_be_ended_by_the_user(server: HostileServer) -> None:
    server.handlers["/Users"] = busy_first(LIST, "100")
    session = session_for(profile(server.url))
    began = waiting(session)
    async with asyncio.TaskGroup() as group:
        asked = group.create_task(fetch_page(session, USERS))
        await asyncio.wait_for(began.wait(), 30)

        assert 90 < session.patience.left_s <= 100
        session.patience.go_on()

    assert asked.result().list.ids == ("1",)
    assert session.patience.problem is None
    await session.aclose()


async def test_fault_62_a_wait_that_is_cancelled_asks_no_more(server: HostileServer) -> None:
    server.handlers["/Users"] = busy_first(LIST, "100")
    session = session_for(profile(server.url))
    began = waiting(session)
    async with asyncio.TaskGroup() as group:
        asked = group.create_task(fetch_page(session, USERS))
        await asyncio.wait_for(began.wait(), 30)
        asked.cancel()

    await session.aclose()
    assert asked.cancelled()
    assert session.patience.problem is None
    assert len(server.received) == 1


async def test_fault_63_a_server_that_stays_away_is_asked_three_times(
    server: HostileServer,
) -> None:
    server.handlers["/Users"] = answer("", "503 Service Unavailable")
    session, noted = noting(server)

    with pytest.raises(AnswerError) as caught:
        await fetch_page(session, USERS)

    await session.aclose()
    assert caught.value.problem.title == "Server not available"
    assert len(server.received) == 3
    assert noted.noted == [1.0, 2.0]


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
async def test_fault_62_a_write_waits_for_a_click(server: HostileServer, status: str) -> None:
    server.handlers["/Users/1"] = busy_first(ONE, "30", status)
    session, noted = noting(server)

    result = await write(session, patch_request("/Users", "1", b"{}"))

    await session.aclose()
    assert [one.method for one in server.received] == ["PATCH", "GET"]
    assert noted.noted == []
    assert result.problem is not None
    assert "30" in result.problem.detail


async def test_that_a_request_typed_by_hand_is_sent_once(server: HostileServer) -> None:
    server.handlers["/Users"] = busy_first(LIST, "30")
    session, noted = noting(server)

    exchange = await session.send(Request("GET", "/Users"))

    await session.aclose()
    assert exchange.status == 429
    assert noted.noted == []


async def test_that_a_budget_holds_back_what_is_too_much_and_says_so(
    server: HostileServer,
) -> None:
    server.otherwise = answer("{}")
    times = [0.0]
    saved = profile(server.url, limits=Limits(per_minute=2))
    session = session_for(saved, clock=times)
    began = waiting(session)
    for _ in range(2):
        await session.send(Request("GET", "/Users"))
    async with asyncio.TaskGroup() as group:
        third = group.create_task(session.send(Request("POST", "/Users", body=b"{}")))
        await asyncio.wait_for(began.wait(), 30)
        assert len(server.received) == 2
        problem = session.patience.problem
        assert problem is not None
        assert problem.title == "Request budget used up"
        times.append(61.0)
        session.patience.go_on()

    assert third.result().status == 200
    await session.aclose()

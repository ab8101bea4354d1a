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
from scim_explorer.exchanges.exchange import Outcome
from scim_explorer.problems import AnswerError, Problem, WaitStopped
from scim_explorer.profiles.profile import Limits
from scim_explorer.protocol.verdict import Verdict
from tests.client.memory_log import MemoryLog, profile, session_for
from tests.faults.hostile import Connection, Handler, HostileServer, Received, answer

USERS = Query("/Users", count=2)
ONE = '{"schemas": [], "id": "1"}'
BUSY = "429 Too Many Requests"
LIST = json.dumps({"totalResults": 1, "Resources": [{"id": "1"}]})


class Noted(Patience):
    """Waits for nothing, and notes for how long it would have."""

    def __init__(self) -> None:
        self.now_s = 0.0
        super().__init__(lambda: self.now_s)
        self.noted: list[float] = []
        self.problems: list[Problem] = []

    async def wait(self, problem: Problem, seconds: float) -> None:
        self.noted.append(seconds)
        self.now_s += seconds
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


def busy_first(then: str, retry_after: str, status: str = BUSY) -> Handler:
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


@pytest.mark.parametrize("status", [BUSY, "503 Service Unavailable"])
async def test_fault_62_a_write_waits_for_a_click(server: HostileServer, status: str) -> None:
    server.handlers["/Users/1"] = busy_first(ONE, "30", status)
    session, noted = noting(server)

    result = await write(session, patch_request("/Users", "1", b"{}"))

    await session.aclose()
    assert [one.method for one in server.received].count("PATCH") == 1
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


def turns(session: Session, count: int) -> asyncio.Event:
    """Return what is set once waits began or ended ``count`` times."""
    seen: list[int] = []
    reached = asyncio.Event()

    def look() -> None:
        seen.append(1)
        if len(seen) == count:
            reached.set()

    session.patience.subscribe(look)
    return reached


async def test_that_no_read_leaves_while_the_server_asks_for_quiet(server: HostileServer) -> None:
    server.handlers["/Users/1"] = busy_first(ONE, "100")
    server.otherwise = answer(ONE)
    session = session_for(profile(server.url))
    began, both_wait = waiting(session), turns(session, 2)
    async with asyncio.TaskGroup() as group:
        first = group.create_task(read(session, "/Users", "1"))
        await asyncio.wait_for(began.wait(), 30)
        second = group.create_task(read(session, "/Users", "2"))
        told = group.create_task(both_wait.wait())
        await asyncio.wait((second, told), timeout=30, return_when=asyncio.FIRST_COMPLETED)
        asked_meanwhile = [one.path for one in server.received]
        session.patience.go_on()
        await asyncio.wait_for(asyncio.gather(first, second), 30)

    await session.aclose()
    assert asked_meanwhile == ["/Users/1"]
    assert first.result().id == "1"
    assert second.result().id == "2"


async def test_that_a_503_of_one_address_holds_up_no_other(server: HostileServer) -> None:
    server.handlers["/Users/1"] = busy_first(ONE, "100", "503 Service Unavailable")
    server.otherwise = answer(ONE)
    session = session_for(profile(server.url))
    began = waiting(session)
    async with asyncio.TaskGroup() as group:
        group.create_task(read(session, "/Users", "1"))
        await asyncio.wait_for(began.wait(), 30)
        other = await asyncio.wait_for(read(session, "/Users", "2"), 30)
        session.patience.go_on()

    await session.aclose()
    assert other.id == "2"


async def test_that_a_stopped_wait_shows_what_the_server_said(server: HostileServer) -> None:
    server.handlers["/Users/1"] = busy_first(ONE, "100")
    session = session_for(profile(server.url))
    began = waiting(session)
    asked = asyncio.get_running_loop().create_task(read(session, "/Users", "1"))
    await asyncio.wait_for(began.wait(), 30)

    session.patience.stop()

    with pytest.raises(AnswerError) as caught:
        await asked
    await session.aclose()
    assert caught.value.problem.title == "Server asks to wait"
    assert len(server.received) == 1


async def test_that_a_refused_write_is_not_followed_by_a_read_the_server_asked_not_to_get(
    server: HostileServer,
) -> None:
    server.handlers["/Users/1"] = busy_first(ONE, "30")
    session, _ = noting(server)

    result = await write(session, patch_request("/Users", "1", b"{}"))

    await session.aclose()
    assert [one.method for one in server.received] == ["PATCH"]
    assert result.verdict is Verdict.FAILED


async def test_that_the_read_after_a_write_waits_when_it_is_asked_to(
    server: HostileServer,
) -> None:
    async def handle(connection: Connection, request: Received) -> None:
        reads = [one.method for one in server.received].count("GET")
        busy = request.method == "GET" and reads == 1
        await (answer("", BUSY, "Retry-After: 5\r\n") if busy else answer(ONE))(connection, request)

    server.handlers["/Users/1"] = handle
    session, noted = noting(server)

    result = await write(session, patch_request("/Users", "1", b"{}"))

    await session.aclose()
    assert [one.method for one in server.received] == ["PATCH", "GET", "GET"]
    assert noted.noted == [5.0]
    assert result.verdict is Verdict.APPLIED


@pytest.mark.parametrize("is_stopped", [True, False], ids=["stopped", "cancelled"])
async def test_that_a_write_that_waits_for_the_budget_can_be_called_back(
    server: HostileServer, *, is_stopped: bool
) -> None:
    server.otherwise = answer("{}")
    log = MemoryLog()
    session = session_for(profile(server.url, limits=Limits(per_minute=1)), log)
    began = waiting(session)
    await session.send(Request("GET", "/Users"))
    asked = asyncio.get_running_loop().create_task(
        session.send(Request("POST", "/Users", body=b"{}"))
    )
    await asyncio.wait_for(began.wait(), 30)

    if is_stopped:
        session.patience.stop()
    else:
        asked.cancel()

    with pytest.raises(WaitStopped if is_stopped else asyncio.CancelledError):
        await asked
    await session.aclose()
    assert [one.method for one in server.received] == ["GET"]
    assert session.writes_sent == 0
    outcome = Outcome.REFUSED if is_stopped else Outcome.CANCELLED
    assert [one.outcome for one in log.exchanges] == [Outcome.ANSWERED, outcome]

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from functools import partial

import pytest

from scim_explorer.client.discovery import Discovery
from scim_explorer.client.guard import Writes
from scim_explorer.client.request import Request
from scim_explorer.client.session import Connection, Session
from scim_explorer.exchanges.exchange import Exchange, Outcome
from scim_explorer.exchanges.redact import MASK, NO_RULES, RedactionRules
from scim_explorer.problems import (
    InputError,
    NoReplyError,
    SecretUnavailable,
    WriteRefused,
)
from scim_explorer.profiles.profile import SIGN_IN, Auth, AuthKind, Environment, Profile
from scim_explorer.protocol.schema import Attribute, Capabilities, Schema, SchemaSet
from tests.client.fake_door import RESET, FakeDoor, reply
from tests.client.memory_log import MemoryLog, profile, session_for

GET = Request("GET", "/Users?count=1", origin="Browse")
POST = Request("POST", "/Users", body=b'{"userName":"a"}', origin="Compose")
BEARER = Auth(AuthKind.BEARER)


async def settled() -> None:
    """Let every task come to where it waits."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_that_a_request_leaves_one_record_with_all_of_it() -> None:
    log, door = MemoryLog(), FakeDoor(reply({"id": "1"}))
    session = session_for(profile(), log, door=door)

    exchange = await session.send(GET)

    assert log.exchanges == [exchange]
    assert exchange.url == "http://127.0.0.1:9/scim/Users?count=1"
    assert (exchange.number, exchange.origin, exchange.endpoint) == (1, "Browse", "p1")
    assert exchange.response_body.data == b'{"id": "1"}'
    assert session.connection_state is Connection.ANSWERING


async def test_that_an_error_status_is_an_answer() -> None:
    session = session_for(profile(), door=FakeDoor(reply({}, 500)))

    assert (await session.send(GET)).status == 500


async def test_that_no_reply_is_raised_and_recorded() -> None:
    log = MemoryLog()
    session = session_for(profile(), log, door=FakeDoor(RESET, RESET))

    with pytest.raises(NoReplyError) as caught:
        await session.send(GET)

    assert caught.value.problem.exchange == 2
    assert [exchange.outcome for exchange in log.exchanges] == [Outcome.NO_REPLY] * 2
    assert session.connection_state is Connection.FAILING


async def test_that_a_write_is_recorded_as_started_before_it_leaves() -> None:
    log, door = MemoryLog(), FakeDoor()
    door.holding = asyncio.Event()
    session = session_for(profile(), log, door=door)
    task = asyncio.Task(session.send(POST))
    await settled()

    assert log.events == ["started 1"]

    door.holding.set()
    await task
    assert log.events == ["started 1", "done 1"]


async def test_that_nothing_leaves_before_the_started_row_is_committed() -> None:
    class SlowLog(MemoryLog):
        def started(self, exchange: Exchange, rules: RedactionRules = NO_RULES) -> Future[None]:
            self.events.append("asked")
            return committed

    committed: Future[None] = Future()
    log, door = SlowLog(), FakeDoor(reply({}))
    task = asyncio.Task(session_for(profile(), log, door=door).send(POST))
    await settled()

    assert door.sent == []

    committed.set_result(None)
    await task
    assert len(door.sent) == 1


async def test_that_a_write_cancelled_before_it_left_says_so_and_spares_the_logs_future() -> None:
    class StuckLog(MemoryLog):
        def started(self, exchange: Exchange, rules: RedactionRules = NO_RULES) -> Future[None]:
            self.events.append("asked")
            return committed

    committed: Future[None] = Future()
    log, door = StuckLog(), FakeDoor()
    task = asyncio.Task(session_for(profile(), log, door=door).send(POST))
    await settled()

    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    assert log.exchanges[0].outcome is Outcome.CANCELLED
    assert log.exchanges[0].reason == "stopped before sending"
    assert door.sent == []
    committed.set_result(None)


async def test_that_a_cancelled_request_is_recorded() -> None:
    log, door = MemoryLog(), FakeDoor()
    door.holding = asyncio.Event()
    task = asyncio.Task(session_for(profile(), log, door=door).send(GET))
    await settled()

    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    assert [exchange.outcome for exchange in log.exchanges] == [Outcome.CANCELLED]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
async def test_that_a_write_is_never_repeated(method: str) -> None:
    door = FakeDoor(RESET, reply({}))
    session = session_for(profile(), door=door)

    sent = await session.try_send(Request(method, "/Users/1"))

    assert len(door.sent) == 1
    assert sent.problem is not None
    assert sent.problem.title == "Outcome unknown"


async def test_that_a_search_by_post_is_not_repeated_either() -> None:
    door = FakeDoor(RESET, reply({}))

    sent = await session_for(profile(), door=door).try_send(Request("POST", "/.search"))

    assert len(door.sent) == 1
    assert sent.problem is not None
    assert sent.problem.title == "No complete answer"


async def test_that_the_guard_stands_before_everything_and_its_refusal_is_recorded() -> None:
    log, door = MemoryLog(), FakeDoor()
    session = session_for(profile(read_only=True), log, door=door)

    with pytest.raises(WriteRefused) as caught:
        await session.send(POST)

    assert door.sent == []
    assert caught.value.problem.exchange == 1
    assert (log.exchanges[0].outcome, log.exchanges[0].method) == (Outcome.REFUSED, "POST")
    assert log.exchanges[0].request_body.data == POST.body


async def test_that_production_opens_for_a_quarter_of_an_hour_and_one_name_at_a_time() -> None:
    clock = [100.0]
    door = FakeDoor(reply({}), reply({}))
    session = session_for(profile(environment=Environment.PROD), door=door, clock=clock)
    named = Request("POST", "/Users", body=b"{}", confirmation="acme STAGING")

    with pytest.raises(WriteRefused):
        await session.send(named)
    session.unlock()
    await session.send(named)
    with pytest.raises(WriteRefused):
        await session.send(POST)
    clock.append(100.0 + 901)
    with pytest.raises(WriteRefused):
        await session.send(named)

    assert len(door.sent) == 1
    assert session.unlocked_until is None


async def test_that_lock_ends_an_unlock() -> None:
    session = session_for(profile(environment=Environment.PROD))
    session.unlock()

    session.lock()

    assert session.writes is Writes.LOCKED


async def test_that_a_mask_is_refused_and_recorded() -> None:
    log, door = MemoryLog(), FakeDoor()
    request = Request("POST", "/Users", body=f'{{"password":"{MASK}"}}'.encode())

    with pytest.raises(InputError):
        await session_for(profile(), log, door=door).send(request)

    assert door.sent == []
    assert log.exchanges[0].outcome is Outcome.REFUSED


async def test_that_the_secret_is_asked_for_once_for_many_requests_at_once() -> None:
    asked: list[str] = []

    class Secrets:
        async def read(self, profile: Profile, slot: str = SIGN_IN) -> str | None:
            asked.append(profile.id)
            await asyncio.sleep(0)
            return "t0k"

    door = FakeDoor(*[reply({}) for _ in range(4)])
    session = Session(
        profile(auth=BEARER),
        log=MemoryLog(),
        read_secret=partial(Secrets().read, profile(auth=BEARER)),
        transport_factory=lambda _route: door,
    )

    await asyncio.gather(*(session.send(GET) for _ in range(4)))

    assert asked == ["p1"]
    assert all(("Authorization", "Bearer t0k") in sent.headers for sent in door.sent)


async def test_that_a_missing_secret_is_recorded_and_asked_for_again() -> None:
    log, door = MemoryLog(), FakeDoor(reply({}))
    secrets = [None, "t0k"]

    async def read_secret(_slot: str) -> str | None:
        return secrets.pop(0)

    session = Session(
        profile(auth=BEARER),
        log=log,
        read_secret=read_secret,
        transport_factory=lambda _route: door,
    )

    with pytest.raises(SecretUnavailable):
        await session.send(GET)
    exchange = await session.send(GET)

    assert [row.outcome for row in log.exchanges] == [Outcome.REFUSED, Outcome.ANSWERED]
    assert exchange.status == 200


async def test_that_a_forgotten_secret_is_read_again() -> None:
    door = FakeDoor(reply({}), reply({}))
    secrets = ["old", "new"]

    async def read_secret(_slot: str) -> str | None:
        return secrets.pop(0)

    session = Session(
        profile(auth=BEARER),
        log=MemoryLog(),
        read_secret=read_secret,
        transport_factory=lambda _route: door,
    )
    await session.send(GET)

    session.forget_secrets()
    await session.send(GET)

    assert ("Authorization", "Bearer new") in door.sent[1].headers


async def test_that_the_records_are_cut_by_the_secret_and_by_what_discovery_found() -> None:
    log = MemoryLog()
    answers = FakeDoor(reply({"pin": "1234", "echo": "t0k-canary"}))
    session = session_for(profile(auth=BEARER), log, secret="t0k-canary", door=answers)
    hidden = Schema("urn:x", "X", "", (Attribute("pin", returned="never"),))
    session.learned(Discovery(SchemaSet((hidden,), (), Capabilities())))

    await session.send(GET)

    kept = log.rows[0].response_body.data.decode()
    assert "1234" not in kept
    assert "t0k-canary" not in kept
    assert "t0k-canary" in log.exchanges[0].response_body.data.decode()


async def test_fault_103_what_is_learned_on_the_way_counts_for_the_record() -> None:
    log, door = MemoryLog(), FakeDoor(reply({"pin": "1234"}))
    door.holding = asyncio.Event()
    session = session_for(profile(), log, door=door)
    task = asyncio.Task(session.send(GET))
    await settled()

    hidden = Schema("urn:x", "X", "", (Attribute("pin", returned="never"),))
    session.learned(Discovery(SchemaSet((hidden,), (), Capabilities())))
    door.holding.set()
    await task

    assert log.rows[0].response_body.data.decode() == f'{{"pin": "{MASK}"}}'


def test_that_the_preview_shows_what_leaves_without_the_secret() -> None:
    session = session_for(profile(auth=BEARER), secret="t0k")

    preview = session.preview(POST)

    assert preview.url == "http://127.0.0.1:9/scim/Users"
    assert ("Authorization", f"Bearer {MASK}") in preview.headers
    assert preview.body == POST.body


async def test_that_the_preview_is_what_is_sent() -> None:
    door = FakeDoor(reply({}))
    session = session_for(profile(auth=BEARER), secret="t0k", door=door)

    await session.send(POST)

    shown = [(name, value.replace(MASK, "t0k")) for name, value in session.preview(POST).headers]
    assert list(door.sent[0].headers) == shown


def test_that_a_session_needs_a_base_url_that_can_be_used() -> None:
    with pytest.raises(InputError):
        session_for(profile("not a url"))


async def test_that_schemas_are_the_rfcs_until_discovered() -> None:
    session = session_for(profile())

    assert session.capabilities == Capabilities()
    assert session.schema_set.type_named("Group") is not None


async def test_that_closing_closes_the_door() -> None:
    door = FakeDoor(reply({}))
    session = session_for(profile(), door=door)
    await session.send(GET)

    await session.aclose()
    await session_for(profile(), door=FakeDoor()).aclose()

    assert door.closed

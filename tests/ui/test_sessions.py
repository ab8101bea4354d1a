from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from shiboken6 import delete

from scim_explorer.client.guard import Writes
from scim_explorer.client.session import Session
from scim_explorer.exchanges.log import ExchangeLog
from scim_explorer.folders import user_folders
from scim_explorer.problems import InputError, Problem
from scim_explorer.profiles.profile import (
    Auth,
    AuthKind,
    Environment,
    Limits,
    Proxy,
    ProxyKind,
    SecretHeader,
    Tls,
)
from scim_explorer.profiles.secrets import SecretStore
from scim_explorer.profiles.store import ProfileStore
from scim_explorer.ui.services import Services
from scim_explorer.ui.sessions import SessionPool
from tests.ui.conftest import saved
from tests.ui.recording_server import RecordingServer
from tests.ui.waiting import emitted, until_idle


@pytest_asyncio.fixture
async def pool(tmp_path: Path) -> AsyncIterator[SessionPool]:
    folders = user_folders(tmp_path)
    log = ExchangeLog.open(folders.log)
    services = Services(ProfileStore(folders.profiles), SecretStore(tmp_path), log, folders)
    made = SessionPool(services)
    yield made
    await made.aclose()
    delete(made)
    log.close()


async def test_that_a_session_is_made_once_and_sends_nothing(
    pool: SessionPool, server: RecordingServer
) -> None:
    profile = saved(server)
    before = pool.find("p1")

    session = pool.session_of(profile)

    assert before is None
    assert pool.session_of(profile) is session
    assert pool.find("p1") is session
    assert list(pool) == [session]
    assert server.requests == []


async def test_that_an_address_that_cannot_be_used_is_the_users_problem(
    pool: SessionPool, server: RecordingServer
) -> None:
    with pytest.raises(InputError):
        pool.session_of(saved(server, base_url="not an address"))

    assert list(pool) == []


async def test_that_discovery_ends_with_a_signal_even_where_there_is_none(
    pool: SessionPool, server: RecordingServer
) -> None:
    session = pool.session_of(saved(server))

    (found,) = await emitted(pool.discovered, lambda: pool.discover(session))

    assert found is session
    assert session.discovery is not None
    assert {r.path for r in server.requests} >= {
        "/ServiceProviderConfig",
        "/ResourceTypes",
        "/Schemas",
    }


async def test_that_a_server_that_is_not_there_is_said(pool: SessionPool) -> None:
    session = pool.session_of(saved("http://127.0.0.1:9/scim"))
    problems: list[Problem] = []
    pool.failed.connect(lambda _session, problem: problems.append(problem))

    await until_idle(pool.tasks, lambda: pool.discover(session))

    assert [problem.title for problem in problems] == ["Cannot reach the server"]


async def test_that_a_forgotten_endpoint_gets_a_new_session(
    pool: SessionPool, server: RecordingServer
) -> None:
    old = pool.session_of(saved(server))

    await until_idle(pool.tasks, lambda: pool.forget("p1"))
    new = pool.session_of(saved(server, name="Renamed"))

    assert new is not old
    assert new.profile.name == "Renamed"


def noted_closing(session: Session) -> list[bool]:
    """Return a list that gets an entry when the session was closed to its end."""
    closed: list[bool] = []
    close = session.aclose

    async def note() -> None:
        await asyncio.sleep(0)
        await close()
        closed.append(True)

    session.aclose = note  # type: ignore[method-assign]  # only to see its end
    return closed


async def test_that_an_end_right_after_forgetting_leaves_no_connection_open(
    pool: SessionPool, server: RecordingServer
) -> None:
    session = pool.session_of(saved(server))
    await emitted(pool.discovered, lambda: pool.discover(session))

    closed = noted_closing(session)
    pool.forget("p1")
    pool.forget("p1")

    await pool.aclose()

    assert closed == [True]


async def test_that_a_new_name_or_guard_goes_on_with_the_same_session(
    pool: SessionPool, server: RecordingServer
) -> None:
    session = pool.session_of(saved(server))
    changed = saved(server, name="Renamed", read_only=True, environment=Environment.PROD)

    followed = pool.follow(changed)

    assert followed
    assert pool.find("p1") is session
    assert session.profile == changed
    assert session.writes is Writes.READ_ONLY


@pytest.mark.parametrize(
    "change",
    [
        {"base_url": "http://127.0.0.1:9"},
        {"auth": Auth(AuthKind.BEARER)},
        {"headers": (("X-Tenant", "7"),)},
        {"limits": Limits(page_size=7)},
        {"secret_headers": (SecretHeader("X-Key"),)},
        {"tls": Tls(verify=False)},
        {"proxy": Proxy(ProxyKind.ENVIRONMENT)},
    ],
    ids=lambda change: next(iter(change)),
)
async def test_that_another_connection_needs_another_session(
    pool: SessionPool, server: RecordingServer, change: dict[str, Any]
) -> None:
    session = pool.session_of(saved(server))

    followed = pool.follow(saved(server, **change))

    assert not followed
    assert session.profile == saved(server)


async def test_that_an_endpoint_not_in_use_has_nothing_to_follow(
    pool: SessionPool, server: RecordingServer
) -> None:
    assert pool.follow(saved(server))
    assert list(pool) == []


async def test_that_forgetting_stops_a_discovery_that_hangs(
    pool: SessionPool, server: RecordingServer, hanging: Callable[[], None]
) -> None:
    hanging()
    pool.discover(pool.session_of(saved(server)))

    await until_idle(pool.tasks, lambda: pool.forget("p1"))

    assert pool.find("p1") is None


async def test_that_closing_does_not_wait_for_a_server(
    pool: SessionPool, server: RecordingServer, hanging: Callable[[], None]
) -> None:
    hanging()
    pool.discover(pool.session_of(saved(server)))

    await pool.aclose()

    assert list(pool) == []
    assert not pool.tasks.busy

"""A hostile server for each test, and a session to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator

import pytest
import pytest_asyncio

from scim_explorer.client.session import Session
from scim_explorer.profiles.profile import Limits
from tests.client.memory_log import MemoryLog, profile, session_for
from tests.faults.hostile import HostileServer

SHORT = Limits(total_s=0.3)

MakeSession = Callable[..., Session]


@pytest.fixture
def server() -> Iterator[HostileServer]:
    with HostileServer() as running:
        yield running


@pytest.fixture
def log() -> MemoryLog:
    return MemoryLog()


@pytest_asyncio.fixture
async def to_server(server: HostileServer, log: MemoryLog) -> AsyncIterator[MakeSession]:
    """Make sessions to the server that are closed after the test."""
    opened: list[Session] = []

    def make(*, secret: str | None = None, path: str = "", **changes: object) -> Session:
        session = session_for(profile(server.url + path, **changes), log, secret=secret)
        opened.append(session)
        return session

    yield make
    for session in opened:
        await session.aclose()

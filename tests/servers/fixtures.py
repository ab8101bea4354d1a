"""Fixtures for running servers; a plugin of ``tests/conftest.py``, so every folder has them.

Each server starts once in a test run: mark a test with ``on("scimmy")`` (or use ``REAL_SERVERS``
as the values of a parameter), and pytest-xdist sends all tests of that server to one worker.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Protocol

import pytest

from tests.servers.running import (
    VARIANTS,
    NotStarted,
    Server,
    missing_tool,
    running,
    running_bigserver,
    unavailable,
)


class ScimServer(Protocol):
    """The type of the ``scim_server`` fixture."""

    def __call__(self, name: str, n: int = 50, *, own: bool = False) -> Server:
        """Return the running server called ``name``.

        Args:
            name: A key of ``VARIANTS``.
            n: Number of seeded users.
            own: A server that no other test has written to.
        """


def on(name: str) -> tuple[pytest.MarkDecorator, ...]:
    """Return the marks of a test that needs the real server called ``name``."""
    return pytest.mark.servers, pytest.mark.xdist_group(f"server-{name}")


REAL_SERVERS = [
    pytest.param(name, marks=on(name), id=name)
    for name in ("scim2-server", "django-scim2", "scimmy")
]
"""The three projects, as values of a parameter."""
ALL_VARIANTS = [pytest.param(name, marks=on(name), id=name) for name in VARIANTS]


@pytest.fixture(scope="session")
def scim_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScimServer]:
    """Start real servers on demand; they stay up until the session ends."""
    folder = tmp_path_factory.mktemp("servers")
    known: dict[tuple[str, int], Server] = {}

    with contextlib.ExitStack() as stack:

        def start(name: str, n: int = 50, *, own: bool = False) -> Server:
            if not own and (name, n) in known:
                return known[name, n]
            if reason := missing_tool(name):
                unavailable(reason)
            try:
                server = stack.enter_context(running(name, folder, n))
            except NotStarted as failure:
                unavailable(str(failure))
                raise
            if not own:
                known[name, n] = server
            return server

        yield start


@pytest.fixture(scope="session")
def bigserver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The hostile server with 2,000 users and 40 groups; append a mode to its ``base``."""
    with running_bigserver(tmp_path_factory.mktemp("bigserver")) as server:
        yield server


@pytest.fixture(scope="session")
def big_base(bigserver: Server) -> Callable[[str], str]:
    """Return the base URL of a mode of the hostile server: ``big_base("clean")``."""
    return lambda mode: f"{bigserver.base}/{mode}"

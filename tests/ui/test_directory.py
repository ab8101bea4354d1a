"""Lists out of a real session."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio
from PySide6.QtCore import QObject

from scim_explorer.client.pages import Query
from scim_explorer.client.session import Session
from scim_explorer.problems import ExplorerError
from scim_explorer.profiles.profile import Profile
from scim_explorer.protocol.paging import FIRST, FIRST_BY_CURSOR, Position
from scim_explorer.ui.directory import SessionDirectory
from scim_explorer.ui.models.resource_table import ResourceTableModel
from scim_explorer.ui.page_loader import PageLoader
from scim_explorer.ui.tasks import TaskScope
from tests.client.memory_log import MemoryLog
from tests.ui.waiting import emitted, until_idle

Open = Callable[[str], Session]


@pytest_asyncio.fixture
async def opened(big_base: Callable[[str], str]) -> AsyncIterator[Open]:
    sessions: list[Session] = []

    async def no_secret(_slot: str) -> str | None:
        return None

    def build(mode: str) -> Session:
        profile = Profile("p1", "Big", big_base(mode))
        sessions.append(Session(profile, log=MemoryLog(), read_secret=no_secret))
        return sessions[-1]

    yield build
    for session in sessions:
        await session.aclose()


async def test_that_a_page_is_asked_for_as_the_query_says(opened: Open) -> None:
    directory = SessionDirectory(opened("clean"))

    page = await directory.page(Query("/Users", count=50), Position(start_index=101))

    assert (len(page.list.rows), page.list.total_results) == (50, 2_000)
    assert page.exchange.origin == "Browse"
    assert "startIndex=101" in page.exchange.url


@pytest.mark.parametrize("mode", ["html", "empty", "error500", "badjson"])
async def test_that_an_answer_that_is_no_list_is_a_problem_with_its_exchange(
    opened: Open, mode: str
) -> None:
    directory = SessionDirectory(opened(mode))

    with pytest.raises(ExplorerError) as caught:
        await directory.page(Query("/Users"), FIRST)

    assert caught.value.problem.exchange is not None


@pytest.mark.parametrize(
    ("mode", "start", "rows"),
    [
        ("clean", FIRST, 2_000),
        ("cursoronly", FIRST_BY_CURSOR, 2_000),
        ("nototal", FIRST, 2_000),
        ("lyingtotal", FIRST, 2_000),
        ("casing", FIRST, 2_000),
        ("nulls", FIRST, 2_000),
    ],
)
async def test_that_loading_all_ends_with_every_row(
    opened: Open, mode: str, start: Position, rows: int
) -> None:
    owner = QObject()
    model, tasks = ResourceTableModel(owner), TaskScope(owner)
    loader = PageLoader(SessionDirectory(opened(mode)), model, tasks, owner)
    await until_idle(tasks, lambda: loader.search(Query("/Users", count=500), start))

    await until_idle(tasks, loader.load_all)

    assert model.rowCount() == rows
    assert model.cache is not None
    assert model.cache.loaded == rows
    await tasks.aclose()


async def test_that_a_cursor_loop_of_a_server_ends(opened: Open) -> None:
    owner = QObject()
    model, tasks = ResourceTableModel(owner), TaskScope(owner)
    loader = PageLoader(SessionDirectory(opened("dupcursor")), model, tasks, owner)
    await until_idle(tasks, lambda: loader.search(Query("/Users", count=100), FIRST_BY_CURSOR))

    await until_idle(tasks, loader.load_all)

    assert not loader.can_load_more
    assert model.rowCount() < 2_000
    await tasks.aclose()


async def test_that_an_expired_cursor_is_a_problem_and_keeps_the_rows(opened: Open) -> None:
    owner = QObject()
    model, tasks = ResourceTableModel(owner), TaskScope(owner)
    loader = PageLoader(SessionDirectory(opened("expired")), model, tasks, owner)
    await until_idle(tasks, lambda: loader.search(Query("/Users", count=100), FIRST_BY_CURSOR))

    (failure,) = await emitted(loader.failed, loader.load_all)

    assert "expiredCursor" in failure.problem.detail
    assert model.rowCount() == 200
    await tasks.aclose()

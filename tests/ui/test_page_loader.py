"""Which pages are asked for, and which are not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import pytest_asyncio
from PySide6.QtCore import QObject
from shiboken6 import delete

from scim_explorer.client.pages import Query
from scim_explorer.problems import AnswerError, NoReplyError, Problem
from scim_explorer.protocol.paging import FIRST, FIRST_BY_CURSOR, Position
from scim_explorer.ui import page_loader
from scim_explorer.ui.models.resource_table import ResourceTableModel
from scim_explorer.ui.page_loader import PageLoader
from scim_explorer.ui.tasks import TaskScope
from tests.ui.fake_directory import FakeDirectory, list_body, user
from tests.ui.waiting import emitted, until, until_idle

USERS = Query("/Users", count=100)
REFUSED = AnswerError(Problem("Filter refused", "400 invalidFilter"), 400, "invalidFilter")


@dataclass
class Bench:
    """A loader with its directory and its model."""

    directory: FakeDirectory
    owner: QObject
    model: ResourceTableModel
    tasks: TaskScope
    loader: PageLoader

    async def search(self, query: Query = USERS, start: Position = FIRST) -> None:
        await until_idle(self.tasks, lambda: self.loader.search(query, start))

    async def show(self, first: int, last: int) -> None:
        """Show rows, and wait until the rest is over and the answers are in."""
        self.loader.show_rows(first, last)
        await emitted(self.loader.rested)
        await until_idle(self.tasks)

    @property
    def loaded(self) -> int:
        assert self.model.cache is not None
        return self.model.cache.loaded


@pytest_asyncio.fixture
async def make() -> AsyncIterator[Callable[[FakeDirectory], Bench]]:
    made: list[Bench] = []

    def build(directory: FakeDirectory) -> Bench:
        owner = QObject()
        model, tasks = ResourceTableModel(owner), TaskScope(owner)
        loader = PageLoader(directory, model, tasks, owner)
        made.append(Bench(directory, owner, model, tasks, loader))
        return made[-1]

    yield build
    for bench in made:
        await bench.tasks.aclose()


Make = Callable[[FakeDirectory], Bench]


async def test_fault_89_any_row_of_a_million_costs_one_request(make: Make) -> None:
    bench = make(FakeDirectory(rows=1_000_000))
    await bench.search()

    await bench.show(765_430, 765_460)
    await bench.show(765_440, 765_470)
    await bench.show(0, 30)

    assert bench.directory.asked == [(1, 100), (765_401, 100)]


async def test_that_rows_scrolled_past_are_not_asked_for(make: Make) -> None:
    bench = make(FakeDirectory(rows=1_000_000))
    await bench.search()

    for row in range(1_000, 900_000, 9_000):
        bench.loader.show_rows(row, row + 20)
    await bench.show(900_000, 900_020)

    assert bench.directory.asked == [(1, 100), (900_001, 100)]


async def test_that_a_page_scrolled_past_while_it_runs_is_cancelled(make: Make) -> None:
    bench = make(FakeDirectory(rows=10_000))
    await bench.search()
    bench.directory.gate.clear()
    bench.loader.show_rows(5_000, 5_020)
    await emitted(bench.loader.rested)

    bench.loader.show_rows(8_000, 8_020)
    await emitted(bench.loader.rested)

    assert bench.loader.running_pages == (80,)
    bench.directory.gate.set()
    await until_idle(bench.tasks)
    assert bench.model.row_at(5_000) is None
    assert bench.model.row_at(8_000) is not None


async def test_that_at_most_two_pages_run_at_once(make: Make) -> None:
    bench = make(FakeDirectory(rows=10_000))
    await bench.search(Query("/Users", count=10))

    await bench.show(100, 160)

    assert bench.directory.most_at_once == 2
    assert len(bench.directory.asked) == 8


async def test_that_a_search_under_way_leaves_the_old_list_alone(make: Make) -> None:
    bench = make(FakeDirectory(rows=500))
    await bench.search()
    bench.directory.gate.clear()

    bench.loader.search(Query("/Users", filter="x", count=100), FIRST)

    assert bench.model.rowCount() == 500
    assert bench.loader.is_behind
    bench.directory.gate.set()
    await emitted(bench.loader.began)
    assert bench.loader.query is not None
    assert bench.loader.query.filter == "x"


async def test_fault_9_a_late_page_of_an_older_search_is_dropped(make: Make) -> None:
    bench = make(FakeDirectory(rows=500))
    await bench.search()
    bench.directory.gate.clear()
    bench.loader.load_more()

    bench.directory.rows = 300
    bench.loader.search(Query("/Users", filter="x", count=100), FIRST)
    bench.directory.gate.set()
    await until_idle(bench.tasks)

    assert (bench.model.rowCount(), bench.loaded) == (300, 100)


async def test_that_a_refused_search_keeps_the_old_list(make: Make) -> None:
    bench = make(FakeDirectory(rows=500))
    await bench.search()
    bench.directory.error = REFUSED

    (failure,) = await emitted(
        bench.loader.failed, lambda: bench.loader.search(Query("/Users", filter="x"), FIRST)
    )

    assert (failure.problem.title, failure.no_reply) == ("Filter refused", False)
    assert bench.model.rowCount() == 500


async def test_that_a_page_that_failed_is_asked_again_only_on_request(make: Make) -> None:
    bench = make(FakeDirectory(rows=500))
    await bench.search()
    bench.directory.error = NoReplyError(Problem("Cannot reach the server", "refused"))
    await bench.show(200, 220)
    bench.directory.error = None

    await bench.show(205, 225)
    assert len(bench.directory.asked) == 2

    await until_idle(bench.tasks, bench.loader.retry)

    assert bench.model.row_at(210) is not None


async def test_that_all_pages_come_two_at_a_time(make: Make) -> None:
    bench = make(FakeDirectory(rows=1_104))
    await bench.search()

    await until_idle(bench.tasks, bench.loader.load_all)

    assert bench.loaded == 1_104
    assert bench.directory.most_at_once == 2
    assert len(bench.directory.asked) == 12


async def test_that_after_a_full_last_page_one_more_is_asked_for(make: Make) -> None:
    bench = make(FakeDirectory(rows=250, reported=200))
    await bench.search()

    await until_idle(bench.tasks, bench.loader.load_all)

    assert (bench.loaded, bench.model.rowCount()) == (250, 250)
    assert bench.directory.asked[-1] == (201, 100)


async def test_fault_75_loading_all_pauses_and_goes_on(make: Make) -> None:
    bench = make(FakeDirectory(rows=25_000))
    await bench.search(Query("/Users", count=1_000))

    await emitted(bench.loader.paused, bench.loader.load_all)
    first = bench.loaded
    await emitted(bench.loader.paused, bench.loader.load_all)
    await until_idle(bench.tasks, bench.loader.load_all)

    assert first == 1_000 + page_loader.PAUSE_ROWS
    assert bench.loaded == 25_000


async def test_fault_75_small_pages_pause_after_so_many_requests(make: Make) -> None:
    bench = make(FakeDirectory(rows=5_000))
    await bench.search(Query("/Users", count=5))

    await emitted(bench.loader.paused, bench.loader.load_all)

    assert len(bench.directory.asked) == 1 + page_loader.PAUSE_REQUESTS
    assert bench.loader.walk_requests == page_loader.PAUSE_REQUESTS


async def test_that_stopping_keeps_what_came(make: Make) -> None:
    bench = make(FakeDirectory(rows=5_000))
    await bench.search()
    bench.loader.load_all()
    await until(bench.loader.added, lambda: bench.loaded >= 300)

    bench.loader.stop()

    assert not bench.tasks.busy
    assert 300 <= bench.loaded < 5_000


async def test_that_a_server_that_caps_pages_is_asked_for_what_it_gives(make: Make) -> None:
    bench = make(FakeDirectory(rows=1_000, cap=40))
    await bench.search()

    await bench.show(500, 520)

    assert bench.directory.asked == [(1, 100), (481, 40), (521, 40)]


async def test_that_ignored_paging_costs_one_look_and_ends(make: Make) -> None:
    bench = make(FakeDirectory(rows=50, reported=1_000, cap=20, ignores_start=True))
    await bench.search()

    await until_idle(bench.tasks, bench.loader.load_all)

    assert (bench.model.rowCount(), bench.loaded) == (20, 20)
    assert len(bench.directory.asked) <= 3


async def test_that_the_true_end_of_a_lying_list_is_found(make: Make) -> None:
    bench = make(FakeDirectory(rows=2_350, reported=23_500))
    await bench.search()

    await bench.show(23_470, 23_499)

    assert bench.model.rowCount() == 2_350
    assert len(bench.directory.asked) < 14


def by_cursor(rows: int, size: int, *, loop: bool = False) -> Callable[[Query, Position], bytes]:
    def body(_query: Query, position: Position) -> bytes:
        start = int(position.cursor or "0")
        end = min(start + size, rows)
        more = {} if end >= rows else {"nextCursor": str(size if loop else end)}
        return list_body([user(n) for n in range(start, end)], None, **more)

    return body


async def test_that_a_list_by_cursor_grows_when_its_end_comes_near(make: Make) -> None:
    bench = make(FakeDirectory(body=by_cursor(45, 10)))
    await bench.search(Query("/Users", count=10), FIRST_BY_CURSOR)

    await bench.show(0, 3)
    assert bench.model.rowCount() == 10

    await bench.show(4, 9)
    assert bench.model.rowCount() == 20

    await until_idle(bench.tasks, bench.loader.load_all)
    assert (bench.model.rowCount(), bench.loader.can_load_more) == (45, False)
    assert [where for where, _ in bench.directory.asked] == ["", "10", "20", "30", "40"]


async def test_that_a_cursor_loop_ends(make: Make) -> None:
    bench = make(FakeDirectory(body=by_cursor(1_000_000, 10, loop=True)))
    await bench.search(Query("/Users", count=10), FIRST_BY_CURSOR)

    await until_idle(bench.tasks, bench.loader.load_all)

    assert bench.model.rowCount() == 20
    assert len(bench.directory.asked) <= 3


async def test_fault_10_an_owner_that_is_gone_leaves_no_work(make: Make) -> None:
    bench = make(FakeDirectory(rows=500))
    bench.directory.gate.clear()
    bench.loader.search(USERS, FIRST)
    await asyncio.sleep(0)
    running = bench.directory.at_once

    delete(bench.owner)
    await bench.tasks.aclose()

    assert (running, bench.directory.at_once) == (1, 0)

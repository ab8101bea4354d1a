"""What the table of the log asks for, and when."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from concurrent.futures import Future
from typing import NamedTuple

import pytest_asyncio
from PySide6.QtCore import Qt
from shiboken6 import delete

from scim_explorer.exchanges.exchange import Exchange
from scim_explorer.exchanges.log import Summary
from scim_explorer.problems import InputError, Problem
from scim_explorer.ui.log_feed import PAGE_ROWS, LogFeed, LogFilter
from tests.ui.sample_exchanges import summary
from tests.ui.waiting import emitted, until


class Asked(NamedTuple):
    before: int | None
    endpoint: str | None
    text: str


class GatedLog:
    """A log whose answers wait for the test."""

    def __init__(self, rows: Iterable[Summary] = ()) -> None:
        self.rows = list(rows)
        self.asked: list[Asked] = []
        self.gate = threading.Event()
        self.gate.set()
        self.looking = threading.Event()
        self.problem: Problem | None = None
        self.tell: Callable[[Sequence[Summary]], None] = lambda _: None

    def newest(
        self,
        limit: int = 50,
        before: int | None = None,
        endpoint: str | None = None,
        text: str = "",
        *,
        problems_only: bool = False,
    ) -> list[Summary]:
        del problems_only
        self.asked.append(Asked(before, endpoint, text))
        found = sorted(self.rows, reverse=True)
        self.looking.set()
        self.gate.wait(10)
        if self.problem is not None:
            raise InputError(self.problem)
        found = [row for row in found if before is None or row.number < before]
        return [row for row in found if text in row.method][:limit]

    def get(self, number: int) -> Exchange | None:
        del number
        return None

    def subscribe(self, listener: Callable[[Sequence[Summary]], None]) -> Callable[[], None]:
        self.tell = listener
        return lambda: None

    def clear(self, endpoint: str | None = None) -> Future[None]:
        del endpoint
        return Future()

    def undo_clear(self) -> Future[None]:
        return Future()

    def size_bytes(self) -> int:
        return 4096

    def record(self, *rows: Summary) -> None:
        self.rows += rows
        self.tell(rows)


class Bench(NamedTuple):
    log: GatedLog
    feed: LogFeed

    def numbers(self) -> list[int]:
        model = self.feed.model
        return [
            model.index(row, 0).data(Qt.ItemDataRole.UserRole) for row in range(model.rowCount())
        ]

    async def settled(self) -> None:
        await until(self.feed.changed, lambda: not self.feed.searching)


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[Bench]:
    log = GatedLog(summary(number) for number in range(1, 4))
    feed = LogFeed(log)
    yield Bench(log, feed)
    log.gate.set()
    await feed.aclose()
    delete(feed)


async def test_that_nothing_is_read_before_a_filter_is_set(bench: Bench) -> None:
    bench.log.record(summary(9))
    await asyncio.sleep(0)

    assert bench.log.asked == []
    assert bench.numbers() == []


async def test_that_a_row_committed_while_a_search_looks_is_not_lost(bench: Bench) -> None:
    bench.log.gate.clear()
    bench.feed.set_filter(LogFilter("p1"))
    await asyncio.to_thread(bench.log.looking.wait, 10)

    bench.log.record(summary(4))
    await emitted(bench.feed._bridge.arrived)
    bench.log.gate.set()
    await bench.settled()

    assert bench.numbers() == [4, 3, 2, 1]


async def test_that_the_answer_to_an_older_search_is_dropped(bench: Bench) -> None:
    bench.log.gate.clear()
    bench.feed.set_filter(LogFilter("p1", "NONE"))
    bench.feed.set_filter(LogFilter("p1", "GET"))

    bench.log.gate.set()
    await bench.settled()

    assert bench.numbers() == [3, 2, 1]


async def test_that_a_burst_of_news_under_a_search_asks_twice_at_most(bench: Bench) -> None:
    bench.feed.set_filter(LogFilter("p1", "GET"))
    await bench.settled()
    asked = len(bench.log.asked)
    bench.log.gate.clear()
    bench.log.looking.clear()

    bench.log.record(summary(10))
    await asyncio.to_thread(bench.log.looking.wait, 10)
    for number in range(11, 40):
        bench.log.record(summary(number))
        await emitted(bench.feed._bridge.arrived)
        await asyncio.sleep(0)
    bench.log.gate.set()
    await until(bench.feed.changed, lambda: len(bench.numbers()) == 33)

    assert len(bench.log.asked) <= asked + 2


async def test_that_news_older_than_the_last_row_wait_for_their_page(bench: Bench) -> None:
    bench.log.rows = [summary(number) for number in range(100, 100 + PAGE_ROWS + 1)]
    bench.feed.set_filter(LogFilter("p1"))
    await bench.settled()
    assert not bench.feed.complete

    bench.log.record(summary(50))
    await emitted(bench.feed.changed)
    assert 50 not in bench.numbers()
    bench.feed.load_older()
    await until(bench.feed.changed, lambda: bench.feed.complete)

    assert bench.numbers()[-2:] == [100, 50]


async def test_that_rows_stay_when_the_log_cannot_be_read(bench: Bench) -> None:
    bench.feed.set_filter(LogFilter("p1"))
    await bench.settled()
    bench.log.problem = Problem("Request log not read", "The database said: no.")

    (problem,) = await emitted(bench.feed.failed, bench.feed.reload)

    assert problem == bench.log.problem
    assert bench.numbers() == [3, 2, 1]

"""Faults 1, 2, 8, 10, 12 and 89: what Qt and its event loop can do to a program."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from scim_explorer.client.pages import Query
from scim_explorer.protocol.paging import FIRST
from scim_explorer.ui.dialogs.ask_dialog import AskDialog, ask
from scim_explorer.ui.models.resource_table import ResourceTableModel
from scim_explorer.ui.page_loader import PageLoader
from scim_explorer.ui.tasks import TaskScope
from tests.ui.conftest import Desktop, saved
from tests.ui.fake_directory import FakeDirectory
from tests.ui.recording_server import RecordingServer
from tests.ui.waiting import until_idle

BEAT_MS = 20
LONGEST_GAP_S = 1.0
"""A tenth of a second is meant; a busy machine gets ten times as much."""

DRIFT = """
import sys
from PySide6.QtCore import QCoreApplication, QObject
app = QCoreApplication([])
thing = QObject()
before = sys.getrefcount(None)
for _ in range(20_000):
    thing.setObjectName("x")
print(before - sys.getrefcount(None))
"""


@contextmanager
def heartbeat() -> Iterator[list[float]]:
    """Yield the times at which the window's thread was free."""
    beats = [time.monotonic()]
    timer = QTimer()
    timer.timeout.connect(lambda: beats.append(time.monotonic()))
    timer.start(BEAT_MS)
    yield beats
    timer.stop()
    beats.append(time.monotonic())


def longest_gap_s(beats: list[float]) -> float:
    return max(later - sooner for sooner, later in pairwise(beats))


def test_fault_1_20_000_void_calls_lose_no_reference_to_none() -> None:
    run = subprocess.run(
        [sys.executable, "-c", DRIFT],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )

    assert abs(int(run.stdout)) < 50


async def test_fault_2_a_dialog_that_is_open_stops_no_task(qapp: QApplication) -> None:
    owner, ticks = QWidget(), 0
    owner.show()
    scope = TaskScope(owner)
    answered: list[bool] = []

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0)
            ticks += 1

    async def ask_meanwhile() -> None:
        ask(owner, lambda: answered.append(True), title="Delete?", text="x", button="Delete")

    asked = asyncio.Event()
    scope.start("tick", tick(), lambda _none: None)
    scope.start("ask", ask_meanwhile(), lambda _none: asked.set())
    await asyncio.wait_for(asked.wait(), 10)
    before = ticks
    dialog = owner.findChild(AskDialog)
    assert dialog is not None
    assert dialog.isVisible()
    for _ in range(100):
        await asyncio.sleep(0)
    assert ticks > before
    dialog.accept()

    assert answered == [True]
    await scope.aclose()


async def test_fault_8_10_000_cancelled_tasks_leave_the_window_alive(qapp: QApplication) -> None:
    owner = QObject()
    scope, never = TaskScope(owner), asyncio.Event()
    for number in range(10_000):
        scope.start(f"{number}", never.wait(), lambda _none: None)
    await asyncio.sleep(0)

    with heartbeat() as beats:
        await until_idle(scope, scope.cancel_all)
        await scope.aclose()

    assert not scope.busy
    assert longest_gap_s(beats) < 10 * LONGEST_GAP_S


@pytest.mark.parametrize("count", [5, pytest.param(100, marks=pytest.mark.long)])
async def test_fault_10_tabs_closed_in_the_middle_of_a_request_leave_nothing(
    desktop: Desktop, server: RecordingServer, hanging: Callable[[], None], count: int
) -> None:
    hanging()
    desktop.keep(saved(server))
    async with desktop.window() as user:
        for _ in range(count):
            before = len(server.requests)
            user.bench.open_endpoint("p1")
            tab = user.tab
            await user.until(partial(_has_more, server, before))
            user.bench.close_tab(tab)
            await user.until(partial(_is_gone, tab))
        server.replies.clear()
        user.bench.open_endpoint("p1")
        await user.rows_shown()
        shown = user.column("userName")
        server.released.set()

    assert len(shown) == 3


def _has_more(server: RecordingServer, before: int) -> bool:
    return len(server.requests) > before


def _is_gone(widget: QObject) -> bool:
    return not isValid(widget)


async def test_fault_12_browsing_never_holds_up_the_window(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))
    async with desktop.window() as user:
        with heartbeat() as beats:
            user.bench.open_endpoint("p1")
            await user.rows_shown()
            for text in ('userName sw "a"', "", "active eq true"):
                user.tab.browse.search_for(text)
                await until_idle(user.tab.browse.tasks)

    assert longest_gap_s(beats) < LONGEST_GAP_S


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads the size from /proc")
async def test_fault_89_100_000_users_fit_into_500_mb(qapp: QApplication) -> None:
    before = resident_bytes()
    directory = FakeDirectory(rows=100_000)
    owner = QObject()
    model, tasks = ResourceTableModel(owner), TaskScope(owner)
    loader = PageLoader(directory, model, tasks, owner)
    await until_idle(tasks, lambda: loader.search(Query("/Users", count=1_000), FIRST))
    assert model.cache is not None
    while model.cache.loaded < 100_000:
        await until_idle(tasks, loader.load_all)

    assert resident_bytes() - before < 500 * 1024 * 1024


def resident_bytes() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")

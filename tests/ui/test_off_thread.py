"""Work that only computes, beside the window's thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject

from scim_explorer.ui.off_thread import computed
from scim_explorer.ui.tasks import TaskScope


async def test_that_work_runs_in_another_thread_and_its_result_comes_back() -> None:
    def work(should_stop: Callable[[], bool]) -> tuple[bool, bool]:
        return threading.current_thread() is threading.main_thread(), should_stop()

    assert await computed(work) == (False, False)


async def test_that_work_nobody_waits_for_is_told_to_stop(qapp: object) -> None:
    began, ended = threading.Event(), threading.Event()

    def work(should_stop: Callable[[], bool]) -> None:
        began.set()
        while not should_stop():
            pass
        ended.set()

    owner = QObject()
    tasks = TaskScope(owner)
    tasks.start("work", computed(work), lambda _none: None)
    await asyncio.to_thread(began.wait, 10)

    await tasks.aclose()

    assert await asyncio.to_thread(ended.wait, 10)

"""The window's event loop for tests, which are run in three pieces: set-up, test, tear-down."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextvars import Context
from typing import Any

import qasync
from typing_extensions import override


class TestLoop(qasync.QEventLoop):  # type: ignore[misc]  # qasync has no types
    """Is the running loop also for callbacks that Qt delivers between two pieces.

    qasync 0.28 and pytest-qt let Qt handle events there, after it was said that no loop runs; a
    request under way would fail. The program itself is one piece and ends with no task left.
    """

    __test__ = False

    @override
    def call_later(
        self, delay: float, callback: Callable[..., Any], *args: Any, context: Context | None = None
    ) -> Any:
        return super().call_later(delay, self._run, callback, *args, context=context)

    def _run(self, callback: Callable[..., Any], *args: Any) -> None:
        if asyncio.events._get_running_loop() is not None:
            callback(*args)
            return
        asyncio.events._set_running_loop(self)
        try:
            callback(*args)
        finally:
            asyncio.events._set_running_loop(None)

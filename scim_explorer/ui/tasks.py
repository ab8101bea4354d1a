"""The only place in the window that starts asyncio tasks.

Why not ``qasync.asyncSlot``: release 0.28.0 keeps no reference to the task it starts, cannot
cancel it, and sends every error to ``sys.excepthook``.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from scim_explorer.problems import ExplorerError, Problem

T = TypeVar("T")
Failed = Callable[[Problem], None]


class TaskScope(QObject):
    """Owns the background work of one pane or dialog.

    Work is started under a key. Starting again under the same key cancels what was running: the
    newest request wins and a late reply never overwrites a newer one. Destroying the owner
    cancels everything.

    Results and errors are delivered from the event loop, never from inside a task, so a slot may
    open a dialog.

    Signals:
        busy_changed: True when the first job starts, False when the last one ends.
        failed: A ``Problem``, when a job without its own ``failed`` raised an ``ExplorerError``.
    """

    busy_changed = Signal(bool)
    failed = Signal(object)

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._jobs: dict[str, asyncio.Task[Any]] = {}
        self._ending: set[asyncio.Task[Any]] = set()
        self.destroyed.connect(partial(_cancel_all, self._jobs))

    @property
    def busy(self) -> bool:
        return bool(self._jobs)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self._jobs)

    def start(
        self,
        key: str,
        work: Coroutine[Any, Any, T],
        done: Callable[[T], None],
        failed: Failed | None = None,
    ) -> None:
        """Run ``work``; call ``done`` with its result unless it fails or is superseded.

        Args:
            key: Names the job; a running one of the same name is cancelled.
            work: Takes values and returns values; never touches a widget.
            done: Called from the event loop with the result.
            failed: Called with the ``Problem`` in place of the ``failed`` signal.
        """
        was_busy = self.busy
        self._drop(key)
        task = asyncio.create_task(work, name=key)  # noqa: TID251
        self._jobs[key] = task
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)
        task.add_done_callback(partial(self._finish, key, done, failed))
        if not was_busy:
            self.busy_changed.emit(True)

    def cancel(self, key: str) -> None:
        """Stop the job under ``key``; no-op when there is none."""
        if self._drop(key) and not self.busy:
            self.busy_changed.emit(False)

    def cancel_all(self) -> None:
        """Stop every job of this owner."""
        for key in self.keys:
            self.cancel(key)

    async def aclose(self) -> None:
        """Cancel all jobs and wait until their clean-up has run."""
        ending = list(self._ending)
        self.cancel_all()
        await asyncio.gather(*ending, return_exceptions=True)

    async def join(self) -> None:
        """Wait until all jobs have ended by themselves."""
        await asyncio.gather(*self._ending, return_exceptions=True)

    def _drop(self, key: str) -> bool:
        task = self._jobs.pop(key, None)
        return task is not None and task.cancel()

    def _finish(
        self,
        key: str,
        done: Callable[[T], None],
        failed: Failed | None,
        task: asyncio.Task[T],
    ) -> None:
        current = self._jobs.get(key) is task
        if current:
            del self._jobs[key]
        error = None if task.cancelled() else task.exception()
        if not current or not isValid(self):
            return
        if not self.busy:
            self.busy_changed.emit(False)
        if isinstance(error, ExplorerError):
            if failed is not None:
                failed(error.problem)
            else:
                self.failed.emit(error.problem)
        elif error is not None:
            task.get_loop().call_exception_handler(
                {"message": f"job {key!r} crashed", "exception": error, "task": task}
            )
        elif not task.cancelled():
            done(task.result())


def is_loop_running() -> bool:
    """Return whether work can be started now: not while the loop begins or after it has ended."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def _cancel_all(jobs: dict[str, asyncio.Task[Any]], _destroyed: object = None) -> None:
    for task in jobs.values():
        task.cancel()
    jobs.clear()

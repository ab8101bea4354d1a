"""Keeps a table of the request log filled: first page, older pages, news."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from scim_explorer.exchanges.exchange import Exchange
from scim_explorer.exchanges.log import Summary
from scim_explorer.exchanges.log_query import parse_log_query
from scim_explorer.problems import Problem
from scim_explorer.ui.log_bridge import LogBridge
from scim_explorer.ui.models.exchange_table import ExchangeTableModel
from scim_explorer.ui.tasks import TaskScope

PAGE_ROWS = 200


class Log(Protocol):
    """What the window needs of the log. All but ``subscribe`` and ``clear`` may block."""

    def newest(
        self,
        limit: int = ...,
        before: int | None = ...,
        endpoint: str | None = ...,
        text: str = ...,
        *,
        problems_only: bool = ...,
    ) -> list[Summary]: ...
    def get(self, number: int) -> Exchange | None: ...
    def subscribe(self, listener: Callable[[Sequence[Summary]], None]) -> Callable[[], None]: ...
    def clear(self, endpoint: str | None = ...) -> Future[None]: ...
    def undo_clear(self) -> Future[None]: ...
    def size_bytes(self) -> int: ...


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which rows are wanted.

    Attributes:
        endpoint: Profile id, None for all.
        text: Search words as typed.
    """

    endpoint: str | None = None
    text: str = ""
    problems_only: bool = False

    @property
    def narrows(self) -> bool:
        """More is asked for than a row alone can tell; then the database decides."""
        return bool(self.text.strip()) or self.problems_only

    def unread_words(self) -> str:
        """Return the words that look like a condition and are none ("took:>x")."""
        return " ".join(parse_log_query(self.text, 0.0).unread)


class LogFeed(QObject):
    """Fills an ``ExchangeTableModel``; reads in threads, so that the window never waits.

    Signals:
        changed: Rows, ``searching`` or ``complete`` are other ones.
        loaded: The first page for the present filter is shown.
        failed: A ``Problem``: the log cannot be read.
        size_changed: Bytes that the log takes.
    """

    changed = Signal()
    loaded = Signal()
    failed = Signal(object)
    size_changed = Signal(object)

    def __init__(self, log: Log, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log = log
        self._filter = LogFilter()
        self._waiting: list[Summary] = []
        self._more_news = False
        self._is_first = True
        self.complete = False
        self.model = ExchangeTableModel(self)
        self.tasks = TaskScope(self)
        self._bridge = LogBridge(log, self)
        self._bridge.arrived.connect(self._take_news)

    @property
    def searching(self) -> bool:
        """The rows shown do not answer the present filter yet."""
        return "first" in self.tasks.keys

    @property
    def filter(self) -> LogFilter:
        return self._filter

    def set_filter(self, wanted: LogFilter) -> None:
        """Show what this filter finds; the old rows stay until the new ones are there."""
        if wanted != self._filter or self._is_first:
            self._filter = wanted
            self.reload()

    def reload(self) -> None:
        """Read the first page again."""
        self._is_first = False
        for key in ("older", "news"):
            self.tasks.cancel(key)
        self.tasks.start("first", self._newest(None), self._show_first, self._report)
        self._measure()
        self.changed.emit()

    def load_older(self) -> None:
        """Read the rows before the last one, unless all are there or it is under way."""
        busy = {"first", "older"} & set(self.tasks.keys)
        if not (self.complete or busy or self.model.oldest is None):
            self.tasks.start(
                "older", self._newest(self.model.oldest), self._show_older, self._report
            )

    def clear(self, endpoint: str | None, done: Callable[[], None]) -> None:
        """Take the rows of one endpoint, or all, out of the log."""
        self.tasks.start("clear", _settled(self._log.clear(endpoint)), lambda _: done())

    def undo_clear(self, done: Callable[[], None]) -> None:
        """Bring back what ``clear`` took out last."""
        self.tasks.start("clear", _settled(self._log.undo_clear()), lambda _: done())

    async def aclose(self) -> None:
        await self.tasks.aclose()

    async def _newest(self, before: int | None) -> list[Summary]:
        wanted = self._filter
        return await asyncio.to_thread(
            self._log.newest,
            PAGE_ROWS,
            before,
            wanted.endpoint,
            wanted.text,
            problems_only=wanted.problems_only,
        )

    def _show_first(self, rows: list[Summary]) -> None:
        self.complete = len(rows) < PAGE_ROWS
        self.model.show_rows(rows)
        waiting, self._waiting = self._waiting, []
        if waiting:
            self._take_news(waiting)
        self.loaded.emit()
        self.changed.emit()

    def _show_older(self, rows: list[Summary]) -> None:
        self.complete = len(rows) < PAGE_ROWS
        self.model.merge(rows)
        self.changed.emit()

    def _take_news(self, rows: Sequence[Summary]) -> None:
        self._measure()
        if self._is_first:
            return
        if self.searching:
            # They may have been committed after the search looked.
            self._waiting.extend(rows)
        elif not self._filter.narrows:
            self._merge_news(rows)
        elif "news" in self.tasks.keys:
            # Not started again at once: a busy log would cancel every look before its end.
            self._more_news = True
        else:
            self._more_news = False
            self.tasks.start("news", self._newest(None), self._show_news, self._report)

    def _merge_news(self, rows: Sequence[Summary]) -> None:
        endpoint, oldest = self._filter.endpoint, self.model.oldest
        self.model.merge(
            row
            for row in rows
            if (endpoint is None or row.endpoint == endpoint)
            # What is older than the last row comes with its page.
            and (self.complete or oldest is None or row.number > oldest)
        )
        self.changed.emit()

    def _show_news(self, rows: list[Summary]) -> None:
        self._merge_news(rows)
        if self._more_news:
            self._take_news(())

    def _report(self, problem: Problem) -> None:
        self.failed.emit(problem)
        self.changed.emit()

    def _measure(self) -> None:
        if "size" not in self.tasks.keys:
            self.tasks.start(
                "size", asyncio.to_thread(self._log.size_bytes), self.size_changed.emit
            )


async def _settled(future: Future[None]) -> None:
    # Shielded: a cancel must not reach the future that the log's writer will resolve.
    await asyncio.shield(asyncio.wrap_future(future))

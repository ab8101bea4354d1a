"""The request log: every exchange, on disk, without its secrets.

Callers only put; one thread redacts, compresses and writes. What a future says is done is
committed and survives the end of the process, whichever way it ends.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path

from scim_explorer.exchanges.exchange import Exchange
from scim_explorer.exchanges.log_failures import Failure, classify
from scim_explorer.exchanges.log_opening import OpenedLog, open_log
from scim_explorer.exchanges.log_query import parse_log_query
from scim_explorer.exchanges.log_reader import Selection
from scim_explorer.exchanges.log_rows import Summary
from scim_explorer.exchanges.log_search import Condition, conditions
from scim_explorer.exchanges.log_store import LogStore
from scim_explorer.exchanges.log_writer import Job, Listener, LogLimits, LogWriter
from scim_explorer.exchanges.redact import NO_RULES, RedactionRules
from scim_explorer.problems import InputError, Problem

__all__ = ["ExchangeLog", "Listener", "Summary"]

MAX_BYTES = 200 * 1024 * 1024
MAX_AGE_DAYS = 30.0


class ExchangeLog:
    """Append, subscribe, query. Any thread may call any method."""

    def __init__(self, writer: LogWriter, clock: Callable[[], float]) -> None:
        """Use ``open``."""
        self._writer = writer
        self._clock = clock
        self._cleared: list[float] = []

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        clock: Callable[[], float] = time.time,
        max_bytes: int = MAX_BYTES,
        max_age_days: float = MAX_AGE_DAYS,
        keep_body: int | None = None,
    ) -> ExchangeLog:
        """Open or create the log at ``path``; when that fails, one in memory with a problem.

        A damaged file is moved aside and named in the problem. A file of a newer version is
        left alone.

        Args:
            path: The database file; its folder is created.
            clock: Seconds since 1970 UTC.
            max_bytes: Above this, answers of old reads go first and writes last.
            max_age_days: Older exchanges are deleted.
            keep_body: Of answers to reads at most this many bytes are kept; None for all.
        """
        limits = LogLimits(max_bytes, max_age_days, keep_body)
        return cls(LogWriter(open_log(path, clock), limits, clock), clock)

    @property
    def problem(self) -> Problem | None:
        """Why the log is in memory or was begun anew, or None.

        It may appear while the log is in use; look at it whenever a listener is called.
        """
        return self._writer.opened.problem

    def next_number(self) -> int:
        """Return a number no other exchange has or will have, in any process."""
        store = self._writer.opened.store
        try:
            return self._writer.numbers.next()
        except sqlite3.Error as error:
            self._writer.abandon(store, error)
            return self._writer.numbers.next()

    def started(self, exchange: Exchange, rules: RedactionRules = NO_RULES) -> Future[None]:
        """Record that ``exchange`` is about to leave; the future is done when that is committed.

        ``append`` with the same number replaces the row. After a crash it stays as it is, with
        the outcome "started".
        """
        return self._writer.submit(Job(exchange=exchange, rules=rules))

    def append(self, exchange: Exchange, rules: RedactionRules = NO_RULES) -> Future[None]:
        """Record ``exchange`` without its secrets; returns at once.

        The future is done when the row is committed.
        """
        return self._writer.submit(Job(exchange=exchange, rules=rules))

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with each batch after its commit, on the writer thread.

        A listener that raises ``RuntimeError`` (its window is gone) is dropped.

        Returns:
            A function that ends the subscription.
        """
        writer = self._writer
        writer.listeners = (*writer.listeners, listener)

        def unsubscribe() -> None:
            writer.listeners = tuple(one for one in writer.listeners if one is not listener)

        return unsubscribe

    def newest(
        self,
        limit: int = 50,
        before: int | None = None,
        endpoint: str | None = None,
        text: str = "",
        *,
        problems_only: bool = False,
    ) -> list[Summary]:
        """Return lines, newest first. Blocks; a search of bodies may take seconds.

        Args:
            limit: At most so many.
            before: Only numbers below this, to read on.
            endpoint: Only this profile id.
            text: Search words, see ``parse_log_query``; texts are looked for in bodies too.
            problems_only: Only what was refused, failed or answered with 400 and more.

        Raises:
            InputError: The database cannot be read.
        """
        query = parse_log_query(text, self._clock())
        wanted = conditions(query, problems_only=problems_only)
        return self._select(Selection(limit, before, endpoint, wanted))

    def for_resource(
        self, url_part: str, endpoint: str | None = None, limit: int = 50
    ) -> list[Summary]:
        """Return lines whose URL contains ``url_part`` as spelled, newest first.

        Raises:
            InputError: The database cannot be read.
        """
        holds = Condition("instr(url, ?) > 0", (url_part,))
        return self._select(Selection(limit, None, endpoint, (holds,)))

    def _select(self, selection: Selection) -> list[Summary]:
        with self._translated() as opened:
            lines = opened.store.newest(selection)
            if opened.archive is None:
                return lines
            merged = {line.number: line for line in (*opened.archive.newest(selection), *lines)}
            return [merged[number] for number in sorted(merged, reverse=True)][: selection.limit]

    def get(self, number: int) -> Exchange | None:
        """Return a recorded exchange as stored, or None. Blocks.

        Raises:
            InputError: The database cannot be read.
        """
        with self._translated() as opened:
            found = opened.store.get(number)
            if found is None and opened.archive is not None:
                found = opened.archive.get(number)
            return found

    def set_endpoint_name(self, endpoint: str, name: str) -> Future[None]:
        """Remember the profile's name for rows that outlive the profile."""
        return self._act(lambda store: store.set_endpoint_name(endpoint, name))

    def endpoint_names(self) -> dict[str, str]:
        """Return the last known name of each profile id that was ever set. Blocks.

        Raises:
            InputError: The database cannot be read.
        """
        with self._translated() as opened:
            known = {} if opened.archive is None else opened.archive.endpoint_names()
            return known | opened.store.endpoint_names()

    def size_bytes(self) -> int:
        """Return what the log takes on disk, or in memory."""
        with self._writer.using() as opened:
            return opened.store.file_bytes()

    def clear(self, endpoint: str | None = None) -> Future[None]:
        """Take all lines (of one profile) out; ``undo_clear`` works until ``close``."""
        moment = max(self._clock(), self._cleared[-1] + 0.001 if self._cleared else 0.0)
        self._cleared.append(moment)
        return self._act(lambda store: store.hide(endpoint, moment))

    def undo_clear(self) -> Future[None]:
        """Bring back what the last ``clear`` took out; without one, do nothing."""
        moment = self._cleared.pop() if self._cleared else 0.0
        return self._act(lambda store: store.unhide(moment))

    def close(self) -> None:
        """Write what is waiting, delete for good what was cleared, and end. Blocks."""
        if self._cleared:
            self._act(self._purge)
        self._writer.submit(Job(action=self._give_numbers_back, last=True))
        self._writer.join()

    def _purge(self, store: LogStore) -> None:
        for moment in self._cleared:
            store.purge("cleared_at = ?", (moment,))

    def _give_numbers_back(self, store: LogStore) -> None:
        rest = self._writer.numbers.rest()
        if rest:
            store.give_back(rest)

    def _act(self, action: Callable[[LogStore], None]) -> Future[None]:
        return self._writer.submit(Job(action=action))

    @contextmanager
    def _translated(self) -> Iterator[OpenedLog]:
        try:
            with self._writer.using() as opened:
                yield opened
        except sqlite3.Error as error:
            if classify(error) is Failure.DAMAGED:
                self._act(LogStore.check)
            raise InputError(
                Problem("Request log not read", f"The database said: {error}.")
            ) from error

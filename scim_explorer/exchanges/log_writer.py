"""The thread that writes the log: batches, limits, and another database when one fails."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue

from scim_explorer.exchanges.eviction import evict_by_age, evict_by_size
from scim_explorer.exchanges.exchange import Exchange
from scim_explorer.exchanges.log_failures import Failure, classify, memory_problem
from scim_explorer.exchanges.log_numbers import NumberBlocks
from scim_explorer.exchanges.log_opening import OpenedLog, begin_anew
from scim_explorer.exchanges.log_reader import LogReader
from scim_explorer.exchanges.log_rows import (
    Record,
    Summary,
    head_only,
    to_record,
    without_contents,
)
from scim_explorer.exchanges.log_store import LogStore
from scim_explorer.exchanges.redact import NO_RULES, RedactionRules, redact, redact_url
from scim_explorer.exchanges.shared_use import SharedUse

Listener = Callable[[Sequence[Summary]], None]
Action = Callable[[LogStore], None]

_log = logging.getLogger(__name__)
_BATCH_S = 0.1
_BUSY_TRIES = 6
_AGE_CHECK_S = 3600.0
_MEMORY_BYTES = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class LogLimits:
    """How much the log keeps.

    Attributes:
        keep_body: Of answers to reads at most this many bytes; None for all.
    """

    max_bytes: int
    max_age_days: float
    keep_body: int | None


@dataclass(slots=True)
class Job:
    """One thing for the writer: an exchange to record, or an action inside the transaction."""

    future: Future[None] = field(default_factory=Future)
    exchange: Exchange | None = None
    rules: RedactionRules = NO_RULES
    action: Action | None = None
    record: Record | None = None
    last: bool = False


class LogWriter:
    """Owns the database. ``submit`` may be called from any thread, the rest is its own.

    Attributes:
        opened: The database in use, an older one that can only be read, and the problem.
        listeners: Called with the lines of each batch after its commit.
    """

    def __init__(self, opened: OpenedLog, limits: LogLimits, clock: Callable[[], float]) -> None:
        self.opened = opened
        self.listeners: tuple[Listener, ...] = ()
        self.numbers = NumberBlocks(self._reserve)
        self._limits = limits
        self._clock = clock
        self._jobs: SimpleQueue[Job] = SimpleQueue()
        self._batch: list[Job] = []
        self._next_age_check = 0.0
        self._shared = SharedUse()
        self._has_reported = False
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="request log", daemon=True)
        self._thread.start()

    def submit(self, job: Job) -> Future[None]:
        """Queue a job; its future is done when its batch is committed."""
        self._jobs.put(job)
        if self._stopped.is_set():
            self._refuse_waiting()
        return job.future

    def join(self) -> None:
        """Wait until the last job is done and the database closed."""
        self._thread.join()

    @contextmanager
    def using(self) -> Iterator[OpenedLog]:
        """What is open now, for any thread; it is not replaced meanwhile.

        SQLite maps a file beside the database into memory. Were the database moved aside and a
        new one begun at the same place while a connection is open, the new one would cut that
        file short, and the next look at it would end the process (SIGBUS).
        """
        with self._shared.use():
            yield self.opened

    def abandon(self, failed: LogStore, error: sqlite3.Error) -> None:
        """Replace the database that another thread found unusable; waits for it."""

        def action(store: LogStore) -> None:
            if store is failed and store.path is not None:
                raise error

        self.submit(Job(action=action)).result()

    def _reserve(self, count: int) -> range:
        with self.using() as opened:
            return opened.store.reserve(count)

    def _run(self) -> None:
        try:
            self._keep_age()
            while not self._write(self._jobs.get()):
                self._keep_limits()
            self.opened.store.close()
        finally:
            self._stopped.set()
            for job in self._batch:
                job.future.set_exception(RuntimeError("the request log broke down"))
            self._refuse_waiting()

    def _refuse_waiting(self) -> None:
        while True:
            try:
                job = self._jobs.get_nowait()
            except Empty:
                return
            if job.last:
                job.future.set_result(None)
            else:
                job.future.set_exception(RuntimeError("the request log is closed"))

    def _write(self, first: Job) -> bool:
        """Commit ``first`` and what waits behind it; True when one of them was the last."""
        self._batch = [first]
        self._persist(self._attempt)
        batch, self._batch = self._batch, []
        for job in batch:
            job.future.set_result(None)
        lines = tuple(job.record.summary for job in batch if job.record is not None)
        if lines:
            self._tell(lines)
        return any(job.last for job in batch)

    def _tell(self, lines: tuple[Summary, ...]) -> None:
        for listener in self.listeners:
            try:
                listener(lines)
            except RuntimeError:
                self.listeners = tuple(one for one in self.listeners if one is not listener)

    def _attempt(self) -> None:
        until = time.monotonic() + _BATCH_S
        position = 0
        with self.opened.store.transaction():
            while position < len(self._batch):
                self._apply(self._batch[position])
                position += 1
                if position == len(self._batch) and time.monotonic() < until:
                    self._take_one_more()

    def _take_one_more(self) -> None:
        try:
            self._batch.append(self._jobs.get_nowait())
        except Empty:
            return

    def _apply(self, job: Job) -> None:
        if job.exchange is not None:
            if job.record is None:
                job.record = self._record(job.exchange, job.rules)
            self.opened.store.insert(job.record)
        elif job.action is not None:
            job.action(self.opened.store)

    def _record(self, exchange: Exchange, rules: RedactionRules) -> Record:
        """Return the rows; a fault in one exchange must not keep the next ones from leaving."""
        for attempt in (self._whole, _with_url):
            try:
                return attempt(exchange, rules)
            except Exception as error:  # noqa: BLE001 - the crash handler of this thread
                self._report(exchange.number, error)
        return to_record(without_contents(exchange, ""))

    def _report(self, number: int, error: Exception) -> None:
        """Tell where it went wrong, the first time only, and without the words of the error.

        They may hold what was to be cut out.
        """
        if not self._has_reported:
            self._has_reported = True
            steps = "".join(traceback.format_tb(error.__traceback__))
            _log.error("request %d recorded bare: %s\n%s", number, type(error).__name__, steps)

    def _whole(self, exchange: Exchange, rules: RedactionRules) -> Record:
        keep_bytes = self._limits.keep_body
        head = head_only(exchange, keep_bytes)
        size = None if head is exchange else len(exchange.response_body.data)
        return to_record(redact(head, rules), keep_bytes, size)

    def _persist(self, work: Callable[[], object]) -> None:
        """Do ``work``; when the database fails, change to another one and do it again."""
        failures: Counter[Failure] = Counter()
        while True:
            try:
                work()
            except sqlite3.Error as error:
                failure = classify(error)
                failures[failure] += 1
                if failure is not Failure.BUSY or failures[failure] >= _BUSY_TRIES:
                    self._replace_store(error, anew=failures[Failure.DAMAGED] == 1)
            else:
                return

    def _replace_store(self, error: sqlite3.Error, *, anew: bool) -> None:
        """Go on with a new file, or in memory; what fails even there is a bug."""
        path = self.opened.store.path
        if path is None:
            raise error
        with self._shared.alone():
            self.opened.store.close()
            if anew:
                opened = begin_anew(path, self._clock())
            else:
                opened = OpenedLog(LogStore(None), LogReader(path), memory_problem(path, error))
            opened.store.raise_counter(self.numbers.end)
            self.opened = opened

    def _keep_limits(self) -> None:
        self._persist(self.numbers.refill)
        self._persist(self._keep_size)
        if self._clock() >= self._next_age_check:
            self._keep_age()

    def _keep_size(self) -> None:
        store = self.opened.store
        limit = self._limits.max_bytes
        evict_by_size(store, limit if store.path is not None else min(limit, _MEMORY_BYTES))

    def _keep_age(self) -> None:
        now = self._clock()
        self._next_age_check = now + _AGE_CHECK_S
        self._persist(lambda: evict_by_age(self.opened.store, now, self._limits.max_age_days))


def _with_url(exchange: Exchange, rules: RedactionRules) -> Record:
    return to_record(without_contents(exchange, redact_url(exchange.url, rules)))

"""The log's tables in SQLite: one file beside the profiles, or memory when that fails."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from typing_extensions import override

from scim_explorer.exchanges.log_reader import LogReader, connect
from scim_explorer.exchanges.log_rows import SUMMARY_COLUMNS, Record

_LARGEST_NUMBER = 2**53

STEPS = (
    """
CREATE TABLE exchange(
  number INTEGER PRIMARY KEY, queued_at REAL NOT NULL, endpoint TEXT NOT NULL,
  origin TEXT NOT NULL, method TEXT NOT NULL, url TEXT NOT NULL, status INTEGER,
  outcome TEXT NOT NULL, reason TEXT NOT NULL, took_ms REAL NOT NULL, size INTEGER NOT NULL,
  follows INTEGER, is_write INTEGER NOT NULL, cleared_at REAL);
CREATE INDEX exchange_endpoint ON exchange(endpoint, number);
CREATE TABLE content(
  number INTEGER PRIMARY KEY, head TEXT NOT NULL, request_body BLOB NOT NULL,
  response_body BLOB NOT NULL);
CREATE TABLE endpoint(id TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE counter(next_number INTEGER NOT NULL);
INSERT INTO counter VALUES (1)
""",
)
"""Statements from each version of the tables to the next one; a new database takes them all."""

_INSERT = (
    f"INSERT OR REPLACE INTO exchange({SUMMARY_COLUMNS}, is_write)"  # noqa: S608  # constants
    " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"
)


class NewerLogError(Exception):
    """The file was written by a newer version of the program; it is left alone."""


def _create_private(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


class LogStore(LogReader):
    """One database: a file, or memory without a path. One thread writes, any may read.

    All methods raise ``sqlite3.Error``; the log decides what that means.
    """

    def __init__(self, path: Path | None) -> None:
        """Open or create the database.

        Raises:
            OSError, sqlite3.Error: It cannot be used for writing.
            NewerLogError: See there.
        """
        super().__init__(path or Path(":memory:"))
        self.path = path
        self._lock = threading.RLock()
        self._dropped_to = 0
        if path is not None:
            _create_private(path)
        self._connection = connect(":memory:" if path is None else str(path))
        try:
            self._prepare()
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self) -> None:
        run = self._connection.execute
        # Before anything else: switching to WAL would change a newer version's file.
        if self._version() > len(STEPS):
            raise NewerLogError
        run("PRAGMA auto_vacuum=INCREMENTAL")
        run("PRAGMA secure_delete=ON")
        if self.path is not None:
            run("PRAGMA journal_mode=WAL")
            run("PRAGMA synchronous=NORMAL")
            run("PRAGMA journal_size_limit=4194304")
        with self.transaction():
            # Asked again: another window may have taken the steps meanwhile.
            if self._version() < len(STEPS):
                for step in STEPS[self._version() :]:
                    for statement in step.split(";"):
                        run(statement)
                run(f"PRAGMA user_version={len(STEPS)}")
            run(f"SELECT {SUMMARY_COLUMNS}, is_write, cleared_at FROM exchange LIMIT 0")  # noqa: S608
            run("SELECT number, head, request_body, response_body FROM content LIMIT 0")

    def _version(self) -> int:
        return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is committed together, or nothing."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    @override
    def _reading(self) -> Iterator[sqlite3.Connection]:
        if self.path is None:
            with self._lock:
                yield self._connection
        else:
            with super()._reading() as connection:
                yield connection

    def reserve(self, count: int) -> range:
        """Take a block of numbers nobody else gets; callable from any thread."""
        if self.path is None:
            with self.transaction():
                return self._reserve(self._connection, count)
        connection = connect(str(self.path))
        try:
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute("BEGIN IMMEDIATE")
            block = self._reserve(connection, count)
            connection.execute("COMMIT")
            return block
        finally:
            connection.close()

    @staticmethod
    def _reserve(connection: sqlite3.Connection, count: int) -> range:
        row = connection.execute("SELECT max(next_number) FROM counter").fetchone()
        last = connection.execute("SELECT max(number) FROM exchange").fetchone()
        if not isinstance(row[0], int) or max(row[0], last[0] or 0) > _LARGEST_NUMBER:
            raise sqlite3.DatabaseError("the counter is damaged")
        start = max(row[0], (last[0] or 0) + 1)
        connection.execute("UPDATE counter SET next_number = ?", (start + count,))
        return range(start, start + count)

    def give_back(self, unused: range) -> None:
        """Return the end of a block, inside a transaction, unless someone reserved after it."""
        self._connection.execute(
            "UPDATE counter SET next_number = ? WHERE next_number = ?",
            (unused.start, unused.stop),
        )

    def raise_counter(self, next_number: int) -> None:
        """Make sure that no number below ``next_number`` is handed out here."""
        with self.transaction():
            self._connection.execute(
                "UPDATE counter SET next_number = max(next_number, ?)", (next_number,)
            )

    def insert(self, record: Record) -> None:
        """Write or overwrite one exchange, inside a transaction."""
        self._connection.execute(_INSERT, (*record.summary, record.is_write))
        self._connection.execute(
            "INSERT OR REPLACE INTO content VALUES (?,?,?,?)",
            (record.summary.number, record.head, record.request_body, record.response_body),
        )

    def set_endpoint_name(self, endpoint: str, name: str) -> None:
        """Remember a profile's name for rows that outlive the profile."""
        self._connection.execute("INSERT OR REPLACE INTO endpoint VALUES (?,?)", (endpoint, name))

    def hide(self, endpoint: str | None, now: float) -> None:
        """Take rows out of sight; ``purge`` deletes them, ``unhide`` brings them back."""
        self._connection.execute(
            "UPDATE exchange SET cleared_at = ? WHERE cleared_at IS NULL"
            " AND (? IS NULL OR endpoint = ?)",
            (now, endpoint, endpoint),
        )

    def unhide(self, cleared_at: float) -> None:
        """Bring back the rows hidden at that moment."""
        self._connection.execute(
            "UPDATE exchange SET cleared_at = NULL WHERE cleared_at = ?", (cleared_at,)
        )

    def purge(self, where: str, values: Sequence[float | int | str]) -> int:
        """Delete rows for good, inside a transaction; returns how many."""
        self._connection.execute(
            f"DELETE FROM content WHERE number IN (SELECT number FROM exchange WHERE {where})",  # noqa: S608
            values,
        )
        return self._connection.execute(
            f"DELETE FROM exchange WHERE {where}",  # noqa: S608
            values,
        ).rowcount

    def used_bytes(self) -> int:
        """Return the size of the pages in use."""
        size, count, free = (
            self._connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_size", "page_count", "freelist_count")
        )
        return int(size * (count - free))

    def file_bytes(self) -> int:
        """Return what the database takes on disk, or in memory; callable from any thread."""
        if self.path is None:
            with self._lock:
                return self.used_bytes()
        files = (self.path, self.path.with_name(self.path.name + "-wal"))
        return sum(file.stat().st_size for file in files if file.exists())

    def drop_read_bodies(self, count: int) -> int:
        """Empty the answers of the ``count`` oldest reads that still have one."""
        rows = self._connection.execute(
            "SELECT number FROM exchange WHERE number > ? AND NOT is_write ORDER BY number LIMIT ?",
            (self._dropped_to, count),
        ).fetchall()
        if rows:
            self._dropped_to = rows[-1][0]
            self._connection.executemany(
                "UPDATE content SET response_body = x'' WHERE number = ?", rows
            )
        return len(rows)

    def shrink(self) -> None:
        """Hand free pages back to the file system and forget old pages in the WAL."""
        self._vacuum()
        if self.path is not None:
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _vacuum(self) -> None:
        # As a script: ``execute`` takes one step, and a step frees one page.
        self._connection.executescript("PRAGMA incremental_vacuum")

    def check(self) -> None:
        """Raise ``sqlite3.DatabaseError`` when the database is damaged."""
        verdict = self._connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if verdict != "ok":
            raise sqlite3.DatabaseError(verdict)

    def close(self) -> None:
        """Hand free pages back where that is possible, and close."""
        with suppress(sqlite3.Error):
            self._vacuum()
        self._connection.close()

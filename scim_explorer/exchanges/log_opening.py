"""Opens the log's database, or finds something to go on with."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from scim_explorer.exchanges.log_failures import (
    Failure,
    classify,
    damaged_problem,
    memory_problem,
    move_aside,
)
from scim_explorer.exchanges.log_reader import FrozenLog, LogReader, Selection
from scim_explorer.exchanges.log_store import LogStore, NewerLogError
from scim_explorer.problems import Problem

_BUSY_TRIES = 6


class OpenedLog(NamedTuple):
    """What the log works with.

    Attributes:
        store: The database that is written to: a file or memory.
        archive: An older database that can only be read.
        problem: Why it is not simply the file, or None.
    """

    store: LogStore
    archive: LogReader | None = None
    problem: Problem | None = None


def open_log(path: Path, clock: Callable[[], float]) -> OpenedLog:
    """Open or create the database at ``path``; fall back to memory, or begin a new file."""
    for _ in range(_BUSY_TRIES):
        try:
            return OpenedLog(LogStore(path))
        except (sqlite3.Error, OSError, NewerLogError) as error:
            failure, cause = classify(error), error
        if failure is not Failure.BUSY:
            break
    if failure is Failure.DAMAGED:
        return begin_anew(path, clock())
    store = LogStore(None)
    archive = None if isinstance(cause, NewerLogError) else _readable(path)
    if archive is not None:
        store.raise_counter(archive.highest_number() + 1)
    return OpenedLog(store, archive, memory_problem(path, cause))


def _readable(path: Path) -> LogReader | None:
    for reader in (LogReader(path), FrozenLog(path)):
        try:
            reader.highest_number()
            reader.newest(Selection(1))
        except sqlite3.Error:
            continue
        return reader
    return None


def begin_anew(path: Path, now: float) -> OpenedLog:
    """Move a damaged database aside and begin a new one; in memory when that fails too."""
    try:
        kept_as = move_aside(path, now)
        return OpenedLog(LogStore(path), None, damaged_problem(path, kept_as))
    except (sqlite3.Error, OSError) as error:
        return OpenedLog(LogStore(None), None, memory_problem(path, error))

"""What a failing database means for the log, and the words for it."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from enum import Enum
from pathlib import Path

from scim_explorer.exchanges.log_store import NewerLogError
from scim_explorer.problems import Problem

_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_DAMAGED = frozenset(
    {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISMATCH}
)
_IN_MEMORY = "Requests of this run are kept in memory only and are gone when the program ends."


class Failure(Enum):
    """What to do next."""

    BUSY = "busy"
    DAMAGED = "damaged"
    UNUSABLE = "unusable"


def classify(error: sqlite3.Error | OSError | NewerLogError) -> Failure:
    """Tell a database that is busy from one that is damaged and one that cannot be used."""
    if not isinstance(error, sqlite3.Error):
        return Failure.UNUSABLE
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in _BUSY:
        return Failure.BUSY
    return Failure.DAMAGED if code in _DAMAGED else Failure.UNUSABLE


def memory_problem(path: Path, error: Exception) -> Problem:
    """Return the words for a log that goes on in memory."""
    if isinstance(error, NewerLogError):
        return Problem(
            "Request log not opened",
            f"{path} was written by a newer version of SCIM Explorer. {_IN_MEMORY}",
            "Update SCIM Explorer to see it; the file was not changed.",
        )
    full = getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Problem(
        "Request log not saved",
        f"{path}: {said}. {_IN_MEMORY}",
        "Free some disk space and start the program again."
        if full
        else "Check that the folder can be written, then start the program again.",
    )


def damaged_problem(path: Path, kept_as: Path) -> Problem:
    """Return the words for a log that was moved aside."""
    return Problem(
        "Request log not readable",
        f"{path.name} was damaged and is now {kept_as}. A new log was begun.",
        "What can still be read of the old one, sqlite3 shows with its command .recover.",
    )


def move_aside(path: Path, now: float) -> Path:
    """Rename a damaged database with its side files and return its new name.

    Raises:
        OSError: It could not be renamed.
    """
    stamp = datetime.fromtimestamp(now).astimezone().strftime("%Y%m%d-%H%M%S")
    target = path.with_name(f"{path.stem}-damaged-{stamp}{path.suffix}")
    count = 1
    while target.exists():
        count += 1
        target = path.with_name(f"{path.stem}-damaged-{stamp}-{count}{path.suffix}")
    path.replace(target)
    for ending in ("-wal", "-shm"):
        side = path.with_name(path.name + ending)
        if side.exists():
            side.replace(target.with_name(target.name + ending))
    return target

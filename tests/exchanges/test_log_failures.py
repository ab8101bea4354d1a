"""What a failing database means."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from scim_explorer.exchanges.log_failures import (
    Failure,
    classify,
    memory_problem,
    move_aside,
)


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        (sqlite3.SQLITE_BUSY, Failure.BUSY),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, Failure.BUSY),
        (sqlite3.SQLITE_CORRUPT, Failure.DAMAGED),
        (sqlite3.SQLITE_NOTADB, Failure.DAMAGED),
        (sqlite3.SQLITE_FULL, Failure.UNUSABLE),
        (sqlite3.SQLITE_IOERR_WRITE, Failure.UNUSABLE),
        (sqlite3.SQLITE_READONLY, Failure.UNUSABLE),
        (sqlite3.SQLITE_CANTOPEN, Failure.UNUSABLE),
    ],
)
def test_that_a_full_disk_is_no_damage(code: int, failure: Failure) -> None:
    error = sqlite3.OperationalError("x")
    error.sqlite_errorcode = code

    assert classify(error) is failure
    assert classify(OSError("x")) is Failure.UNUSABLE


def test_that_damage_of_one_second_is_kept_under_two_names(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    names = []
    for text in ("one", "two"):
        path.write_text(text)
        path.with_name("log.db-wal").write_text(text)
        names.append(move_aside(path, 0.0))

    assert [name.read_text() for name in names] == ["one", "two"]
    assert names[1].with_name(names[1].name + "-wal").read_text() == "two"


def test_that_a_problem_names_the_file_and_the_consequence() -> None:
    problem = memory_problem(Path("/x/log.db"), OSError(28, "No space left on device"))

    assert "/x/log.db: No space left on device" in problem.detail
    assert "memory only" in problem.detail

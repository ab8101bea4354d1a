"""The log's tables."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from scim_explorer.exchanges.log_reader import Selection
from scim_explorer.exchanges.log_rows import to_record
from scim_explorer.exchanges.log_store import LogStore, NewerLogError
from tests.exchanges.samples import sample


def test_that_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    store = LogStore(tmp_path / "log.db")

    def insert_and_fail() -> None:
        with store.transaction():
            store.insert(to_record(sample(1)))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        insert_and_fail()

    assert store.newest(Selection()) == []
    store.close()


def test_fault_103_deleted_text_is_overwritten_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store = LogStore(path)
    with store.transaction():
        store.insert(to_record(sample(1, response=b"a canary of the eighth floor")))
        store.insert(to_record(sample(2)))
    store.shrink()
    before = path.read_bytes()
    with store.transaction():
        store.purge("number = ?", (1,))
    store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    after = path.read_bytes()
    store.close()

    assert b"canary" in before
    assert b"canary" not in after


def test_that_memory_does_all_that_a_file_does() -> None:
    store = LogStore(None)
    with store.transaction():
        store.insert(to_record(sample(5)))
        store.set_endpoint_name("acme", "Acme")

    assert [line.number for line in store.newest(Selection())] == [5]
    assert store.reserve(10) == range(6, 16)
    assert store.endpoint_names() == {"acme": "Acme"}
    assert store.file_bytes() > 0
    store.close()


def test_that_a_block_is_given_back_only_when_nobody_reserved_since(tmp_path: Path) -> None:
    store = LogStore(tmp_path / "log.db")
    mine, theirs = store.reserve(10), store.reserve(10)
    with store.transaction():
        store.give_back(mine[5:])
        store.give_back(theirs[5:])

    assert store.reserve(1) == range(16, 17)
    store.close()


def test_fault_100_an_interrupted_set_up_is_done_again(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    path.touch()

    LogStore(path).close()

    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    connection.close()


def test_that_check_finds_a_damaged_page(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store = LogStore(path)
    with store.transaction():
        for number in range(1, 400):
            store.insert(to_record(sample(number)))
    store.check()
    store.close()
    content = bytearray(path.read_bytes())
    content[8192:16384] = b"\xff" * 8192
    path.write_bytes(content)

    with closing(LogStore(path)) as damaged, pytest.raises(sqlite3.DatabaseError):
        damaged.check()


def test_fault_99_a_newer_version_is_refused_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version=2")
    connection.close()
    before = path.read_bytes()

    with pytest.raises(NewerLogError):
        LogStore(path)

    assert path.read_bytes() == before

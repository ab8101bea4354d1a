"""What goes first when the log is full."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from scim_explorer.exchanges.eviction import evict_by_age, evict_by_size
from scim_explorer.exchanges.log_reader import Selection
from scim_explorer.exchanges.log_rows import to_record
from scim_explorer.exchanges.log_store import LogStore
from tests.exchanges.samples import sample

DAY_S = 86400.0
NOISE = secrets.token_bytes(4000)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LogStore]:
    store = LogStore(tmp_path / "log.db")
    with store.transaction():
        for number in range(1, 1001):
            method = "POST" if number % 4 == 0 else "GET"
            store.insert(to_record(sample(number, method=method, response=NOISE)))
    yield store
    store.close()


def kept(store: LogStore) -> tuple[list[int], list[int], list[int]]:
    """Return numbers of reads with a body, of all reads, and of writes, oldest first."""
    lines = store.newest(Selection(2000))[::-1]
    reads = [line.number for line in lines if line.method == "GET"]
    writes = [line.number for line in lines if line.method == "POST"]
    full = []
    for number in reads:
        exchange = store.get(number)
        assert exchange is not None
        if exchange.response_body.data:
            full.append(number)
    return full, reads, writes


def test_that_a_log_within_its_limit_is_left_alone(store: LogStore) -> None:
    evict_by_size(store, store.used_bytes())

    assert len(kept(store)[0]) == 750


def test_fault_108_answers_of_the_oldest_reads_go_first(store: LogStore) -> None:
    evict_by_size(store, int(store.used_bytes() * 0.8))

    full, reads, writes = kept(store)
    assert (len(reads), len(writes)) == (750, 250)
    assert full == reads[-len(full) :]
    assert 0 < len(full) < 750


def test_that_reads_go_before_writes(store: LogStore) -> None:
    evict_by_size(store, int(store.used_bytes() * 0.34))

    full, reads, writes = kept(store)
    assert (full, len(writes)) == ([], 250)
    assert len(reads) < 750


def test_fault_108_the_oldest_writes_go_last(store: LogStore) -> None:
    evict_by_size(store, int(store.used_bytes() * 0.1))

    full, reads, writes = kept(store)
    assert (full, reads) == ([], [])
    assert writes == list(range(1004 - 4 * len(writes), 1001, 4))


def test_that_the_file_shrinks(store: LogStore) -> None:
    before = store.file_bytes()

    evict_by_size(store, int(store.used_bytes() * 0.3))

    assert store.file_bytes() < before * 0.4


def test_fault_108_thirty_one_days_are_too_old(tmp_path: Path) -> None:
    store = LogStore(tmp_path / "old.db")
    now = 100 * DAY_S
    with store.transaction():
        store.insert(to_record(sample(1, queued_at=now - 31 * DAY_S)))
        store.insert(to_record(sample(2, queued_at=now - 29 * DAY_S)))
        store.insert(to_record(sample(3, queued_at=now, endpoint="cleared by a dead process")))
        store.hide("cleared by a dead process", now - 2 * DAY_S)

    evict_by_age(store, now, 30)
    store.unhide(now - 2 * DAY_S)

    assert [line.number for line in store.newest(Selection())] == [2]
    store.close()

"""Reading the log's database."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from scim_explorer.exchanges.log_query import LogQuery
from scim_explorer.exchanges.log_reader import FrozenLog, LogReader, Selection
from scim_explorer.exchanges.log_rows import to_record
from scim_explorer.exchanges.log_search import conditions
from scim_explorer.exchanges.log_store import LogStore
from tests.exchanges.samples import sample


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a folder" / "log#1.db"
    store = LogStore(path)
    with store.transaction():
        store.insert(to_record(sample(1, response=b"Lovelace" * 100)))
        store.insert(to_record(sample(2)))
        store.set_endpoint_name("acme", "Acme")
    store.close()
    return path


@pytest.mark.parametrize("kind", [LogReader, FrozenLog])
def test_that_rows_are_read_without_writing(path: Path, kind: type[LogReader]) -> None:
    before = path.read_bytes()

    reader = kind(path)

    assert [line.number for line in reader.newest(Selection())] == [2, 1]
    assert reader.endpoint_names() == {"acme": "Acme"}
    assert reader.highest_number() == 2
    assert reader.get(3) is None
    assert path.read_bytes() == before


def test_that_a_text_is_found_in_compressed_bodies(path: Path) -> None:
    wanted = conditions(LogQuery(texts=("lovelace",)))

    found = LogReader(path).newest(Selection(conditions=wanted))

    assert [line.number for line in found] == [1]


def test_that_reading_creates_no_file(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        LogReader(tmp_path / "none.db").newest(Selection())

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("endpoint", [None, "acme"])
def test_that_the_first_screen_neither_sorts_nor_reads_all_rows(
    path: Path, endpoint: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    statements: list[str] = []
    connect = sqlite3.connect

    def traced(*args: object, **options: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*args, **options)  # type: ignore[call-overload]  # handed on
        connection.set_trace_callback(statements.append)
        return connection

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", traced)
        LogReader(path).newest(Selection(endpoint=endpoint, before=100))
    connection = sqlite3.connect(path)
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statements[-1]}")]
    connection.close()

    assert len(plan) == 1
    assert plan[0].startswith("SEARCH exchange USING")

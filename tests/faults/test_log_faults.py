"""The log's file while its tables change, and while it grows."""

from __future__ import annotations

import secrets
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from scim_explorer.exchanges import log_store
from scim_explorer.exchanges.log import ExchangeLog
from scim_explorer.exchanges.log_reader import Selection
from scim_explorer.exchanges.log_rows import to_record
from scim_explorer.exchanges.log_store import STEPS, LogStore
from tests.exchanges.samples import sample

ROWS = 500
DAY_S = 86400.0
NEXT_STEP = """
ALTER TABLE exchange ADD COLUMN note TEXT;
UPDATE exchange SET note = 'of ' || number;
CREATE TABLE moved(number INTEGER PRIMARY KEY, head TEXT NOT NULL);
INSERT INTO moved SELECT number, 'moved ' || head FROM content;
UPDATE content SET head = 'gone'
"""
"""Made up: what a later version may do to the tables of this one."""

LATER_VERSION = """
import sys
from pathlib import Path
from scim_explorer.exchanges import log_store
from tests.faults.test_log_faults import NEXT_STEP

stop_at, waits = int(sys.argv[2]), sys.argv[3] == "waits"
calls = 0

def look():
    global calls
    calls += 1
    if calls == stop_at:
        print("in the middle", flush=True)
        if waits:
            sys.stdin.read()
    return 0

def slow(path, connect=log_store.connect):
    connection = connect(path)
    connection.set_progress_handler(look, 400)
    return connection

log_store.connect = slow
log_store.STEPS += (NEXT_STEP,)
log_store.LogStore(Path(sys.argv[1])).close()
print("done", calls, flush=True)
"""


def filled(path: Path) -> None:
    with closing(LogStore(path)) as store, store.transaction():
        for number in range(1, ROWS + 1):
            store.insert(to_record(sample(number, response=b"answer")))


def later_version(path: Path, stop_at: int = 0, *, waits: bool = False) -> subprocess.Popen[str]:
    way = "waits" if waits else "goes on"
    return subprocess.Popen(
        [sys.executable, "-c", LATER_VERSION, str(path), str(stop_at), way],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def version_of(path: Path) -> int:
    """Return the version of the tables; every row is of that version."""
    with closing(sqlite3.connect(path)) as connection:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        heads = [row[0] for row in connection.execute("SELECT head FROM content")]
        columns = [row[1] for row in connection.execute("PRAGMA table_info(exchange)")]
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master")]
    is_new = version == len(STEPS) + 1
    assert len(heads) == ROWS
    assert [head == "gone" for head in heads] == [is_new] * ROWS
    assert ("note" in columns, "moved" in tables) == (is_new, is_new)
    return version


def kill_in_the_step(path: Path, stop_at: int, *, waits: bool) -> int:
    """Kill a later version while it changes the tables; return the version that is left."""
    filled(path)
    child = later_version(path, stop_at, waits=waits)
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "in the middle\n"
        child.kill()
    left = version_of(path)
    if left == len(STEPS):
        with closing(LogStore(path)) as store:
            assert len(store.newest(Selection(2 * ROWS))) == ROWS
            assert store.get(ROWS) is not None
    again = later_version(path)
    said, _ = again.communicate(timeout=60)
    assert said.startswith("done")
    assert version_of(path) == len(STEPS) + 1
    return left


@pytest.mark.parametrize("stop_at", [1, 5, 12, 20, 30])
def test_fault_100_a_kill_in_a_change_of_the_tables_leaves_the_old_version(
    tmp_path: Path, stop_at: int
) -> None:
    left = kill_in_the_step(tmp_path / "log.db", stop_at, waits=True)

    assert left == len(STEPS)


@pytest.mark.long
@pytest.mark.timeout(600)
def test_fault_100_fifty_kills_in_a_change_leave_the_old_or_the_new_version(
    tmp_path: Path,
) -> None:
    left = {
        kill_in_the_step(tmp_path / f"{kill}.db", 1 + kill % 35, waits=kill % 2 == 0)
        for kill in range(50)
    }

    assert len(STEPS) in left


def test_fault_100_a_step_that_fails_leaves_the_tables_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "log.db"
    filled(path)
    monkeypatch.setattr(log_store, "STEPS", (*STEPS, f"{NEXT_STEP}; no statement"))

    with pytest.raises(sqlite3.OperationalError):
        LogStore(path)

    assert version_of(path) == len(STEPS)


def test_fault_108_a_log_that_is_written_for_ever_stays_within_its_limit(tmp_path: Path) -> None:
    limit, most = 2_000_000, 0
    log = ExchangeLog.open(tmp_path / "log.db", clock=lambda: 1_000_000.0, max_bytes=limit)
    for number in range(1, 1201):
        method = "POST" if number % 3 == 0 else "GET"
        kept = log.append(sample(number, method=method, response=secrets.token_bytes(6000)))
        if number % 50 == 0:
            kept.result(30)
            most = max(most, log.size_bytes())
    log.close()
    log = ExchangeLog.open(tmp_path / "log.db", clock=lambda: 1_000_000.0, max_bytes=limit)
    newest = log.newest(1)
    log.close()

    assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= limit
    assert limit / 2 < most < 3 * limit
    assert [line.number for line in newest] == [1200]


def test_fault_108_what_is_older_than_thirty_days_is_gone_at_the_next_start(
    tmp_path: Path,
) -> None:
    now = [100 * DAY_S]
    log = ExchangeLog.open(tmp_path / "log.db", clock=lambda: now[0])
    log.append(sample(1, queued_at=now[0] - 29 * DAY_S))
    log.append(sample(2, queued_at=now[0]))
    log.close()
    now[0] += 2 * DAY_S

    log = ExchangeLog.open(tmp_path / "log.db", clock=lambda: now[0])
    log.append(sample(3, queued_at=now[0])).result(30)
    kept = [line.number for line in log.newest()]
    log.close()

    assert kept == [3, 2]

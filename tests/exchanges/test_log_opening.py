"""Opening the log, whatever the file holds."""

from __future__ import annotations

import secrets
import shutil
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from scim_explorer.exchanges.log import ExchangeLog
from scim_explorer.exchanges.log_opening import open_log
from scim_explorer.problems import InputError
from tests.exchanges.samples import sample


def test_that_a_new_file_has_no_problem(tmp_path: Path) -> None:
    opened = open_log(tmp_path / "log.db", lambda: 0.0)
    opened.store.close()

    assert (opened.archive, opened.problem) == (None, None)


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("healthy") / "log.db"
    log = ExchangeLog.open(path, clock=lambda: 1_000_000.0)
    for number in range(1, 40):
        log.append(sample(number, response=b"abc" * 200))
    log.close()
    return path


def test_that_a_message_that_cannot_be_decoded_is_damage(healthy: Path, tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    content = healthy.read_bytes()
    path.write_bytes(content.replace(b"CREATE INDEX exchange_end", b"CREATE IN\xffEX exchange_end"))

    opened = open_log(path, lambda: 0.0)
    opened.store.close()

    assert opened.problem is not None
    assert opened.problem.title == "Request log not readable"


def flip_and_use(healthy: Path, path: Path) -> None:
    shutil.copy(healthy, path)
    content = bytearray(path.read_bytes())
    for _ in range(4):
        content[secrets.randbelow(len(content))] = secrets.randbelow(256)
    path.write_bytes(content)

    log = ExchangeLog.open(path, clock=lambda: 1_000_000.0)
    try:
        log.append(sample(log.next_number())).result(30)
        lines = log.newest(100)
        for line in lines:
            log.get(line.number)
        log.newest(text="abc")
    except InputError:
        pass
    log.append(sample(log.next_number())).result(30)
    log.close()


def test_fault_98_whoever_reads_while_a_new_file_is_begun_sees_no_error(tmp_path: Path) -> None:
    damage = sqlite3.DatabaseError("database disk image is malformed")
    damage.sqlite_errorcode = sqlite3.SQLITE_CORRUPT

    def read_on(log: ExchangeLog, ended: threading.Event) -> None:
        while not ended.is_set():
            log.newest(1)
            log.next_number()

    for round_ in range(20):
        log, ended = ExchangeLog.open(tmp_path / f"{round_}.db"), threading.Event()
        log.append(sample(log.next_number())).result(30)
        with ThreadPoolExecutor(2) as pool:
            readers = [pool.submit(read_on, log, ended) for _ in range(2)]
            try:
                log._writer.abandon(log._writer.opened.store, damage)
            finally:
                ended.set()
            for reader in readers:
                reader.result(30)
        assert log.problem is not None
        log.close()

    assert len(list(tmp_path.glob("*damaged*.db"))) == 20


@pytest.mark.parametrize("round_", range(10))
def test_fault_98_flipped_bytes_do_not_stop_the_log(
    healthy: Path, tmp_path: Path, round_: int
) -> None:
    flip_and_use(healthy, tmp_path / f"{round_}.db")


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_fault_98_ten_thousand_damaged_files_do_not_stop_the_log(
    healthy: Path, tmp_path: Path
) -> None:
    for _ in range(10_000):
        flip_and_use(healthy, tmp_path / "log.db")
        for file in tmp_path.iterdir():
            file.unlink()

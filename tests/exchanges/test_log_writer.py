"""The thread that writes the log."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from scim_explorer.exchanges.exchange import Body
from scim_explorer.exchanges.log_opening import open_log
from scim_explorer.exchanges.log_reader import Selection
from scim_explorer.exchanges.log_store import LogStore
from scim_explorer.exchanges.log_writer import Job, LogLimits, LogWriter
from scim_explorer.exchanges.redact import MASK, RedactionRules
from tests.exchanges.samples import sample

LIMITS = LogLimits(max_bytes=10**9, max_age_days=30, keep_body=None)


def writer_on(path: Path) -> LogWriter:
    return LogWriter(open_log(path, lambda: 0.0), LIMITS, lambda: 0.0)


def end(writer: LogWriter) -> None:
    writer.submit(Job(last=True))
    writer.join()


def test_that_what_waits_is_committed_together(tmp_path: Path) -> None:
    writer = writer_on(tmp_path / "log.db")
    batches: list[int] = []
    writer.listeners = (lambda lines: batches.append(len(lines)),)
    gate = threading.Event()

    def hold(_store: LogStore) -> None:
        gate.wait(30)

    writer.submit(Job(action=hold))
    futures = [writer.submit(Job(exchange=sample(number))) for number in range(1, 6)]

    gate.set()
    for future in futures:
        future.result(30)
    end(writer)

    assert batches == [5]


def test_that_a_statement_that_always_fails_ends_in_memory_and_then_as_a_bug(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bugs: list[BaseException | None] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: bugs.append(args.exc_value))
    writer = writer_on(tmp_path / "log.db")

    def wrong(store: LogStore) -> None:
        store._connection.execute("SELECT nonsense")

    future = writer.submit(Job(action=wrong))
    with pytest.raises(RuntimeError, match="broke down"):
        future.result(30)
    writer.join()
    late = writer.submit(Job(exchange=sample(1)))

    with pytest.raises(RuntimeError, match="closed"):
        late.result(30)
    assert [type(bug) for bug in bugs] == [sqlite3.OperationalError]
    assert len(list(tmp_path.glob("*damaged*.db"))) == 1


def test_that_an_unusable_database_can_be_left_from_another_thread(tmp_path: Path) -> None:
    writer = writer_on(tmp_path / "log.db")
    writer.submit(Job(exchange=sample(1))).result(30)
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR

    writer.abandon(writer.opened.store, error)
    writer.submit(Job(exchange=sample(2))).result(30)

    opened = writer.opened
    assert opened.problem is not None
    assert opened.archive is not None
    assert [line.number for line in opened.store.newest(Selection())] == [2]
    assert [line.number for line in opened.archive.newest(Selection())] == [1]
    end(writer)


def test_that_a_database_begun_meanwhile_is_not_left_again(tmp_path: Path) -> None:
    writer = writer_on(tmp_path / "log.db")
    failed = writer.opened.store
    error = sqlite3.DatabaseError("database disk image is malformed")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT

    writer.abandon(failed, error)
    anew = writer.opened.store
    writer.abandon(failed, error)

    assert writer.opened.store is anew is not failed
    assert len(list(tmp_path.glob("*damaged*.db"))) == 1
    end(writer)


def test_that_an_exchange_that_cannot_be_redacted_is_recorded_bare_and_the_log_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    writer = writer_on(tmp_path / "log.db")
    bad = replace(
        sample(1, method="POST", path="/Users?access_token=t0p", status=201, request=b"t0p"),
        notes=(7,),  # type: ignore[arg-type]  # no text: as a fault in redaction would end it
    )

    for exchange in (bad, replace(bad, number=2), sample(3)):
        writer.submit(Job(exchange=exchange)).result(30)

    store = writer.opened.store
    kept = store.get(1)
    assert kept is not None
    assert (kept.method, kept.url, kept.status) == (
        "POST",
        f"https://scim.example/scim/v2/Users?access_token={MASK}",
        201,
    )
    assert kept.request_headers == kept.response_headers == ()
    assert kept.request_body == kept.response_body == Body(stored=False)
    assert "not stored" in kept.notes[0]
    assert [line.number for line in store.newest(Selection())] == [3, 2, 1]
    assert len(caplog.records) == 1
    assert "t0p" not in caplog.text
    end(writer)


def test_that_an_address_that_cannot_be_redacted_is_left_out(tmp_path: Path) -> None:
    writer = writer_on(tmp_path / "log.db")
    rules = RedactionRules((b"no text",))  # type: ignore[arg-type]  # a fault of its caller

    writer.submit(Job(exchange=sample(1, path="/Users?access_token=t0p"), rules=rules)).result(30)

    kept = writer.opened.store.get(1)
    assert kept is not None
    assert (kept.url, kept.method) == ("", "GET")
    end(writer)

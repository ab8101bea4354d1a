"""The request log on a real database."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from scim_explorer.exchanges.exchange import Outcome
from scim_explorer.exchanges.log import ExchangeLog, Summary
from scim_explorer.exchanges.log_writer import LogWriter
from scim_explorer.exchanges.redact import MASK, RedactionRules
from scim_explorer.problems import InputError
from tests.exchanges.samples import sample
from tests.exchanges.test_secret_forms import ENCODINGS

NOW = 1_000_000.0
LONG_S = 30.0


def opened(path: Path, **options: int) -> ExchangeLog:
    return ExchangeLog.open(path, clock=lambda: NOW, **options)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[ExchangeLog]:
    log = opened(tmp_path / "log.db")
    yield log
    log.close()


def done(*futures: Future[None]) -> None:
    for future in futures:
        future.result(LONG_S)


def numbers(lines: Sequence[Summary]) -> list[int]:
    return [line.number for line in lines]


def test_that_newest_come_first_and_read_on(log: ExchangeLog) -> None:
    done(*(log.append(sample(n)) for n in range(1, 6)))

    assert numbers(log.newest(2)) == [5, 4]
    assert numbers(log.newest(2, before=4)) == [3, 2]


def test_that_lines_are_chosen_by_endpoint_problem_and_words(log: ExchangeLog) -> None:
    done(
        log.append(sample(1, endpoint="other")),
        log.append(sample(2, status=409, method="POST")),
        log.append(sample(3, status=None, outcome=Outcome.NO_REPLY)),
        log.append(sample(4, path="/Users?filter=a%20b", response=b'{"detail":"Ada Lovelace"}')),
        log.append(sample(5, status=None, outcome=Outcome.CANCELLED)),
    )

    assert numbers(log.newest(endpoint="other")) == [1]
    assert numbers(log.newest(problems_only=True)) == [3, 2]
    assert numbers(log.newest(text="409 post")) == [2]
    assert numbers(log.newest(text='"a b"')) == [4]
    assert numbers(log.newest(text="lovelace")) == [4]
    assert numbers(log.newest(text="100%")) == []
    assert numbers(log.for_resource("filter=a%20b")) == [4]


def test_that_an_append_replaces_its_started_row(log: ExchangeLog) -> None:
    number = log.next_number()
    done(log.started(sample(number, method="POST", status=None, outcome=Outcome.STARTED)))
    before = log.newest()[0].outcome
    done(log.append(sample(number, method="POST", status=201)))

    assert before == "started"
    assert [(line.outcome, line.status) for line in log.newest()] == [("answered", 201)]


def test_that_listeners_hear_of_committed_rows_until_they_leave(log: ExchangeLog) -> None:
    heard: list[int] = []
    visible: list[bool] = []

    def listen(lines: Sequence[Summary]) -> None:
        heard.extend(numbers(lines))
        visible.append(log.get(lines[-1].number) is not None)

    leave = log.subscribe(listen)
    done(log.append(sample(1)))
    done(log.set_endpoint_name("acme", "Acme"))
    leave()
    done(log.append(sample(2)), log.set_endpoint_name("acme", "Acme staging"))

    assert (heard, visible) == ([1], [True])
    assert log.endpoint_names() == {"acme": "Acme staging"}


def test_that_a_listener_whose_window_is_gone_is_dropped(log: ExchangeLog) -> None:
    calls: list[int] = []

    def listen(_lines: Sequence[Summary]) -> None:
        calls.append(1)
        raise RuntimeError("deleted")

    log.subscribe(listen)
    done(log.append(sample(1)), log.set_endpoint_name("a", "A"))
    done(log.append(sample(2)), log.set_endpoint_name("a", "A"))

    assert calls == [1]


def test_that_a_clear_can_be_undone_until_the_end(tmp_path: Path) -> None:
    log = opened(tmp_path / "log.db")
    done(log.append(sample(1)), log.append(sample(2, endpoint="other")))

    done(log.clear("other"))
    done(log.clear())
    cleared = log.newest()
    done(log.undo_clear())
    undone = log.newest()
    log.close()

    log = opened(tmp_path / "log.db")
    kept = log.newest(), log.get(2)
    log.close()
    assert (cleared, numbers(undone)) == ([], [1])
    assert (numbers(kept[0]), kept[1]) == ([1], None)


def test_fault_101_two_logs_on_one_file_never_share_a_number(tmp_path: Path) -> None:
    first, second = opened(tmp_path / "log.db"), opened(tmp_path / "log.db")
    taken = [log.next_number() for _ in range(150) for log in (first, second)]
    done(*(first.append(sample(n)) for n in taken[::2]))
    done(*(second.append(sample(n)) for n in taken[1::2]))

    seen = numbers(first.newest(1000))
    first.close()
    second.close()

    assert len(set(taken)) == 300
    assert seen == sorted(taken, reverse=True)


def test_that_numbers_go_on_without_a_gap_after_a_restart(tmp_path: Path) -> None:
    log = opened(tmp_path / "log.db")
    number = log.next_number()
    done(log.append(sample(number)))
    log.close()

    log = opened(tmp_path / "log.db")
    after = log.next_number()
    log.close()

    assert (number, after) == (1, 2)


def test_that_only_the_user_may_read_the_files(tmp_path: Path) -> None:
    log = opened(tmp_path / "new" / "log.db")
    done(log.append(sample(1)))

    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "new").iterdir()}
    log.close()

    assert modes == {0o600}


def test_fault_96_a_full_disk_moves_the_log_to_memory_and_loses_no_row(log: ExchangeLog) -> None:
    done(log.append(sample(1)))
    store = log._writer.opened.store
    done(log._act(lambda _: store._connection.execute("PRAGMA max_page_count=1").close()))
    big = os.urandom(100_000)

    done(log.append(sample(2, method="POST", response=big)), log.append(sample(3)))

    assert log.problem is not None
    assert "full" in log.problem.detail
    assert numbers(log.newest()) == [3, 2, 1]
    exchange = log.get(2)
    assert exchange is not None
    assert exchange.response_body.data == big
    assert log.get(1) is not None


def test_fault_98_a_damaged_file_is_moved_aside_and_named(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    path.write_bytes(b"no database at all, " * 300)

    log = opened(path)
    done(log.append(sample(log.next_number())))
    lines = log.newest()
    log.close()

    aside = [file for file in tmp_path.iterdir() if "damaged" in file.name]
    assert numbers(lines) == [1]
    assert aside[0].read_bytes().startswith(b"no database")
    assert log.problem is not None
    assert str(aside[0]) in log.problem.detail


def test_fault_98_damage_while_running_is_moved_aside_too(tmp_path: Path) -> None:
    log = opened(tmp_path / "log.db")
    done(*(log.append(sample(log.next_number(), response=b"x" * 50)) for _ in range(50)))
    done(log._act(lambda store: store._connection.execute("DROP TABLE content").close()))

    number = log.next_number()
    done(log.append(sample(number)))
    lines = log.newest()
    log.close()

    assert number == 51
    assert numbers(lines) == [51]
    assert log.problem is not None
    assert "damaged" in log.problem.detail


@pytest.mark.parametrize("counter", ["text", 2**63 - 1, None])
def test_that_a_damaged_counter_begins_a_new_file(
    tmp_path: Path, counter: str | int | None
) -> None:
    path = tmp_path / "log.db"
    opened(path).close()
    connection = sqlite3.connect(path)
    connection.executescript("DROP TABLE counter; CREATE TABLE counter(next_number)")
    connection.execute("INSERT INTO counter VALUES (?)", (counter,))
    connection.commit()
    connection.close()

    log = opened(path)
    number = log.next_number()
    log.close()

    assert number == 1
    assert log.problem is not None


def test_fault_99_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    before = path.read_bytes()

    log = opened(path)
    done(log.append(sample(1)))
    lines = log.newest()
    log.close()

    assert log.problem is not None
    assert "newer version" in log.problem.detail
    assert (numbers(lines), path.read_bytes()) == ([1], before)


def test_that_an_impossible_folder_gives_a_log_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    log = opened(tmp_path / "file" / "log.db")
    done(log.append(sample(log.next_number())))
    lines, size = log.newest(), log.size_bytes()
    log.close()

    assert log.problem is not None
    assert log.problem.title == "Request log not saved"
    assert numbers(lines) == [1]
    assert size > 0


OTHER_USER = """
import os, sys
from pathlib import Path
from scim_explorer.exchanges.bodies import pack
from scim_explorer.exchanges.log import ExchangeLog
from tests.exchanges.samples import sample
pack(b"x" * 1000)
os.setgid(65534); os.setuid(65534)
log = ExchangeLog.open(Path(sys.argv[1]), clock=lambda: 1_000_000.0)
number = log.next_number()
log.append(sample(number)).result(30)
print(number, [line.number for line in log.newest()], log.problem.title)
log.close()
"""


@pytest.mark.skipif(
    sys.platform == "win32" or os.getuid() != 0,
    reason="starts as root to become a user who may not write",
)
def test_fault_97_a_folder_that_cannot_be_written_still_shows_old_rows() -> None:
    # Not tmp_path: other users may not enter it.
    with TemporaryDirectory() as name:
        path = Path(name) / "log.db"
        log = opened(path)
        done(log.append(sample(log.next_number())))
        log.close()
        path.parent.chmod(0o755)
        path.chmod(0o644)

        run = subprocess.run(
            [sys.executable, "-c", OTHER_USER, str(path)],
            capture_output=True,
            text=True,
            check=False,
        )

    assert run.stdout == "2 [2, 1] Request log not saved\n", run.stderr


def test_that_a_database_that_cannot_be_read_is_an_input_error(
    log: ExchangeLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The writer looks after its limits next, finds the damage and begins a new file.
    monkeypatch.setattr(LogWriter, "_keep_limits", lambda _writer: None)
    done(log._act(lambda store: store._connection.execute("DROP TABLE exchange").close()))

    with pytest.raises(InputError, match="Request log not read"):
        log.newest()


def test_that_a_closed_log_says_so_and_closes_twice(tmp_path: Path) -> None:
    log = opened(tmp_path / "log.db")
    log.close()
    log.close()

    with pytest.raises(RuntimeError, match="closed"):
        done(log.append(sample(1)))


CHILD = """
import sys
from pathlib import Path
from scim_explorer.exchanges.exchange import Outcome
from scim_explorer.exchanges.log import ExchangeLog
from tests.exchanges.samples import sample
log = ExchangeLog.open(Path(sys.argv[1]), clock=lambda: 1_000_000.0)
log.started(sample(log.next_number(), method="POST", status=None, outcome=Outcome.STARTED)).result()
print("up", flush=True)
while True:
    taken = [log.next_number() for _ in "12345"]
    waiting = [log.append(sample(number, response=b"y" * 3000)) for number in taken]
    for number, future in zip(taken, waiting):
        future.result()
        print(number, flush=True)
"""


def kill_while_appending(path: Path, after: int) -> None:
    before = set()
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "up\n"
    for _ in range(after):
        before.add(int(child.stdout.readline()))
    child.send_signal(signal.SIGKILL)
    rest = child.stdout.read().splitlines(keepends=True)
    before |= {int(line) for line in rest if line.endswith("\n")}
    child.stdout.close()
    child.wait()

    log = opened(path)
    lines = log.newest(100_000)
    exchanges = [log.get(number) for number in before]
    log.close()

    assert log.problem is None
    assert before <= set(numbers(lines))
    assert all(e is not None and e.response_body.data == b"y" * 3000 for e in exchanges)
    assert [line.outcome for line in lines if line.method == "POST"] == ["started"]


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.parametrize("after", [1, 2, 3, 5, 8, 13, 40, 41, 42, 120])
def test_fault_95_a_kill_loses_no_acknowledged_row(tmp_path: Path, after: int) -> None:
    kill_while_appending(tmp_path / "log.db", after)


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_fault_95_a_hundred_kills_lose_no_acknowledged_row(tmp_path: Path) -> None:
    for after in range(100):
        kill_while_appending(tmp_path / f"{after}.db", after)


CANARIES = tuple(f"Canary{n:02d}+/x~{n * 7919}=ü" for n in range(12))


def test_fault_103_no_secret_reaches_the_files(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    log = opened(path)
    rules = RedactionRules(CANARIES, ("X-Own",), frozenset({"pin"}))
    spellings = [encode(canary) for canary in CANARIES for encode in ENCODINGS.values()]
    for canary in CANARIES:
        for encode in ENCODINGS.values():
            text = encode(canary).decode()
            number = log.next_number()
            body = b'{"x":"' + encode(canary).strip(b'"') + b'"} ' + encode(canary)
            exchange = sample(
                number,
                method="POST",
                path=f"/Users/{text.strip(chr(34))}?a={text}",
                request=json.dumps({"password": canary, "n": {"pin": [text]}}).encode(),
                response=body,
                request_headers=(("Authorization", f"Bearer {text}"), ("X-Own", text)),
                response_headers=(("Location", f"https://h/?a={text}"), ("X-Odd", text)),
            )
            done(log.started(exchange, rules))
            log.append(exchange, rules)
    done(log.clear())
    done(log.set_endpoint_name("acme", "Acme"))
    files = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    shown = [log.get(n) for n in range(1, len(spellings) + 1)]
    log.close()
    files["closed"] = path.read_bytes()

    assert "log.db-wal" in files
    assert len(files["log.db-wal"]) > 10_000
    for spelled in (*spellings, b"Canary"):
        assert not [name for name, content in files.items() if spelled in content]
        assert not [e for e in shown if spelled in repr(e).encode()]
    assert all(e is not None and MASK in repr(e) for e in shown)
    assert all(
        e is not None and b"Canary" not in e.request_body.data + e.response_body.data for e in shown
    )

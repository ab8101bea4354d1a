"""Old or new, never half."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from scim_explorer.profiles.atomic_file import remove_stale, write_atomically

CHILD = """
import sys
from pathlib import Path
from scim_explorer.profiles.atomic_file import write_atomically
path = Path(sys.argv[1])
print("up", flush=True)
while True:
    for letter in b"ab":
        write_atomically(path, bytes([letter]) * 200_000)
        print("saved", flush=True)
"""


def test_that_a_file_is_replaced_and_private(tmp_path: Path) -> None:
    path = tmp_path / "new" / "file"

    write_atomically(path, b"old")
    write_atomically(path, b"new")

    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_fault_96_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.mkdir()

    with pytest.raises(OSError, match="file"):
        write_atomically(path, b"new")

    assert list(tmp_path.iterdir()) == [path]


def test_that_only_old_temporary_files_are_removed(tmp_path: Path) -> None:
    for name in (".a.json.1-2.tmp", ".b.json.1-2.tmp", "c.json"):
        (tmp_path / name).write_text("x")
        os.utime(tmp_path / name, (0, 0))
    os.utime(tmp_path / ".b.json.1-2.tmp", (80_000, 80_000))

    remove_stale(tmp_path, now=100_000)

    assert sorted(path.name for path in tmp_path.iterdir()) == [".b.json.1-2.tmp", "c.json"]


def kill_while_saving(path: Path, after: int) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    for _ in range(after + 1):
        child.stdout.readline()
    child.send_signal(signal.SIGKILL)
    saved = child.stdout.read()
    child.stdout.close()
    child.wait()

    if after or "saved" in saved or path.exists():
        content = path.read_bytes()
        assert content in (b"a" * 200_000, b"b" * 200_000)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.parametrize("after", range(10))
def test_fault_95_a_kill_leaves_the_old_or_the_new_file(tmp_path: Path, after: int) -> None:
    kill_while_saving(tmp_path / "file", after)


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_fault_95_two_hundred_kills_leave_the_old_or_the_new_file(tmp_path: Path) -> None:
    for round_ in range(200):
        kill_while_saving(tmp_path / "file", round_ % 17)

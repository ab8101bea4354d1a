"""A folder belongs to one window as long as that runs."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from scim_explorer.profiles.folder_lock import TURN_NAME, FolderLock, turn

HOLDER = """
import sys
from pathlib import Path
from scim_explorer.profiles.folder_lock import FolderLock
lock = FolderLock.take(Path(sys.argv[1]))
print("held" if lock else "not held", flush=True)
sys.stdin.read()
"""


def test_that_a_folder_is_held_once_and_free_after_release(tmp_path: Path) -> None:
    lock = FolderLock.take(tmp_path)

    assert lock is not None
    assert FolderLock.take(tmp_path) is None

    lock.release()
    assert list(tmp_path.iterdir()) == []
    again = FolderLock.take(tmp_path)
    assert again is not None
    again.release()


def test_that_a_killed_process_holds_nothing(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert FolderLock.take(tmp_path) is None
        holder.kill()

    lock = FolderLock.take(tmp_path)
    assert lock is not None
    lock.release()


def test_that_a_folder_that_is_gone_cannot_be_held(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        FolderLock.take(tmp_path / "gone")


def test_that_one_after_the_other_has_its_turn(tmp_path: Path) -> None:
    counted = tmp_path / "count"
    counted.write_text("0")

    def count() -> None:
        for _ in range(50):
            with turn(tmp_path):
                counted.write_text(str(int(counted.read_text()) + 1))

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert counted.read_text() == "200"


def test_that_nobody_waits_for_ever_for_a_turn(tmp_path: Path) -> None:
    reached = False
    with turn(tmp_path), turn(tmp_path, wait_s=0.01):
        reached = True

    assert reached


def test_that_a_folder_that_cannot_be_made_does_not_stop_the_work(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    reached = False
    with turn(tmp_path / "file" / "profiles"):
        reached = True

    assert reached


def test_that_the_file_of_the_turn_stays(tmp_path: Path) -> None:
    with turn(tmp_path / "new"):
        pass

    assert [path.name for path in (tmp_path / "new").iterdir()] == [TURN_NAME]

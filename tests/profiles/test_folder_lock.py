"""A folder belongs to one window as long as that runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scim_explorer.profiles.folder_lock import FolderLock

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

"""Folders that belong to one window, or to one at a time: locks that end with their process."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK_NAME = "lock"
TURN_NAME = ".turn"
_TURN_S = 5.0
_LOOK_S = 0.002
_HELD = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


class FolderLock:
    """Holds a folder until ``release`` or the end of the process."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    @classmethod
    def take(cls, folder: Path) -> FolderLock | None:
        """Lock an existing ``folder``; None when another window holds it.

        Where the file system knows no locks every folder can be taken.

        Raises:
            OSError: The folder is gone or cannot be written to.
        """
        path = folder / LOCK_NAME
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(descriptor)
        except OSError as error:
            if error.errno in _HELD:
                os.close(descriptor)
                return None
        return cls(path, descriptor)

    def release(self) -> None:
        """Let the folder go; the lock's file is deleted."""
        if os.name == "posix":
            # Before the lock ends: nobody else may hold a file that is deleted.
            self._path.unlink(missing_ok=True)
            os.close(self._descriptor)
            return
        os.close(self._descriptor)
        self._path.unlink(missing_ok=True)


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        # Not lockf: its locks belong to the process, so two windows of one process would share.
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def turn(folder: Path, wait_s: float = _TURN_S) -> Iterator[None]:
    """Let nobody else read and then write in ``folder`` meanwhile; not for one inside another.

    It goes on without a lock where none can be had: a process that was stopped may hold it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(folder / TURN_NAME, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        # What is to be written meets the same disk, and says so.
        yield
        return
    try:
        _wait_for(descriptor, time.monotonic() + wait_s)
        yield
    finally:
        # The file stays: one that is deleted may be locked by two.
        os.close(descriptor)


def _wait_for(descriptor: int, until: float) -> None:
    while True:
        try:
            _lock(descriptor)
        except OSError as error:
            if error.errno not in _HELD or time.monotonic() > until:
                return
            time.sleep(_LOOK_S)
        else:
            return

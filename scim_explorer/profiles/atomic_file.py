"""Files that are old or new after a crash, never half, and private to the user."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

_TEMPORARY = ".tmp"
_STALE_S = 24 * 3600.0


def write_atomically(path: Path, content: bytes) -> None:
    """Replace ``path`` by a file with ``content``, mode 0600; its folder is created.

    Raises:
        OSError: The old file is intact.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = f".{path.name}.{os.getpid()}-{threading.get_ident()}{_TEMPORARY}"
    temporary = path.with_name(name)
    try:
        _write(temporary, content)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_stale(folder: Path, now: float | None = None) -> None:
    """Delete temporary files that a killed process left behind a day ago or earlier."""
    oldest = (time.time() if now is None else now) - _STALE_S
    for path in folder.glob(f".*{_TEMPORARY}"):
        try:
            if path.stat().st_mtime < oldest:
                path.unlink()
        except OSError:
            continue

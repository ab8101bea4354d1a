"""Counts what a process holds: tasks, descriptors, threads, widgets, objects, memory."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import os
import threading
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from scim_explorer.client.session import Session
from scim_explorer.ui.theme import Theme

_OF_POOL = "asyncio_"
"""Threads of the loop's own pool: they stay, a handful, and do nothing."""


@dataclass(frozen=True, slots=True)
class Census:
    """What was there at one moment.

    Attributes:
        tasks: Of the running loop, but the one that counts.
        files: Open descriptors, by what they are: "socket", "pipe", a file's name.
        threads: By name, without those of the loop's pool.
        windows: Top-level widgets.
        objects: Sessions, and instances of the program's own classes of Qt objects, by class.
        resident_mb: Size in memory.
    """

    tasks: tuple[str, ...]
    files: Counter[str]
    threads: Counter[str]
    windows: int
    objects: Counter[str]
    resident_mb: float


def take_census() -> Census:
    """Count now, after everything without an owner was collected."""
    gc.collect()
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    return Census(
        tuple(sorted(task.get_name() for task in tasks)),
        _descriptors(),
        Counter(one.name for one in threading.enumerate() if not one.name.startswith(_OF_POOL)),
        len(QApplication.topLevelWidgets()),
        live_objects(),
        resident_mb(),
    )


def live_objects() -> Counter[str]:
    """Count the sessions and own Qt objects that something still holds."""
    kinds = (type(one) for one in gc.get_objects())
    return Counter(
        kind.__name__
        for kind in kinds
        if kind.__module__.startswith("scim_explorer.")
        and issubclass(kind, QObject | Session)
        and kind is not Theme
    )


def resident_mb() -> float:
    """Return the resident size of this process; 0 where the system does not tell.

    What was freed is given back first: the C library would keep it for the next request.
    """
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return 0.0
    ctypes.CDLL(None).malloc_trim(0)
    return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def _descriptors() -> Counter[str]:
    folder = Path("/proc/self/fd")
    found: Counter[str] = Counter()
    for entry in folder.iterdir() if folder.exists() else ():
        try:
            target = str(entry.readlink())
        except OSError:
            # The one that the listing itself was open on.
            continue
        found[target.partition(":")[0] if ":[" in target else Path(target).name] += 1
    return found

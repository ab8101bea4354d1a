"""A window and a table that say when they were painted."""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import ClassVar

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QMainWindow, QTableView
from typing_extensions import override

SETTLED_MS = 3000
STATM = Path("/proc/self/statm")


class WatchedWindow(QMainWindow):
    """Calls ``when_painted`` when its first picture is complete and the loop is free again."""

    when_painted: ClassVar[Callable[[], None] | None] = None

    @override
    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        then = WatchedWindow.when_painted
        if then is not None and event.type() == QEvent.Type.Paint:
            WatchedWindow.when_painted = None
            # The children are painted after it, in the same turn of the loop.
            QTimer.singleShot(0, then)
        return handled


class WatchedTable(QTableView):
    """Calls ``when_filled`` when the table of resources was painted with rows in it."""

    when_filled: ClassVar[Callable[[], None] | None] = None

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        then = WatchedTable.when_filled
        if then is None or self.objectName() != "resourceTable" or not self.model().rowCount():
            return
        if self.model().index(0, 1).data():
            WatchedTable.when_filled = None
            then()


def tell(painted_s: float | None = None) -> None:
    """Print the time and the memory of this process, and end it without any clean-up."""
    said = {"at_s": perf_counter(), "memory_mb": memory_bytes() / 1e6}
    if painted_s is not None:
        said["painted_s"] = painted_s
    print(json.dumps(said), flush=True)
    os._exit(0)


def memory_bytes() -> int:
    """Return the memory this process holds now; where the system does not say, its peak."""
    if STATM.exists():
        return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (
        1 if sys.platform == "darwin" else 1024
    )

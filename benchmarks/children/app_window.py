"""SCIM Explorer as started from the command line, ended at a given moment of its start.

The moment comes first: "usable" (painted, and what is behind the picture is loaded and connected),
"rows" (the first rows of a list are on the screen), "idle" (3 seconds after it was painted). All
other arguments are those of the command line.

The program's own window and table are built on ``watched``, put in place of Qt's classes before the
program is imported; nothing in it is changed.
"""

from __future__ import annotations

import sys
from time import perf_counter

from PySide6 import QtWidgets
from PySide6.QtCore import QTimer

from benchmarks.children.watched import SETTLED_MS, WatchedTable, WatchedWindow, tell

BEHIND_THE_PICTURE = "scim_explorer.ui.start"


def main(moment: str, arguments: list[str]) -> int:
    QtWidgets.QMainWindow = WatchedWindow  # type: ignore[misc]
    QtWidgets.QTableView = WatchedTable  # type: ignore[misc]
    if moment == "rows":
        WatchedTable.when_filled = tell
    elif moment == "idle":
        WatchedWindow.when_painted = lambda: QTimer.singleShot(SETTLED_MS, tell)
    else:
        WatchedWindow.when_painted = lambda: tell_when_usable(perf_counter())
    from scim_explorer.cli import main as run

    return run(arguments)


def tell_when_usable(painted_s: float) -> None:
    """Look again in each turn of the loop: ``ui.start`` is loaded and begun in one of them."""
    if BEHIND_THE_PICTURE in sys.modules:
        tell(painted_s)
    QTimer.singleShot(0, lambda: tell_when_usable(painted_s))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))

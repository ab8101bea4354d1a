"""SCIM Explorer as started from the command line, ended at a given moment of its start.

The moment comes first: "usable" (painted, profiles read), "rows" (the first rows of a list are on
the screen), "idle" (3 seconds later). All other arguments are those of the command line.

The program's own window and table are built on ``watched``, put in place of Qt's classes before the
program is imported; nothing in it is changed.
"""

from __future__ import annotations

import sys

from PySide6 import QtWidgets
from PySide6.QtCore import QTimer

from benchmarks.children.watched import SETTLED_MS, WatchedTable, WatchedWindow, tell


def main(moment: str, arguments: list[str]) -> int:
    QtWidgets.QMainWindow = WatchedWindow  # type: ignore[misc]
    QtWidgets.QTableView = WatchedTable  # type: ignore[misc]
    if moment == "rows":
        WatchedTable.when_filled = tell
    elif moment == "idle":
        WatchedWindow.when_painted = lambda: QTimer.singleShot(SETTLED_MS, tell)
    else:
        WatchedWindow.when_painted = tell
    from scim_explorer.cli import main as run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))

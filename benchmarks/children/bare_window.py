"""An empty Qt window: the floor under every start. Prints when it was painted, and its memory."""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.children.watched import SETTLED_MS, WatchedWindow, tell


def main(*, idle: bool) -> None:
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    window = WatchedWindow()
    window.resize(1440, 900)
    window.show()
    if idle:
        QTimer.singleShot(SETTLED_MS, tell)
    else:
        WatchedWindow.when_painted = tell
    app.exec()


if __name__ == "__main__":
    main(idle="idle" in sys.argv)

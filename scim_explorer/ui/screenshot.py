"""``--screenshot``: a picture of the window once its first page is shown."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from scim_explorer.ui.tab_kinds import as_browse
from scim_explorer.ui.workbench import Workbench

_log = logging.getLogger(__name__)
_LOOK_MS = 50
_SETTLE_LOOKS = 8
_PATIENCE_LOOKS = 90_000 // _LOOK_MS
FAILURE = 3


class Screenshot(QObject):
    """Waits until nothing runs, renders the window, quits."""

    def __init__(self, bench: Workbench, path: Path) -> None:
        super().__init__(bench)
        self._bench = bench
        self._path = path
        self._quiet = 0
        self._looks = 0
        self._failed = False
        self._selected = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)

    def wait(self) -> None:
        """Start to watch the window."""
        self._timer.start()

    def take_failure(self) -> None:
        """Render what is shown, once it has settled; the exit code tells."""
        self._failed = True
        self._timer.start()

    def _look(self) -> None:
        self._looks += 1
        busy = any(scope.busy for scope in self._bench.all_scopes())
        tab = self._bench.window.tabs.current()
        ready = self._failed or self._looks >= _PATIENCE_LOOKS
        browse = as_browse(tab)
        if browse is not None and not busy:
            state = str(browse.browse.property("state"))
            self._failed = self._failed or "error" in state or "offline" in state
            ready = ready or state != "loading"
            if not self._failed and not self._selected:
                # A picture of the window shows a resource, as a user would have it.
                self._selected = True
                browse.browse.select_first()
                ready = False
        elif tab is None and not busy and not self._bench.expects_endpoint:
            ready = True
        self._quiet = self._quiet + 1 if ready and not busy else 0
        if self._quiet >= _SETTLE_LOOKS:
            self._take()

    def _take(self) -> None:
        self._timer.stop()
        written = self._bench.window.grab().save(str(self._path), "PNG")
        if not written:
            _log.error("picture not written to %s", self._path.name)
        self._bench.window.finished.emit(FAILURE if self._failed or not written else 0)

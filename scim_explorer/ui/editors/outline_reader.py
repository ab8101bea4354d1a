"""Reads a JSON text for an editor: at once when it is short, else in a thread."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, QTimer, Signal

from scim_explorer.ui.editors.json_outline import Outline, outline_of

AT_ONCE_CHARS = 40_000
_POLL_MS = 20


class OutlineReader(QObject):
    """Reads one text at a time; a newer one takes the place of one that is being read.

    Signals:
        finished: Revision of the text and its ``Outline``.
    """

    finished = Signal(int, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._revision = -1
        self._found: list[Outline] = []
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL_MS)
        self._poll.timeout.connect(self._look)

    def read(self, text: str, revision: int) -> None:
        """Read ``text`` and emit ``finished``, before returning when it is short."""
        self._revision = revision
        found: list[Outline] = []
        self._found = found
        if len(text) <= AT_ONCE_CHARS:
            found.append(outline_of(text))
            self._look()
            return

        def work() -> None:
            found.append(outline_of(text))

        # Nothing of Qt goes along; the window looks for the result.
        threading.Thread(target=work, name="outline", daemon=True).start()
        self._poll.start()

    def _look(self) -> None:
        if self._found:
            self._poll.stop()
            self.finished.emit(self._revision, self._found[0])

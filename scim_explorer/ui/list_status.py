"""How the loading of a list stands: running, failed, stopped, paused, and since when."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QObject, QTimer, Signal

from scim_explorer.ui.page_loader import Failure
from scim_explorer.ui.widgets.busy_bar import DELAY_MS

_SECOND_MS = 1000
WAIT_SHOWN_S = 3


class Why(Enum):
    """Why there are not more rows than there are."""

    NOTHING = auto()
    STOPPED = auto()
    PAUSED = auto()


class ListStatus(QObject):
    """Remembers what a pane has to say about its list, and counts the seconds of waiting.

    Attributes:
        failure: The last page did not come.
        why: Why there are not more rows.

    Signals:
        changed: Something of it is another now.
        slow_changed: True once work runs long enough to be shown, False when it ends.
    """

    changed = Signal()
    slow_changed = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.failure: Failure | None = None
        self.why = Why.NOTHING
        self._is_busy = False
        self._waited_s = 0
        self._seconds = QTimer(self)
        self._seconds.setInterval(_SECOND_MS)
        self._seconds.timeout.connect(self.count_second)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY_MS)
        self._delay.timeout.connect(lambda: self.slow_changed.emit(True))

    @property
    def waiting_s(self) -> int:
        """Seconds since the server was asked, 0 while that is not worth a word."""
        return self._waited_s if self._is_busy and self._waited_s >= WAIT_SHOWN_S else 0

    def state(self, *, has_rows: bool) -> str:
        """Return the value of the pane's property ``state``."""
        if self._is_busy:
            return "loading"
        if self.failure is not None:
            kind = "offline" if self.failure.no_reply else "error"
            return f"{kind} stale" if has_rows else kind
        if not has_rows and self.why is not Why.STOPPED:
            return "empty"
        return "ready" if self.why is Why.NOTHING else "partial"

    def forget(self) -> None:
        """Start afresh; what was said about the last attempt is over."""
        self.failure = None
        self.why = Why.NOTHING
        self.changed.emit()

    def fail(self, failure: Failure) -> None:
        self.failure = failure
        self.changed.emit()

    def set_why(self, why: Why) -> None:
        """Say why there are not more rows."""
        self.why = why
        self.changed.emit()

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001  # a slot of busy_changed(bool)
        """Follow the work; ``TaskScope.busy_changed`` fits."""
        self._is_busy = busy
        self._waited_s = 0
        if busy:
            self._seconds.start()
            self._delay.start()
        else:
            self._seconds.stop()
            self._delay.stop()
            self.slow_changed.emit(False)
        self.changed.emit()

    def answer_came(self) -> None:
        """Count the seconds from here."""
        self._waited_s = 0

    def count_second(self) -> None:
        """Note that another second went by without an answer."""
        self._waited_s += 1
        if self.waiting_s:
            self.changed.emit()

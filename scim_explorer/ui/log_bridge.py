"""Carries the log's news from its writer thread to the window's thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal

from scim_explorer.exchanges.log import Summary


class SubscribedLog(Protocol):
    """The part of the log this needs."""

    def subscribe(self, listener: Callable[[Sequence[Summary]], None]) -> Callable[[], None]: ...


class LogBridge(QObject):
    """Repeats what the log tells its listeners, in the thread this object lives in.

    Signals:
        arrived: Rows committed since the last time (``Sequence[Summary]``).
    """

    arrived = Signal(object)
    _committed = Signal(object)

    def __init__(self, log: SubscribedLog, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._relay = _Relay(self._committed.emit)
        self._committed.connect(self.arrived, Qt.ConnectionType.QueuedConnection)
        self._relay.unsubscribe = log.subscribe(self._relay.pass_on)
        self.destroyed.connect(self._relay.close)


class _Relay:
    """Outlives the bridge: the writer thread may be about to call when the pane closes."""

    def __init__(self, emit: Callable[[Sequence[Summary]], None]) -> None:
        self._lock = threading.Lock()
        self._emit: Callable[[Sequence[Summary]], None] | None = emit
        self.unsubscribe: Callable[[], None] = lambda: None

    def pass_on(self, rows: Sequence[Summary]) -> None:
        with self._lock:
            if self._emit is not None:
                self._emit(tuple(rows))

    def close(self, _destroyed: object = None) -> None:
        with self._lock:
            self._emit = None
        self.unsubscribe()

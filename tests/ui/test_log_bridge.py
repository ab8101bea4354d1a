"""From the log's writer thread to the window's thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from scim_explorer.exchanges.exchange import Exchange, Outcome, Times
from scim_explorer.exchanges.log import ExchangeLog, Summary
from scim_explorer.ui.log_bridge import LogBridge

Listener = Callable[[Sequence[Summary]], None]


class FakeLog:
    """Hands its listener out, so that a test decides when and where it is called."""

    def __init__(self) -> None:
        self.listener: Listener = lambda _: None
        self.subscribed = False

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        self.listener, self.subscribed = listener, True
        return self._unsubscribe

    def _unsubscribe(self) -> None:
        self.subscribed = False


async def test_that_rows_arrive_in_the_threads_of_the_window(tmp_path: Path) -> None:
    log = ExchangeLog.open(tmp_path / "log.db")
    bridge = LogBridge(log)
    arrived: asyncio.Future[tuple[int, list[int]]] = asyncio.get_running_loop().create_future()
    bridge.arrived.connect(
        lambda rows: arrived.set_result((threading.get_ident(), [row.number for row in rows]))
    )

    number = log.next_number()
    log.append(
        Exchange(
            number,
            "p1",
            "Browse",
            "GET",
            "https://scim.example/v2/Users",
            Times(0.0),
            Outcome.ANSWERED,
            status=200,
        )
    )

    async with asyncio.timeout(10):
        assert await arrived == (threading.get_ident(), [number])
    log.close()


def test_that_nothing_is_said_before_the_window_gets_its_turn(qtbot: QtBot) -> None:
    log = FakeLog()
    bridge = LogBridge(log)
    seen: list[object] = []
    bridge.arrived.connect(seen.append)

    log.listener([])

    assert seen == []
    QCoreApplication.sendPostedEvents(bridge)
    assert seen == [()]


def test_that_a_late_call_after_the_window_has_gone_is_harmless(qtbot: QtBot) -> None:
    log = FakeLog()
    owner = QObject()
    LogBridge(log, owner)

    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    log.listener([])

    assert not log.subscribed

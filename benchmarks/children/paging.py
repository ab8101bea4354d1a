"""Load all users into the browse pane, and watch the event loop while it happens."""

from __future__ import annotations

import asyncio
import gc
import json
import sys
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from benchmarks.children.watched import memory_bytes
from scim_explorer.client.discovery import discover
from scim_explorer.client.session import Session
from scim_explorer.exchanges.log import ExchangeLog
from scim_explorer.profiles.profile import Profile
from scim_explorer.ui.directory import SessionDirectory
from scim_explorer.ui.models.resource_table import ResourceTableModel
from scim_explorer.ui.page_loader import PageLoader
from scim_explorer.ui.panes.browse_pane import BrowsePane
from scim_explorer.ui.theme import ThemeChoice, theme
from scim_explorer.ui.window_state import ViewSettings

PAGE_ROWS = 1000
BEAT_MS = 2


class Heartbeat:
    """Measures how long the event loop was away."""

    def __init__(self) -> None:
        self.longest_s = 0.0
        self._last_s = perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT_MS)

    def forget(self) -> None:
        self.longest_s = 0.0
        self._last_s = perf_counter()

    def _beat(self) -> None:
        now_s = perf_counter()
        self.longest_s = max(self.longest_s, now_s - self._last_s)
        self._last_s = now_s


async def measure(base: str, users: int, folder: Path) -> dict[str, float]:
    """Return time, longest stall, memory growth and bytes received."""
    log = ExchangeLog.open(folder / "log.sqlite3")
    session = Session(Profile("bench", "Bench", base), log=log, read_secret=_no_secret)
    await discover(session)
    kind = session.schema_set.type_named("User")
    assert kind is not None
    pane = BrowsePane(SessionDirectory(session), kind, ViewSettings(), page_size=PAGE_ROWS)
    pane.resize(1100, 800)
    pane.show()
    loader = pane.findChild(PageLoader)
    model = pane.table.model()
    assert isinstance(loader, PageLoader)
    assert isinstance(model, ResourceTableModel)
    loaded: asyncio.Future[float] = asyncio.get_running_loop().create_future()

    def look() -> None:
        if model.cache is not None and model.cache.loaded >= users and not loaded.done():
            loaded.set_result(perf_counter())

    # A list of one row first: fonts, columns, the log's thread and its packer are in use then.
    warm = asyncio.Event()
    loader.began.connect(lambda _: warm.set())
    pane.search_for('userName eq "user0000001@example.com"')
    await warm.wait()
    model.dataChanged.connect(lambda *_: look())
    loader.began.connect(lambda _: loader.load_all())
    loader.paused.connect(loader.load_all)
    # The window does so once it stands.
    gc.collect()
    gc.freeze()
    heart = Heartbeat()
    await asyncio.sleep(0.2)
    heart.forget()
    before, began_s = memory_bytes(), perf_counter()
    pane.search_for("")
    took_s = await loaded - began_s
    grown = memory_bytes() - before
    assert model.cache is not None
    said = {
        "took_ms": took_s * 1000,
        "stall_ms": heart.longest_s * 1000,
        "growth_mb": grown / 1e6,
        "received_mb": model.cache.held_bytes / 1e6,
    }
    await pane.aclose()
    await session.aclose()
    log.close()
    return said


async def _no_secret(_slot: str) -> None:
    return None


def main(base: str, users: int, folder: Path) -> None:
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    theme().apply(ThemeChoice.LIGHT)
    with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        print(json.dumps(runner.run(measure(base, users, folder))))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))

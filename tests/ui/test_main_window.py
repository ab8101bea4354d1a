from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar, QWidget
from shiboken6 import delete

from scim_explorer.exchanges.log import ExchangeLog
from scim_explorer.ui.actions import MENUS
from scim_explorer.ui.main_window import MainWindow
from scim_explorer.ui.menus import make_actions
from scim_explorer.ui.panes.log_pane import LogPane
from scim_explorer.ui.window_state import WindowState
from tests.ui.waiting import emitted

SIZE = (1440, 900)
Make = Callable[..., MainWindow]


@pytest_asyncio.fixture
async def make(tmp_path: Path) -> AsyncIterator[Make]:
    log = ExchangeLog.open(tmp_path / "log.sqlite3")
    made: list[MainWindow] = []

    def build(state: WindowState | None = None, size: tuple[int, int] | None = SIZE) -> MainWindow:
        window = MainWindow(state or WindowState(), size)
        window.furnish(make_actions(window), LogPane(log, window))
        window.show()
        made.append(window)
        return window

    yield build
    for window in made:
        await window.log_pane.tasks.aclose()
        window.hide()
        delete(window)
    log.close()


def kept(window: MainWindow) -> WindowState:
    """Return the state as ``Start`` keeps it."""
    return WindowState(
        geometry=bytes(window.saveGeometry().toHex().data()).decode(),
        docks=bytes(window.saveState().toHex().data()).decode(),
    )


async def test_that_the_window_is_painted_before_the_log_and_the_actions_are_there(
    qapp: QApplication,
) -> None:
    window = MainWindow(WindowState(), SIZE)

    await emitted(window.painted, window.show)

    assert window.welcome.isVisible()
    assert not hasattr(window, "log_pane")
    window.hide()
    delete(window)


async def test_that_size_and_docks_come_back(make: Make) -> None:
    first = make(size=None)
    first.resize(960, 666)
    first.log_dock.hide()
    first.resizeDocks([first.endpoints], [300], Qt.Orientation.Horizontal)
    state = kept(first)

    again = make(state, None)

    assert (again.width(), again.height()) == (960, 666)
    assert again.log_dock.isHidden()
    assert not again.endpoints.isHidden()
    assert again.endpoints.width() == 300


async def test_that_a_size_asked_for_goes_before_the_one_remembered(make: Make) -> None:
    state = kept(make(size=(1000, 700)))

    window = make(state, (1100, 720))

    assert (window.width(), window.height()) == (1100, 720)


@pytest.mark.parametrize("text", ["zz", "00", "01d9d0cb", "\u00e9", "ff" * 400])
async def test_that_a_geometry_that_is_none_gives_the_defaults(make: Make, text: str) -> None:
    window = make(WindowState(geometry=text, docks=text), None)

    assert window.width() >= 960
    assert window.height() >= 600
    assert window.log_dock.isVisible()
    assert window.endpoints.isVisible()


async def test_that_a_window_comes_back_to_a_screen_that_exists(make: Make) -> None:
    first = make()
    first.move(30_000, 30_000)

    window = make(kept(first), None)

    available = window.screen().availableGeometry()
    assert available.intersects(window.frameGeometry())


async def test_that_reset_layout_brings_the_docks_back(make: Make) -> None:
    window = make()
    for dock in (window.endpoints, window.log_dock):
        dock.setFloating(True)
        dock.hide()

    window.reset_layout()

    assert window.endpoints.isVisible()
    assert window.log_dock.isVisible()
    assert window.dockWidgetArea(window.endpoints) is Qt.DockWidgetArea.LeftDockWidgetArea
    assert window.dockWidgetArea(window.log_dock) is Qt.DockWidgetArea.BottomDockWidgetArea
    assert not window.log_dock.isFloating()


async def test_that_the_docks_have_the_widths_of_the_guide(make: Make) -> None:
    window = make()
    window.reset_layout()

    assert window.endpoints.width() == 236
    assert window.log_dock.height() == 216


async def test_that_a_low_window_gives_the_list_its_room(make: Make) -> None:
    window = make(size=(1100, 700))

    assert window.log_dock.height() < 216


async def test_that_closing_asks_and_closes_nothing_by_itself(make: Make) -> None:
    window = make()
    asked: list[bool] = []
    window.close_asked.connect(lambda: asked.append(True))

    event = QCloseEvent()
    QApplication.sendEvent(window, event)

    assert asked == [True]
    assert not event.isAccepted()
    assert window.isVisible()


async def test_that_a_signal_ends_it_without_a_question(make: Make) -> None:
    window = make()

    assert await emitted(window.finished, window.quit_now) == (0,)


async def test_that_a_new_size_is_reported_to_be_kept(make: Make) -> None:
    window = make()

    await emitted(window.layout_changed, lambda: window.resize(1200, 800))
    await emitted(window.layout_changed, window.log_dock.hide)


async def test_that_the_title_names_what_is_open(make: Make) -> None:
    window = make()
    window.show_title("Users \u2013 Acme staging [TEST]")
    named = window.windowTitle()

    window.show_title("")

    assert named == "Users \u2013 Acme staging [TEST] \u2013 SCIM Explorer"
    assert window.windowTitle() == "SCIM Explorer"


async def test_that_each_menu_is_there_and_filled(make: Make) -> None:
    window = make()

    bar = window.findChild(QMenuBar)
    assert bar is not None
    menus = bar.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert bar.isVisible()
    assert [action.text() for action in bar.actions()] == list(MENUS)
    assert [menu.title() for menu in menus if menu.title() and menu.actions()] == list(MENUS)


async def test_that_it_says_whether_something_runs(make: Make) -> None:
    window = make()
    before = window.property("busy")

    window.set_busy(True)

    assert (before, window.property("busy")) == (False, True)


async def test_that_the_smallest_size_shows_every_part(make: Make) -> None:
    window = make(size=(100, 100))

    parts: tuple[QWidget, ...] = (
        window.header,
        window.endpoints,
        window.centre,
        window.log_pane,
        window.status,
    )
    assert (window.width(), window.height()) == (960, 600)
    assert all(part.isVisible() and part.height() > 0 for part in parts)
    assert window.centre.height() > 200


async def test_that_a_state_kept_elsewhere_does_not_move_the_default(make: Make) -> None:
    state = replace(kept(make()), docks="")

    assert make(state, None).log_dock.height() == 216

"""Every action of the table does what its line says."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QWidget

from scim_explorer.profiles.profile import Environment
from scim_explorer.ui.actions import ACTIONS
from scim_explorer.ui.dialogs.ask_dialog import AskDialog
from scim_explorer.ui.dialogs.palette import Palette
from scim_explorer.ui.panes.profile_editor import ProfileEditor
from scim_explorer.ui.tabs import ComposeTab
from scim_explorer.ui.theme import ThemeChoice, theme
from scim_explorer.ui.window_actions import _pane_handlers, _window_handlers
from tests.gui.user import User
from tests.ui.conftest import Desktop, open_users, saved, settled
from tests.ui.recording_server import RecordingServer


def enabled(user: User) -> set[str]:
    return {name for name, action in user.window.qt_actions.items() if action.isEnabled()}


def trigger(user: User, name: str) -> None:
    action = user.window.qt_actions[name]
    assert action.isEnabled(), f"{name} is disabled"
    action.trigger()


async def test_that_each_line_has_one_function_and_no_function_is_left_over(
    desktop: Desktop,
) -> None:
    async with desktop.window() as user:
        window = _window_handlers(user.bench, user.start.open_demo)
        pane = _pane_handlers(user.bench)

        assert window.keys() & pane.keys() == set()
        assert window.keys() | pane.keys() == {spec.id for spec in ACTIONS}


async def test_that_only_what_needs_nothing_can_be_done_at_first(desktop: Desktop) -> None:
    async with desktop.window() as user:
        assert enabled(user) == {spec.id for spec in ACTIONS if not spec.needs}


async def test_that_more_can_be_done_with_a_list_and_more_with_a_resource(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        user.window.endpoints.select("p1")
        needs = {"", "endpoint"}
        assert enabled(user) == {spec.id for spec in ACTIONS if spec.needs in needs}

        await open_users(user)
        needs |= {"tab", "browse"}
        assert enabled(user) == {spec.id for spec in ACTIONS if spec.needs in needs}

        user.click_row(user.table, user.table.model().index(0, 1))
        needs |= {"resource"}
        user.bench.show_running()
        assert {spec.id for spec in ACTIONS if spec.needs in needs} <= enabled(user)


@pytest.mark.parametrize(
    "action", ["endpointEdit", "endpointDuplicate", "endpointCopyUrl", "endpointDelete"]
)
async def test_that_a_draft_with_a_wrong_address_can_be_worked_on(
    desktop: Desktop, server: RecordingServer, action: str
) -> None:
    desktop.keep(saved(server, base_url="not an address"))

    async with desktop.window() as user:
        user.window.endpoints.select("p1")
        user.window.endpoints.action_requested.emit(action, "p1")
        trigger(user, action)
        await settled(user)


async def test_that_discovering_a_draft_says_what_is_wrong_with_it(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server, base_url="not an address"))

    async with desktop.window() as user:
        user.window.endpoints.select("p1")
        trigger(user, "endpointReconnect")
        await settled(user)

        assert user.window.banner.isVisible()
        assert user.look(ProfileEditor, "profileEditor")


async def test_that_discover_again_asks_again(desktop: Desktop, server: RecordingServer) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await open_users(user)
        server.requests.clear()
        trigger(user, "endpointReconnect")
        await settled(user)

        assert "/ServiceProviderConfig" in {request.path for request in server.requests}


async def test_that_the_address_is_copied_as_typed(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        user.window.endpoints.select("p1")
        trigger(user, "endpointCopyUrl")

        assert QGuiApplication.clipboard().text() == server.base
        assert user.window.status.message.text() == "Base URL copied"


async def test_that_the_theme_changes_at_once_and_is_kept(desktop: Desktop) -> None:
    async with desktop.window() as user:
        trigger(user, "themeDark")
        dark = theme().choice, user.bench.state.theme
        trigger(user, "themeLight")

        assert dark == (ThemeChoice.DARK, "dark")
        assert user.window.qt_actions["themeLight"].isChecked()
        assert not user.window.qt_actions["themeDark"].isChecked()


async def test_that_text_grows_and_shrinks_within_bounds(desktop: Desktop) -> None:
    async with desktop.window() as user:
        for _ in range(20):
            trigger(user, "textBigger")
        largest = user.bench.state.text_percent
        for _ in range(20):
            trigger(user, "textSmaller")
        smallest = user.bench.state.text_percent
        trigger(user, "textNormal")

        assert (largest, smallest, user.bench.state.text_percent) == (200, 80, 100)
        assert theme().scale == 1.0


@pytest.mark.parametrize(
    ("action", "dock"), [("toggleLog", "logDock"), ("toggleEndpoints", "endpointDock")]
)
async def test_that_a_dock_hides_comes_back_and_is_reset(
    desktop: Desktop, action: str, dock: str
) -> None:
    async with desktop.window() as user:
        seen = [len(user.look(QWidget, dock))]
        for name in (action, action, action, "layoutReset"):
            trigger(user, name)
            seen.append(len(user.look(QWidget, dock)))

        assert seen == [1, 0, 1, 0, 1]


async def test_that_tabs_are_walked_in_a_ring_and_closed(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        user.bench.open_endpoint("p1", "User")
        user.bench.open_endpoint("p1", "Group")
        await settled(user)
        walked = []
        for name in ("tabNext", "tabNext", "tabPrevious", "tabPrevious"):
            trigger(user, name)
            walked.append(user.window.tabs.currentIndex())
        trigger(user, "tabClose")

        assert walked == [0, 1, 0, 1]
        assert user.window.tabs.count() == 1


async def test_that_f6_goes_round_the_panes_both_ways(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await open_users(user)
        user.window.activateWindow()
        await user.until(user.window.isActiveWindow)
        user.window.header.palette_edit.setFocus()
        forward = [await step(user, "paneNext") for _ in range(8)]
        back = [await step(user, "panePrevious") for _ in range(8)]

        assert forward == [
            "endpointTree",
            "workTabs",
            "filterEdit",
            "resourceTable",
            "resourcePane",
            "requestLog",
            "problemCount",
            "paletteEdit",
        ]
        assert back == [*forward[-2::-1], "paletteEdit"]


async def test_that_the_keys_lead_from_the_filter_into_a_resource(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        user.window.activateWindow()
        await user.until(user.window.isActiveWindow)
        await open_users(user)
        at_first = QApplication.focusWidget()
        trigger(user, "paneNext")
        selected = list(user.tab.browse.table.selected_rows())
        QTest.keyClick(user.tab.browse.table, Qt.Key.Key_Return)

        assert at_first is user.tab.browse.bar.filter_edit
        assert selected == [0]
        assert QApplication.focusWidget() is user.tab.resource.editor.form

        user.tab.resource.show_tab("json")
        trigger(user, "panePrevious")
        trigger(user, "paneNext")

        assert QApplication.focusWidget() is user.tab.resource.editor.json.editor


async def test_that_the_review_can_be_opened_by_its_keys_once_something_changed(
    desktop: Desktop, server: RecordingServer
) -> None:
    server.bodies["/Users/7"] = b'{"id": "7", "userName": "ann"}'
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await open_users(user)
        user.tab.resource.load("/Users", "7")
        await user.until(lambda: user.tab.resource.subject is not None)
        await settled(user)
        user.tab.resource.show_tab("json")
        action = user.window.qt_actions["review"]
        before = action.isEnabled()
        user.replace_in_json("ann", "bob")
        await user.until(action.isEnabled)

        assert not before


async def test_that_a_clicked_endpoint_keeps_the_focus_in_the_tree(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        user.window.activateWindow()
        await user.until(user.window.isActiveWindow)
        tree = user.window.endpoints.tree
        place = tree.visualRect(tree.model().index(0, 0)).center()
        QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
        await user.rows_shown()

        assert QApplication.focusWidget() is tree


async def step(user: User, name: str) -> str:
    """Trigger the action and return the stop of the guide that the focus is in."""
    trigger(user, name)
    stops = {
        *("paletteEdit", "endpointTree", "filterEdit", "resourceTable", "resourcePane"),
        *("requestLog", "workTabs", "problemCount"),
    }
    widget: QWidget | None = QApplication.focusWidget()
    while widget is not None and widget.objectName() not in stops:
        widget = widget.parentWidget()
    return widget.objectName() if widget is not None else ""


async def test_that_f6_works_before_anything_is_open(desktop: Desktop) -> None:
    async with desktop.window() as user:
        user.window.activateWindow()
        await user.until(user.window.isActiveWindow)
        names = []
        for _ in range(4):
            trigger(user, "paneNext")
            focused = QApplication.focusWidget()
            names.append(focused.objectName() if focused else "")

        assert names == ["requestLog", "paletteEdit", "endpointTree", "demoButton"]


async def test_that_escape_stops_the_pane_and_what_came_stays(
    desktop: Desktop, server: RecordingServer, hanging: Callable[[], None]
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await open_users(user)
        hanging()
        user.tab.browse.search()
        await user.until(lambda: user.window.property("busy"))
        trigger(user, "stop")
        await settled(user)

        assert user.state() == "partial"
        assert len(user.column("userName")) == 3
        assert "stopped by you" in " ".join(
            label.text() for label in user.tab.browse.foot.findChildren(QLabel)
        )


async def test_that_the_palette_opens_by_its_keys(desktop: Desktop) -> None:
    async with desktop.window() as user:
        user.window.activateWindow()
        await user.until(user.window.isActiveWindow)
        QTest.keyClick(user.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)

        palette = user.window.findChild(Palette)
        assert palette is not None
        assert palette.isVisible()
        palette.reject()


async def test_that_a_new_request_opens_on_the_endpoint_of_the_tab(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server, 1), saved(server, 2))

    async with desktop.window() as user:
        user.bench.open_endpoint("p2")
        await settled(user)
        trigger(user, "composeNew")

        tab = user.window.tabs.current()
        assert isinstance(tab, ComposeTab)
        assert tab.session is not None
        assert tab.session.profile.id == "p2"
        assert enabled(user) & {"refresh", "showInLog", "resourceNew"} == set()


async def test_that_the_filter_is_focused_and_ctrl_enter_searches(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await open_users(user)
        server.requests.clear()
        user.window.activateWindow()
        await user.until(user.window.isActiveWindow)
        trigger(user, "filterFocus")
        focused = QApplication.focusWidget()
        trigger(user, "run")
        await settled(user)

        assert focused is user.tab.browse.bar.filter_edit
        assert [request.path for request in server.requests] == ["/Users"]


async def test_that_undo_reaches_the_field_with_the_focus(desktop: Desktop) -> None:
    async with desktop.window() as user:
        trigger(user, "endpointNew")
        await settled(user)
        user.window.activateWindow()
        await user.until(user.window.isActiveWindow)
        edit = user.find(QLineEdit, "profileNameEdit")
        edit.setFocus()
        QTest.keyClicks(edit, "Acme")
        trigger(user, "undo")
        undone = edit.text()
        trigger(user, "redo")

        assert (undone, edit.text()) == ("", "Acme")


async def test_that_about_says_what_it_is_and_copies_its_version(desktop: Desktop) -> None:
    async with desktop.window() as user:
        trigger(user, "about")
        user.find(AskDialog, "askDialog").yes_button.click()

        assert QGuiApplication.clipboard().text().startswith("SCIM Explorer ")


async def test_that_the_folder_of_the_data_is_copied(desktop: Desktop) -> None:
    async with desktop.window() as user:
        trigger(user, "openLogFolder")

        assert QGuiApplication.clipboard().text() == str(desktop.folders.data)


async def test_that_production_starts_locked_and_the_action_unlocks_it(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server, environment=Environment.PROD))

    async with desktop.window() as user:
        await open_users(user)
        session = user.bench.current_session()
        assert session is not None
        before = session.writes.value
        trigger(user, "writesToggle")

        assert (before, session.writes.value) == ("locked", "allowed")
        assert session.unlock_left_s > 890


async def test_that_the_menu_of_an_endpoint_shows_actions_of_the_table(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        tree = user.window.endpoints.tree
        place = tree.visualRect(user.window.endpoints.model.index_of("p1")).center()
        tree.customContextMenuRequested.emit(place)
        (menu,) = tree.findChildren(QMenu)
        texts = [action.text() for action in menu.actions()]
        menu.close()

        table = {spec.text for spec in ACTIONS if spec.menu in {"Endpoint", "Checks"}}
        assert set(texts) - {"Rena&me"} <= table

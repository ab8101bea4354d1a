"""What follows what in the window: tabs, endpoints, header, title, guard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from scim_explorer.profiles.profile import Environment
from scim_explorer.ui.dialogs.ask_dialog import AskDialog
from scim_explorer.ui.models.endpoint_tree import TOTAL_ROLE
from scim_explorer.ui.panes.profile_editor import ProfileEditor
from scim_explorer.ui.tabs import ProfileTab
from tests.gui.memory_keyring import MemoryKeyring
from tests.gui.user import User
from tests.ui.conftest import Desktop, open_users, saved, settled, titles
from tests.ui.recording_server import RecordingServer, Reply

CANARY = "canary-77f0-token"
HOSTILE = "<img src=x> & Co"


def banner_words(user: User) -> str:
    return " ".join(label.text() for label in user.window.banner.findChildren(QLabel))


# --- opening ---------------------------------------------------------------------


async def test_that_opening_asks_for_the_list_and_discovery_once(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await open_users(user)
        user.bench.open_endpoint("p1", "Group")
        await settled(user)
        user.bench.open_endpoint("p1", "User")
        await settled(user)

        paths = [request.path for request in server.requests]
        assert titles(user) == ["Users \u2013 Acme 1", "Groups \u2013 Acme 1"]
        assert paths.count("/ServiceProviderConfig") == 1
        assert paths.count("/Groups") == 1


async def test_that_the_total_stands_in_the_tree_once_a_type_was_opened(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await open_users(user)

        model = user.window.endpoints.model
        assert model.index_of("p1", "User").data(TOTAL_ROLE) == "3"


async def test_that_a_refused_sign_in_leads_from_the_list_to_the_profile(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))
    server.replies["GET"] = Reply(401)

    async with desktop.window() as user:
        user.bench.open_endpoint("p1", "User")
        await settled(user)
        user.click("problemActionButton")
        await settled(user)

        assert user.find(ProfileEditor, "profileEditor").isVisible()


# --- what follows the active tab ---------------------------------------------------


async def test_that_header_title_status_and_tree_follow_the_active_tab(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(
        saved(server, 1, environment=Environment.DEV),
        saved(server, 2, environment=Environment.PROD),
    )

    async with desktop.window() as user:
        await open_users(user, "p1")
        await open_users(user, "p2")
        seen = []
        for index in (0, 1):
            user.window.tabs.setCurrentIndex(index)
            header, status = user.window.header, user.window.status
            seen.append(
                (
                    user.window.windowTitle(),
                    header.chip.text(),
                    header.name_button.text()[:6],
                    status.chip.text(),
                    user.window.endpoints.current_profile_id,
                )
            )

        assert seen == [
            ("Users \u2013 Acme 1 [DEV] \u2013 SCIM Explorer", "DEV", "Acme 1", "DEV", "p1"),
            ("Users \u2013 Acme 2 [PROD] \u2013 SCIM Explorer", "PROD", "Acme 2", "PROD", "p2"),
        ]


async def test_that_no_title_holds_a_value_of_a_resource(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))
    server.bodies["/Users/id-0000000"] = b'{"id":"id-0000000","userName":"amelia-secret"}'

    async with desktop.window() as user:
        await open_users(user)
        user.bench.open_resource("p1", "/Users", "id-0000000")
        await user.read_in_full("amelia-secret")

        shown = [user.window.windowTitle(), *titles(user)]
        assert not [text for text in shown if "amelia" in text or "id-0" in text]


async def test_fault_84_markup_in_a_name_stays_characters_everywhere(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server, name=HOSTILE))

    async with desktop.window() as user:
        await open_users(user)

        labels = [label for label in user.window.findChildren(QLabel) if label.text()]
        assert titles(user) == ["Users \u2013 <img src=x> && Co"]
        assert user.window.windowTitle().startswith(f"Users \u2013 {HOSTILE} [TEST]")
        assert user.window.endpoints.model.index_of("p1").data() == HOSTILE
        assert {label.textFormat().name for label in labels} == {"PlainText"}


async def test_that_closing_the_last_tab_shows_the_first_steps_again(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await open_users(user)

        user.bench.close_tab(user.tab)

        assert user.look(QWidget, "welcomePane")
        assert user.window.windowTitle() == "SCIM Explorer"
        assert user.window.status.connection.text() == "No endpoint open"


async def test_that_a_closed_tab_can_be_opened_again(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await open_users(user)
        user.bench.close_tab(user.tab)
        user.window.qt_actions["tabReopen"].trigger()
        user.window.qt_actions["tabReopen"].trigger()
        await settled(user)

        assert titles(user) == ["Users \u2013 Acme 1"]


async def test_that_an_editor_is_of_the_endpoint_it_edits(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server, 1), saved(server, 2))

    async with desktop.window() as user:
        user.bench.editors.edit(user.bench.desk.profiles[0])
        user.window.endpoints.select("p2")
        edited = user.bench.current_profile()
        user.bench.new_endpoint()
        chosen = user.bench.current_profile()
        await settled(user)

        assert edited is not None
        assert chosen is not None
        assert (edited.id, chosen.id) == ("p1", "p2")


# --- the guard ---------------------------------------------------------------------


async def test_that_production_is_unlocked_for_a_while_and_locked_again(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server, environment=Environment.PROD))

    async with desktop.window() as user:
        await open_users(user)
        guard = user.window.header.guard_button
        words = [guard.text()]
        user.click("writeGuardButton")
        words.append(guard.text()[:16])
        user.click("writeGuardButton")
        words.append(guard.text())

        assert words == ["Writes locked", "Writes unlocked ", "Writes locked"]
        assert server.writes == []


async def test_that_locking_writes_keeps_what_is_shown_and_asks_nothing(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await open_users(user)
        tab = user.tab
        asked = len(server.requests)
        user.click("writeGuardButton")
        await settled(user)
        await user.until(lambda: user.window.header.guard_button.text() == "Read-only")

        assert user.tab is tab
        assert len(server.requests) == asked
        assert desktop.store.load()[0].read_only


async def test_that_a_read_only_profile_is_changed_in_its_editor(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server, read_only=True))

    async with desktop.window() as user:
        await open_users(user)
        user.click("writeGuardButton")
        await settled(user)

        assert user.look(ProfileEditor, "profileEditor")


# --- profiles ----------------------------------------------------------------------


async def test_that_a_saved_profile_keeps_its_tabs_in_their_places(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server, 1), saved(server, 2))

    async with desktop.window() as user:
        await open_users(user, "p1")
        await open_users(user, "p2")
        profile = user.bench.desk.find("p1")
        assert profile is not None
        user.bench.edit_profile(profile)
        await settled(user)
        user.type("profileNameEdit", "Renamed")
        user.click("saveProfileButton")
        await user.until(lambda: titles(user)[0] == "Users \u2013 Renamed")
        await settled(user)

        assert titles(user) == ["Users \u2013 Renamed", "Users \u2013 Acme 2", "Renamed"]
        assert isinstance(user.window.tabs.current(), ProfileTab)


async def test_that_deleting_an_endpoint_closes_its_tabs_for_good(
    desktop: Desktop, server: RecordingServer, vault: MemoryKeyring
) -> None:
    desktop.keep(saved(server, 1), saved(server, 2))

    async with desktop.window() as user:
        await open_users(user, "p2")
        await open_users(user, "p1")
        user.window.qt_actions["endpointDelete"].trigger()
        user.find(AskDialog, "askDialog").yes_button.click()
        await user.until(lambda: titles(user) == ["Users \u2013 Acme 2"])
        user.window.qt_actions["tabReopen"].trigger()

        assert titles(user) == ["Users \u2013 Acme 2"]
        assert [profile.id for profile in desktop.store.load()] == ["p2"]


async def test_that_a_rename_in_the_tree_reaches_tab_header_and_title(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await open_users(user)
        user.window.endpoints.renamed.emit("p1", "New name")
        await user.until(lambda: titles(user) == ["Users \u2013 New name"])

        assert user.window.header.name_button.text().startswith("New name")
        assert user.window.windowTitle().startswith("Users \u2013 New name [TEST]")


# --- work under way ----------------------------------------------------------------


async def test_that_a_problem_of_no_pane_is_said_and_counted(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server, 1), saved(server, 2))

    async with desktop.window() as user:
        user.window.endpoints.renamed.emit("p1", "acme 2")
        await user.until(user.window.banner.isVisible)

        assert 'Another endpoint is called "Acme 2".' in banner_words(user)
        assert user.find(QWidget, "problemCount")


async def test_that_stop_everything_stops_every_tab(
    desktop: Desktop, server: RecordingServer, hanging: Callable[[], None]
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await open_users(user)
        hanging()
        user.bench.open_endpoint("p1", "Group")
        user.window.tabs.setCurrentIndex(0)
        user.tab.browse.search()
        await user.until(lambda: user.window.property("busy"))
        user.window.qt_actions["stopAll"].trigger()

        assert not any(scope.busy for scope in user.bench.all_scopes())


async def test_that_the_window_says_that_it_is_busy_and_when_it_is_not(
    desktop: Desktop, server: RecordingServer, hanging: Callable[[], None]
) -> None:
    desktop.keep(saved(server))

    hanging()
    async with desktop.window() as user:
        user.bench.open_endpoint("p1")
        await user.until(lambda: user.window.property("busy"))
        server.replies.clear()
        server.released.set()
        await user.until(lambda: not user.window.property("busy"))

        assert user.window.status.connection.text() == "Connected"


async def test_that_enter_on_the_first_page_begins_with_a_new_profile(desktop: Desktop) -> None:
    async with desktop.window() as user:
        button = user.find(QPushButton, "connectButton")
        QTest.keyClick(button, Qt.Key.Key_Space)

        assert titles(user) == ["New endpoint"]

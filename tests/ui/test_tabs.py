"""What stands in the work tabs: the panes meet here."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QSplitter

from scim_explorer.exchanges.redact import MASK
from scim_explorer.profiles.profile import Environment
from scim_explorer.ui.models.working_copy import Subject
from scim_explorer.ui.tabs import BrowseTab, ComposeTab, ExchangeTab, ProfileTab
from scim_explorer.ui.window_state import OpenTab
from scim_explorer.ui.work_tabs import WorkTab
from tests.gui.user import User
from tests.ui.conftest import Desktop, open_users, saved, settled
from tests.ui.fake_directory import list_body
from tests.ui.recording_server import RecordingServer, Reply

MIXED: list[dict[str, object]] = [
    {"id": "g1", "displayName": "Tour Guides", "meta": {"resourceType": "Group"}},
    {
        "id": "id-0000000",
        "userName": "user0000000@example.com",
        "meta": {"resourceType": "User", "location": "https://evil.example/Groups/id-0000000"},
    },
    {"id": "x1", "displayName": "Something", "meta": {"resourceType": "Unheard"}},
]
AMY = b'{"id":"id-0000000","userName":"user0000000@example.com"}'


async def choose_first(user: User) -> None:
    user.click_row(user.table, user.table.model().index(0, 1))
    await user.read_in_full("user0000000@example.com")


async def test_that_a_row_is_shown_at_once_and_read_in_full(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))
    server.bodies["/Users/id-0000000"] = AMY

    async with desktop.window() as user:
        await open_users(user)
        user.click_row(user.table, user.table.model().index(0, 1))
        at_once = user.text("resourceTitle")
        await user.read_in_full("user0000000@example.com")

        assert at_once == "User 0"
        assert server.requests[-1].path == "/Users/id-0000000"


async def test_that_read_again_means_what_has_the_focus(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))
    server.bodies["/Users/id-0000000"] = AMY

    async with desktop.window() as user:
        await open_users(user)
        await choose_first(user)
        server.requests.clear()
        user.window.activateWindow()
        await user.until(user.window.isActiveWindow)
        user.tab.resource.setFocus(Qt.FocusReason.OtherFocusReason)
        user.tab.refresh()
        await settled(user)
        of_resource = [request.path for request in server.requests]
        server.requests.clear()
        user.table.setFocus(Qt.FocusReason.OtherFocusReason)
        user.tab.refresh()
        await settled(user)

        assert of_resource == ["/Users/id-0000000"]
        assert server.requests[0].path == "/Users"


async def test_that_the_log_shows_the_exchange_behind_resource_or_list(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))
    server.bodies["/Users/id-0000000"] = AMY

    async with desktop.window() as user:
        await open_users(user)
        links: list[int] = []
        user.tab.problem_link.connect(links.append)
        user.tab.show_in_log()
        await choose_first(user)
        user.tab.show_in_log()

        assert links == [user.tab.browse.exchange_number, user.tab.resource.exchange_number]
        assert links[0] != links[1]


async def test_that_a_row_opened_as_a_tab_leaves_the_list_where_it_is(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))
    server.bodies["/Users/id-0000000"] = AMY

    async with desktop.window() as user:
        await open_users(user)
        first = user.tab
        first.browse.tab_requested.emit(AMY, "id-0000000")
        await user.read_in_full("user0000000@example.com")

        assert user.tab is not first
        assert user.window.tabs.count() == 2
        assert first.resource.subject is None


async def test_that_list_and_resource_share_the_width_and_neither_goes(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await open_users(user)
        splitter = user.tab.findChild(QSplitter)
        assert splitter is not None
        left, right = splitter.sizes()[:2]

        assert not splitter.childrenCollapsible()
        assert 0.5 < left / (left + right) < 0.64


async def test_that_each_tab_says_how_it_is_opened_again(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await open_users(user)
        user.bench.requests.compose("p1")
        user.type("composeHeaders", "Authorization: Bearer s3cret-value")
        user.bench.requests.open(1)
        user.bench.new_endpoint()
        await settled(user)
        browse, compose, exchange, profile = user.window.tabs.tabs()
        draft = compose.to_open_tab()

        assert all(isinstance(tab, WorkTab) for tab in (browse, compose, exchange, profile))
        assert browse.to_open_tab() == OpenTab("browse", "p1", "User")
        assert draft is not None
        assert (draft.kind, draft.profile) == ("compose", "p1")
        assert MASK in draft.draft["headers"]
        assert "s3cret" not in str(draft)
        assert isinstance(exchange, ExchangeTab)
        assert isinstance(profile, ProfileTab)
        assert (exchange.to_open_tab(), profile.to_open_tab()) == (None, None)
        assert [tab.tab_words()[0] for tab in (browse, compose, exchange, profile)] == [
            "Users",
            "Compose 1",
            "#1",
            "New endpoint",
        ]


async def test_that_the_button_that_sends_follows_name_and_environment(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await open_users(user)
        user.bench.requests.compose("p1")
        browse, compose = user.window.tabs.tabs()
        assert isinstance(compose, ComposeTab)
        changed = saved(server, name="Live", environment=Environment.PROD)
        desktop.keep(changed)
        user.bench.desk.load()

        assert isinstance(browse, BrowseTab)
        button = browse.resource.foot.send_button
        assert compose.foot.send_button.accessibleName() == "Send to Live"
        assert compose.foot.send_button.property("environment") == "prod"
        assert (button.text(), button.property("environment")) == ("Send to Live", "prod")
        assert browse.session is not None
        assert browse.session.writes.value == "locked"


async def test_that_closing_a_tab_stops_its_work(desktop: Desktop, server: RecordingServer) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        user.bench.open_endpoint("p1")
        tab = user.tab
        user.bench.close_tab(tab)

        assert not any(scope.busy for scope in tab.scopes())


async def test_that_ending_a_wait_leaves_a_write_under_way_alone(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))
    server.bodies["/Users/id-0000000"] = AMY
    server.replies["PUT"] = Reply(hang=True)

    async with desktop.window() as user:
        await open_users(user)
        await choose_first(user)
        tab = user.tab
        tab.resource.editor.json.editor.setPlainText(AMY.decode().replace("user0000000@", "amy@"))
        tab.resource.send()
        await user.until(server.got_write.is_set)
        stopped: list[object] = []
        tab.resource.desk.stopped.connect(stopped.append)
        tab.wait_strip.stop_button.click()
        server.released.set()
        await user.until(lambda: not tab.resource.desk.is_sending)

        assert stopped == []
        assert [one.method for one in server.writes] == ["PUT"]


async def open_all_types(user: User, server: RecordingServer) -> None:
    server.bodies["/"] = list_body(MIXED, len(MIXED))
    server.bodies["/Users/id-0000000"] = AMY
    server.bodies["/Groups/g1"] = b'{"id":"g1","displayName":"Tour Guides"}'
    user.bench.open_endpoint("p1", "/")
    await user.rows_shown()
    await settled(user)


async def test_that_all_types_are_listed_from_the_root_and_each_read_where_its_type_lives(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await open_all_types(user, server)
        # Discovery is on its way beside it.
        listed = [one.target for one in server.requests if one.path == "/"]
        user.click_row(user.table, user.table.model().index(1, 1))
        await user.until(lambda: server.requests[-1].path == "/Users/id-0000000")
        user.click_row(user.table, user.table.model().index(0, 1))
        await user.until(lambda: server.requests[-1].path == "/Groups/g1")
        await settled(user)

        assert listed == ["/?startIndex=1&count=100"]
        assert user.column("meta.resourceType") == ["Group", "User", "Unheard"]
        assert user.tab.tab_words()[0] == "All types"
        assert user.tab.resource.subject == Subject("/Groups", "g1")


async def test_that_a_resource_of_no_announced_type_is_not_opened_and_nothing_else_deleted(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await open_all_types(user, server)
        user.click_row(user.table, user.table.model().index(1, 1))
        await user.read_in_full("user0000000@example.com")
        said: list[str] = []
        user.tab.said.connect(said.append)
        user.click_row(user.table, user.table.model().index(2, 1))
        raw = json.dumps(MIXED[2]).encode()
        user.tab.browse.delete_requested.emit(raw, "x1")

        assert "names no resource type" in said[-1]
        assert user.tab.resource.subject is None
        assert user.look(QDialog, "deleteDialog") == []


async def test_that_nothing_is_created_among_all_types(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await open_all_types(user, server)
        said: list[str] = []
        user.tab.said.connect(said.append)
        user.tab.new_resource()

        assert "list of a resource type" in said[0]
        assert user.tab.resource.subject is None


async def test_that_the_list_of_all_types_is_there_again_after_a_start(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))
    async with desktop.window() as user:
        await open_all_types(user, server)

    async with desktop.window() as user:
        await user.until(lambda: user.window.tabs.count() == 1)

        assert user.tab.tab_words()[0] == "All types"


async def test_that_a_server_without_a_root_query_says_so_and_the_tab_stays(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        user.bench.open_endpoint("p1")
        await settled(user)
        user.window.qt_actions["searchAll"].trigger()
        await user.until(lambda: user.state() == "error")

        assert "404" in user.text("problemDetail")
        assert user.tab.tab_words()[0] == "All types"

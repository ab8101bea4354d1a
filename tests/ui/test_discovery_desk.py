"""What discovery brings into the window, and what is said where it has gaps."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from scim_explorer.ui.tabs import BrowseTab
from tests.gui.user import User
from tests.ui.conftest import Desktop, open_users, saved, settled
from tests.ui.recording_server import RecordingServer


def banner_words(user: User) -> str:
    return " ".join(label.text() for label in user.window.banner.findChildren(QLabel))


async def test_that_it_is_said_which_documents_are_the_rfcs_own(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await open_users(user)

        assert "/Schemas" in banner_words(user)
        assert "RFC" in banner_words(user)


async def test_that_what_is_assumed_is_marked_where_it_is_used(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await open_users(user)
        tab = user.window.tabs.findChild(BrowseTab)
        assert tab is not None
        tab.browse.select_first()
        await settled(user)

        tip = user.window.endpoints.model.index_of("p1", "User").data(Qt.ItemDataRole.ToolTipRole)
        assert "Assumed" in tip
        assert tab.resource.head.assumed_label.isVisible()


async def test_that_the_notice_on_assumed_documents_leaves_with_the_last_tab(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await open_users(user)
        user.bench.open_endpoint("p1", "Group")
        await settled(user)
        first, second = user.window.tabs.tabs()

        user.bench.close_tab(first)
        with_one = user.window.banner.isVisible()
        user.bench.close_tab(second)

        assert with_one
        assert not user.window.banner.isVisible()


async def test_that_discovery_is_asked_for_again_on_demand_only(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await open_users(user)
        session = user.bench.current_session()
        assert session is not None
        user.bench.discovery.discover(session)
        await settled(user)
        once = [request.path for request in server.requests].count("/Schemas")
        user.bench.discovery.discover_again("p1")
        await settled(user)

        assert once == 1
        assert [request.path for request in server.requests].count("/Schemas") == 2

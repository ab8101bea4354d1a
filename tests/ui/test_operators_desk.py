"""The operator matrix in the window: opened from where it is needed, and kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scim_explorer.profiles.kept_results import read_kept
from scim_explorer.ui.operators_tab import OperatorsTab
from scim_explorer.ui.window_state import load_state
from tests.checks.operators.test_run import people
from tests.faults.hostile import Connection, HostileServer, Received
from tests.gui.user import User
from tests.ui.conftest import Desktop, open_users, saved, settled, titles


@pytest.fixture
def scim() -> Iterator[HostileServer]:
    """Ten people, and no filter that is applied."""
    with HostileServer(otherwise=people()) as server:
        yield server


def operators(user: User) -> OperatorsTab:
    tab = user.window.tabs.currentWidget()
    assert isinstance(tab, OperatorsTab)
    return tab


async def run(user: User) -> None:
    """Plan and send."""
    for _ in range(2):
        user.click("runOperatorsButton")
        await settled(user)


async def test_that_the_menu_opens_the_type_in_front(desktop: Desktop, scim: HostileServer) -> None:
    desktop.keep(saved(scim.url))

    async with desktop.window() as user:
        user.bench.open_endpoint("p1", "Group")
        await settled(user)
        user.window.qt_actions["operatorMatrix"].trigger()
        await settled(user)

        assert titles(user)[-1] == "Operators \u2013 Acme 1"
        assert operators(user).type_name == "Group"


async def test_that_a_second_time_shows_the_same_tab(desktop: Desktop, scim: HostileServer) -> None:
    desktop.keep(saved(scim.url))

    async with desktop.window() as user:
        for _ in range(2):
            user.window.endpoints.action_requested.emit("operatorMatrix", "p1")
            await settled(user)

        assert titles(user) == ["Operators \u2013 Acme 1"]


async def test_that_a_refused_filter_offers_the_matrix(desktop: Desktop) -> None:
    async def refuse(connection: Connection, _request: Received) -> None:
        await connection.answer('{"scimType": "invalidFilter"}', "400 Bad Request")

    with HostileServer(otherwise=people(refuse)) as server:
        desktop.keep(saved(server.url))
        async with desktop.window() as user:
            await open_users(user)
            user.tab.browse.search_for('userName ew "x"')
            await settled(user)
            assert user.text("problemTitle") == "Filter refused"
            user.click("problemActionButton")
            await settled(user)

            assert operators(user).type_name == "User"


async def test_that_the_result_is_there_after_a_restart_and_gone_with_the_profile(
    desktop: Desktop, scim: HostileServer
) -> None:
    desktop.keep(saved(scim.url))
    folder = desktop.folders.profiles

    async with desktop.window() as user:
        user.window.endpoints.action_requested.emit("operatorMatrix", "p1")
        await settled(user)
        await run(user)
        said = user.text("operatorsSummary")
        assert read_kept(folder, "p1", "User") is not None

    assert [tab.kind for tab in load_state(desktop.folders.window_state).tabs] == ["operators"]
    before = len(scim.received)
    async with desktop.window() as user:
        await settled(user)
        await user.until(lambda: user.text("operatorsSummary") == said)
        assert len(scim.received) == before

        user.bench.desk._delete(user.bench.desk.profiles[0])
        await settled(user)
        assert titles(user) == []
        assert read_kept(folder, "p1", "User") is None


async def test_that_a_new_address_opens_the_tab_anew(desktop: Desktop, scim: HostileServer) -> None:
    desktop.keep(saved("http://127.0.0.1:1/v2"))

    async with desktop.window() as user:
        user.window.endpoints.action_requested.emit("operatorMatrix", "p1")
        await settled(user)
        user.window.qt_actions["endpointEdit"].trigger()
        await settled(user)
        user.type("baseUrlEdit", scim.url)
        user.click("saveProfileButton")
        await settled(user)
        user.window.endpoints.action_requested.emit("operatorMatrix", "p1")
        await settled(user)
        user.click("runOperatorsButton")
        await settled(user)

        assert user.state("operatorsPane") == "ready"


async def test_that_nothing_is_kept_of_an_endpoint_that_goes_with_the_window(
    desktop: Desktop, scim: HostileServer
) -> None:
    async with desktop.window() as user:
        user.bench.desk.add_temporary(saved(scim.url, 7))
        user.window.endpoints.action_requested.emit("operatorMatrix", "p7")
        await settled(user)
        await run(user)

        assert "answers are right" in user.text("operatorsSummary")

    assert not (desktop.folders.profiles / "p7.operators").exists()


async def test_that_discovery_on_the_way_reaches_the_tree(
    desktop: Desktop, scim: HostileServer
) -> None:
    desktop.keep(saved(scim.url))

    async with desktop.window() as user:
        user.window.endpoints.action_requested.emit("operatorMatrix", "p1")
        await settled(user)
        user.click("runOperatorsButton")
        await settled(user)

        session = operators(user).session
        assert session is not None
        assert session.discovery is not None
        assert user.window.endpoints.model.rowCount(user.window.endpoints.model.index_of("p1"))

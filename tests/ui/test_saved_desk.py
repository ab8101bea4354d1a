"""Saved filters and views, through the window."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMenu

from scim_explorer.ui.models.saved_views import saved_filter, saved_view
from scim_explorer.ui.palette_source import items_for
from scim_explorer.ui.saved_desk import Key
from scim_explorer.ui.window_state import ViewSettings, WindowState, load_state, save_state
from tests.gui.user import User
from tests.ui.conftest import Desktop, open_users, saved, settled
from tests.ui.recording_server import RecordingServer

USERS = Key("p1", "User")
KEPT = {"p1/User": (saved_filter("Titled", "title pr"),)}


def keep_state(desktop: Desktop, **members: Any) -> None:
    desktop.folders.window_state.parent.mkdir(parents=True, exist_ok=True)
    save_state(desktop.folders.window_state, WindowState(**members))


def actions(user: User, below: str = "") -> list[QAction]:
    menu = user.tab.browse.bar.saved_button.saved_menu
    menu.aboutToShow.emit()
    if not below:
        return menu.actions()
    submenu = next(one.menu() for one in menu.actions() if below in one.text())
    assert isinstance(submenu, QMenu)
    return submenu.actions()


def choose(user: User, words: str, below: str = "") -> None:
    next(one for one in actions(user, below) if words in one.text()).trigger()


def offered(user: User) -> list[str]:
    return [one.name for one in user.bench.state.saved_of(*USERS)]


async def test_that_a_filter_is_saved_under_a_name_and_is_there_at_the_next_start(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await open_users(user)
        user.type("filterEdit", "title pr")
        choose(user, "filter...")
        proposed = user.find(QLineEdit, "nameEdit").text()
        user.type("nameEdit", "Titled")
        user.click("nameOkButton")

        assert proposed == "title pr"

    assert load_state(desktop.folders.window_state).saved == KEPT


async def test_that_a_saved_view_brings_back_all_parameters_and_keeps_the_history(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))
    whole = ViewSettings(
        columns=("displayName",), sort_by="title", page_size=25, excluded=("photos",)
    )
    keep_state(desktop, saved={"p1/User": (saved_view("Whole", whole, "active eq true"),)})

    async with desktop.window() as user:
        await open_users(user)
        user.tab.browse.search_for("title pr")
        await settled(user)
        choose(user, "Whole")
        await settled(user)

        target = server.requests[-1].target
        assert "filter=active%20eq%20true&sortBy=title" in target
        assert "excludedAttributes=photos&startIndex=1&count=25" in target
        assert user.tab.browse.bar.filter_text == "active eq true"
        assert user.tab.browse.view.history == ("active eq true", "title pr")
        assert user.tab.browse.table.model().columnCount() == 2


async def test_that_a_saved_filter_leaves_the_other_parameters_alone(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))
    keep_state(desktop, saved=KEPT, views={"p1/User": ViewSettings(page_size=25)})

    async with desktop.window() as user:
        await open_users(user)
        choose(user, "Titled")
        await settled(user)

        assert server.requests[-1].target.endswith("?filter=title%20pr&startIndex=1&count=25")


async def test_that_one_is_renamed_but_not_to_the_name_of_another(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))
    both = (saved_filter("Other", "id pr"), *KEPT["p1/User"])
    keep_state(desktop, saved={"p1/User": both})

    async with desktop.window() as user:
        await open_users(user)
        choose(user, "Titled", "Rename")
        user.type("nameEdit", "other")
        remark = user.text("nameRemark")
        user.type("nameEdit", "Named")
        user.click("nameOkButton")

        assert remark == "There is one with this name."
        assert offered(user) == ["Named", "Other"]


async def test_that_what_was_deleted_can_be_brought_back(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))
    keep_state(desktop, saved=KEPT)

    async with desktop.window() as user:
        await open_users(user)
        choose(user, "Titled", "Delete")
        after_delete = offered(user)
        choose(user, "Bring back")

        assert after_delete == []
        assert offered(user) == ["Titled"]


async def test_that_a_saved_view_opens_its_tab_with_one_search(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))
    keep_state(desktop, saved=KEPT)

    async with desktop.window() as user:
        user.bench.saved.open(USERS, "Titled")
        await user.rows_shown()
        await settled(user)

        lists = [one.target for one in server.requests if "startIndex" in one.target]
        assert lists == ["/Users?filter=title%20pr&startIndex=1&count=100"]


async def test_that_a_type_the_server_does_not_have_opens_no_other_with_its_view(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))
    device = Key("p1", "Device")
    keep_state(desktop, saved={"p1/Device": (saved_filter("Lost", "serial pr"),)})

    async with desktop.window() as user:
        user.bench.saved.open(device, "Lost")
        await user.rows_shown()
        await settled(user)

        assert not any("serial" in one.target for one in server.requests)
        assert "no resource type Device" in user.window.status.message.text()


async def test_that_the_tree_and_the_palette_lead_to_a_saved_view(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))
    keep_state(desktop, saved=KEPT)

    async with desktop.window() as user:
        (item,) = [one for one in items_for(user.bench, "") if one.kind == "saved"]
        item.run()
        await user.rows_shown()
        await settled(user)
        user.bench.window.endpoints.saved_requested.emit("delete", *USERS, "Titled")

        assert (item.title, item.detail) == ("Titled", "User, Acme 1 TEST")
        assert not item.remember
        assert user.tab.browse.bar.filter_text == "title pr"
        assert offered(user) == []
        assert not user.bench.window.endpoints.model.saved_index("p1").isValid()

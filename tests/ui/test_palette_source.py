from __future__ import annotations

import pytest

from scim_explorer.ui.dialogs.palette_items import PaletteItem
from scim_explorer.ui.palette_source import items_for, open_palette
from tests.gui.user import User
from tests.ui.conftest import Desktop, open_users, saved
from tests.ui.recording_server import RecordingServer

ID = "2819c223-7f76-453a-919d-413861904646"


def of_kind(user: User, kind: str, text: str = "") -> list[PaletteItem]:
    return [item for item in items_for(user.bench, text) if item.kind == kind]


def titles(items: list[PaletteItem]) -> list[str]:
    return [item.title for item in items]


async def test_that_every_action_but_itself_is_offered_with_its_keys_and_reason(
    desktop: Desktop,
) -> None:
    async with desktop.window() as user:
        actions = {item.title: item for item in of_kind(user, "action")}

        assert len(actions) == len(user.window.qt_actions) - 1
        assert "Command palette" not in actions
        assert actions["New endpoint"].keys == "Ctrl+Shift+N"
        assert actions["New endpoint"].enabled
        assert not actions["New resource"].enabled
        assert actions["New resource"].why == "Open a resource type first."


async def test_that_endpoints_are_offered_before_they_are_used_and_ask_nothing(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server, 1), saved(server, 2))

    async with desktop.window() as user:
        endpoints = of_kind(user, "endpoint")

        assert titles(endpoints) == ["Acme 1", "Acme 2"]
        assert [item.detail for item in endpoints] == ["TEST", "TEST"]
        assert of_kind(user, "type") == []
        assert server.requests == []


async def test_that_types_and_tabs_of_an_endpoint_in_use_lead_to_them(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server, name="A & B"))

    async with desktop.window() as user:
        await open_users(user)
        groups = next(item for item in of_kind(user, "type") if item.title == "Groups")
        groups.run()
        users = next(item for item in of_kind(user, "tab") if item.title.startswith("Users"))
        before = user.window.tabs.currentIndex()
        users.run()

        assert groups.detail == "A & B TEST"
        assert titles(of_kind(user, "tab")) == ["Users \u2013 A & B", "Groups \u2013 A & B"]
        assert (before, user.window.tabs.currentIndex()) == (1, 0)


@pytest.mark.parametrize("text", ["#1", " #1 ", "#001"])
async def test_that_a_number_leads_to_its_request(
    desktop: Desktop, server: RecordingServer, text: str
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await open_users(user)
        (item,) = of_kind(user, "request", text)
        user.window.log_dock.hide()
        item.run()
        await user.until(lambda: user.window.log_pane.current_number == 1)

        assert item.pinned
        assert not item.remember
        assert user.window.log_dock.isVisible()


@pytest.mark.parametrize("text", ["", "1", "#", "#x", "#1a", "#\u0661", "##1", "#-1", "#1.5"])
async def test_that_other_words_are_no_number(desktop: Desktop, text: str) -> None:
    async with desktop.window() as user:
        assert of_kind(user, "request", text) == []


async def test_that_a_number_of_any_length_is_no_crash(
    desktop: Desktop, server: RecordingServer
) -> None:
    async with desktop.window() as user:
        for digits in (15, 16, 40, 5_000):
            for item in of_kind(user, "request", "#" + "9" * digits):
                item.run()
        await user.until(lambda: not user.window.log_pane.tasks.busy)
        await user.until(lambda: not user.window.log_pane.detail.tasks.busy)


async def test_that_an_id_is_looked_up_in_each_type_of_the_endpoint(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))
    server.bodies[f"/Users/{ID}"] = b'{"id":"%s","userName":"amelia"}' % ID.encode()

    async with desktop.window() as user:
        before = of_kind(user, "look up", ID)
        await open_users(user)
        items = of_kind(user, "look up", f" {ID} ")
        items[0].run()
        await user.read_in_full("amelia")

        assert before == []
        assert titles(items) == ["Look up this id in Users", "Look up this id in Groups"]
        assert not any(item.remember for item in items)


async def test_that_words_are_not_taken_for_an_id(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await open_users(user)

        assert of_kind(user, "look up", "new endpoint") == []


async def test_that_what_was_used_is_remembered_and_no_id_is(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        palette = open_palette(user.bench)
        palette.field.setText("about")
        palette.field.returnPressed.emit()
        await user.until(lambda: user.bench.state.recent)

        assert user.bench.state.recent == ("action:About SCIM Explorer",)
        again = open_palette(user.bench)
        assert titles(list(again.items())) == ["About SCIM Explorer"]
        again.reject()

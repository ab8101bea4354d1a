"""The doctor in the window: opened, followed, and beside the editor as typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from scim_explorer.checks.steps import STEPS, Verdict
from scim_explorer.profiles.profile import Auth, AuthKind
from scim_explorer.ui.dialogs.ask_dialog import AskDialog
from scim_explorer.ui.doctor_tab import DoctorTab
from scim_explorer.ui.panes.doctor_pane import DoctorPane
from scim_explorer.ui.profile_edit import ProfileEdit
from tests.checks.test_doctor import protected, sound
from tests.faults.hostile import Connection, Handler, HostileServer, Received, hang
from tests.gui.memory_keyring import MemoryKeyring
from tests.gui.user import User
from tests.ui.conftest import Desktop, saved, settled, titles

TOKEN = "canary-5e1d-token"
BEARER = Auth(AuthKind.BEARER)
NOBODY = "http://127.0.0.1:1/scim/v2"


@pytest.fixture
def scim() -> Iterator[HostileServer]:
    """A small SCIM server at /scim/v2."""
    with HostileServer(otherwise=sound) as server:
        yield server


@pytest.fixture
def guarded() -> Iterator[HostileServer]:
    """The same, for those who have the token."""
    with HostileServer(otherwise=protected(TOKEN)) as server:
        yield server


def doctor(user: User) -> DoctorTab:
    tab = user.window.tabs.currentWidget()
    assert isinstance(tab, DoctorTab)
    return tab


async def examined(user: User, inside: QWidget | None = None) -> DoctorPane:
    """Wait until the visible doctor is done."""
    pane = user.find(DoctorPane, "doctorPane", inside)
    await user.until(lambda: pane.property("state") == "ready")
    await settled(user)
    return pane


async def test_that_the_header_opens_the_doctor_of_the_active_tab(desktop: Desktop) -> None:
    desktop.keep(saved(NOBODY, 1), saved(NOBODY, 2))

    async with desktop.window() as user:
        user.bench.open_endpoint("p2")
        await settled(user)
        user.click("doctorButton")
        pane = await examined(user)

        assert titles(user)[-1] == "Doctor \u2013 Acme 2"
        assert [one.step for one in pane.results] == list(STEPS)
        assert user.text("doctorVerdict") == "The server cannot be reached."
        assert user.window.header.url_label.text() == NOBODY


async def test_that_the_menu_of_the_tree_opens_it_and_a_second_time_runs_it_again(
    desktop: Desktop,
) -> None:
    desktop.keep(saved(NOBODY))

    async with desktop.window() as user:
        for _ in range(2):
            user.window.endpoints.action_requested.emit("doctor", "p1")
            pane = await examined(user)

        assert titles(user) == ["Doctor \u2013 Acme 1"]
        assert pane.model.has_before


async def test_that_a_wrong_address_is_replaced_by_the_button_and_can_be_undone(
    desktop: Desktop, scim: HostileServer
) -> None:
    wrong, right = scim.url, f"{scim.url}/scim/v2"
    desktop.keep(saved(wrong))

    async with desktop.window() as user:
        user.bench.open_endpoint("p1")
        await settled(user)
        user.bench.doctor.open("p1")
        await examined(user)
        user.click("doctorFixButton")
        await user.until(lambda: user.look(QWidget, "doctorUndoButton"))
        pane = await examined(user)
        fixed = [profile.base_url for profile in desktop.store.load()]
        shown = user.window.header.url_label.text()
        verdict, change = user.text("doctorVerdict"), user.text("doctorChange")
        sees_both = pane.model.has_before
        user.click("doctorUndoButton")
        await user.until(lambda: not user.look(QWidget, "doctorUndoButton"))
        await examined(user)

        assert (fixed, shown) == ([right], right)
        assert verdict.startswith("The connection is sound.")
        assert change == f"The base URL is now {right}. It was {wrong}."
        assert sees_both
        assert [profile.base_url for profile in desktop.store.load()] == [wrong]
        assert "1 step failed" in user.text("doctorVerdict")
        assert titles(user) == ["Users \u2013 Acme 1", "Doctor \u2013 Acme 1"]


async def test_that_an_open_editor_follows_the_new_address(
    desktop: Desktop, scim: HostileServer
) -> None:
    desktop.keep(saved(scim.url))

    async with desktop.window() as user:
        user.bench.editors.edit(user.bench.desk.profiles[0])
        await settled(user)
        editor = user.bench.editors.editors_of("p1")[0]
        user.bench.doctor.open("p1")
        await examined(user)
        user.click("doctorFixButton")
        await user.until(lambda: user.look(QWidget, "doctorUndoButton"))
        await examined(user)

        assert editor.address.base_url == f"{scim.url}/scim/v2"


async def test_that_there_is_no_undo_once_somebody_has_entered_a_third_address(
    desktop: Desktop, scim: HostileServer
) -> None:
    desktop.keep(saved(scim.url))

    async with desktop.window() as user:
        user.bench.doctor.open("p1")
        await examined(user)
        user.click("doctorFixButton")
        await user.until(lambda: user.look(QWidget, "doctorUndoButton"))
        await examined(user)
        third = replace(user.bench.desk.profiles[0], base_url=NOBODY)
        user.bench.desk.save(ProfileEdit(third), user.bench.fail)
        await settled(user)

        assert user.look(QWidget, "doctorUndoButton") == []
        assert user.text("baseUrlLabel") == NOBODY


async def test_that_a_save_that_overtakes_the_fix_is_not_taken_for_it(
    desktop: Desktop, scim: HostileServer
) -> None:
    desktop.keep(saved(scim.url))

    async with desktop.window() as user:
        user.bench.doctor.open("p1")
        await examined(user)
        third = replace(user.bench.desk.profiles[0], base_url=NOBODY)
        user.click("doctorFixButton")
        user.bench.desk.save(ProfileEdit(third), user.bench.fail)
        await settled(user)

        assert user.look(QWidget, "doctorUndoButton") == []
        assert user.text("baseUrlLabel") == NOBODY


async def test_that_an_address_that_is_none_is_a_verdict_and_no_crash(desktop: Desktop) -> None:
    desktop.keep(saved("scim.acme/v2", name="<b>Draft</b>"))

    async with desktop.window() as user:
        user.bench.doctor.open("p1")
        pane = await examined(user)

        assert titles(user) == ["Doctor \u2013 <b>Draft</b>"]
        assert pane.results[0].verdict is Verdict.FAILED
        assert "https://" in pane.results[0].judgement.detail


async def test_that_the_secret_of_a_saved_profile_is_used(
    desktop: Desktop, guarded: HostileServer, vault: MemoryKeyring
) -> None:
    desktop.keep(saved(f"{guarded.url}/scim/v2", auth=BEARER))

    async with desktop.window() as user:
        profile = user.bench.desk.profiles[0]
        await user.bench.services.secrets.write(profile, TOKEN)
        user.bench.doctor.open("p1")
        await examined(user)

        assert user.text("doctorVerdict").startswith("The connection is sound.")
    assert TOKEN.encode() not in desktop.files()


async def test_that_the_editor_tests_what_is_typed_and_saves_nothing(
    desktop: Desktop, guarded: HostileServer, vault: MemoryKeyring
) -> None:
    async with desktop.window() as user:
        user.bench.new_endpoint()
        user.type("profileNameEdit", "Acme")
        user.type("baseUrlEdit", guarded.url)
        user.type("tokenEdit", TOKEN)
        user.click("testButton")
        await examined(user)
        before = user.text("doctorVerdict")
        user.click("doctorFixButton")
        pane = await examined(user)
        by_id = {one.step.id: one for one in pane.results}

        assert "failed" in before
        assert user.find(QLineEdit, "baseUrlEdit").text() == f"{guarded.url}/scim/v2"
        assert by_id["sign-in"].verdict is Verdict.OK
        assert desktop.store.load() == ()
        assert vault.entries == {}
        assert user.find(QLineEdit, "tokenEdit").text() == TOKEN
    assert TOKEN.encode() not in desktop.files()


async def test_that_a_secret_that_will_be_removed_is_not_used_in_a_test(
    desktop: Desktop, guarded: HostileServer, vault: MemoryKeyring
) -> None:
    desktop.keep(saved(f"{guarded.url}/scim/v2", auth=BEARER))

    async with desktop.window() as user:
        profile = user.bench.desk.profiles[0]
        await user.bench.services.secrets.write(profile, TOKEN)
        user.bench.editors.edit(profile)
        await settled(user)
        editor = user.bench.editors.editors_of("p1")[0]
        user.click("testButton")
        pane = await examined(user)
        with_secret = {one.step.id: one.verdict for one in pane.results}["sign-in"]
        editor.sign_in.secret_field.remove_button.click()
        user.click("testButton")
        await examined(user)
        without = {one.step.id: one.verdict for one in pane.results}["sign-in"]

        assert (with_secret, without) == (Verdict.OK, Verdict.FAILED)


async def test_that_a_secret_in_a_plain_header_is_not_tested(
    desktop: Desktop, scim: HostileServer
) -> None:
    async with desktop.window() as user:
        user.bench.new_endpoint()
        user.type("baseUrlEdit", f"{scim.url}/scim/v2")
        user.type("extraHeadersEdit", f"Authorization: Bearer {TOKEN}")
        user.click("testButton")
        await settled(user)

        assert user.text("problemTitle") == "Connection not tested"
        assert scim.received == []


async def test_that_the_doctor_beside_the_editor_can_be_hidden_and_asked_again(
    desktop: Desktop,
) -> None:
    desktop.keep(saved(NOBODY))

    async with desktop.window() as user:
        user.bench.editors.edit(user.bench.desk.profiles[0])
        user.click("testButton")
        await examined(user)
        user.click("doctorHideButton")
        hidden = user.look(QWidget, "doctorPane")
        user.click("testButton")
        await examined(user)

        assert hidden == []
        assert user.look(QWidget, "doctorEditButton") == []


@pytest.mark.parametrize("where", ["tab", "editor"])
async def test_that_closing_the_tab_ends_the_examination(desktop: Desktop, where: str) -> None:
    with HostileServer(otherwise=hang) as server:
        desktop.keep(saved(f"{server.url}/scim/v2"))

        async with desktop.window() as user:
            if where == "editor":
                user.bench.editors.edit(user.bench.desk.profiles[0])
                user.click("testButton")
            else:
                user.bench.doctor.open("p1")
            await user.until(lambda: server.received)
            running = user.window.tabs.current()
            assert running is not None
            tasks = user.find(DoctorPane, "doctorPane").tasks
            was_busy = tasks.busy
            user.bench.close_tab(running)

            assert was_busy
            assert not tasks.busy
            assert user.window.tabs.count() == 0


async def test_that_a_deleted_endpoint_takes_its_doctor_along(
    desktop: Desktop, vault: MemoryKeyring
) -> None:
    desktop.keep(saved("not a URL"))

    async with desktop.window() as user:
        user.bench.doctor.open("p1")
        await examined(user)
        user.bench.desk.ask_delete("p1")
        user.find(AskDialog, "askDialog").yes_button.click()
        await user.until(lambda: user.window.tabs.count() == 0)

        assert desktop.store.load() == ()


async def test_that_a_problem_leads_to_the_doctor(desktop: Desktop) -> None:
    desktop.keep(saved(NOBODY))

    async with desktop.window() as user:
        user.bench.open_endpoint("p1")
        await settled(user)
        assert user.find(QLabel, "problemTitle").text() == "Cannot reach the server"
        user.click("problemActionButton")
        await examined(user)

        assert user.text("doctorVerdict") == "The server cannot be reached."


async def test_that_an_address_that_cannot_be_saved_is_said_in_the_doctor(
    desktop: Desktop, scim: HostileServer
) -> None:
    desktop.keep(saved(scim.url))

    async with desktop.window() as user:
        user.bench.doctor.open("p1")
        await examined(user)
        # Somebody else took the folder away meanwhile.
        for path in desktop.folders.profiles.iterdir():
            path.unlink()
        desktop.folders.profiles.rmdir()
        desktop.folders.profiles.write_text("")
        user.click("doctorFixButton")
        await user.until(lambda: user.look(QWidget, "problemStrip", doctor(user)))

        assert doctor(user).verdict.undo_button.isHidden()


def elsewhere(target: str) -> Handler:
    """Redirect everything to another host, as a server that wants the token would."""

    async def handle(connection: Connection, request: Received) -> None:
        fields = f"Location: {target}{request.path}\r\n"
        await connection.answer("{}", "302 Found", fields)

    return handle


async def test_that_another_host_is_entered_in_the_profile_and_gets_no_secret(
    desktop: Desktop,
) -> None:
    with HostileServer(otherwise=elsewhere("https://evil.example")) as server:
        base = f"{server.url}/scim/v2"
        desktop.keep(saved(base))

        async with desktop.window() as user:
            user.bench.doctor.open("p1")
            await examined(user)
            button = user.find(QPushButton, "doctorFixButton")
            words = button.text()
            button.click()
            await settled(user)

            assert words == "Enter https://evil.example/scim/v2 in the profile"
            typed = user.find(QLineEdit, "baseUrlEdit").text()
            assert typed == "https://evil.example/scim/v2"
            assert [profile.base_url for profile in desktop.store.load()] == [base]


async def test_that_beside_the_editor_another_host_is_not_tried_by_itself(
    desktop: Desktop,
) -> None:
    with HostileServer(otherwise=elsewhere("https://evil.example")) as server:
        async with desktop.window() as user:
            user.bench.new_endpoint()
            user.type("baseUrlEdit", f"{server.url}/scim/v2")
            user.choose("authCombo", "none")
            user.click("testButton")
            pane = await examined(user)
            user.click("doctorFixButton")
            await settled(user)

            assert user.find(QLineEdit, "baseUrlEdit").text() == "https://evil.example/scim/v2"
            assert server.url in pane.verdict.target_label.text()

"""Profiles in their editors: opened, saved, closed while a keyring still thinks."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from typing_extensions import override

from scim_explorer.profiles.profile import Auth, AuthKind
from scim_explorer.ui.panes.profile_editor import ProfileEditor
from scim_explorer.ui.tabs import ProfileTab
from tests.gui.memory_keyring import MemoryKeyring
from tests.gui.user import User
from tests.ui.conftest import Desktop, saved, settled, titles
from tests.ui.recording_server import RecordingServer

CANARY = "canary-77f0-token"


def banner_words(user: User) -> str:
    return " ".join(label.text() for label in user.window.banner.findChildren(QLabel))


async def test_that_a_wrong_address_can_be_saved_and_opening_it_says_why(
    desktop: Desktop, server: RecordingServer
) -> None:
    async with desktop.window() as user:
        user.click("connectButton")
        user.type("profileNameEdit", "Draft")
        user.type("baseUrlEdit", "scim.acme/v2")
        user.click("saveProfileButton")
        await settled(user)
        user.click("openProfileButton")
        await user.until(user.window.banner.isVisible)

        assert [profile.base_url for profile in desktop.store.load()] == ["scim.acme/v2"]
        assert "https://" in banner_words(user)
        assert user.find(QLineEdit, "baseUrlEdit").text() == "scim.acme/v2"
        assert titles(user) == ["Draft"]


async def test_that_a_new_profile_is_opened_with_its_token(
    desktop: Desktop, server: RecordingServer, vault: MemoryKeyring
) -> None:
    async with desktop.window() as user:
        user.click("connectButton")
        user.type("profileNameEdit", "Acme")
        user.type("baseUrlEdit", server.base)
        user.type("tokenEdit", CANARY)
        user.click("openProfileButton")
        await user.rows_shown()
        await settled(user)

        editor = user.window.tabs.findChild(ProfileEditor)
        assert editor is not None
        assert editor.sign_in.secret_field.edit.text() == ""
        assert {r.headers["Authorization"] for r in server.requests} == {f"Bearer {CANARY}"}
        assert list(vault.entries.values()) == [CANARY]
    assert CANARY.encode() not in desktop.files()


async def test_that_no_keyring_is_said_where_the_token_is_typed(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server, auth=Auth(AuthKind.BEARER)))

    async with desktop.window() as user:
        profile = user.bench.desk.find("p1")
        assert profile is not None
        user.bench.edit_profile(profile)
        await settled(user)

        editor = user.find(ProfileEditor, "profileEditor")
        assert "no keyring" in editor.sign_in.secret_field.state_label.text()


async def test_that_a_keyring_that_answers_late_finds_no_tab_and_says_nothing(
    desktop: Desktop, server: RecordingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering = threading.Event()

    class SlowKeyring(MemoryKeyring):
        @override
        def get_password(self, service: str, username: str) -> str | None:
            answering.wait(10)
            return None

    monkeypatch.setattr("keyring.get_keyring", SlowKeyring)
    desktop.keep(saved(server, auth=Auth(AuthKind.BEARER)))

    async with desktop.window() as user:
        profile = user.bench.desk.find("p1")
        assert profile is not None
        user.bench.edit_profile(profile)
        tab = user.window.tabs.current()
        assert isinstance(tab, ProfileTab)
        user.bench.close_tab(tab)
        QApplication.sendPostedEvents(tab, QEvent.Type.DeferredDelete.value)
        answering.set()
        await settled(user)


async def test_that_a_profile_has_one_editor(desktop: Desktop, server: RecordingServer) -> None:
    desktop.keep(saved(server, 1), saved(server, 2))

    async with desktop.window() as user:
        for profile in (*user.bench.desk.profiles, user.bench.desk.profiles[0]):
            user.bench.editors.edit(profile)
        await settled(user)

        assert titles(user) == ["Acme 1", "Acme 2"]
        assert user.window.tabs.currentIndex() == 0
        assert len(user.bench.editors.editors_of("p1")) == 1

"""Secrets that are gone and endpoints of strangers, as the window tells of them."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from scim_explorer.problems import EDIT_PROFILE
from scim_explorer.profiles.profile import Auth, AuthKind
from scim_explorer.profiles.profile_json import members_of
from scim_explorer.profiles.profile_list import LIST_FORMAT
from tests.gui.memory_keyring import MemoryKeyring
from tests.gui.user import User
from tests.ui.conftest import Desktop, saved, settled, titles
from tests.ui.recording_server import RecordingServer

TOKEN = "canary-94aa-token"


def tip(user: User) -> object:
    """Return what the tree tells of the endpoint that is selected."""
    return user.window.endpoints.tree.currentIndex().data(Qt.ItemDataRole.ToolTipRole)


async def test_fault_94_a_token_deleted_elsewhere_is_asked_for_and_nothing_is_sent(
    desktop: Desktop, server: RecordingServer, vault: MemoryKeyring
) -> None:
    profile = saved(server, auth=Auth(AuthKind.BEARER))
    desktop.keep(profile)
    async with desktop.window() as user:
        await user.bench.services.secrets.write(profile, TOKEN)
        vault.entries.clear()

        user.bench.open_endpoint("p1")
        await user.until(lambda: "error" in user.state())
        await settled(user)

        assert server.requests == []
        told = user.tab.browse.strip.problem
        assert told is not None
        assert (
            told.detail == "This profile signs in with the bearer token, and the secret is missing."
        )
        assert (told.hint, told.action) == ("Enter it again in the profile.", EDIT_PROFILE)


async def test_fault_109_an_imported_endpoint_connects_to_nothing_and_shows_its_url(
    desktop: Desktop, server: RecordingServer, tmp_path: Path
) -> None:
    theirs = members_of(saved(server))
    path = tmp_path / "theirs.json"
    path.write_text(json.dumps({"format": LIST_FORMAT, "version": 1, "profiles": [theirs]}))
    async with desktop.window() as user:
        user.bench.desk.import_from(path)
        await user.until(lambda: user.bench.desk.profiles)
        endpoint = user.bench.desk.profiles[0].id
        user.window.endpoints.select(endpoint)
        await settled(user)

        assert server.requests == []
        assert titles(user) == []
        assert server.base in str(tip(user))
        user.bench.edit_profile(user.bench.desk.profiles[0])
        assert user.find(QLineEdit, "baseUrlEdit").text() == server.base
    async with desktop.window() as user:
        await settled(user)

        assert server.requests == []

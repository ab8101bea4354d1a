"""Unsent work over a restart of the window: quit, crash, and what is said of it."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from scim_explorer.exchanges.redact import MASK
from scim_explorer.folders import Folders
from scim_explorer.profiles.drafts import DraftStore, SavedDraft
from scim_explorer.profiles.profile import Auth, AuthKind
from scim_explorer.ui.draft_offer import KEY
from scim_explorer.ui.tabs import ComposeTab
from tests.gui.memory_keyring import MemoryKeyring
from tests.gui.user import LIMIT_S, User
from tests.profiles.test_drafts import draft
from tests.ui import draft_child
from tests.ui.conftest import Desktop, saved
from tests.ui.draft_child import PASSWORD, RESOURCE, TOKEN
from tests.ui.fake_directory import user as person
from tests.ui.recording_server import RecordingServer

NAME = "Björn Åkesson"
ROOT = Path(draft_child.__file__).parents[2]


@pytest.fixture
def bjorn(server: RecordingServer) -> RecordingServer:
    """The server with one user that can be read by itself."""
    server.bodies[f"/Users/{RESOURCE}"] = json.dumps(
        person(1, displayName=NAME), ensure_ascii=False
    ).encode()
    return server


@pytest.fixture
def crash(desktop: Desktop) -> Callable[[Callable[[], bool]], None]:
    """Open a window in another process, and kill it once something holds."""

    def run(holds: Callable[[], bool]) -> None:
        with subprocess.Popen(
            [sys.executable, "-m", "tests.ui.draft_child", str(desktop.folder)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        ) as window:
            try:
                assert window.stdout is not None
                assert window.stdout.readline() == "typed\n"
                until = time.monotonic() + LIMIT_S
                while not holds() and time.monotonic() < until:
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        window.wait(0.05)
            finally:
                window.kill()
        assert holds()

    return run


def leave(folders: Folders, *drafts: SavedDraft) -> None:
    """Let a window before have left ``drafts`` behind."""
    store = DraftStore(folders.drafts)
    for one in drafts:
        store.save(one)
    store.close()


def files(folders: Folders) -> list[Path]:
    return list(folders.drafts.rglob("*.json"))


def offer(user: User) -> str:
    """Return what the banner says of drafts, "" when it says nothing or another thing."""
    words = [label.text() for label in user.look(QLabel, "bannerText")]
    return next((text for text in words if "recovered" in text), "")


def banners(user: User) -> list[str]:
    """Close all banners and return their keys."""
    keys = []
    while (shown := user.window.banner.banner) is not None:
        keys.append(shown.key)
        user.window.banner.withdraw(shown.key)
    return keys


async def offered(user: User) -> str:
    """Wait for the banner and return what it says."""
    await user.until(lambda: offer(user))
    return offer(user)


async def open_bjorn(user: User) -> None:
    user.bench.open_endpoint("p1")
    await user.rows_shown()
    user.tab.resource.load("/Users", RESOURCE)
    await user.read_in_full(NAME)
    user.tab.resource.show_tab("json")


async def test_that_a_quit_asks_nothing_and_the_next_start_offers_the_draft(
    desktop: Desktop, bjorn: RecordingServer
) -> None:
    desktop.keep(saved(bjorn))
    async with desktop.window() as user:
        await open_bjorn(user)
        user.replace_in_json('"active"', '"title": "Prof", "active"')
        user.window.close_asked.emit()
        assert desktop.codes == [0]

    async with desktop.window() as user:
        assert await offered(user) == f"1 draft recovered: {NAME}"
        user.click("bannerButton")
        await user.read_in_full(NAME)
        user.tab.resource.show_tab("json")

        assert '"title": "Prof"' in user.json.toPlainText()
        assert user.text("draftLabel") == "draft"
        assert not offer(user)
        user.click("sendButton")
        await user.logged("PUT")
        await user.until(lambda: not user.tab.resource.is_dirty)

    assert b'"title": "Prof"' in bjorn.writes[0].body
    assert files(desktop.folders) == []


async def test_fault_102_a_killed_window_loses_nothing_and_leaves_no_secret(
    desktop: Desktop,
    bjorn: RecordingServer,
    vault: MemoryKeyring,
    crash: Callable[[Callable[[], bool]], None],
) -> None:
    desktop.keep(saved(bjorn, auth=Auth(AuthKind.BEARER)))

    def is_on_disk() -> bool:
        kept = b"".join(path.read_bytes() for path in files(desktop.folders))
        state = desktop.folders.window_state
        composed = state.read_bytes() if state.exists() else b""
        return (
            b"add" in kept and b"typed-before-the-crash" in composed and MASK.encode() in composed
        )

    crash(is_on_disk)

    assert [secret for secret in (TOKEN, PASSWORD) if secret.encode() in desktop.files()] == []
    async with desktop.window() as user:
        await user.bench.services.secrets.write(user.bench.desk.profiles[0], TOKEN)
        assert (await offered(user)).startswith(f"1 draft recovered: {NAME}")
        composed = [tab for tab in user.window.tabs.tabs() if isinstance(tab, ComposeTab)]
        assert composed[0].target.path_edit.text() == "/Users/typed-before-the-crash"
        user.click("bannerButton")
        await user.read_in_full(NAME)
        user.tab.resource.show_tab("json")
        assert f'"password": "{MASK}", "nickName": "{MASK}"' in user.json.toPlainText()
        assert user.tab.resource.editor.patch.content()[0][0].path == "password"
        assert not user.find(QPushButton, "sendButton").isEnabled()


async def test_that_closing_the_banner_keeps_the_draft(
    desktop: Desktop, bjorn: RecordingServer
) -> None:
    desktop.keep(saved(bjorn))
    leave(desktop.folders, draft(resource=RESOURCE))
    async with desktop.window() as user:
        await offered(user)
        user.click("bannerCloseButton")
        user.bench.desk.load()
        assert not offer(user)

    assert len(files(desktop.folders)) == 1


async def test_that_several_drafts_are_opened_one_after_the_other(
    desktop: Desktop, bjorn: RecordingServer
) -> None:
    desktop.keep(saved(bjorn))
    new = draft(5, resource="", method="POST", name="Eve", text='{"userName": "eve"}')
    others = [draft(n, name=f"User {n}", resource=f"r{n}") for n in range(1, 5)]
    leave(desktop.folders, *others, new)

    async with desktop.window() as user:
        assert await offered(user) == "5 drafts recovered: Eve, User 4, User 3, 2 more"
        user.click("bannerButton")
        assert user.json.toPlainText() == '{"userName": "eve"}'
        assert offer(user) == "4 drafts recovered: User 4, User 3, User 2, 1 more"
        user.click("bannerButton")
        assert user.tab.resource.subject == ("/Users", "r4")
        assert user.window.tabs.count() == 1

    assert len(files(desktop.folders)) == 5


async def test_that_a_draft_that_is_opened_in_the_list_is_offered_no_more(
    desktop: Desktop, bjorn: RecordingServer
) -> None:
    desktop.keep(saved(bjorn))
    leave(desktop.folders, draft(resource=RESOURCE, text='{"title": "mine"}'))
    async with desktop.window() as user:
        await offered(user)
        user.bench.open_endpoint("p1")
        await user.rows_shown()
        user.tab.resource.load("/Users", RESOURCE)
        await user.until(lambda: user.tab.resource.is_dirty)

        assert KEY not in banners(user)


async def test_that_a_draft_waits_for_its_endpoint(desktop: Desktop) -> None:
    leave(desktop.folders, draft(profile="gone"), draft(2, profile="p2"))
    async with desktop.window() as user:
        told: list[object] = []
        user.bench.drafts.recovered.connect(told.append)
        await user.until(lambda: told)
        assert not offer(user)
        user.bench.desk.add_temporary(saved("http://127.0.0.1:9", 2))

        assert await offered(user) == f"1 draft recovered: {NAME}"

    assert len(files(desktop.folders)) == 2


async def test_that_deleting_an_endpoint_deletes_its_drafts(
    desktop: Desktop, bjorn: RecordingServer, vault: MemoryKeyring
) -> None:
    desktop.keep(saved(bjorn))
    leave(desktop.folders, draft(), draft(2, profile="p2"))
    async with desktop.window() as user:
        await offered(user)
        user.bench.desk.ask_delete("p1")
        user.click("askYesButton")
        await user.until(lambda: not offer(user))

    assert [path.name for path in files(desktop.folders)] == ["p2.d2.json"]
    assert vault.entries == {}


async def test_that_closing_a_tab_keeps_what_was_typed_just_now(
    desktop: Desktop, bjorn: RecordingServer
) -> None:
    desktop.keep(saved(bjorn))
    async with desktop.window() as user:
        await open_bjorn(user)
        user.replace_in_json('"active"', '"title": "Prof", "active"')
        user.bench.close_tab(user.tab)
        await user.until(lambda: not user.window.tabs.count())
        await open_bjorn(user)

        assert '"title": "Prof"' in user.json.toPlainText()

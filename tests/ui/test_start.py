"""What the window shows first, and what it remembers from one start to the next."""

from __future__ import annotations

import json
import secrets
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from scim_explorer.problems import NoReplyError, Problem
from scim_explorer.ui.start import DEMO_ID
from scim_explorer.ui.theme import ThemeChoice, theme
from scim_explorer.ui.window_state import OpenTab, WindowState, load_state, save_state
from tests.gui.memory_keyring import MemoryKeyring
from tests.gui.user import User
from tests.ui.conftest import Desktop, saved, settled, titles
from tests.ui.fake_directory import list_body
from tests.ui.fake_directory import user as person
from tests.ui.recording_server import RecordingServer

CANARY = "canary-09e2-token"


@dataclass
class FakeDemo:
    """A demo endpoint that is up, or not, when the test says so."""

    ready: Future[str] = field(default_factory=Future)
    stops: int = 0

    def stop(self) -> None:
        self.stops += 1


def banner_words(user: User) -> str:
    assert user.window.banner.isVisible()
    return " ".join(label.text() for label in user.window.banner.findChildren(QLabel))


async def test_that_the_first_start_offers_three_ways_and_the_demo_has_the_focus(
    desktop: Desktop,
) -> None:
    async with desktop.window() as user:
        assert user.window.focusWidget() is user.find(QPushButton, "demoButton")
        assert user.look(QWidget, "welcomePane")
        assert user.window.windowTitle() == "SCIM Explorer"


async def test_that_nothing_is_sent_before_something_is_opened(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server, 1), saved(server, 2))

    async with desktop.window() as user:
        await settled(user)
        user.window.endpoints.select("p2")
        await settled(user)

        assert server.requests == []
        assert user.log_rows() == []


async def test_that_tabs_come_back_in_order_and_ask_nothing_until_they_are_used(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server, 1), saved(server, 2))
    async with desktop.window() as user:
        user.bench.open_endpoint("p1", "User")
        user.bench.open_endpoint("p2", "Group")
        user.bench.open_endpoint("p2", "User")
        user.window.tabs.setCurrentIndex(1)
        await settled(user)
        before = titles(user)
    server.requests.clear()

    async with desktop.window() as user:
        await settled(user)
        again = titles(user)
        asked_at_start = list(server.requests)
        user.window.tabs.setCurrentIndex(0)
        await settled(user)
        asked_by_looking = list(server.requests)
        user.click("emptyButton")
        await user.rows_shown()
        await settled(user)

        assert before == ["Users \u2013 Acme 1", "Groups \u2013 Acme 2", "Users \u2013 Acme 2"]
        assert again == before
        assert asked_at_start == asked_by_looking == []
        assert {r.path for r in server.requests} >= {"/Users", "/ServiceProviderConfig"}


async def test_that_the_active_tab_is_the_one_that_was(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))
    tabs = (OpenTab("browse", "p1", "User"), OpenTab("browse", "p1", "Group"))
    save_state(desktop.folders.window_state, WindowState(tabs=tabs, active_tab=0))

    async with desktop.window() as user:
        assert user.window.tabs.currentIndex() == 0
        assert user.window.windowTitle() == "Users \u2013 Acme 1 [TEST] \u2013 SCIM Explorer"


async def test_that_theme_text_size_columns_and_docks_survive_a_restart(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))
    async with desktop.window() as user:
        user.bench.open_endpoint("p1")
        await user.rows_shown()
        user.window.qt_actions["themeDark"].trigger()
        user.window.qt_actions["textBigger"].trigger()
        user.window.qt_actions["toggleLog"].trigger()
        user.tab.browse.table.columns_moved.emit(("active", "userName"))

    theme().set_scale(1.0)
    async with desktop.window(size=None) as user:
        user.click("emptyButton")
        await user.rows_shown()

        assert theme().choice is ThemeChoice.DARK
        assert theme().scale == 1.1
        assert user.window.qt_actions["themeDark"].isChecked()
        assert user.window.log_dock.isHidden()
        assert user.tab.browse.view.columns == ("active", "userName")


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"\x00" * 64,
        b'{"deep": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"docks": "\\udc80"}',
        json.dumps({"theme": "pink"}).encode(),
        json.dumps({"geometry": "zz", "docks": "zz", "active_tab": 9}).encode(),
        json.dumps(
            {"tabs": [{"kind": "compose", "profile": "p1", "draft": {"new": "x"}}]}
        ).encode(),
        json.dumps({"tabs": [{"kind": "other", "profile": "gone"}]}).encode(),
        json.dumps({"tabs": [{"kind": "browse", "profile": "p1", "resource_type": "?"}]}).encode(),
    ],
)
async def test_fault_98_a_corrupt_state_file_never_stops_the_start(
    desktop: Desktop, server: RecordingServer, content: bytes
) -> None:
    desktop.keep(saved(server))
    desktop.folders.window_state.write_bytes(content)

    async with desktop.window(size=None) as user:
        await settled(user)

        assert user.window.isVisible()
        assert not user.window.banner.isVisible()
        assert server.requests == []


async def test_that_a_tab_of_a_deleted_endpoint_is_left_out(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server, 2))
    tabs = (OpenTab("browse", "p1", "User"), OpenTab("browse", "p2", "User"))
    save_state(desktop.folders.window_state, WindowState(tabs=tabs, active_tab=1))

    async with desktop.window() as user:
        assert titles(user) == ["Users \u2013 Acme 2"]


async def test_fault_102_a_draft_comes_back_without_its_secret(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))
    async with desktop.window() as user:
        user.bench.requests.compose("p1")
        user.type("composePath", "/Users/1")
        user.type("composeHeaders", f"Authorization: Bearer {CANARY}")

    assert CANARY.encode() not in desktop.files()
    async with desktop.window() as user:
        assert titles(user) == ["Compose 1 \u2013 Acme 1"]
        assert user.find(QLineEdit, "composePath").text() == "/Users/1"
        assert server.requests == []


async def test_that_a_change_is_written_a_second_later_and_not_at_the_end_only(
    desktop: Desktop, server: RecordingServer
) -> None:
    async with desktop.window() as user:
        user.start._save.stop()

        user.window.qt_actions["themeDark"].trigger()
        waiting = user.start._save.isActive(), user.start._save.interval()
        user.start._save.timeout.emit()
        await user.start._tasks.join()

        assert waiting == (True, 1000)
        assert load_state(desktop.folders.window_state).theme == "dark"


async def test_that_nothing_is_written_after_the_end(desktop: Desktop) -> None:
    async with desktop.window() as user:
        await user.start.keep_state()
        written = desktop.folders.window_state.read_bytes()

        user.bench.remember(WindowState(theme="dark"))
        user.start._save.timeout.emit()
        await user.start._tasks.join()

        assert desktop.folders.window_state.read_bytes() == written


async def test_that_a_picture_leaves_no_trace_in_the_state(desktop: Desktop) -> None:
    desktop.folder.mkdir()

    async with desktop.window(screenshot=desktop.folder / "shot.png") as user:
        await user.until(lambda: desktop.codes)

    assert desktop.codes[0] == 0
    assert not desktop.folders.window_state.exists()


async def test_that_a_profile_asked_for_by_name_is_opened(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server, 1), saved(server, 2))

    async with desktop.window(profile="aCME 2") as user:
        await user.rows_shown()

        assert titles(user) == ["Users \u2013 Acme 2"]


async def test_that_a_name_nobody_has_is_said(desktop: Desktop) -> None:
    async with desktop.window(profile="<b>Nobody</b>") as user:
        assert 'No profile is called "<b>Nobody</b>".' in banner_words(user)


async def test_that_a_log_that_cannot_be_kept_is_said(desktop: Desktop) -> None:
    desktop.folder.mkdir()
    desktop.folders.log.mkdir()

    async with desktop.window() as user:
        assert "log" in banner_words(user).lower()


async def test_fault_96_a_disk_that_fills_up_is_said_once_and_requests_go_on(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))
    server.bodies["/Users"] = list_body([person(1, nickName=secrets.token_hex(60_000))], 1)
    async with desktop.window() as user:
        log = user.bench.services.log
        log._act(lambda store: store._connection.execute("PRAGMA max_page_count=1").close())
        before = user.window.banner.keys

        user.bench.open_endpoint("p1")
        await user.rows_shown()
        await user.until(lambda: "Request log not saved" in user.window.banner.keys)
        told = [key for key in user.window.banner.keys if "log" in key]
        user.window.banner.withdraw("Request log not saved")
        await settled(user)

        assert "Request log not saved" not in (*before, *user.window.banner.keys)
        assert told == ["Request log not saved"]
        assert "/Users" in str(user.log_rows())


async def test_that_the_demo_is_opened_once_it_is_up(
    desktop: Desktop, server: RecordingServer
) -> None:
    demo: Any = FakeDemo()

    async with desktop.window(demo=demo) as user:
        before = user.bench.expects_endpoint
        demo.ready.set_result(server.base)
        await user.rows_shown()
        user.start.open_demo()

        assert before
        assert titles(user) == ["Users \u2013 Demo"]
        assert user.window.header.chip.text() == "DEMO"
        assert user.bench.desk.is_temporary(DEMO_ID)

    assert demo.stops == 0
    assert load_state(desktop.folders.window_state).tabs == ()
    assert desktop.store.load() == ()


async def test_that_a_demo_that_does_not_start_is_said(desktop: Desktop) -> None:
    demo: Any = FakeDemo()

    async with desktop.window(demo=demo) as user:
        demo.ready.set_exception(NoReplyError(Problem("Demo not started", "It ended at once.")))
        await user.until(user.window.banner.isVisible)

        assert not user.bench.expects_endpoint
        assert user.look(QWidget, "welcomePane")


async def test_that_a_token_is_asked_for_only_when_something_is_sent(
    desktop: Desktop,
    server: RecordingServer,
    vault: MemoryKeyring,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    read = vault.get_password

    def note(service: str, username: str) -> str | None:
        asked.append(username)
        return read(service, username)

    monkeypatch.setattr(vault, "get_password", note)
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await settled(user)

    assert asked == []

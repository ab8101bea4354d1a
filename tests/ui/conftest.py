"""The whole window over a folder of its own, opened and closed as often as a test wants."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import keyring
import pytest
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from scim_explorer.folders import Folders, user_folders
from scim_explorer.profiles.profile import Profile
from scim_explorer.profiles.store import ProfileStore
from scim_explorer.ui.fonts import load_fonts
from scim_explorer.ui.main_window import MainWindow
from scim_explorer.ui.start import Start
from scim_explorer.ui.theme import ThemeChoice, theme
from scim_explorer.ui.window_state import load_state
from scim_explorer.window_options import WindowOptions
from tests.gui.memory_keyring import MemoryKeyring
from tests.gui.user import User
from tests.ui.fake_directory import list_body, user
from tests.ui.recording_server import RecordingServer, Reply, recording_server

SIZE = (1440, 900)


class Desktop:
    """Opens windows over one folder, as one start of the program after the other does.

    Attributes:
        codes: Exit codes that the windows asked for.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.codes: list[int] = []

    @property
    def folders(self) -> Folders:
        return user_folders(self.folder)

    @property
    def store(self) -> ProfileStore:
        return ProfileStore(self.folders.profiles)

    def keep(self, *profiles: Profile) -> None:
        """Save profiles before a window is opened."""
        self.folders.profiles.mkdir(parents=True, exist_ok=True)
        for profile in profiles:
            self.store.save(profile)

    @asynccontextmanager
    async def window(self, **options: Any) -> AsyncIterator[User]:
        """Open the window for a block and close it as ``app`` does.

        A block, and no fixture: pytest-qt handles Qt's events between test and fixtures, where
        no loop runs.

        Args:
            **options: Those of ``WindowOptions``.
        """
        state = load_state(self.folders.window_state)
        theme().set_scale(state.text_percent / 100)
        theme().apply(ThemeChoice(options.get("theme") or state.theme))
        given: dict[str, Any] = {"config_dir": self.folder, "size": SIZE} | options
        window = MainWindow(state, given["size"])
        window.finished.connect(self.codes.append)
        window.show()
        start = Start(window, WindowOptions(**given), self.folders, state)
        start.begin()
        try:
            yield User(start)
        finally:
            await start.shutdown.close()
            window.hide()
            start.shutdown.close_stores()
            delete(window)

    def files(self) -> bytes:
        """Return everything that was written to disk."""
        return b"".join(path.read_bytes() for path in self.folder.rglob("*") if path.is_file())


@pytest.fixture
def vault(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    """A keyring for the test, in place of the system's own."""
    made = MemoryKeyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    return made


@pytest.fixture
def desktop(tmp_path: Path, qapp: QApplication) -> Iterator[Desktop]:
    """Somebody's desktop, without any window yet."""
    qapp.setStyle("Fusion")
    load_fonts(qapp)
    yield Desktop(tmp_path / "config")
    theme().apply(ThemeChoice.LIGHT)
    theme().set_scale(1.0)


@pytest.fixture
def server() -> Iterator[RecordingServer]:
    """A server with three users that keeps what it gets; it knows no discovery."""
    with recording_server() as running:
        people = [user(number) for number in range(3)]
        running.bodies["/Users"] = list_body(people, 3)
        running.bodies["/Groups"] = list_body([], 0)
        yield running


@pytest.fixture
def hanging(server: RecordingServer) -> Callable[[], None]:
    """Let the server keep every reader waiting from now on."""
    return lambda: server.replies.update({"GET": Reply(hang=True)})


def saved(server: RecordingServer | str, number: int = 1, **changes: Any) -> Profile:
    """Return a profile for ``server`` or for a base URL."""
    base = server if isinstance(server, str) else server.base
    given = {"id": f"p{number}", "name": f"Acme {number}", "base_url": base} | changes
    return Profile(**given)


def titles(user: User) -> list[str]:
    """Return the words on the work tabs."""
    tabs = user.window.tabs
    return [tabs.tabText(index) for index in range(tabs.count())]


async def settled(user: User) -> None:
    """Wait until everything that was started has ended."""
    await asyncio.sleep(0)
    await user.until(lambda: not any(scope.busy for scope in user.bench.all_scopes()))


async def open_users(user: User, profile_id: str = "p1") -> None:
    """Open the first list of an endpoint and wait for it, and for discovery."""
    user.bench.open_endpoint(profile_id)
    await user.rows_shown()
    await settled(user)
    user.bench.show_running()

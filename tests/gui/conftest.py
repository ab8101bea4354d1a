"""The whole window, in a folder of its own, on the loop of the test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import keyring
import pytest
import pytest_asyncio
from PySide6.QtWidgets import QApplication

from scim_explorer.folders import user_folders
from scim_explorer.ui.fonts import load_fonts
from scim_explorer.ui.main_window import MainWindow
from scim_explorer.ui.start import Start
from scim_explorer.ui.theme import ThemeChoice, theme
from scim_explorer.ui.window_state import load_state
from scim_explorer.window_options import WindowOptions
from tests.gui.memory_keyring import MemoryKeyring
from tests.gui.user import User

SIZE = (1440, 900)


@pytest.fixture
def vault(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    """A keyring for the test, in place of the system's own."""
    made = MemoryKeyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    return made


@pytest_asyncio.fixture
async def user(tmp_path: Path, vault: MemoryKeyring) -> AsyncIterator[User]:
    """Somebody in front of a fresh window."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setStyle("Fusion")
    load_fonts(app)
    theme().apply(ThemeChoice.LIGHT)
    folders = user_folders(tmp_path)
    state = load_state(folders.window_state)
    window = MainWindow(state, SIZE)
    window.show()
    start = Start(window, WindowOptions(config_dir=tmp_path, size=SIZE), folders, state)
    start.begin()
    yield User(start)
    await start.shutdown.close()
    start.window.hide()
    start.shutdown.close_stores()
    start.window.deleteLater()

"""A window in a process of its own, on a disk or with a keyring that fails.

Arguments: what to do, and the folder with the profiles p1 (with a token) and p2. Writes one JSON
object of what was seen and ends as its user would end it.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import keyring
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop
from typing_extensions import override

from scim_explorer.problems import Problem
from scim_explorer.ui.fonts import load_fonts
from tests.gui.memory_keyring import MemoryKeyring
from tests.gui.user import User
from tests.ui.conftest import Desktop

HANGS_S = 60.0
BLOCKS = (64 * 1024, 1)
Seen = dict[str, object]


class HungKeyring(MemoryKeyring):
    """Waits for a person who does not come."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Event()

    @override
    def get_password(self, service: str, username: str) -> str | None:
        self.asked.set()
        time.sleep(HANGS_S)
        return None


VAULT = HungKeyring()


def fill_disk(folder: Path) -> None:
    """Write until the disk takes no byte more."""
    with (folder / "filler").open("ab", buffering=0) as file:
        for block in BLOCKS:
            with suppress(OSError):
                while True:
                    file.write(b"x" * block)


def forbid_writing() -> None:
    """Let the system refuse each byte that goes to a file, as a full disk does."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))


async def read_unlogged(user: User) -> None:
    """Read a page that the log cannot keep on the disk."""
    user.bench.open_endpoint("p2", "Group")
    await user.rows_shown()
    await user.until(lambda: "Request log not saved" in user.window.banner.keys)
    await user.logged("GET")


async def change(user: User) -> Seen:
    """Change a profile and type a request where nothing can be written."""
    problems: list[Problem] = []
    rows = user.tab.browse.table.model().rowCount()
    user.bench.desk.failed.connect(problems.append)
    user.bench.desk.rename("p2", "Renamed")
    await user.until(lambda: problems)
    user.bench.requests.compose("p2")
    user.type("composePath", "/Users/typed")
    return {"problem": f"{problems[0].title}: {problems[0].detail}", "rows": rows}


async def on_full_disk(user: User) -> Seen:
    folder = user.bench.services.folders.config
    fill_disk(folder)
    await read_unlogged(user)
    # The log in memory gave its side files back.
    fill_disk(folder)
    return await change(user)


async def with_refused_writes(user: User) -> Seen:
    user.bench.open_endpoint("p2")
    await user.rows_shown()
    forbid_writing()
    await read_unlogged(user)
    return await change(user)


async def in_read_only_folder(user: User) -> Seen:
    await user.until(lambda: "read-only-folder" in user.window.banner.keys)
    await read_unlogged(user)
    return await change(user)


async def with_hung_keyring(user: User) -> Seen:
    """Work with another endpoint while the keyring keeps the first one waiting."""
    user.bench.open_endpoint("p1")
    await user.until(VAULT.asked.is_set)
    user.bench.open_endpoint("p2")
    await user.rows_shown()
    return {"rows": user.tab.browse.table.model().rowCount()}


WAYS: dict[str, Callable[[User], Awaitable[Seen]]] = {
    "full": on_full_disk,
    "refused": with_refused_writes,
    "read-only": in_read_only_folder,
    "hung": with_hung_keyring,
}


async def work(way: str, folder: Path) -> None:
    async with Desktop(folder).window() as user:
        seen = await WAYS[way](user)
        banners = {}
        while (shown := user.window.banner.banner) is not None:
            banners[shown.key] = shown.text
            user.window.banner.withdraw(shown.key)
        sys.stdout.write(json.dumps({**seen, "banners": banners}) + "\n")
        sys.stdout.flush()


def main() -> None:
    keyring.get_keyring = lambda: VAULT
    app = QApplication([])
    app.setStyle("Fusion")
    app.setQuitOnLastWindowClosed(False)
    load_fonts(app)
    with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        runner.run(work(sys.argv[1], Path(sys.argv[2])))


if __name__ == "__main__":
    main()

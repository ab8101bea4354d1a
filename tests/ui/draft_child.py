"""A window in a process of its own: somebody types a change and a request, and sends neither.

Arguments: the folder. Writes "typed" and stays until it is killed.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import keyring
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from scim_explorer.ui.fonts import load_fonts
from scim_explorer.ui.models.patch_operations import Operation
from tests.gui.memory_keyring import MemoryKeyring
from tests.gui.user import User
from tests.ui.conftest import Desktop

TOKEN = "canary-51f0-token-of-the-session"
PASSWORD = "canary-77aa-password"
RESOURCE = "id-0000001"


async def edit_resource(user: User) -> None:
    profile = user.bench.desk.profiles[0]
    await user.bench.services.secrets.write(profile, TOKEN)
    user.bench.open_endpoint(profile.id)
    await user.rows_shown()
    pane = user.tab.resource
    pane.load("/Users", RESOURCE)
    await user.read_in_full("Björn Åkesson")
    pane.show_tab("json")
    user.replace_in_json('"active"', f'"password": "{PASSWORD}", "nickName": "{TOKEN}", "active"')
    pane.editor.json.flush()
    pane.editor.patch.set_content((Operation("add", "password", f'"{PASSWORD}"'),), None)


def compose(user: User) -> None:
    user.bench.requests.compose("p1")
    user.type("composePath", "/Users/typed-before-the-crash")
    user.type("composeBody", f'{{"password":"{PASSWORD}","x":"{TOKEN}"}}')


async def work(folder: Path) -> None:
    async with Desktop(folder).window() as user:
        await edit_resource(user)
        compose(user)
        sys.stdout.write("typed\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> None:
    vault = MemoryKeyring()
    keyring.get_keyring = lambda: vault
    app = QApplication([])
    app.setStyle("Fusion")
    app.setQuitOnLastWindowClosed(False)
    load_fonts(app)
    with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        runner.run(work(Path(sys.argv[1])))


if __name__ == "__main__":
    main()

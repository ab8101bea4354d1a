"""A resource pane on the screen, a real session behind it, a server behind that."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from shiboken6 import delete

from scim_explorer.client.session import Session
from scim_explorer.ui.draft_shelf import DraftShelf
from scim_explorer.ui.panes.resource_pane import ResourcePane
from tests.client.memory_log import MemoryLog, profile, session_for
from tests.ui.recording_server import RecordingServer, recording_server

W = TypeVar("W", bound=QWidget)
ANN = (
    b'{"id": "1", "userName": "ann", "displayName": "Ann", "title": "Dr",'
    b' "meta": {"version": "v1"}}'
)
BOB = b'{"id": "2", "userName": "bob", "displayName": "Bob"}'
LIMIT_S = 8


class Bench:
    """What a test does with the pane and sees of it."""

    def __init__(
        self, server: RecordingServer, session: Session, drafts: DraftShelf | None = None
    ) -> None:
        self.server, self.session = server, session
        self.pane = ResourcePane(session, drafts=drafts)
        self.pane.resize(500, 700)
        self.pane.show()
        self._turn = asyncio.Event()
        pane = self.pane
        for signal in (
            pane.tasks.busy_changed,
            pane.reader.arrived,
            pane.reader.failed,
            pane.reader.groups_found,
            pane.desk.finished,
            pane.desk.refused,
            pane.desk.stopped,
            pane.deleted,
        ):
            signal.connect(lambda *_: self._turn.set())

    def child(self, kind: type[W], name: str) -> W:
        found = self.pane.findChild(kind, name)
        assert found is not None, name
        return found

    async def until(self, met: Callable[[], bool]) -> None:
        """Wait for what the pane reports until ``met`` holds."""
        async with asyncio.timeout(LIMIT_S):
            while not met():
                self._turn.clear()
                await self._turn.wait()

    async def load(self, resource_id: str = "1", endpoint: str = "/Users") -> None:
        self.pane.load(endpoint, resource_id)
        await self.until(lambda: not self.pane.reader.is_reading)

    def type(self, old: str, new: str) -> None:
        """Change a part of the JSON as a user would, through the editor."""
        editor = self.pane.editor.json.editor
        text = editor.toPlainText()
        assert old in text
        cursor = editor.textCursor()
        cursor.setPosition(editor.position_of(text.index(old)))
        end = editor.position_of(text.index(old) + len(old))
        cursor.setPosition(end, cursor.MoveMode.KeepAnchor)
        cursor.insertText(new)

    def click(self, name: str) -> None:
        button = self.child(QPushButton, name)
        assert button.isEnabled(), name
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    async def send(self) -> None:
        self.click("sendButton")
        await self.until(lambda: not self.pane.desk.is_sending)

    @property
    def verdict(self) -> str:
        return str(self.child(QWidget, "verdictStrip").property("verdict"))

    def text(self, name: str) -> str:
        return self.child(QLabel, name).text()

    @property
    def json(self) -> str:
        return self.pane.editor.json.text()

    async def aclose(self) -> None:
        await self.pane.aclose()
        await self.session.aclose()
        delete(self.pane)


@asynccontextmanager
async def resource_bench(**changes: object) -> AsyncIterator[Bench]:
    """Put a pane on the screen; ``changes`` are fields of its profile."""
    with recording_server() as server:
        server.bodies = {"/Users/1": ANN, "/Users/2": BOB}
        bench = Bench(server, session_for(profile(server.base, **changes), MemoryLog()))
        try:
            yield bench
        finally:
            await bench.aclose()

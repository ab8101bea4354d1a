"""A person at the window: finds things by their object names, types, clicks and waits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QModelIndex, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTreeView,
    QWidget,
)

from scim_explorer.ui.editors.json_edit import JsonEdit
from scim_explorer.ui.start import Start
from scim_explorer.ui.tabs import BrowseTab

W = TypeVar("W", bound=QWidget)
LIMIT_S = 20.0
_TURN_S = 0.02


class User:
    """Works with one window."""

    def __init__(self, start: Start) -> None:
        self.start = start
        self.window = start.window
        self.bench = start.bench

    # --- finding -----------------------------------------------------------------

    def find(self, kind: type[W], name: str, inside: QObject | None = None) -> W:
        """Return the one visible widget of this object name."""
        found = self.look(kind, name, inside)
        assert len(found) == 1, f"{len(found)} visible widgets are called {name}"
        return found[0]

    def look(self, kind: type[W], name: str, inside: QObject | None = None) -> list[W]:
        """Return every visible widget of this object name."""
        where = inside or self.window
        return [w for w in where.findChildren(kind, name) if w.isVisible()]

    @property
    def tab(self) -> BrowseTab:
        tab = self.window.tabs.currentWidget()
        assert isinstance(tab, BrowseTab)
        return tab

    @property
    def table(self) -> QTableView:
        return self.find(QTableView, "resourceTable")

    @property
    def json(self) -> JsonEdit:
        return self.find(JsonEdit, "jsonView")

    def text(self, name: str) -> str:
        return self.find(QLabel, name).text()

    def state(self, name: str = "browsePane") -> str:
        return str(self.find(QWidget, name).property("state"))

    def column(self, path: str) -> list[str]:
        """Return the cells of a column of the table, as shown."""
        model = self.table.model()
        headings = [
            str(model.headerData(c, Qt.Orientation.Horizontal)) for c in range(model.columnCount())
        ]
        place = headings.index(path)
        return [str(model.index(row, place).data()) for row in range(model.rowCount())]

    def log_rows(self) -> list[tuple[str, ...]]:
        """Return the rows of the request log, newest first, as shown."""
        model = self.find(QTableView, "requestLog").model()
        return [
            tuple(str(model.index(row, c).data()) for c in range(model.columnCount()))
            for row in range(model.rowCount())
        ]

    def form_cells(self) -> list[tuple[str, str]]:
        """Return attribute and value of the top rows of the form, as shown."""
        model = self.find(QTreeView, "formView").model()
        return [
            (str(model.index(row, 0).data()), str(model.index(row, 1).data()))
            for row in range(model.rowCount())
        ]

    # --- doing -------------------------------------------------------------------

    def click(self, name: str, inside: QObject | None = None) -> None:
        button = self.find(QAbstractButton, name, inside)
        assert button.isEnabled(), f"{name} is disabled"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def type(self, name: str, text: str) -> None:
        """Put ``text`` into a field in place of what is there, key by key."""
        field = self.find(QWidget, name)
        assert isinstance(field, QLineEdit | QPlainTextEdit)
        field.setFocus()
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClicks(field, text)

    def press(self, name: str, key: Qt.Key) -> None:
        QTest.keyClick(self.find(QWidget, name), key)

    def choose(self, name: str, value: str) -> None:
        """Pick an entry of a combo box by its data or its words."""
        combo = self.find(QComboBox, name)
        place = combo.findData(value)
        combo.setCurrentIndex(place if place >= 0 else combo.findText(value))
        assert combo.currentIndex() >= 0

    def click_row(self, view: QAbstractItemView, index: QModelIndex) -> None:
        view.scrollTo(index)
        place: QPoint = view.visualRect(index).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def replace_in_json(self, before: str, after: str) -> None:
        """Type over a piece of the JSON text."""
        cursor = self.json.document().find(before)
        assert not cursor.isNull(), f"{before} is not in the JSON"
        self.json.setTextCursor(cursor)
        QTest.keyClick(self.json, Qt.Key.Key_Delete)
        QTest.keyClicks(self.json, after)

    async def open_in_tree(self, words: str) -> None:
        """Click the row of the endpoint tree that shows ``words``, once it is there."""
        tree = self.find(QTreeView, "endpointTree")
        model = tree.model()

        def found() -> list[QModelIndex]:
            return model.match(
                model.index(0, 0),
                Qt.ItemDataRole.DisplayRole,
                words,
                1,
                Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive,
            )

        await self.until(found)
        tree.expand(found()[0].parent())
        self.click_row(tree, found()[0])

    # --- waiting -----------------------------------------------------------------

    async def until(self, seen: Callable[[], object]) -> None:
        """Let the window work until ``seen`` holds; the limit only detects a hang."""
        async with asyncio.timeout(LIMIT_S):
            # What is waited for is on the screen, which raises no event for every change.
            while not seen():  # noqa: ASYNC110
                await asyncio.sleep(_TURN_S)
        QApplication.sendPostedEvents()

    async def rows_shown(self) -> None:
        await self.until(lambda: self.look(QWidget, "browsePane"))
        await self.until(lambda: self.state() in {"ready", "partial"})

    async def read_in_full(self, name: str) -> None:
        """Wait until the resource called ``name`` stands at the right, read by itself."""
        await self.until(
            lambda: self.look(QLabel, "resourceTitle") and self.text("resourceTitle") == name
        )
        await self.until(lambda: not self.tab.resource.tasks.busy)
        await self.until(lambda: self.tab.resource.exchange_number is not None)

    async def logged(self, method: str) -> tuple[str, ...]:
        """Wait for a row of this method in the log and return it."""

        def rows() -> list[tuple[str, ...]]:
            found = (row for row in self.log_rows() if row[2] == method)
            return [row for row in found if row[4] != "sent"]

        await self.until(rows)
        return rows()[0]

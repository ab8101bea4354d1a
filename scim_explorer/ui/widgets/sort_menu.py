"""Asks to sort the rows that are loaded, from a heading or from a cell below it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from scim_explorer.ui.display import menu_text
from scim_explorer.ui.models.resource_table import ResourceTableModel
from scim_explorer.ui.widgets.resource_table_view import ResourceTableView

_MOST_CHARACTERS = 120
"""A path of the enterprise extension has 71, and its end tells it from others."""


class SortMenu(QObject):
    """The context menu of the headings.

    Attributes:
        view: Whose headings they are.
        model: What they head.

    Signals:
        requested: Attribute path, or "" for the order the rows were sent in; descending or not.
    """

    requested = Signal(str, bool)

    def __init__(self, view: ResourceTableView, model: ResourceTableModel) -> None:
        super().__init__(view)
        self.view = view
        self.model = model
        self._header = view.horizontalHeader()
        self._header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._header.customContextMenuRequested.connect(self._open)

    def menu_at(self, position: QPoint) -> QMenu | None:
        """Return the menu for a place in the header, None beside the attributes."""
        section = self._header.logicalIndexAt(position)
        if section < 1:
            return None
        menu = QMenu(self.view)
        self.fill(menu, section)
        return menu

    def fill(self, menu: QMenu, section: int) -> None:
        """Add the ways to sort by the attribute of a section."""
        path, own = self.model.columns[section - 1].path, self.model.own_sort
        name = menu_text(path, _MOST_CHARACTERS)
        for words, descending in (
            (self.tr("Sort the loaded rows by {0}, &ascending"), False),
            (self.tr("Sort the loaded rows by {0}, &descending"), True),
        ):
            action = menu.addAction(words.format(name))
            action.setCheckable(True)
            action.setChecked((own.path, own.descending) == (path, descending))
            action.triggered.connect(
                lambda _=False, descending=descending: self.requested.emit(path, descending)
            )
        as_sent = menu.addAction(self.tr("&Server's order"))
        as_sent.setEnabled(bool(own.path))
        as_sent.triggered.connect(lambda: self.requested.emit("", False))

    def _open(self, position: QPoint) -> None:
        menu = self.menu_at(position)
        if menu is not None:
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self._header.viewport().mapToGlobal(position))

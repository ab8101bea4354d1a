"""What can be done with the rows of the resource table: its context menu and its copies."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from scim_explorer.ui.display import menu_text
from scim_explorer.ui.models.page_cache import Row
from scim_explorer.ui.models.resource_table import ResourceTableModel
from scim_explorer.ui.models.table_columns import equals_filter, tsv
from scim_explorer.ui.widgets.resource_table_view import ResourceTableView
from scim_explorer.ui.widgets.sort_menu import SortMenu

_COPIED_ROWS = 10_000
_SHOWN_CHARACTERS = 40


class TableMenu(QObject):
    """Copies rows and asks for what only the pane's owner can do.

    Signals:
        opened: A ``Row`` to work on.
        tab_requested: A ``Row`` to open as a tab of its own.
        delete_requested: A ``Row`` to delete, after a question.
        filter_requested: Filter text that finds the value under the pointer.
        copied: What was copied, in words for the status bar.
    """

    opened = Signal(object)
    tab_requested = Signal(object)
    delete_requested = Signal(object)
    filter_requested = Signal(str)
    copied = Signal(str)

    def __init__(
        self, view: ResourceTableView, model: ResourceTableModel, sort_menu: SortMenu
    ) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._sort_menu = sort_menu
        view.customContextMenuRequested.connect(self.open_menu)
        view.copy_requested.connect(self.copy_table)

    def menu_at(self, position: QPoint) -> QMenu | None:
        """Return the menu for a place in the table, None where no resource is."""
        index = self._view.indexAt(position)
        row = self._model.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        menu = QMenu(self._view)
        menu.addAction(self.tr("&Open"), lambda: self.opened.emit(row))
        menu.addAction(self.tr("Open as &tab"), lambda: self.tab_requested.emit(row))
        menu.addSeparator()
        copy_id = menu.addAction(self.tr("Copy &id"), self.copy_ids)
        menu.addAction(self.tr("Copy &JSON"), self.copy_json)
        menu.addAction(self.tr("&Copy as TSV"), self.copy_table)
        menu.addSeparator()
        self._add_filter(menu, index.row(), index.column())
        if index.column() > 0:
            self._sort_menu.fill(menu.addMenu(self.tr("&Sort the loaded rows")), index.column())
        menu.addSeparator()
        delete = menu.addAction(self.tr("&Delete..."), lambda: self.delete_requested.emit(row))
        for action in (copy_id, delete):
            action.setEnabled(row.id is not None)
        if row.id is None:
            delete.setToolTip(self.tr("This resource has no usable id."))
        return menu

    def open_menu(self, position: QPoint) -> None:
        """Show the menu; it is gone when it closes."""
        menu = self.menu_at(position)
        if menu is not None:
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self._view.viewport().mapToGlobal(position))

    def copy_ids(self) -> None:
        """Copy the ids of the selection, one a line."""
        ids = [row.id for _, row in self._rows() if row.id is not None]
        self._copy("\n".join(ids), self.tr("Copied %n id(s)", "", len(ids)))

    def copy_json(self) -> None:
        """Copy the resources of the selection as the server sent them, one after the other."""
        texts = [bytes(row.raw).decode("utf-8", "replace") for _, row in self._rows()]
        self._copy("\n".join(texts), self.tr("Copied %n resource(s) as JSON", "", len(texts)))

    def copy_table(self) -> None:
        """Copy the columns of the selection as tab-separated text, values as sent."""
        rows = [self._model.sent_cells(place) or () for place, _ in self._rows()]
        self._copy(tsv(rows), self.tr("Copied %n row(s) as TSV", "", len(rows)))

    def _rows(self) -> Iterator[tuple[int, Row]]:
        count = 0
        for place in self._view.selected_rows():
            row = self._model.row_at(place)
            if row is not None:
                yield place, row
                count += 1
            if count >= _COPIED_ROWS:
                return

    def _add_filter(self, menu: QMenu, view_row: int, section: int) -> None:
        sent = self._model.sent_cells(view_row)
        if section < 1 or sent is None:
            return
        column, value = self._model.columns[section - 1], sent[section - 1]
        text = equals_filter(column, value)
        words = self.tr("&Filter by this value: {0}").format(menu_text(text, _SHOWN_CHARACTERS))
        menu.addAction(words, lambda: self.filter_requested.emit(text))

    def _copy(self, text: str, words: str) -> None:
        if text:
            # Lone surrogates cannot leave the program; a clipboard holds Unicode.
            whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            QGuiApplication.clipboard().setText(whole)
            self.copied.emit(words)

"""Which resource of the table is chosen, also over another search and before it is loaded."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, Signal

from scim_explorer.ui.models.page_cache import Row
from scim_explorer.ui.models.resource_table import ResourceTableModel
from scim_explorer.ui.widgets.resource_table_view import ResourceTableView


class RowChoice(QObject):
    """Follows the table's cursor.

    Signals:
        chosen: The ``Row`` under the cursor, at once or when it has been loaded.
        opened: The ``Row`` on which Enter or a double click fell.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, view: ResourceTableView, model: ResourceTableModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._kept_id: str | None = None
        self._is_waiting = False
        self._is_quiet = False
        view.activated.connect(self._open)
        view.selectionModel().currentRowChanged.connect(self._choose)

    @property
    def row(self) -> Row | None:
        index = self._view.currentIndex()
        return self._model.row_at(index.row()) if index.isValid() else None

    def keep(self) -> None:
        """Remember the id of the current row before the table shows another list."""
        row = self.row
        self._kept_id = row.id if row is not None else None

    def restore(self) -> None:
        """Select the kept row again where the new list has it; it is not chosen anew."""
        self._is_waiting = False
        place = None if self._kept_id is None else self._model.view_row_of(self._kept_id)
        if place is not None:
            self._is_quiet = True
            self._view.selectRow(place)
            self._is_quiet = False

    def show_top(self) -> None:
        """Show the first rows, unless there is a row chosen to be shown."""
        if self.row is None:
            self._view.scrollToTop()

    def rows_came(self) -> None:
        """Choose the current row if it was a placeholder until now."""
        if self._is_waiting:
            self._choose(self._view.currentIndex())

    def _choose(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        if not index.isValid() or self._is_quiet:
            return
        row = self._model.row_at(index.row())
        self._is_waiting = row is None
        if row is not None:
            self.chosen.emit(row)

    def _open(self, index: QModelIndex) -> None:
        row = self._model.row_at(index.row())
        if row is not None:
            self.opened.emit(row)

"""Table model over the rows of one list, of which only a part may be there."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import TypeAlias

import msgspec
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from scim_explorer.problems import ExplorerError
from scim_explorer.protocol.list_response import ListPage, cell_reader
from scim_explorer.ui.display import visible
from scim_explorer.ui.models.page_cache import Mark, PageCache, Row
from scim_explorer.ui.models.sort_mark import SortMark
from scim_explorer.ui.models.table_columns import Column, Kind, cell_text
from scim_explorer.ui.widgets.elided_label import plain_tip

_log = logging.getLogger(__name__)
Index: TypeAlias = QModelIndex | QPersistentModelIndex
Cells: TypeAlias = tuple[str, ...]
Reader: TypeAlias = Callable[[msgspec.Raw], Cells]
Role = Qt.ItemDataRole

SENT_ROLE = Role.UserRole + 1
"""The cell's value as the server spelled it."""
MARK_ROLE = Role.UserRole + 2
"""The row's ``Mark``; None for a row that is not there yet."""

_NO_PARENT = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CELLS_KEPT = 2048
# What reading a foreign value can raise; a cell then shows "error" instead of ending the paint.
_READ_FAULTS = (
    ExplorerError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


class ResourceTableModel(QAbstractTableModel):
    """Shows a ``PageCache``; column 0 is what is odd about the row, then one per attribute.

    A row that has not been received is a placeholder: it has an index and no text. Code that
    needs a row itself asks ``row_at``, which also minds the local search.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cache: PageCache | None = None
        self._columns: tuple[Column, ...] = ()
        self._read: Reader | None = None
        self._cells: dict[int, Cells] = {}
        self._older_cells: dict[int, Cells] = {}
        self._row_count = 0
        self._found: tuple[int, ...] | None = None
        self._server_sort = SortMark()
        self._own_sort = SortMark()
        self._has_failed = False

    @property
    def cache(self) -> PageCache | None:
        return self._cache

    @property
    def columns(self) -> tuple[Column, ...]:
        return self._columns

    @property
    def found(self) -> tuple[int, ...] | None:
        """Row numbers that are shown, in their order; None for all rows as the server sent them."""
        return self._found

    @property
    def own_sort(self) -> SortMark:
        """The order in which the loaded rows were put here; its path is "" without."""
        return self._own_sort

    def show_cache(self, cache: PageCache | None) -> None:
        """Show another list from now on."""
        self.beginResetModel()
        self._cache = cache
        self._found = None
        self._row_count = cache.row_count if cache is not None else 0
        self._forget_cells()
        self.endResetModel()

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show other attributes from now on; rows and selection stay."""
        old, new = len(self._columns), len(columns)
        if new > old:
            self.beginInsertColumns(_NO_PARENT, old + 1, new)
            self._set_columns(columns)
            self.endInsertColumns()
        elif new < old:
            self.beginRemoveColumns(_NO_PARENT, new + 1, old)
            self._set_columns(columns)
            self.endRemoveColumns()
        else:
            self._set_columns(columns)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, new)
        self._report_rows(range(self._row_count))

    def show_sort(self, path: str, *, descending: bool, doubted: bool) -> None:
        """Put the arrow on the column of ``path``; "" takes it away.

        Args:
            path: Attribute path that was asked for.
            descending: The order that was asked for.
            doubted: True when the rows are not in that order.
        """
        self._mark_sort(SortMark(path, descending, doubted), self._own_sort)

    def show_own_sort(self, path: str, *, descending: bool) -> None:
        """Put the mark of our own order on the column of ``path``, in place of the server's."""
        self._mark_sort(self._server_sort, SortMark(path, descending, is_own=True))

    def _mark_sort(self, server: SortMark, own: SortMark) -> None:
        before = self._sort
        self._server_sort, self._own_sort = server, own
        if before != self._sort:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns))

    @property
    def _sort(self) -> SortMark:
        return self._own_sort if self._own_sort.path else self._server_sort

    def show_found(self, rows: tuple[int, ...] | None) -> None:
        """Show these rows of the list, in this order; None shows all of it as it was sent."""
        if rows == self._found:
            return
        self.beginResetModel()
        self._found = rows
        self._row_count = self._wanted_count()
        self.endResetModel()

    def add_page(self, page: int, answer: ListPage) -> None:
        """Put an answer into the list; placeholders fill, the row count follows."""
        if self._cache is None:
            return
        filled = self._cache.add(page, answer)
        for row in filled:
            self._cells.pop(row, None)
            self._older_cells.pop(row, None)
        self._follow_count()
        if self._found is None:
            self._report_rows(range(filled.start, min(filled.stop, self._row_count)))

    def row_number(self, view_row: int) -> int:
        """Return the number in the list (from 0) of a row of the table."""
        return view_row if self._found is None else self._found[view_row]

    def row_at(self, view_row: int) -> Row | None:
        """Return the resource in a row of the table, None for a placeholder."""
        if self._cache is None or not 0 <= view_row < self._row_count:
            return None
        return self._cache.row(self.row_number(view_row))

    def view_row_of(self, resource_id: str) -> int | None:
        """Return the first row of the table that holds this id."""
        if self._cache is None:
            return None
        numbers = (number for number, row in self._cache.held_rows() if row.id == resource_id)
        number = next(numbers, None)
        if number is None or self._found is None:
            return number
        return self._found.index(number) if number in self._found else None

    def sent_cells(self, view_row: int) -> Cells | None:
        """Return the values of a row as the server spelled them, None for a placeholder."""
        row = self.row_at(view_row)
        return None if row is None else self._sent(row)

    def shown_cells(self, number: int, row: Row) -> Cells:
        """Return the texts of a row of the list as shown."""
        cells = self._cells.get(number)
        if cells is None:
            cells = self._older_cells.get(number)
            if cells is None:
                sent = self._sent(row)
                cells = tuple(map(cell_text, self._columns, sent))
            if len(self._cells) >= _CELLS_KEPT:
                self._older_cells, self._cells = self._cells, {}
            self._cells[number] = cells
        return cells

    # --- QAbstractTableModel -----------------------------------------------------

    @override
    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else self._row_count

    @override
    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._columns) + 1

    @override
    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        view_row, place = index.row(), index.column() - 1
        if role == Role.DisplayRole and place >= 0:
            number = view_row if self._found is None else self.row_number(view_row)
            cells = self._cells.get(number)
            if cells is not None:
                return cells[place]
        row = self.row_at(view_row) if index.isValid() else None
        if row is None:
            return self.tr("not loaded yet") if role == Role.AccessibleTextRole else None
        return self._mark_data(row, role) if place < 0 else self._cell_data(index, row, role)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section <= len(self._columns):
            return None
        if section == 0:
            words = (Role.ToolTipRole, Role.AccessibleTextRole)
            return self.tr("Remarks") if role in words else None
        return self._heading(self._columns[section - 1], role)

    def _heading(self, column: Column, role: int) -> object:
        match role:
            case Role.DisplayRole:
                return visible(column.path)
            case Role.ToolTipRole | Role.AccessibleTextRole:
                return self._heading_in_words(visible(column.path))
            case Role.DecorationRole if column.path == self._sort.path:
                return self._sort.icon()
            case Role.TextAlignmentRole:
                return _RIGHT if column.kind is Kind.NUMBER else _LEFT
        return None

    def _heading_in_words(self, path: str) -> str:
        is_sorted = path == visible(self._sort.path)
        return plain_tip(self._sort.words().format(path) if is_sorted else path)

    def _mark_data(self, row: Row, role: int) -> object:
        if role == Role.UserRole:
            return row.id
        if role == MARK_ROLE:
            return row.mark
        if role in (Role.ToolTipRole, Role.AccessibleTextRole):
            return self._mark_words(row)
        return None

    def _mark_words(self, row: Row) -> str:
        if row.mark is Mark.NO_ID:
            return self.tr("This resource has no usable id.")
        if row.mark is Mark.REPEATED:
            return self.tr("The same id stands in row {0}.").format(row.first_seen + 1)
        return ""

    def _cell_data(self, index: Index, row: Row, role: int) -> object:
        place = index.column() - 1
        number = self.row_number(index.row())
        if role == Role.DisplayRole:
            return self.shown_cells(number, row)[place]
        if role == SENT_ROLE:
            return self._sent(row)[place]
        if role == Role.AccessibleTextRole:
            return f"{self._columns[place].path}, {self.shown_cells(number, row)[place]}"
        if role == Role.TextAlignmentRole:
            return _RIGHT if self._columns[place].kind is Kind.NUMBER else _LEFT
        if role == MARK_ROLE:
            return row.mark
        return None

    def _sent(self, row: Row) -> Cells:
        if self._read is None:
            return ("",) * len(self._columns)
        try:
            return self._read(row.raw)
        except _READ_FAULTS as error:
            if not self._has_failed:
                self._has_failed = True
                _log.warning("a row could not be read: %s", type(error).__name__)
            return (self.tr("error"),) * len(self._columns)

    def _set_columns(self, columns: Sequence[Column]) -> None:
        self._columns = tuple(columns)
        self._read = cell_reader([column.path for column in columns]) if columns else None
        self._forget_cells()

    def _forget_cells(self) -> None:
        self._cells.clear()
        self._older_cells.clear()
        self._has_failed = False

    def _wanted_count(self) -> int:
        if self._found is not None:
            return len(self._found)
        return self._cache.row_count if self._cache is not None else 0

    def _follow_count(self) -> None:
        count, wanted = self._row_count, self._wanted_count()
        if wanted > count:
            self.beginInsertRows(_NO_PARENT, count, wanted - 1)
            self._row_count = wanted
            self.endInsertRows()
        elif wanted < count:
            self.beginRemoveRows(_NO_PARENT, wanted, count - 1)
            self._row_count = wanted
            self.endRemoveRows()

    def _report_rows(self, rows: range) -> None:
        if rows:
            first, last = self.index(rows.start, 0), self.index(rows.stop - 1, len(self._columns))
            self.dataChanged.emit(first, last)

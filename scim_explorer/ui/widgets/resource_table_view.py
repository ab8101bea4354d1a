"""The table of resources: fixed rows, one delegate a kind of column, says what it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from scim_explorer.ui.models.resource_table import ResourceTableModel
from scim_explorer.ui.models.table_columns import Column, Kind
from scim_explorer.ui.theme import HEADER_ROW, TABLE_ROW, theme, ui_font
from scim_explorer.ui.widgets.cell_delegate import CellDelegate, MarkDelegate

_MARK_WIDTH = 32
_WIDTHS = {Kind.TEXT: 120, Kind.ID: 120, Kind.NUMBER: 80, Kind.BOOLEAN: 66, Kind.DATE: 136}
_FIRST_WIDTH = 190
_LEAST_COLUMNS = 3
_LEAST_TEXT_PX = 64
_ELASTIC = (Kind.TEXT, Kind.ID, Kind.DATE)
_PAD_PX = 8
_BY_KEYS = {
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
}


class ResourceTableView(QTableView):
    """Shows a ``ResourceTableModel``.

    Signals:
        rows_shown: First and last row (from 0) on the screen, after a scroll or a resize.
        sort_requested: Attribute path whose heading was clicked.
        columns_moved: Attribute paths in the order the user dragged them to.
        widths_changed: Attribute path to width, after the user dragged an edge.
        copy_requested: The copy keys.
    """

    rows_shown = Signal(int, int)
    sort_requested = Signal(str)
    columns_moved = Signal(tuple)
    widths_changed = Signal(dict)
    copy_requested = Signal()

    def __init__(self, model: ResourceTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._widths: dict[str, int] = {}
        self._is_arranging = False
        self._fits = False
        self._delegates = {kind: CellDelegate(kind, self) for kind in Kind}
        self._marks = MarkDelegate(self)
        self.setObjectName("resourceTable")
        self.setAccessibleName(self.tr("Resources"))
        self.setModel(model)
        self._configure()
        self._configure_header()
        theme().changed.connect(self.follow_theme)
        self.follow_theme()

    def show_widths(self, widths: Mapping[str, int], *, fit: bool = False) -> None:
        """Give each column its delegate and its width.

        Args:
            widths: Attribute path to width; others get the width of their kind.
            fit: Leave out the columns for which there is no room, the last ones first.
        """
        self._is_arranging = True
        self._fits = fit
        self._widths = dict(widths)
        header = self.horizontalHeader()
        self.setItemDelegateForColumn(0, self._marks)
        header.resizeSection(0, _MARK_WIDTH)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        for place, column in enumerate(self._model.columns, 1):
            self.setColumnHidden(place, False)
            header.resizeSection(place, self._width_of(place, column))
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
            self.setItemDelegateForColumn(place, self._delegates[column.kind])
        self._is_arranging = False
        self._fit()

    def visible_rows(self) -> tuple[int, int]:
        """Return the first and the last row on the screen, from 0."""
        last = self.rowAt(self.viewport().height() - 1)
        return max(self.rowAt(0), 0), last if last >= 0 else max(self._model.rowCount() - 1, 0)

    def report_rows(self) -> None:
        """Say which rows are on the screen."""
        self.rows_shown.emit(*self.visible_rows())

    @override
    def dataChanged(
        self,
        first: QModelIndex | QPersistentModelIndex,
        last: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        """Leave the screen alone when other rows changed: Qt 6.11 paints all of it again."""
        top, bottom = self.visible_rows()
        if first.row() <= bottom and top <= last.row():
            super().dataChanged(first, last, roles)

    def selected_rows(self) -> Iterator[int]:
        """Return the selected rows from top to bottom, without an index for each."""
        selection = self.selectionModel().selection()
        ranges = (selection.at(place) for place in range(selection.count()))
        spans = sorted((one.top(), one.bottom()) for one in ranges)
        done = -1
        for top, bottom in spans:
            yield from range(max(top, done + 1), bottom + 1)
            done = max(done, bottom)

    def follow_theme(self) -> None:
        """Take row heights and column widths from the text size."""
        self.setFont(ui_font())
        text = QFontMetrics(ui_font()).height()
        self.verticalHeader().setDefaultSectionSize(max(TABLE_ROW, text + _PAD_PX))
        self.horizontalHeader().setMinimumHeight(max(HEADER_ROW, text + _PAD_PX))
        if self._model.columns:
            self.show_widths(self._widths, fit=self._fits)

    def _fit(self) -> None:
        """Hide what does not fit; the first columns always stay, narrower where they must."""
        self._is_arranging = True
        room = self.viewport().width() - _MARK_WIDTH
        widths = self._fitted(room) if self._fits else self._wanted()
        for place, width in enumerate(widths, 1):
            if self._fits:
                self.horizontalHeader().resizeSection(place, width)
            is_spare = self._fits and place > _LEAST_COLUMNS and width > room
            self.setColumnHidden(place, is_spare)
            room -= 0 if is_spare else width
        self._is_arranging = False

    def _wanted(self) -> list[int]:
        return [self._width_of(place, one) for place, one in enumerate(self._model.columns, 1)]

    def _fitted(self, room: int) -> list[int]:
        """Return widths with which the first columns fit; texts give way, by their share."""
        widths = self._wanted()
        first = self._model.columns[:_LEAST_COLUMNS]
        elastic = [
            place
            for place, column in enumerate(first)
            if column.kind in _ELASTIC and column.path not in self._widths
        ]
        whole = sum(widths[place] for place in elastic)
        missing = sum(widths[:_LEAST_COLUMNS]) - room
        for place in elastic if missing > 0 else ():
            share = -(-missing * widths[place] // whole)
            widths[place] = max(widths[place] - share, theme().pixels(_LEAST_TEXT_PX))
        return widths

    def _width_of(self, place: int, column: Column) -> int:
        default = _FIRST_WIDTH if place == 1 else _WIDTHS[column.kind]
        return self._widths.get(column.path, theme().pixels(default))

    def _configure(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        # Fixed: asking a million rows for their height would take seconds.
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalScrollBar().valueChanged.connect(self.report_rows)

    def _configure_header(self) -> None:
        header = self.horizontalHeader()
        header.setObjectName("resourceTableHeader")
        header.setMinimumSectionSize(_MARK_WIDTH)
        header.setStretchLastSection(True)
        header.setSectionsClickable(True)
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(False)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header.sectionClicked.connect(self._ask_for_sort)
        header.sectionMoved.connect(self._follow_move)
        header.sectionResized.connect(self._follow_width)

    def _ask_for_sort(self, section: int) -> None:
        if section > 0:
            self.sort_requested.emit(self._model.columns[section - 1].path)

    def _follow_move(self, _section: int, old: int, new: int) -> None:
        if self._is_arranging:
            return
        header = self.horizontalHeader()
        order = [header.logicalIndex(place) for place in range(1, header.count())]
        paths = tuple(self._model.columns[section - 1].path for section in order)
        # The model takes over the order; the header goes back to its own.
        self._is_arranging = True
        header.moveSection(new, old)
        self._is_arranging = False
        self.columns_moved.emit(paths)

    def _follow_width(self, section: int, old: int, new: int) -> None:
        header = self.horizontalHeader()
        visible = [place for place in range(header.count()) if not header.isSectionHidden(place)]
        if self._is_arranging or section in (0, visible[-1]) or not self.isVisible():
            return
        if 0 in (old, new):
            # Qt tells of a column that was hidden before the first picture only in that picture.
            return
        self._widths[self._model.columns[section - 1].path] = new
        self.widths_changed.emit(dict(self._widths))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self.report_rows()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the row of the cursor: what is shown beside it must be seen in the list."""
        super().focusInEvent(event)
        here = self.currentIndex()
        is_bare = here.isValid() and not self.selectionModel().hasSelection()
        if is_bare and event.reason() in _BY_KEYS:
            self.selectRow(here.row())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
            return
        super().keyPressEvent(event)

"""The rows of the filter lab: which resource matches, which clause decides, what differs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from scim_explorer.protocol.filters.answer import JudgedRow
from scim_explorer.ui.display import count_text
from scim_explorer.ui.models.judged_rows import ORDER, Fate, Judged, JudgedRowsModel
from scim_explorer.ui.theme import SPACE_M, SPACE_XS, TREE_ROW, theme, ui_font
from scim_explorer.ui.widgets.padded_delegate import PaddedDelegate

_NAME_PX, _CLAUSE_PX, _ICON_ROOM_PX, _ROOM_PX = 150, 90, 36, 7


class JudgedTable(QWidget):
    """A table, and above it which kind of rows it shows.

    Signals:
        chosen: The ``JudgedRow`` under the cursor.
        opened: The ``JudgedRow`` on which Enter or a double click fell.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.only_combo = QComboBox(self)
        self.only_combo.setObjectName("labOnlyCombo")
        self.only_combo.setAccessibleName(self.tr("Which rows"))
        self.table = QTableView(self)
        self.table.setObjectName("labRows")
        self.table.setAccessibleName(self.tr("Resources and the clauses of the filter"))
        self.model = JudgedRowsModel(self)
        self.table.setModel(self.model)
        self._set_up_table()
        above = QHBoxLayout()
        above.setContentsMargins(SPACE_M, 0, SPACE_M, 0)
        above.addWidget(self.only_combo, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_XS)
        layout.addLayout(above)
        layout.addWidget(self.table, 1)
        self._fill_combo()
        self.only_combo.activated.connect(self._narrow)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.table.activated.connect(self._open)
        theme().changed.connect(self._size)
        self._size()

    @property
    def current(self) -> JudgedRow | None:
        return self.model.row_at(self.table.currentIndex().row())

    def show_rows(self, rows: Sequence[Judged], clauses: Sequence[tuple[int, str]]) -> None:
        """Show other rows; the cursor stays on the resource it was on."""
        before = self.current
        blocked = self.table.selectionModel().blockSignals(True)
        self.model.show_rows(rows, clauses)
        place = self.model.place_of(before.id) if before is not None else None
        if place is not None:
            self.table.selectRow(place)
        self.table.selectionModel().blockSignals(blocked)
        self._fill_combo()
        self._size()

    def _set_up_table(self) -> None:
        table = self.table
        table.setItemDelegate(PaddedDelegate(table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setTextElideMode(Qt.TextElideMode.ElideRight)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)

    def _size(self) -> None:
        metrics = QFontMetrics(ui_font())
        self.table.verticalHeader().setDefaultSectionSize(
            max(TREE_ROW, metrics.height() + _ROOM_PX)
        )
        words = max(metrics.horizontalAdvance(self.model.word(fate)) for fate in Fate)
        header = self.table.horizontalHeader()
        for section in range(self.model.columnCount()):
            wide = theme().pixels(_NAME_PX if section == 1 else _CLAUSE_PX)
            header.resizeSection(
                section, words + theme().pixels(_ICON_ROOM_PX) if section == 0 else wide
            )

    def _fill_combo(self) -> None:
        chosen = self.only_combo.currentData()
        self.only_combo.clear()
        total = sum(self.model.count(fate) for fate in Fate)
        self.only_combo.addItem(self.tr("All rows ({0})").format(count_text(total)), None)
        for fate in ORDER:
            count = self.model.count(fate)
            words = f"{self.model.word(fate)} ({count_text(count)})"
            self.only_combo.addItem(words, fate)
        place = next(
            (i for i in range(self.only_combo.count()) if self.only_combo.itemData(i) == chosen), 0
        )
        self.only_combo.setCurrentIndex(place)

    def _narrow(self) -> None:
        chosen = self.only_combo.currentData()
        self.model.show_only(Fate(chosen) if chosen else None)

    def _choose(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        row = self.model.row_at(index.row())
        if row is not None:
            self.chosen.emit(row)

    def _open(self, index: QModelIndex) -> None:
        row = self.model.row_at(index.row())
        if row is not None:
            self.opened.emit(row)

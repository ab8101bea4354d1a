"""The operator matrix on the screen: cells to walk through, each with its request behind it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget
from typing_extensions import override

from scim_explorer.checks.operators.probe import Result
from scim_explorer.ui.icons import TABLE_ICON_PX
from scim_explorer.ui.models.operator_matrix import (
    CONSTRUCT,
    RESULT,
    RESULT_ROLE,
    OperatorMatrixModel,
)
from scim_explorer.ui.theme import SPACE_L, SPACE_M, theme, ui_font
from scim_explorer.ui.widgets.padded_delegate import PaddedDelegate

_LONGEST = "attributes: a sub-attribute of several"
_SHORTEST = "value path of two"
_SUMMARIES = ("88 of 88 right", "not reached")
_WORDS = ("right, weak", "not reached")


class OperatorMatrixView(QTreeView):
    """Shows an ``OperatorMatrixModel``.

    Signals:
        cell_chosen: Index of the cell that is current now.
        link_activated: Number of the exchange behind a cell.
        copy_requested: The filter of the current cell shall be copied.
    """

    cell_chosen = Signal(QModelIndex)
    link_activated = Signal(int)
    copy_requested = Signal()

    def __init__(self, model: OperatorMatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("operatorMatrix")
        self.setAccessibleName(self.tr("Operator matrix"))
        self.setModel(model)
        self.setItemDelegate(PaddedDelegate(self))
        self.setUniformRowHeights(True)
        self.setIndentation(SPACE_L)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = self.header()
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        model.modelReset.connect(self._begin)
        theme().changed.connect(self.fit)
        self.activated.connect(self._follow)
        self._begin()

    def fit(self) -> None:
        """Take the widths from the fonts in force and from the room there is."""
        model, header, mode = self.model(), self.header(), QHeaderView.ResizeMode.Fixed
        bold = QFontMetrics(ui_font(bold=True)).horizontalAdvance
        room, count = self.viewport().width(), model.columnCount() - RESULT - 1
        beside = theme().pixels(TABLE_ICON_PX) + 2 * SPACE_L
        first, cell = max(map(bold, _SUMMARIES)) + beside, max(map(bold, _WORDS)) + beside
        longest, least = (
            bold(text) + 2 * self.indentation() + 2 * SPACE_M for text in (_LONGEST, _SHORTEST)
        )
        if least + first + count * cell > room:
            # The words of a whole run fit; one that was stopped has dots.
            cell = bold(_WORDS[0]) + beside
        header.setSectionResizeMode(mode)
        for column in range(RESULT, model.columnCount()):
            heading = bold(str(model.headerData(column, Qt.Orientation.Horizontal)))
            wanted = first if column == RESULT else cell
            header.resizeSection(column, max(wanted, heading + 2 * SPACE_L))
        used = sum(map(header.sectionSize, range(RESULT, model.columnCount())))
        header.resizeSection(CONSTRUCT, max(least, min(longest, room - used)))

    def current_result(self) -> Result | None:
        found = self.currentIndex().data(RESULT_ROLE)
        return found if isinstance(found, Result) else None

    @override
    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        self.cell_chosen.emit(self.currentIndex())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._follow(self.currentIndex())
            return
        # Left and right would fold the group; from cell to cell is what a matrix is for.
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        current = self.currentIndex()
        if step and current.parent().isValid():
            beside = current.siblingAtColumn(current.column() + step)
            if beside.isValid():
                self.setCurrentIndex(beside)
                return
        super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def _begin(self) -> None:
        self.expandAll()
        self.fit()

    def _follow(self, index: QModelIndex) -> None:
        found = index.data(RESULT_ROLE)
        if isinstance(found, Result) and found.exchange is not None:
            self.link_activated.emit(found.exchange)

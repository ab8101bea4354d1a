"""The tree of a filter's parts, and how each came out."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from scim_explorer.protocol.filters.syntax import Span
from scim_explorer.ui.display import visible
from scim_explorer.ui.icons import TABLE_ICON_PX, icon
from scim_explorer.ui.models.clause_rows import ClauseRow
from scim_explorer.ui.theme import mono_font, theme
from scim_explorer.ui.widgets.elided_label import plain_tip
from scim_explorer.ui.widgets.padded_delegate import PaddedDelegate

_SPAN_ROLE = Qt.ItemDataRole.UserRole
_CHARACTERS, _TIP_CHARACTERS, _INDENT_PX = 300, 2000, 14


class ClauseView(QTreeView):
    """Shows a ``ClauseRow``; icon and word say whether a part holds.

    Signals:
        chosen: The ``Span`` of the part under the cursor.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("labClauses")
        self.setAccessibleName(self.tr("Parts of the filter"))
        self._row: ClauseRow | None = None
        self._note_title = ""
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self.setItemDelegate(PaddedDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAllColumnsShowFocus(True)
        self.setIndentation(_INDENT_PX)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        theme().changed.connect(self._show)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def show_row(self, row: ClauseRow | None, note_title: str) -> None:
        """Show a tree, all of it open.

        Args:
            row: None shows nothing.
            note_title: What the second column is called.
        """
        self._row, self._note_title = row, note_title
        self._show()

    def _show(self) -> None:
        self._items.clear()
        self._items.setHorizontalHeaderLabels([self.tr("Part"), self._note_title])
        header = self.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        if self._row is not None:
            self._items.appendRow(self._cells(self._row))
        self.expandAll()
        self.resizeColumnToContents(1)
        header.resizeSection(1, min(header.sectionSize(1), self.viewport().width() * 2 // 5))

    def _cells(self, row: ClauseRow) -> list[QStandardItem]:
        part = QStandardItem(visible(row.text[:_CHARACTERS]))
        note = QStandardItem(visible(row.note))
        if row.matched is not None:
            words = self.tr("true") if row.matched else self.tr("false")
            picture, role = ("circle-check", "ok") if row.matched else ("circle-x", "muted")
            part.setIcon(icon(picture, role, theme().pixels(TABLE_ICON_PX)))
            note.setText(f"{words}  {note.text()}".rstrip())
        part.setData(row.span, _SPAN_ROLE)
        tip = plain_tip(visible(row.whole[:_TIP_CHARACTERS]))
        for item in (part, note):
            item.setFont(mono_font())
            item.setToolTip(tip)
        note.setToolTip(plain_tip(visible(row.note)))
        note.setForeground(theme().colour("muted"))
        aloud = ", ".join(filter(None, (visible(row.whole[:_CHARACTERS]), note.text())))
        part.setData(aloud, Qt.ItemDataRole.AccessibleTextRole)
        for one in row.parts:
            part.appendRow(self._cells(one))
        return [part, note]

    def _choose(self, index: QModelIndex) -> None:
        span = index.siblingAtColumn(0).data(_SPAN_ROLE)
        if isinstance(span, Span):
            self.chosen.emit(span)

"""The form: attributes of a resource with their values, as a tree that can be walked and copied."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget
from typing_extensions import override

from scim_explorer.protocol.json_codec import Document, Kind, Steps
from scim_explorer.protocol.schema import Attribute
from scim_explorer.ui.models.form_rows import FormRow
from scim_explorer.ui.models.resource_form import (
    REFERENCE_ROLE,
    ROW_ROLE,
    FormColumn,
    ResourceFormModel,
)
from scim_explorer.ui.theme import theme
from scim_explorer.ui.widgets.padded_delegate import PaddedDelegate

_OPEN_ITEMS = 40
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FormView(QTreeView):
    """Read-only tree of one resource.

    Enter on a reference, or a click on its value, follows it.

    Signals:
        reference_activated: A ``Reference``.
        offer_activated: The ``FormRow`` of something the server can be asked for.
        said: A sentence for the status bar.
    """

    reference_activated = Signal(object)
    offer_activated = Signal(object)
    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("formView")
        self.setAccessibleName(self.tr("Attributes of the resource"))
        self._known: set[Steps] = set()
        self.form = ResourceFormModel(self)
        self.setModel(self.form)
        self.setItemDelegate(PaddedDelegate(self))
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setIndentation(16)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setMouseTracking(True)
        header = self.header()
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(FormColumn.VALUE, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(FormColumn.MARK, QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.resizeSection(FormColumn.MARK, 32)
        header.resizeSection(FormColumn.ATTRIBUTE, 190)
        self._add_actions()
        self.clicked.connect(self._click)
        self.entered.connect(self._show_cursor)
        theme().changed.connect(self.viewport().update)

    # --- content -----------------------------------------------------------------

    def show_document(
        self,
        document: Document | None,
        attributes: Mapping[str, Attribute],
        extra: tuple[FormRow, ...] = (),
    ) -> None:
        """Show another resource; what was open and selected is so again where it exists."""
        opened, selected = self._opened(), self._selected_steps()
        self.form.set_document(document, attributes, extra)
        for place in range(self.form.rowCount()):
            index = self.form.index(place, 0)
            row = self.form.row_at(index)
            if row is None:
                continue
            if row.is_section:
                self.setFirstColumnSpanned(place, QModelIndex(), True)
            is_new = row.steps not in self._known
            if row.steps in opened or (is_new and _opens_by_itself(row)):
                self.setExpanded(index, True)
        self._known = {row.steps for row in self._top_rows()}
        index = self._index_at(selected)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def current_path(self) -> str:
        """Return the PATCH path of the current row, or ""."""
        return self.form.path_of(self.currentIndex())

    def copy_value(self) -> None:
        """Put the current value on the clipboard, as sent."""
        if self.currentIndex().isValid():
            QGuiApplication.clipboard().setText(self.form.copy_text(self.currentIndex()))
            self.said.emit(self.tr("Copied the value as sent."))

    def copy_path(self) -> None:
        """Put the PATCH path of the current row on the clipboard."""
        path = self.current_path()
        if path:
            QGuiApplication.clipboard().setText(path)
            self.said.emit(self.tr("Copied the PATCH path."))

    # --- events ------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self._follow(self.currentIndex()):
            event.accept()
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_value()
            event.accept()
            return
        super().keyPressEvent(event)

    def _add_actions(self) -> None:
        copy = QAction(self.tr("&Copy value"), self)
        copy.triggered.connect(self.copy_value)
        path = QAction(self.tr("Copy as PATCH &path"), self)
        path.triggered.connect(self.copy_path)
        follow = QAction(self.tr("&Follow the reference"), self)
        follow.triggered.connect(lambda: self._follow(self.currentIndex()))
        self.addActions([copy, path, follow])

    def _click(self, index: QModelIndex) -> None:
        if index.column() == FormColumn.VALUE:
            self._follow(index)

    def _follow(self, index: QModelIndex) -> bool:
        row = index.data(ROW_ROLE) if index.isValid() else None
        if not isinstance(row, FormRow) or not row.is_link:
            return False
        if row.is_offer:
            self.offer_activated.emit(row)
        else:
            self.reference_activated.emit(index.data(REFERENCE_ROLE))
        return True

    def _show_cursor(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        is_link = isinstance(row, FormRow) and row.is_link and index.column() == FormColumn.VALUE
        shape = Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    # --- what was open -----------------------------------------------------------

    def _top_rows(self) -> list[FormRow]:
        rows = (self.form.row_at(self.form.index(i, 0)) for i in range(self.form.rowCount()))
        return [row for row in rows if row is not None]

    def _opened(self) -> set[Steps]:
        return {row.steps for row in self._top_rows() if self.isExpanded(self.form.index_of(row))}

    def _selected_steps(self) -> Steps:
        row = self.form.row_at(self.currentIndex())
        return row.steps if row is not None else ()

    def _index_at(self, steps: Steps) -> QModelIndex:
        index = QModelIndex()
        for depth in range(1, len(steps) + 1):
            for place in range(self.form.rowCount(index)):
                row = self.form.row_at(self.form.index(place, 0, index))
                if row is not None and row.steps == steps[:depth]:
                    index = self.form.index(place, 0, index)
                    break
            else:
                return QModelIndex()
        return index


def _opens_by_itself(row: FormRow) -> bool:
    if row.node is None or row.label in ("meta", "schemas"):
        return False
    if row.node.kind is Kind.OBJECT:
        return bool(row.node.members)
    return 0 < len(row.node.items) <= _OPEN_ITEMS

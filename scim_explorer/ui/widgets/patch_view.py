"""The PATCH tab: operations written by hand, as a table or as the body itself."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from scim_explorer.problems import Problem, ProtocolError
from scim_explorer.protocol.json_codec import scan
from scim_explorer.ui.editors.json_edit import JsonEdit
from scim_explorer.ui.models.patch_operations import (
    OPS,
    Operation,
    OperationColumn,
    PatchOperationsModel,
    body_of,
    operations_in,
)
from scim_explorer.ui.theme import SPACE_L, SPACE_M, SPACE_S, mono_font
from scim_explorer.ui.widget_font import set_ui_font
from scim_explorer.ui.widgets.plain_label import PlainLabel
from scim_explorer.ui.widgets.tool_button import tool_button

Index = QModelIndex | QPersistentModelIndex


class _OpDelegate(QStyledItemDelegate):
    """Offers add, replace, remove; other words may be typed, since servers are tested too."""

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        combo = QComboBox(parent)
        combo.setEditable(True)
        combo.addItems(OPS)
        combo.setFont(mono_font())
        combo.setAccessibleName(self.tr("op"))
        combo.textActivated.connect(lambda: self._finish(combo))
        return combo

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data(Qt.ItemDataRole.EditRole)))

    def _finish(self, combo: QComboBox) -> None:
        self.commitData.emit(combo)
        self.closeEditor.emit(combo, QStyledItemDelegate.EndEditHint.NoHint)


class PatchView(QWidget):
    """Table and text of one PatchOp body; the text, once shown, is sent exactly as typed.

    Signals:
        edited: The body would be another one now.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = PatchOperationsModel(self)
        self.title = PlainLabel(self.tr("Operations"), self)
        set_ui_font(self.title, bold=True)
        self.add_button = tool_button(self, "addOperationButton", "plus", self.tr("Add operation"))
        self.add_button.setText(self.tr("Add"))
        self.add_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.copy_button = tool_button(
            self, "duplicateOperationButton", "copy", self.tr("Duplicate")
        )
        self.up_button = tool_button(self, "operationUpButton", "arrow-up", self.tr("Move up"))
        self.down_button = tool_button(
            self, "operationDownButton", "arrow-down", self.tr("Move down")
        )
        self.remove_button = tool_button(
            self, "removeOperationButton", "trash-2", self.tr("Remove")
        )
        self.text_button = tool_button(self, "patchTextButton", "pencil", self.tr("Edit as text"))
        self.text_button.setText(self.tr("As text"))
        self.text_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.text_button.setCheckable(True)
        self.table = QTableView(self)
        self.table.setObjectName("patchOperations")
        self.table.setAccessibleName(self.tr("Operations of the PATCH"))
        self.table.setModel(self.model)
        self.text = JsonEdit(self)
        self.text.setObjectName("patchText")
        self.text.setAccessibleName(self.tr("PATCH body, sent as typed"))
        self.problem_label = PlainLabel("", self, role="error")
        self.problem_label.setObjectName("patchProblem")
        self.problem_label.setWordWrap(True)
        self.stack = QStackedWidget(self)
        self.setFocusProxy(self.add_button)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.text)
        self._set_up_table()
        self._lay_out()
        self._add_shortcuts()
        self._connect()
        self._refresh()

    def _connect(self) -> None:
        self.add_button.clicked.connect(self.add_operation)
        self.copy_button.clicked.connect(lambda: self.model.duplicate(self._row()))
        self.remove_button.clicked.connect(lambda: self.model.remove(self._row()))
        self.up_button.clicked.connect(lambda: self._move(-1))
        self.down_button.clicked.connect(lambda: self._move(1))
        self.text_button.clicked.connect(self._switch)
        self.model.edited.connect(self._refresh)
        self.text.textChanged.connect(self._refresh)
        self.table.selectionModel().currentRowChanged.connect(self._enable)

    # --- content -----------------------------------------------------------------

    @property
    def is_text(self) -> bool:
        """Whether the text is what is sent, and not the table."""
        return self.text_button.isChecked()

    @property
    def operation_count(self) -> int:
        """How many operations are sent, 0 when the text says nothing the table could hold."""
        if not self.is_text:
            return sum(operation.enabled for operation in self.model.operations)
        try:
            return len(operations_in(self.text.toPlainText()) or ())
        except ProtocolError:
            return 0

    def body(self) -> str:
        return self.text.toPlainText() if self.is_text else body_of(self.model.operations)

    def content(self) -> tuple[tuple[Operation, ...], str | None]:
        """Return the operations, and the text when that is what is sent."""
        return self.model.operations, self.text.toPlainText() if self.is_text else None

    def set_content(self, operations: tuple[Operation, ...], text: str | None) -> None:
        self.text_button.setChecked(text is not None)
        self.text.set_text(text or "")
        self.model.set_operations(operations)
        self.stack.setCurrentIndex(1 if text is not None else 0)
        self._refresh()

    def problem(self) -> Problem | None:
        """Return why the body is not JSON, with its place, or None."""
        if self.is_text:
            try:
                scan(self.text.toPlainText(), subject="PATCH body")
            except ProtocolError as error:
                return error.problem
            return None
        found = self.model.first_problem()
        if found is None:
            return None
        row, problem = found
        words = self.tr("Operation {row}, value: {detail}")
        detail = words.format(row=row + 1, detail=problem.detail)
        return Problem(problem.title, detail, problem.hint, place=problem.place)

    def add_operation(self) -> None:
        """Add a line below the current one and open its path."""
        row = self._row() + 1 if self.model.rowCount() else 0
        self.model.insert(row, Operation())
        index = self.model.index(row, OperationColumn.PATH)
        self.table.setCurrentIndex(index)
        self.table.setFocus()
        self.table.edit(index)

    # --- parts -------------------------------------------------------------------

    def _set_up_table(self) -> None:
        self.table.setItemDelegateForColumn(OperationColumn.OP, _OpDelegate(self.table))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.table.setShowGrid(False)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column, width in ((OperationColumn.ENABLED, 40), (OperationColumn.OP, 90)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, width)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(SPACE_L, SPACE_S, SPACE_M, SPACE_S)
        row.setSpacing(SPACE_S)
        row.addWidget(self.title)
        row.addStretch(1)
        for button in (
            self.add_button,
            self.copy_button,
            self.up_button,
            self.down_button,
            self.remove_button,
            self.text_button,
        ):
            row.addWidget(button)
        self.problem_label.setContentsMargins(SPACE_L, SPACE_S, SPACE_L, SPACE_S)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.stack, 1)
        column.addWidget(self.problem_label)

    def _add_shortcuts(self) -> None:
        for keys, run in (
            ("Alt+Up", lambda: self._move(-1)),
            ("Alt+Down", lambda: self._move(1)),
            (QKeySequence.StandardKey.Delete, lambda: self.model.remove(self._row())),
        ):
            action = QAction(self.table)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(run)
            self.table.addAction(action)

    # --- doing -------------------------------------------------------------------

    def _row(self) -> int:
        return self.table.currentIndex().row()

    def _move(self, step: int) -> None:
        column = self.table.currentIndex().column()
        row = self.model.move(self._row(), step)
        self.table.setCurrentIndex(self.model.index(row, max(column, 0)))
        self._enable()

    def _switch(self) -> None:
        if self.is_text:
            self.text.set_text(body_of(self.model.operations))
        else:
            operations = self._operations_of_text()
            if operations is None:
                self.text_button.setChecked(True)
                return
            self.model.set_operations(operations)
        self.stack.setCurrentIndex(1 if self.is_text else 0)
        self._refresh()

    def _operations_of_text(self) -> tuple[Operation, ...] | None:
        try:
            found = operations_in(self.text.toPlainText())
        except ProtocolError as error:
            self._show_problem(error.problem.detail)
            return None
        if found is None:
            words = self.tr("The table cannot hold all of this text, so it stays text.")
            self._show_problem(words)
        return found

    def _refresh(self) -> None:
        problem = self.problem() if self.is_text or self.model.rowCount() else None
        self._show_problem(problem.detail if problem else "")
        self._enable()
        self.edited.emit()

    def _show_problem(self, words: str) -> None:
        self.problem_label.set_text(words)
        self.problem_label.setVisible(bool(words))

    def _enable(self) -> None:
        row, last = self._row(), self.model.rowCount() - 1
        table = not self.is_text
        self.add_button.setEnabled(table)
        for button in (self.copy_button, self.remove_button):
            button.setEnabled(table and row >= 0)
        self.up_button.setEnabled(table and row > 0)
        self.down_button.setEnabled(table and 0 <= row < last)

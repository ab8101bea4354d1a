"""The field that narrows a table to what is loaded and holds some words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget
from typing_extensions import override

from scim_explorer.ui.icons import set_icon
from scim_explorer.ui.theme import SPACE_M, SPACE_S


class FindBar(QWidget):
    """Hidden until ``open``; Esc closes it and shows all rows again.

    Signals:
        changed: The words as typed, "" when it was closed.
        closed: The bar is gone; the table wants the focus back.
    """

    changed = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = _FindEdit(self)
        self.edit.setObjectName("findEdit")
        words = self.tr("Find in the loaded rows")
        self.edit.setAccessibleName(words)
        self.edit.setPlaceholderText(words)
        close_button = QToolButton(self)
        close_button.setObjectName("findCloseButton")
        close_button.setAccessibleName(self.tr("Close the search"))
        close_button.setToolTip(self.tr("Show all rows (Esc)"))
        set_icon(close_button, "x")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_M, 0, SPACE_M, SPACE_S)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self.edit, 1)
        layout.addWidget(close_button)
        self.hide()

        self.edit.textChanged.connect(self.changed)
        self.edit.escaped.connect(self.close_bar)
        close_button.clicked.connect(self.close_bar)

    @property
    def words(self) -> str:
        return self.edit.text()

    def open_bar(self) -> None:
        """Show the bar with its words selected."""
        self.show()
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def close_bar(self) -> None:
        """Hide the bar; nothing is narrowed any more."""
        self.hide()
        self.edit.clear()
        self.closed.emit()


class _FindEdit(QLineEdit):
    escaped = Signal()

    @override
    def event(self, event: QEvent) -> bool:
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_escape and event.type() == QEvent.Type.ShortcutOverride:
            # Esc closes this field before it reaches the window's own short cut.
            event.accept()
            return True
        if is_escape and event.type() == QEvent.Type.KeyPress:
            self.escaped.emit()
            return True
        return super().event(event)

"""A line to find text in the reading view beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from scim_explorer.ui.icons import set_icon
from scim_explorer.ui.theme import SPACE_M, SPACE_S
from scim_explorer.ui.widgets.plain_label import PlainLabel


class TextFindBar(QWidget):
    """Hidden until ``open``; Enter finds the next, Shift+Enter the previous, Esc closes.

    Signals:
        asked: Text, and whether to look backwards.
        closed: The bar was closed.
    """

    asked = Signal(str, bool)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("textFindBar")
        self.setAccessibleName(self.tr("Find"))
        self.edit = QLineEdit(self)
        self.edit.setObjectName("textFindEdit")
        self.edit.setAccessibleName(self.tr("Find text"))
        self.edit.setPlaceholderText(self.tr("Find text"))
        self._result = PlainLabel("", self, role="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        row.setSpacing(SPACE_S)
        row.addWidget(self.edit, 1)
        row.addWidget(self._result)
        for name, icon, words, slot in (
            ("findPrevious", "chevron-up", self.tr("Previous (Shift+Enter)"), self.find_previous),
            ("findNext", "chevron-down", self.tr("Next (Enter)"), self.find_next),
            ("findClose", "x", self.tr("Close (Esc)"), self.close_bar),
        ):
            button = QToolButton(self)
            button.setObjectName(name)
            button.setAccessibleName(words)
            button.setToolTip(words)
            set_icon(button, icon)
            button.clicked.connect(slot)
            row.addWidget(button)
        self.edit.returnPressed.connect(self.find_next)
        self.edit.textChanged.connect(self._result.clear)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Shift+Return"), self, self.find_previous, context=within)
        QShortcut(QKeySequence("Escape"), self, self.close_bar, context=within)
        self.hide()

    def open(self) -> None:
        """Show the bar and select what stands in it."""
        self.show()
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def close_bar(self) -> None:
        self.hide()
        self.closed.emit()

    def find_next(self) -> None:
        self.asked.emit(self.edit.text(), False)

    def find_previous(self) -> None:
        self.asked.emit(self.edit.text(), True)

    def show_found(self, *, found: bool) -> None:
        """Say whether the text was there."""
        missing = bool(self.edit.text()) and not found
        self._result.setText(self.tr("not found") if missing else "")

"""The field that narrows a table to what is loaded and matches a filter or holds some words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from scim_explorer.ui.icons import set_icon
from scim_explorer.ui.theme import SPACE_M, SPACE_S, theme
from scim_explorer.ui.widgets.plain_label import PlainLabel

_NARROW = 380


class FindBar(QWidget):
    """Hidden until ``open``; Esc closes it and shows all rows again.

    Attributes:
        as_filter: What the user said the text is; None while that is to be guessed.

    Signals:
        changed: The text is another one ("" when the bar was closed), or ``as_filter`` is.
        closed: The bar is gone; the table wants the focus back.
    """

    changed = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.as_filter: bool | None = None
        self.edit = _FindEdit(self)
        self.edit.setObjectName("findEdit")
        self.edit.setAccessibleName(self.tr("Find in the loaded rows"))
        self.edit.setPlaceholderText(self.tr("Find in the loaded rows: words or a filter"))
        self.filter_button = QToolButton(self)
        self.filter_button.setObjectName("findAsFilterButton")
        self.filter_button.setText(self.tr("As filter"))
        self.filter_button.setAccessibleName(self.tr("Take the text as a filter"))
        self.filter_button.setCheckable(True)
        set_icon(self.filter_button, "filter")
        close_button = QToolButton(self)
        close_button.setObjectName("findCloseButton")
        close_button.setAccessibleName(self.tr("Close the search"))
        close_button.setToolTip(self.tr("Show all rows (Esc)"))
        set_icon(close_button, "x")
        self.note = PlainLabel("", self, role="muted")
        self.note.setObjectName("findNote")
        self.note.setAccessibleName(self.tr("About the filter"))
        self.note.setWordWrap(True)
        self.note.setMinimumWidth(1)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self.edit, 1)
        row.addWidget(self.filter_button)
        row.addWidget(close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_M, 0, SPACE_M, SPACE_S)
        layout.setSpacing(SPACE_S)
        layout.addLayout(row)
        layout.addWidget(self.note)
        self.show_note("")
        self.show_reading(is_filter=False)
        self.hide()

        self.edit.textChanged.connect(self._follow_text)
        self.edit.escaped.connect(self.close_bar)
        self.filter_button.clicked.connect(self._follow_button)
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

    def show_reading(self, *, is_filter: bool) -> None:
        """Say how the text is taken."""
        self.filter_button.setChecked(is_filter)
        words = self.tr("The text is looked for as words. Click to take it as a SCIM filter.")
        if is_filter:
            words = self.tr("The text is taken as a SCIM filter. Click to look for it as words.")
        self.filter_button.setToolTip(words)
        self.edit.setAccessibleDescription(words)

    def show_note(self, words: str) -> None:
        """Say below the field what is wrong with the filter; "" takes it away."""
        self.note.set_text(words)
        self.note.setVisible(bool(words))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        style = Qt.ToolButtonStyle
        is_wide = self.width() >= theme().pixels(_NARROW)
        self.filter_button.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if is_wide else style.ToolButtonIconOnly
        )

    def _follow_text(self, text: str) -> None:
        if not text:
            self.as_filter = None
        self.changed.emit(text)

    def _follow_button(self, checked: bool) -> None:  # noqa: FBT001  # a slot of clicked(bool)
        self.as_filter = checked
        self.changed.emit(self.words)


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

"""The row above the request log: how many, which ones, and what can be done with them."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QToolButton, QWidget

from scim_explorer.ui.display import count_text
from scim_explorer.ui.icons import set_icon
from scim_explorer.ui.theme import SPACE_M, SPACE_S, theme, ui_font
from scim_explorer.ui.widgets.elided_label import plain_tip
from scim_explorer.ui.widgets.plain_label import PlainLabel

_TYPING_MS = 200
_SEARCH_PX = 340
_THIS, _ALL = 0, 1
_BESIDE = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
_ICON_ONLY = Qt.ToolButtonStyle.ToolButtonIconOnly


class LogHead(QWidget):
    """Search words, scope and the switch for problems; buttons.

    Signals:
        filter_changed: Other rows are wanted; after a rest when it was typed.
        typed: A key was pressed in the search field; ``filter_changed`` follows.
        left: Esc in the empty search field.
    """

    filter_changed = Signal()
    typed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = PlainLabel(self.tr("Requests"), self)
        self._count = self._label("logCount", self.tr("Requests shown"))
        self._status = self._label("logStatus", self.tr("Search result"))
        self.search_edit = QLineEdit(self)
        self.search_edit.setObjectName("logSearchEdit")
        self.search_edit.setAccessibleName(self.tr("Search the log"))
        self.search_edit.setPlaceholderText(
            self.tr("Search log: 409, post, /Groups, after:14:00, took:>1s")
        )
        self.search_edit.setClearButtonEnabled(True)
        self.scope_combo = QComboBox(self)
        self.scope_combo.setObjectName("logScopeCombo")
        self.scope_combo.setAccessibleName(self.tr("Whose requests"))
        self.scope_combo.addItems([self.tr("This endpoint"), self.tr("All endpoints")])
        self.scope_combo.setEnabled(False)
        self._add_buttons()
        self._lay_out()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._connect()
        self._set_fonts()

    @property
    def is_typing(self) -> bool:
        """What is typed has not been asked for yet."""
        return self._typing.isActive()

    @property
    def is_for_all(self) -> bool:
        return self.scope_combo.currentIndex() == _ALL

    def set_endpoint_name(self, name: str) -> None:
        """Say which endpoint "This endpoint" is; "" for none."""
        self.scope_combo.setEnabled(bool(name))
        self.scope_combo.setToolTip(plain_tip(name))

    def show_everything(self) -> None:
        """Drop all that narrows, without asking yet."""
        for widget in (self.search_edit, self.scope_combo, self.problems_button):
            widget.blockSignals(True)
        self.search_edit.clear()
        self.scope_combo.setCurrentIndex(_ALL)
        self.problems_button.setChecked(False)
        for widget in (self.search_edit, self.scope_combo, self.problems_button):
            widget.blockSignals(False)

    def show_result(self, count: str, status: str) -> None:
        """Say how many rows there are, and what the search came to."""
        self._count.setText(count)
        self._status.setText(status)

    def show_unseen(self, count: int) -> None:
        """Say how many rows came in above those on the screen."""
        words = self.tr("{count} new").format(count=count_text(count))
        self.new_button.setText(words)
        self.new_button.setAccessibleName(words)
        self.new_button.setVisible(count > 0)

    def set_narrow(self, *, narrow: bool) -> None:
        """Let the buttons lose their words."""
        self.problems_button.setToolButtonStyle(_ICON_ONLY if narrow else _BESIDE)

    def stop(self) -> None:
        """Forget what was typed and not asked for."""
        self._typing.stop()

    def _label(self, name: str, accessible_name: str) -> PlainLabel:
        label = PlainLabel("", self, role="muted")
        label.setObjectName(name)
        label.setAccessibleName(accessible_name)
        return label

    def _add_buttons(self) -> None:
        self.problems_button = self._button(
            "logProblemsButton", "triangle-alert", self.tr("Problems only"), _BESIDE
        )
        self.problems_button.setCheckable(True)
        self.new_button = self._button(
            "logNewButton", "arrow-up", self.tr("Show the newest requests"), _BESIDE
        )
        self.undo_button = self._button("undoClearButton", "undo-2", self.tr("Undo clear"), _BESIDE)
        self.clear_button = self._button(
            "logClearButton", "eraser", self.tr("Clear the log"), _ICON_ONLY
        )
        self.hide_button = self._button(
            "logHideButton", "chevron-down", self.tr("Hide the log (Ctrl+J)"), _ICON_ONLY
        )
        self.new_button.hide()
        self.undo_button.hide()

    def _button(self, name: str, icon: str, words: str, style: Qt.ToolButtonStyle) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setAccessibleName(words)
        button.setText(words)
        button.setToolTip(words)
        button.setToolButtonStyle(style)
        set_icon(button, icon)
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        row.setSpacing(SPACE_M)
        row.addWidget(self._title)
        row.addWidget(self._count)
        row.addWidget(self.search_edit, 2)
        for widget in (self.scope_combo, self.problems_button, self.new_button, self.undo_button):
            row.addWidget(widget)
        row.addWidget(self._status)
        row.addStretch(1)
        row.addWidget(self.clear_button)
        row.addWidget(self.hide_button)

    def _connect(self) -> None:
        self._typing.timeout.connect(self._ask)
        self.search_edit.textChanged.connect(self._wait)
        self.search_edit.returnPressed.connect(self._ask)
        self.scope_combo.currentIndexChanged.connect(self._ask)
        self.problems_button.toggled.connect(self._ask)
        QShortcut(
            QKeySequence("Escape"),
            self.search_edit,
            self._leave,
            context=Qt.ShortcutContext.WidgetShortcut,
        )
        theme().changed.connect(self._set_fonts)

    def _set_fonts(self) -> None:
        self.search_edit.setMaximumWidth(theme().pixels(_SEARCH_PX))
        self._title.setFont(ui_font(bold=True))

    def _wait(self) -> None:
        self._typing.start()
        self.typed.emit()

    def _ask(self) -> None:
        self._typing.stop()
        self.filter_changed.emit()

    def _leave(self) -> None:
        if self.search_edit.text():
            self.search_edit.clear()
        else:
            self.left.emit()

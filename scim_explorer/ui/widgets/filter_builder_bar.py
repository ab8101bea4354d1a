"""The buttons of the filter builder, and the same as menu and keys of its rows."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QMenu, QToolButton, QWidget
from typing_extensions import override

from scim_explorer.protocol.filters import row_edits
from scim_explorer.protocol.filters.attributes import NOTHING_KNOWN, Attributes
from scim_explorer.protocol.filters.row_edits import RowEdit
from scim_explorer.protocol.filters.rows import FilterRow
from scim_explorer.protocol.filters.syntax import Node, ValuePath
from scim_explorer.ui.icons import ICON_PX
from scim_explorer.ui.theme import SPACE_S, SPACE_XS, theme
from scim_explorer.ui.widget_font import set_mono_font
from scim_explorer.ui.widgets.tool_button import tool_button

_KEYS: dict[RowEdit, str] = {
    row_edits.add_condition: "Ins",
    row_edits.add_group: "Shift+Ins",
    row_edits.negate: "!",
    row_edits.turn_group: "Space",
    row_edits.move_up: "Alt+Up",
    row_edits.move_down: "Alt+Down",
    row_edits.remove: "Del",
}
_ICON_PAD_PX, _WORD_PAD_PX, _WIDE_PX, _LEAST_PX = 5, 9, 240, 180
_CHECKABLE = frozenset({row_edits.negate, row_edits.turn_element})


class FilterBuilderBar(QWidget):
    """Says which edit of the chosen row is wanted.

    Signals:
        edit_wanted: A ``RowEdit``.
        first_wanted: A condition is wanted, and there is no filter yet.
        fields_wanted: The fields of the row are.
    """

    edit_wanted = Signal(object)
    first_wanted = Signal()
    fields_wanted = Signal()

    def __init__(self, rows: QListView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_filter = False
        self._narrow: list[QToolButton] = []
        self.actions_by_edit = {
            edit: self._action(edit, words, rows) for edit, words in self._words().items()
        }
        self._edit_action = QAction(self.tr("&Edit"), rows)
        self._edit_action.setShortcuts([QKeySequence("F2"), QKeySequence("Return")])
        self._edit_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._edit_action.triggered.connect(self.fields_wanted)
        rows.insertAction(self.actions_by_edit[row_edits.add_condition], self._edit_action)
        rows.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.add_button = tool_button(self, "builderAddButton", "plus", self.tr("Add"))
        self.add_button.setText(self.tr("Add"))
        self.add_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add_menu = QMenu(self)
        self.add_button.setMenu(self.add_menu)
        self.add_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        for edit in (row_edits.add_condition, row_edits.add_group, row_edits.add_element):
            self.add_menu.addAction(self.actions_by_edit[edit])
        self.not_button = self._words_button(
            "builderNotButton",
            "not",
            self.tr("Negate: list what does not match this row"),
            row_edits.negate,
        )
        self.element_button = self._words_button(
            "builderElementButton",
            "[ ]",
            self.tr("Value path: one element has to fulfil all of it"),
            row_edits.turn_element,
        )
        self.up_button = self._picture("builderUpButton", "arrow-up", row_edits.move_up)
        self.down_button = self._picture("builderDownButton", "arrow-down", row_edits.move_down)
        self.remove_button = self._picture("builderRemoveButton", "trash-2", row_edits.remove)
        self._lay_out()
        theme().changed.connect(self._fit)
        self._fit()
        self.show_row(None, None, NOTHING_KNOWN)

    def show_row(self, tree: Node | None, row: FilterRow | None, attributes: Attributes) -> None:
        """Enable what can be done to a row."""
        self._has_filter = tree is not None
        for edit, action in self.actions_by_edit.items():
            if tree is None or row is None:
                action.setEnabled(tree is None and edit is row_edits.add_condition)
            else:
                action.setEnabled(edit(tree, row, attributes) is not None)
        self._edit_action.setEnabled(row is not None)
        is_negated = row is not None and row.negations > 0
        is_element = row is not None and isinstance(row.node, ValuePath)
        self.actions_by_edit[row_edits.negate].setChecked(is_negated)
        self.actions_by_edit[row_edits.turn_element].setChecked(is_element)
        for button, edit, is_on in (
            (self.not_button, row_edits.negate, is_negated),
            (self.element_button, row_edits.turn_element, is_element),
            (self.up_button, row_edits.move_up, False),
            (self.down_button, row_edits.move_down, False),
            (self.remove_button, row_edits.remove, False),
        ):
            button.setEnabled(self.actions_by_edit[edit].isEnabled())
            button.setChecked(is_on)

    def _words(self) -> dict[RowEdit, str]:
        """Return what each edit is called, in the order of the menu."""
        return {
            row_edits.add_condition: self.tr("Add &condition"),
            row_edits.add_group: self.tr("Add &group"),
            row_edits.add_element: self.tr("Add &value path"),
            row_edits.negate: self.tr("&Negate"),
            row_edits.turn_element: self.tr("&One element fulfils all of it"),
            row_edits.turn_group: self.tr("&All of or any of"),
            row_edits.move_up: self.tr("Move &up"),
            row_edits.move_down: self.tr("Move &down"),
            row_edits.remove: self.tr("&Remove"),
        }

    def _action(self, edit: RowEdit, words: str, rows: QListView) -> QAction:
        action = QAction(words, rows)
        action.setShortcut(QKeySequence(_KEYS.get(edit, "")))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setCheckable(edit in _CHECKABLE)
        action.triggered.connect(lambda: self._want(edit))
        rows.addAction(action)
        return action

    def _words_button(self, name: str, words: str, tip: str, edit: RowEdit) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setText(words)
        button.setCheckable(True)
        set_mono_font(button)
        self._narrow.append(button)
        self._name(button, tip, edit)
        return button

    def _picture(self, name: str, picture: str, edit: RowEdit) -> QToolButton:
        words = self.actions_by_edit[edit].text().replace("&", "")
        button = tool_button(self, name, picture, words)
        self._narrow.append(button)
        self._name(button, words, edit)
        return button

    def _name(self, button: QToolButton, words: str, edit: RowEdit) -> None:
        keys = _KEYS.get(edit, "")
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        button.setAccessibleName(words)
        button.setToolTip(f"{words} ({shown})" if keys else words)
        button.clicked.connect(lambda: self._want(edit))

    def _want(self, edit: RowEdit) -> None:
        if self._has_filter:
            self.edit_wanted.emit(edit)
        else:
            self.first_wanted.emit()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_S, SPACE_XS, SPACE_S, SPACE_XS)
        row.setSpacing(0)
        row.addWidget(self.add_button)
        row.addWidget(self.not_button)
        row.addWidget(self.element_button)
        row.addStretch(1)
        row.addWidget(self.up_button)
        row.addWidget(self.down_button)
        row.addWidget(self.remove_button)

    def _fit(self) -> None:
        """Give short words and pictures no more room than they need: the column is narrow."""
        for button in self._narrow:
            width = theme().pixels(ICON_PX) + 2 * _ICON_PAD_PX
            if button.text():
                width = button.fontMetrics().horizontalAdvance(button.text()) + 2 * _WORD_PAD_PX
            button.setFixedWidth(width)
        style = Qt.ToolButtonStyle
        is_wide = self.width() >= theme().pixels(_WIDE_PX)
        self.add_button.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if is_wide else style.ToolButtonIconOnly
        )

    @override
    def minimumSizeHint(self) -> QSize:
        # Narrower than the word on the first button needs: it goes when the room does.
        return QSize(theme().pixels(_LEAST_PX), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

"""The field for the value of a condition: a line, or a list that takes other values too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QWidget

from scim_explorer.ui.display import visible
from scim_explorer.ui.widget_font import set_mono_font
from scim_explorer.ui.widgets.steady_combo import SteadyCombo


class FilterValueField(QStackedWidget):
    """Shows the value; a list beside it when the schema names values.

    Signals:
        edited: The value as the user has it now.
    """

    edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.line.setObjectName("builderValue")
        set_mono_font(self.line)
        self.combo = SteadyCombo(self)
        self.combo.setObjectName("builderValueList")
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.combo.setCompleter(None)  # type: ignore[arg-type]  # Qt takes null for none
        for field in (self.line, self.combo):
            field.setAccessibleName(self.tr("Value"))
            self.addWidget(field)
        self.line.textEdited.connect(self.edited)
        editor = self.combo.lineEdit()
        if editor is not None:
            editor.textEdited.connect(self.edited)
        self.combo.activated.connect(self._choose)

    def show_value(self, text: str, offered: Sequence[str]) -> None:
        """Show a value, with the list when any are offered."""
        wanted = self.combo if offered else self.line
        had_focus = self.line.hasFocus() or self.combo.hasFocus()
        if offered and self._offered() != list(offered):
            with QSignalBlocker(self.combo):
                self.combo.clear()
                for value in offered:
                    self.combo.addItem(visible(value), value)
        if self.text() != text or self.currentWidget() is not wanted:
            self.line.setText(text)
            self.combo.setEditText(text)
        self.setCurrentWidget(wanted)
        self.setFocusProxy(wanted)
        if had_focus:
            wanted.setFocus()

    def text(self) -> str:
        is_list = self.currentWidget() is self.combo
        return self.combo.currentText() if is_list else self.line.text()

    def _offered(self) -> list[object]:
        return [self.combo.itemData(number) for number in range(self.combo.count())]

    def _choose(self, number: int) -> None:
        value = str(self.combo.itemData(number))
        self.combo.setEditText(value)
        self.edited.emit(value)

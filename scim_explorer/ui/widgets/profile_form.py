"""The form of a profile: sections, rows with labels, and notes that appear when there is one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from scim_explorer.ui.theme import HEAD_PX, SPACE_L, SPACE_M, SPACE_XL
from scim_explorer.ui.widget_font import set_mono_font, set_ui_font
from scim_explorer.ui.widgets.plain_label import PlainLabel
from scim_explorer.ui.widgets.state import set_look

_TEXT_LINES = 4


class ProfileForm(QFormLayout):
    """One column of labels for all sections, so that their fields line up."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._owner = parent
        self.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self.setContentsMargins(SPACE_XL, SPACE_M, SPACE_XL, SPACE_XL)
        self.setHorizontalSpacing(SPACE_L)
        self.setVerticalSpacing(SPACE_M)

    def add_section(self, title: str) -> None:
        label = PlainLabel(title, self._owner)
        set_ui_font(label, HEAD_PX, bold=True)
        label.setContentsMargins(0, SPACE_M, 0, 0)
        self.addRow(label)

    def add_field(self, words: str, field: QWidget) -> None:
        """Add a field with its label; the letter after "&" jumps to it."""
        label = PlainLabel(words, self._owner)
        label.setBuddy(field)
        self.addRow(label, field)

    def add_line(self, words: str, name: str, text: str) -> QLineEdit:
        """Add a field of one line and return it."""
        edit = QLineEdit(text, self._owner)
        edit.setObjectName(name)
        edit.setAccessibleName(words.replace("&", ""))
        self.add_field(words, edit)
        return edit

    def add_text(self, words: str, name: str, text: str, *, mono: bool = False) -> QPlainTextEdit:
        """Add a field of a few lines and return it."""
        edit = QPlainTextEdit(text, self._owner)
        edit.setObjectName(name)
        edit.setAccessibleName(words.replace("&", ""))
        if mono:
            set_mono_font(edit)
        edit.setFixedHeight(edit.fontMetrics().height() * _TEXT_LINES)
        edit.setTabChangesFocus(True)
        self.add_field(words, edit)
        return edit

    def add_note(self) -> PlainLabel:
        """Add a line for remarks about the field above, hidden until there is one."""
        note = PlainLabel("", self._owner)
        note.setProperty("role", "muted")
        note.setWordWrap(True)
        self.addRow("", note)
        self.setRowVisible(note, False)
        return note

    def say(self, note: PlainLabel, text: str, role: str = "muted") -> None:
        """Show a remark; "" takes it away."""
        note.setText(text)
        set_look(note, "role", role)
        self.setRowVisible(note, bool(text))


def typed_text(edit: QPlainTextEdit) -> str:
    """Return the text of a field as typed; Qt's own reading changes some blanks."""
    return edit.document().toRawText().replace("\u2029", "\n")

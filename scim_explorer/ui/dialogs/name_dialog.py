"""Asks for a name. Opened, never executed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from scim_explorer.ui.theme import HEAD_PX, SPACE_L, SPACE_M, SPACE_XL, ui_font
from scim_explorer.ui.widgets.plain_label import PlainLabel

_WIDTH_PX, _MOST_CHARACTERS = 420, 120


class NameDialog(QDialog):
    """Title, a field, a remark on the name as typed, and the button that takes it."""

    def __init__(
        self,
        parent: QWidget,
        *,
        title: str,
        button: str,
        name: str,
        remark: Callable[[str], tuple[str, bool]],
    ) -> None:
        """Prepare the dialog.

        Args:
            parent: Window it belongs to.
            title: What the name is for.
            button: A verb.
            name: Stands in the field at first.
            remark: From a name to a remark on it ("" for none) and whether it may be taken.
        """
        super().__init__(parent)
        self.setObjectName("nameDialog")
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH_PX)
        self._remark = remark
        head = PlainLabel(title, self)
        head.setFont(ui_font(HEAD_PX, bold=True))
        head.setWordWrap(True)
        self.name_edit = QLineEdit(name, self)
        self.name_edit.setObjectName("nameEdit")
        self.name_edit.setAccessibleName(self.tr("Name"))
        self.name_edit.setPlaceholderText(self.tr("Name"))
        self.name_edit.setMaxLength(_MOST_CHARACTERS)
        self.name_edit.selectAll()
        self.remark_label = PlainLabel("", self)
        self.remark_label.setObjectName("nameRemark")
        self.remark_label.setAccessibleName(self.tr("About the name"))
        self.remark_label.setProperty("role", "muted")
        self.remark_label.setWordWrap(True)
        self.ok_button = QPushButton(button, self)
        self.ok_button.setObjectName("nameOkButton")
        self.ok_button.setProperty("filled", True)
        self.ok_button.setDefault(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        buttons.addButton(self.ok_button, QDialogButtonBox.ButtonRole.AcceptRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_L)
        column.setSpacing(SPACE_M)
        for widget in (head, self.name_edit, self.remark_label, buttons):
            column.addWidget(widget)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.name_edit.textChanged.connect(self._check)
        self._check()

    @property
    def name(self) -> str:
        return self.name_edit.text().strip()

    def _check(self) -> None:
        words, may_be_taken = self._remark(self.name)
        self.remark_label.setText(words)
        self.name_edit.setAccessibleDescription(words)
        self.ok_button.setEnabled(bool(self.name) and may_be_taken)


def ask_name(
    parent: QWidget,
    done: Callable[[str], None],
    *,
    title: str,
    button: str,
    name: str = "",
    remark: Callable[[str], tuple[str, bool]] = lambda _name: ("", True),
) -> NameDialog:
    """Open the dialog; ``done`` gets the name, without blanks around it."""
    dialog = NameDialog(parent, title=title, button=button, name=name, remark=remark)
    dialog.accepted.connect(lambda: done(dialog.name))
    dialog.open()
    dialog.name_edit.setFocus()
    return dialog

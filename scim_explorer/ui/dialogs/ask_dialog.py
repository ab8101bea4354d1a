"""One question before something that cannot be undone. Opened, never executed."""

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

from scim_explorer.ui.theme import HEAD_PX, SPACE_L, SPACE_XL, ui_font
from scim_explorer.ui.widgets.plain_label import PlainLabel

_WIDTH_PX = 460


class AskDialog(QDialog):
    """Title, what is lost, Cancel as the default, and one button that does it."""

    def __init__(
        self,
        parent: QWidget,
        *,
        title: str,
        text: str,
        button: str,
        typed_name: str = "",
    ) -> None:
        """Prepare the question.

        Args:
            parent: Window it belongs to.
            title: The question.
            text: What happens, and what is lost.
            button: A verb.
            typed_name: A name that has to be typed first; "" for none.
        """
        super().__init__(parent)
        self.setObjectName("askDialog")
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH_PX)
        self._typed_name = typed_name
        head = PlainLabel(title, self)
        head.setFont(ui_font(HEAD_PX, bold=True))
        head.setWordWrap(True)
        body = PlainLabel(text, self)
        body.setWordWrap(True)
        self.name_edit = QLineEdit(self)
        self.name_edit.setObjectName("confirmEdit")
        self.name_edit.setAccessibleName(self.tr("Name to confirm"))
        self.name_edit.setPlaceholderText(typed_name)
        self.name_edit.setVisible(bool(typed_name))
        self.yes_button = QPushButton(button, self)
        self.yes_button.setObjectName("askYesButton")
        self.yes_button.setAutoDefault(False)
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self.cancel_button.setDefault(True)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.yes_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.cancel_button, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_L)
        column.setSpacing(SPACE_L)
        for widget in (head, body, self.name_edit, buttons):
            column.addWidget(widget)
        self.name_edit.textChanged.connect(self._check_name)
        self._check_name()

    def _check_name(self) -> None:
        typed = self.name_edit.text().strip().casefold()
        self.yes_button.setEnabled(
            not self._typed_name or typed == self._typed_name.strip().casefold()
        )


def ask(  # a question has these parts
    parent: QWidget,
    yes: Callable[[], None],
    *,
    title: str,
    text: str,
    button: str,
    typed_name: str = "",
) -> AskDialog:
    """Open the question; ``yes`` is called when it is answered so."""
    dialog = AskDialog(parent, title=title, text=text, button=button, typed_name=typed_name)
    dialog.accepted.connect(yes)
    dialog.open()
    (dialog.name_edit if typed_name else dialog.cancel_button).setFocus()
    return dialog

"""A secret: where it is kept, and a field for a new one. The stored value is never shown."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from scim_explorer.ui.theme import SPACE_M
from scim_explorer.ui.widgets.plain_label import PlainLabel


class SecretField(QWidget):
    """Shows `stored in keyring` with Replace and Remove, or a masked field to type into."""

    def __init__(self, *, session_only: bool, parent: QWidget | None = None) -> None:
        """Ask nothing: where the secret is comes with ``show_state``.

        Args:
            session_only: The user chose to keep it in memory only.
            parent: Owner.
        """
        super().__init__(parent)
        self.removes = False
        self.state_label = PlainLabel("", self)
        self.state_label.setWordWrap(True)
        self.edit = QLineEdit(self)
        self.edit.setObjectName("tokenEdit")
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setAccessibleName(self.tr("Secret"))
        self.replace_button = QPushButton(self.tr("Rep&lace"), self)
        self.remove_button = QPushButton(self.tr("Remove"), self)
        self.session_check = QCheckBox(self.tr("Keep it for this session only"), self)
        self.session_check.setObjectName("sessionOnlyCheck")
        self.session_check.setAccessibleName(self.tr("Keep the secret for this session only"))
        self.session_check.setChecked(session_only)
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addWidget(self.state_label)
        row.addWidget(self.replace_button)
        row.addWidget(self.remove_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.edit)
        column.addWidget(self.session_check)
        self.setFocusProxy(self.edit)
        self.replace_button.clicked.connect(self._replace)
        self.remove_button.clicked.connect(self._remove)
        self.show_state("asking")

    @property
    def session_only(self) -> bool:
        return self.session_check.isChecked()

    def new_secret(self) -> str | None:
        """Return what was typed, or None when nothing was."""
        return self.edit.text() or None

    def set_words(self, words: str) -> None:
        """Say what the secret is ("Token", "Password")."""
        self.edit.setPlaceholderText(words)
        self.edit.setAccessibleName(words)

    def show_state(self, state: str) -> None:
        """Show where the secret is; what was typed is gone from the field.

        Args:
            state: "asking", "stored", "session", "none", "no-keyring" or "unreadable".
        """
        self._state = state
        self.edit.clear()
        self.removes = False
        kept = state in {"stored", "session"}
        self.state_label.setText(
            {
                "stored": self.tr("stored in keyring"),
                "session": self.tr("kept for this session"),
                "asking": self.tr("asking the keyring..."),
                "unreadable": self.tr("The keyring did not answer: locked, or waiting for you."),
                "no-keyring": self.tr(
                    "This system has no keyring: a secret is kept for this session only."
                ),
            }.get(state, "")
        )
        self.state_label.setVisible(state != "none")
        self.replace_button.setVisible(kept)
        self.remove_button.setVisible(kept)
        self.edit.setVisible(not kept)
        no_keyring = state == "no-keyring"
        self.session_check.setEnabled(not no_keyring)
        if no_keyring:
            self.session_check.setChecked(True)

    def _replace(self) -> None:
        self.show_state(self._state)
        self.edit.show()
        self.edit.setFocus()

    def _remove(self) -> None:
        self.removes = True
        self.state_label.setText(self.tr("will be removed when you save"))
        self.remove_button.hide()

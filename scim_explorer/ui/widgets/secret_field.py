"""A secret: where it comes from, and a field for a new one. The stored value is never shown."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from scim_explorer.profiles.profile import KEPT, SecretKind, SecretSource
from scim_explorer.ui.theme import SPACE_M
from scim_explorer.ui.widget_font import set_mono_font
from scim_explorer.ui.widgets.plain_label import PlainLabel


class SecretField(QWidget):
    """Shows `stored in keyring` with Replace and Remove, or a masked field to type into.

    A secret that comes from a variable or a command has a field for its name instead.

    Signals:
        changed: What the fields say is another thing now.
    """

    changed = Signal()

    def __init__(
        self, source: SecretSource, *, name: str = "tokenEdit", parent: QWidget | None = None
    ) -> None:
        """Ask nothing: where the secret is comes with ``show_state``.

        Args:
            source: Where it comes from, as saved.
            name: Object name of the masked field; the others build on it.
            parent: Owner.
        """
        super().__init__(parent)
        self._removes = False
        self._is_replacing = False
        self._state = "asking"
        self.state_label = PlainLabel("", self)
        self.state_label.setWordWrap(True)
        self.edit = QLineEdit(self)
        self.edit.setObjectName(name)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.replace_button = QPushButton(self.tr("Replace"), self)
        self.remove_button = QPushButton(self.tr("Remove"), self)
        self.source_combo = self._sources(source.kind, f"{name}Source")
        self.source_edit = QLineEdit(source.text, self)
        self.source_edit.setObjectName(f"{name}SourceText")
        set_mono_font(self.source_edit)
        self.source_note = PlainLabel("", self)
        self.source_note.setWordWrap(True)
        self.source_note.setProperty("role", "muted")
        self._lay_out()
        self.set_words(self.tr("Secret"))
        self.setFocusProxy(self.edit)
        self.replace_button.clicked.connect(self._replace)
        self.remove_button.clicked.connect(self._remove)
        self.source_combo.currentIndexChanged.connect(self._show)
        for edit in (self.edit, self.source_edit):
            edit.textChanged.connect(lambda _text: self.changed.emit())
        self._show()

    @property
    def kind(self) -> SecretKind:
        return SecretKind(self.source_combo.currentData())

    @property
    def removes(self) -> bool:
        """Whether the stored secret shall go."""
        return self._removes and self.kind in KEPT

    @property
    def is_edited(self) -> bool:
        """Whether the stored secret shall be another one, or none."""
        return self.removes or self.new_secret() is not None

    def source(self) -> SecretSource:
        """Return where the secret comes from, as the fields say."""
        kept = self.kind in KEPT
        return SecretSource(self.kind, "" if kept else self.source_edit.text().strip())

    def new_secret(self) -> str | None:
        """Return what was typed, or None when nothing was."""
        return (self.edit.text() or None) if self.kind in KEPT else None

    def set_words(self, words: str) -> None:
        """Say what the secret is ("Token", "Password")."""
        self.edit.setPlaceholderText(words)
        self.edit.setAccessibleName(words)
        self.source_combo.setAccessibleName(self.tr("Where it comes from: {0}").format(words))
        self.source_edit.setAccessibleName(self.tr("Variable or command: {0}").format(words))

    def show_state(self, state: str) -> None:
        """Show where the secret is; what was typed is gone from the field.

        Args:
            state: "asking", "stored", "session", "none", "no-keyring" or "unreadable".
        """
        self._state = state
        self.edit.clear()
        self._removes = self._is_replacing = False
        if state == "no-keyring" and self.kind is SecretKind.KEYRING:
            self.source_combo.setCurrentIndex(self.source_combo.findData(SecretKind.SESSION.value))
        self._show()

    def _show(self) -> None:
        kind = self.kind
        kept = kind in KEPT
        is_there = kept and self._state in {"stored", "session"}
        self.state_label.setText(self._state_words())
        self.state_label.setVisible(kept and self._state != "none")
        self.replace_button.setVisible(is_there)
        self.remove_button.setVisible(is_there and not self._removes)
        self.edit.setVisible(kept and (self._is_replacing or not is_there))
        self.source_edit.setVisible(not kept)
        is_command = kind is SecretKind.COMMAND
        self.source_edit.setPlaceholderText(
            "op read op://vault/item/credential" if is_command else "SCIM_TOKEN"
        )
        self.source_note.setText(
            self.tr(
                "Run without a shell when a connection first needs it. Its output is the secret "
                "and is never stored."
            )
            if is_command
            else self.tr("Read when a connection first needs it, and never stored.")
        )
        self.source_note.setVisible(not kept)
        self.changed.emit()

    def _state_words(self) -> str:
        if self._removes:
            return self.tr("will be removed when you save")
        return {
            "stored": self.tr("stored in keyring"),
            "session": self.tr("kept for this session"),
            "asking": self.tr("asking the keyring..."),
            "unreadable": self.tr("The keyring did not answer: locked, or waiting for you."),
            "no-keyring": self.tr(
                "This system has no keyring: a secret is kept for this session only."
            ),
        }.get(self._state, "")

    def _replace(self) -> None:
        self.show_state(self._state)
        self._is_replacing = True
        self._show()
        self.edit.setFocus()

    def _remove(self) -> None:
        self.show_state(self._state)
        self._removes = True
        self._show()

    def _sources(self, chosen: SecretKind, name: str) -> QComboBox:
        combo = QComboBox(self)
        combo.setObjectName(name)
        for kind, words in (
            (SecretKind.KEYRING, self.tr("Kept in the system's keyring")),
            (SecretKind.SESSION, self.tr("Kept for this session only")),
            (SecretKind.VARIABLE, self.tr("From an environment variable")),
            (SecretKind.COMMAND, self.tr("From a command")),
        ):
            combo.addItem(words, kind.value)
        combo.setCurrentIndex(combo.findData(chosen.value))
        return combo

    def _lay_out(self) -> None:
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
        column.addWidget(self.source_edit)
        column.addWidget(self.source_combo)
        column.addWidget(self.source_note)

"""Which attributes are columns, and in which order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from scim_explorer.ui.icons import set_icon
from scim_explorer.ui.theme import SPACE_L, SPACE_M
from scim_explorer.ui.widgets.path_picker import PathPicker
from scim_explorer.ui.widgets.plain_label import PlainLabel

_WIDTH, _HEIGHT = 420, 520


class ColumnsDialog(QDialog):
    """Ticks and order; nothing changes before "Show columns".

    Signals:
        chosen: Attribute paths in order; empty for the defaults.
    """

    chosen = Signal(tuple)

    def __init__(
        self,
        paths: Sequence[str],
        shown: Sequence[str],
        defaults: Sequence[str],
        parent: QWidget | None = None,
        *,
        note: str = "",
    ) -> None:
        """``note`` says what is to be known about the schema behind the attributes."""
        super().__init__(parent)
        self._defaults = tuple(defaults)
        self.setObjectName("columnsDialog")
        self.setWindowTitle(self.tr("Columns"))
        self.resize(_WIDTH, _HEIGHT)
        self.picker = PathPicker(paths, shown, self)
        self._up = self._mover("arrow-up", self.tr("Move up"), -1)
        self._down = self._mover("arrow-down", self.tr("Move down"), 1)
        hint = self.tr("Attributes of the schema and of the rows loaded.")
        self._hint = PlainLabel(f"{hint} {note}".strip(), self)
        self._hint.setObjectName("columnsHint")
        self._hint.setWordWrap(True)
        self._hint.set_role("muted")
        kind = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(kind.Cancel | kind.RestoreDefaults, self)
        self.ok_button = QPushButton(self.tr("Show columns"), self)
        self.ok_button.setObjectName("columnsOkButton")
        self.ok_button.setProperty("filled", True)
        self.ok_button.setDefault(True)
        self._buttons.addButton(self.ok_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self._lay_out()

        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        self._buttons.button(kind.RestoreDefaults).clicked.connect(self._restore)
        self.picker.model.ticked_changed.connect(self._check)
        self._check()

    def _mover(self, picture: str, words: str, step: int) -> QToolButton:
        button = QToolButton(self)
        set_icon(button, picture)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.clicked.connect(lambda: self.picker.move_current(step))
        return button

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.addWidget(self._up)
        side.addWidget(self._down)
        side.addStretch()
        middle = QHBoxLayout()
        middle.setSpacing(SPACE_M)
        middle.addWidget(self.picker)
        middle.addLayout(side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        layout.setSpacing(SPACE_M)
        layout.addWidget(self._hint)
        layout.addLayout(middle)
        layout.addWidget(self._buttons)

    def _restore(self) -> None:
        self.picker.model.tick_only(self._defaults)

    def _check(self) -> None:
        self.ok_button.setEnabled(bool(self.picker.model.ticked()))

    def _accept(self) -> None:
        ticked = self.picker.model.ticked()
        self.chosen.emit(() if ticked == self._defaults else ticked)
        self.accept()

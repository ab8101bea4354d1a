"""Which attributes the server is asked to send: ``attributes`` or ``excludedAttributes``."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from scim_explorer.ui.theme import SPACE_L, SPACE_M
from scim_explorer.ui.widgets.path_picker import PathPicker

_WIDTH, _HEIGHT = 420, 520
_DEFAULT, _ONLY, _WITHOUT = range(3)


class AttributesDialog(QDialog):
    """One of three ways, and the attributes it is about (RFC 7644 section 3.9).

    Signals:
        chosen: ``attributes`` and ``excludedAttributes``, at most one of them filled.
    """

    chosen = Signal(tuple, tuple)

    def __init__(
        self,
        paths: Sequence[str],
        attributes: Sequence[str],
        excluded: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("attributesDialog")
        self.setWindowTitle(self.tr("Attributes to ask for"))
        self.resize(_WIDTH, _HEIGHT)
        self.ways = QButtonGroup(self)
        for number, words in (
            (_DEFAULT, self.tr("The server's default set")),
            (_ONLY, self.tr("Only the ticked ones (attributes)")),
            (_WITHOUT, self.tr("All but the ticked ones (excludedAttributes)")),
        ):
            self.ways.addButton(QRadioButton(words, self), number)
        way = _ONLY if attributes else _WITHOUT if excluded else _DEFAULT
        self.ways.button(way).setChecked(True)
        self.picker = PathPicker(paths, tuple(attributes) or tuple(excluded), self)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.ok_button = QPushButton(self.tr("Ask again"), self)
        self.ok_button.setObjectName("attributesOkButton")
        self.ok_button.setProperty("filled", True)
        self.ok_button.setDefault(True)
        self._buttons.addButton(self.ok_button, QDialogButtonBox.ButtonRole.AcceptRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        layout.setSpacing(SPACE_M)
        for button in self.ways.buttons():
            layout.addWidget(button)
        layout.addWidget(self.picker)
        layout.addWidget(self._buttons)

        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        self.ways.idToggled.connect(self._check)
        self.picker.model.ticked_changed.connect(self._check)
        self._check()

    def _check(self) -> None:
        is_default = self.ways.checkedId() == _DEFAULT
        self.picker.setEnabled(not is_default)
        self.ok_button.setEnabled(is_default or bool(self.picker.model.ticked()))

    def _accept(self) -> None:
        ticked, way = self.picker.model.ticked(), self.ways.checkedId()
        self.chosen.emit(ticked if way == _ONLY else (), ticked if way == _WITHOUT else ())
        self.accept()

"""What a pane shows in place of content that is not there: one sentence, one button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from scim_explorer.ui.theme import SPACE_L, SPACE_XL
from scim_explorer.ui.widgets.plain_label import PlainLabel


class EmptyNote(QWidget):
    """A sentence in the middle, and a button when there is something to do.

    Signals:
        activated: The button was pressed.
    """

    activated = Signal()

    def __init__(self, sentence: str = "", button: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = PlainLabel(role="muted")
        self._sentence.setObjectName("emptyText")
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._button = QPushButton()
        self._button.setObjectName("emptyButton")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        column.setSpacing(SPACE_L)
        column.addStretch(2)
        column.addWidget(self._sentence)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._button.clicked.connect(self.activated)
        self.set_note(sentence, button)

    def set_note(self, sentence: str, button: str = "") -> None:
        """Show another sentence; an empty ``button`` hides the button."""
        self._sentence.setText(sentence)
        self._button.setText(button)
        self._button.setAccessibleName(button)
        self._button.setVisible(bool(button))

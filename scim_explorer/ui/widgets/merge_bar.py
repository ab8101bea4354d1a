"""One line that offers to compare what was typed with what the server has now."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from scim_explorer.ui.icons import set_icon
from scim_explorer.ui.theme import SPACE_L, SPACE_M, SPACE_S
from scim_explorer.ui.widgets.plain_label import PlainLabel


class MergeBar(QFrame):
    """Hidden until the resource changed under an edit.

    Signals:
        merge_requested: "Compare and merge" was pressed.
    """

    merge_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mergeBar")
        self.setAccessibleName(self.tr("Changed by someone else"))
        self.setProperty("tint", "warning")
        sign = PlainLabel("", self)
        set_icon(sign, "triangle-alert", role="warning")
        words = PlainLabel(
            self.tr("The server has another version now. What you typed is kept."), self
        )
        words.setWordWrap(True)
        self.merge_button = QPushButton(self.tr("Compare and merge"), self)
        self.merge_button.setObjectName("mergeButton")
        self.merge_button.setAccessibleName(self.merge_button.text())
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_S, SPACE_M, SPACE_S)
        row.setSpacing(SPACE_M)
        row.addWidget(sign)
        row.addWidget(words, 1)
        row.addWidget(self.merge_button)
        self.merge_button.clicked.connect(self.merge_requested)
        self.hide()

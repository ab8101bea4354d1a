"""Asks before a resource is deleted, names it and shows the request."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from scim_explorer.ui.dialogs.send_dialog import Outgoing, SendDialog, scaled
from scim_explorer.ui.theme import SPACE_M, SPACE_XL
from scim_explorer.ui.widgets.plain_label import PlainLabel

_SIZE = QSize(700, 400)


class DeleteDialog(SendDialog):
    """One sentence on what is lost above the exact request."""

    def __init__(self, outgoing: Outgoing, sentence: str, parent: QWidget) -> None:
        content = QWidget()
        super().__init__(outgoing, content, parent)
        self.setObjectName("deleteDialog")
        self.resize(scaled(_SIZE, parent))
        content.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.sentence = PlainLabel(sentence, content)
        self.sentence.setWordWrap(True)
        column = QVBoxLayout(content)
        column.setContentsMargins(SPACE_XL, 0, SPACE_XL, SPACE_M)
        column.addWidget(self.sentence)

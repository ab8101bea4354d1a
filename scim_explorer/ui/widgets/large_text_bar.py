"""The question above an editor whose text is too large to be edited without a wait at each key."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from scim_explorer.protocol.json_codec import encode_text
from scim_explorer.ui.announce import announce
from scim_explorer.ui.display import size_text
from scim_explorer.ui.editors.json_edit import JsonEdit
from scim_explorer.ui.icons import set_icon
from scim_explorer.ui.theme import SPACE_L, SPACE_M, SPACE_S
from scim_explorer.ui.widgets.plain_label import PlainLabel
from scim_explorer.ui.widgets.state import set_look


class LargeTextBar(QFrame):
    """Decides whether its editor can be typed into: a large text only once that was asked for."""

    def __init__(self, editor: JsonEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._editable = not editor.isReadOnly()
        self._agreed = False
        self.setObjectName("largeTextBar")
        self.setAccessibleName(self.tr("Large text"))
        self.setProperty("tint", "info")
        sign = PlainLabel("", self)
        set_icon(sign, "info", "accent")
        self.label = PlainLabel("", self)
        self.label.setWordWrap(True)
        self.edit_button = QPushButton(self.tr("Edit anyway"), self)
        self.edit_button.setObjectName("editAnywayButton")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_S, SPACE_M, SPACE_S)
        row.setSpacing(SPACE_M)
        row.addWidget(sign)
        row.addWidget(self.label, 1)
        row.addWidget(self.edit_button)
        self.edit_button.clicked.connect(self._agree)
        self.hide()

    def set_editable(self, *, on: bool) -> None:
        """Let the text be typed into, once the question is answered if there is one."""
        self._editable = on
        self._judge()

    def ask_anew(self) -> None:
        """Another text stands in the editor."""
        self._agreed = False
        self._judge()

    def _agree(self) -> None:
        self._agreed = True
        self._judge()
        self._editor.setFocus()

    def _judge(self) -> None:
        asks = self._editable and not self._agreed and not self._editor.is_coloured
        can_type = self._editable and not asks
        if self._editor.isReadOnly() == can_type:
            self._editor.setReadOnly(not can_type)
            set_look(self._editor, "editable", can_type)
        if asks and self.isHidden():
            size = size_text(len(encode_text(self._editor.toPlainText())))
            self.label.set_text(self.tr("{0} of JSON. Editing it is slow.").format(size))
            announce(self, self.label.text())
        self.setVisible(asks)

"""The answer as it came: status line, header fields, body byte for byte."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSaveFile, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from scim_explorer.exchanges.exchange import Exchange
from scim_explorer.exchanges.wire import response_text
from scim_explorer.ui.display import size_text
from scim_explorer.ui.icons import set_icon
from scim_explorer.ui.theme import SPACE_L, SPACE_M, SPACE_S
from scim_explorer.ui.widgets.elided_label import ElidedLabel
from scim_explorer.ui.widgets.json_lines import JsonLines
from scim_explorer.ui.widgets.text_find_bar import TextFindBar


class RawView(QWidget):
    """``rawView`` with a line below it that says what is shown, and saves the body.

    Signals:
        said: A sentence for the status bar.
    """

    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._body = b""
        self._file_name = "resource.json"
        self.lines = JsonLines(self)
        self.setFocusProxy(self.lines)
        self.lines.setObjectName("rawView")
        self.lines.setAccessibleName(self.tr("Answer as received"))
        self.lines.set_pretty(False)
        self.size_label = ElidedLabel("", self, mode=Qt.TextElideMode.ElideRight, role="muted")
        self.save_button = QToolButton(self)
        self.save_button.setObjectName("saveBodyButton")
        self.save_button.setText(self.tr("Save body..."))
        self.save_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.save_button.setAccessibleName(self.tr("Save the body as a file"))
        set_icon(self.save_button, "download")
        self.find_bar = TextFindBar(self)
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE_L, SPACE_S, SPACE_M, SPACE_S)
        foot.addWidget(self.size_label, 1)
        foot.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.find_bar)
        column.addWidget(self.lines, 1)
        column.addLayout(foot)
        self.save_button.clicked.connect(self._ask_for_file)
        self.find_bar.asked.connect(self._find)
        self.find_bar.closed.connect(self.lines.setFocus)
        self.show_body(b"", "")

    def open_find(self) -> None:
        self.find_bar.open()

    def _find(self, text: str, backwards: bool) -> None:  # noqa: FBT001  # a slot
        self.find_bar.show_found(found=self.lines.find(text, backwards=backwards))

    def show_answer(self, exchange: Exchange, file_name: str) -> None:
        """Show a whole answer."""
        self._body, self._file_name = exchange.response_body.data, file_name
        text = response_text(exchange)
        self.lines.set_bytes(text.encode("utf-8", "surrogateescape"), "http")
        wire = exchange.response_body.wire_bytes
        size = size_text(len(self._body))
        words = self.tr("Body {size}").format(size=size)
        if exchange.response_body.encoding:
            encoding = exchange.response_body.encoding
            more = self.tr("{size} on the wire, {encoding}")
            words += f" ({more.format(size=size_text(wire), encoding=encoding)})"
        self._show_size(words)

    def show_body(self, data: bytes, words: str) -> None:
        """Show bytes that are not a whole answer, and say what they are."""
        self._body = data
        self.lines.set_bytes(data, "text")
        self._show_size(words)

    def save(self, path: Path) -> None:
        """Write the body to a file, whole or not at all."""
        file = QSaveFile(str(path))
        done = (
            file.open(QSaveFile.OpenModeFlag.WriteOnly)
            and file.write(self._body) == len(self._body)
            and file.commit()
        )
        words = self.tr("Saved {name}.") if done else self.tr("Not saved: {name}.")
        reason = "" if done else f" {file.errorString()}"
        self.said.emit(words.format(name=path.name) + reason)

    def _show_size(self, words: str) -> None:
        self.size_label.set_text(words)
        self.save_button.setEnabled(bool(self._body))

    def _ask_for_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the body"), self._file_name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.save(Path(name)))
        dialog.open()

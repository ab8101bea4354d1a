"""What stands behind one cell of the operator matrix: the filter, the answer, the request."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from scim_explorer.checks.operators.matrix import words
from scim_explorer.checks.operators.probe import Result
from scim_explorer.ui.icons import set_icon
from scim_explorer.ui.models.operator_matrix import (
    LOOKS,
    NAME_ROLE,
    RESULT_ROLE,
    WAITING,
    WORD_ROLE,
)
from scim_explorer.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, mono_font, theme, ui_font
from scim_explorer.ui.widgets.elided_label import ElidedLabel
from scim_explorer.ui.widgets.plain_label import PlainLabel, sentence_label
from scim_explorer.ui.widgets.state import set_look
from scim_explorer.ui.widgets.tool_button import tool_button


class OperatorDetail(QFrame):
    """Says more about the cell that is current.

    Signals:
        link_activated: Number of the exchange to show in the log.
        said: A short message for the status bar.
    """

    link_activated = Signal(int)
    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("operatorDetail")
        self.setAccessibleName(self.tr("What came of it"))
        set_look(self, "tint", "grey")
        self._result: Result | None = None
        self.sign = PlainLabel("", self)
        # The first line is as high as the buttons in it.
        self.sign.setContentsMargins(0, SPACE_S, 0, 0)
        self.title_label = ElidedLabel("", self, mode=Qt.TextElideMode.ElideRight)
        self.title_label.setObjectName("operatorTitle")
        self.link = QToolButton(self)
        self.link.setObjectName("operatorLink")
        self.link.setProperty("role", "link")
        words = self.tr("Copy the filter")
        self.copy_button = tool_button(self, "copyOperatorFilter", "copy", words)
        self.filter_label = sentence_label("operatorFilter", self.tr("Filter"), self)
        self.words_label = sentence_label("operatorWords", self.tr("Result"), self)
        self._lay_out()
        self.link.clicked.connect(self._follow)
        self.copy_button.clicked.connect(self.copy_filter)
        theme().changed.connect(self._set_fonts)
        self._set_fonts()
        self.show_cell(QModelIndex())

    def show_cell(self, index: QModelIndex) -> None:
        """Show what is known of a cell; of a row or a group only its name."""
        found = index.data(RESULT_ROLE)
        self._result = found if isinstance(found, Result) else None
        name = str(index.data(NAME_ROLE) or "")
        word = str(index.data(WORD_ROLE) or "")
        picture, role = LOOKS[self._result.verdict] if self._result else WAITING
        set_icon(self.sign, picture, role)
        self.sign.setVisible(bool(word))
        self.title_label.set_text(f"{name}: {word}" if word and name else name)
        if not name:
            self.title_label.set_text(self.tr("Choose a cell to see what was asked and answered."))
        self._show_result(self._result)

    def copy_filter(self) -> None:
        """Put the filter into the clipboard as it was sent."""
        if self._result is not None and self._result.asked:
            QGuiApplication.clipboard().setText(self._result.asked)
            self.said.emit(self.tr("Filter copied"))

    def _show_result(self, found: Result | None) -> None:
        asked = (found.asked or found.shape) if found is not None else ""
        said = words(found) if found is not None else ""
        examples = [one or self.tr("(no id)") for one in found.examples] if found else []
        ids = self.tr("For example {0}.").format(", ".join(examples)) if examples else ""
        for label, text in (
            (self.filter_label, asked),
            (self.words_label, f"{said} {ids}".strip()),
        ):
            label.set_text(text)
            label.setVisible(bool(text))
        number = found.exchange if found is not None else None
        self.link.setVisible(number is not None)
        if number is not None:
            self.link.setText(f"#{number}")
            tip = self.tr("Show request {0} in the log").format(str(number))
            self.link.setToolTip(tip)
            self.link.setAccessibleName(tip)
        self.copy_button.setVisible(found is not None and bool(found.asked))

    def _follow(self) -> None:
        if self._result is not None and self._result.exchange is not None:
            self.link_activated.emit(self._result.exchange)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE_M)
        head.addWidget(self.title_label, 1)
        head.addWidget(self.link)
        head.addWidget(self.copy_button)
        column = QVBoxLayout()
        column.setSpacing(SPACE_XS)
        column.addLayout(head)
        for label in (self.filter_label, self.words_label):
            column.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_S, SPACE_L, SPACE_S)
        row.setSpacing(SPACE_M)
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def _set_fonts(self) -> None:
        self.title_label.setFont(ui_font(bold=True))
        self.filter_label.setFont(mono_font())

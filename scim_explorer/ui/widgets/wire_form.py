"""The query that is about to be sent: as people read it, and as it leaves."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QResizeEvent, QTextOption
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QRadioButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from scim_explorer.client.pages import Query
from scim_explorer.problems import InputError
from scim_explorer.protocol.paging import FIRST, Position
from scim_explorer.ui.display import visible
from scim_explorer.ui.models.wire_forms import wire_forms
from scim_explorer.ui.theme import SPACE_M, SPACE_S, theme
from scim_explorer.ui.widget_font import set_mono_font
from scim_explorer.ui.widgets.elided_label import plain_tip
from scim_explorer.ui.widgets.plain_label import PlainLabel
from scim_explorer.ui.widgets.tool_button import tool_button

_MOST_LINES, _MARGIN_PX = 3, 3
_MOST_CHARACTERS, _TIP_CHARACTERS = 4_000, 2_000
"""More is read by nobody, and Qt wraps all of it; it can be copied whole."""
_PERCENT, _PLUS = range(2)


class WireForm(QWidget):
    """Two lines that can be selected and copied, and the choice between ``%20`` and ``+``.

    Signals:
        plus_chosen: True where blanks shall be written as ``+``, False for ``%20``.
        copied: What was copied, in words for the status bar.
    """

    plus_chosen = Signal(bool)
    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filterWire")
        self.setAccessibleName(self.tr("The query as it is sent"))
        self.decoded_row = self._row("filterWireDecoded")
        self.wire_row = self._row("filterWireForm")
        self.problem_label = PlainLabel("", self, role="error")
        self.problem_label.setObjectName("filterWireProblem")
        self.problem_label.setAccessibleName(self.tr("Why there is no request"))
        self.problem_label.setWordWrap(True)
        self.problem_label.hide()
        self.blanks = QWidget(self)
        self.choice = QButtonGroup(self)
        for number, words in ((_PERCENT, "%20"), (_PLUS, "+")):
            button = QRadioButton(words, self.blanks)
            button.setAccessibleName(self.tr("Blanks as {0}").format(words))
            self.choice.addButton(button, number)
        when = self.tr("It counts from the next search on.")
        self.choice.button(_PERCENT).setToolTip(when)
        self.choice.button(_PLUS).setToolTip(
            self.tr("As HTML forms and Entra ID write them. {0}").format(when)
        )
        self.choice.button(_PERCENT).setChecked(True)
        self._lay_out()
        for row in (self.decoded_row, self.wire_row):
            row.copy_button.clicked.connect(row.text.copy_all)
            row.text.copied.connect(self.copied)
        self.choice.idClicked.connect(lambda number: self.plus_chosen.emit(number == _PLUS))

    def show_query(self, query: Query, base_url: str, position: Position = FIRST) -> None:
        """Show the request for one page of ``query``; why there is none where it cannot be sent."""
        with QSignalBlocker(self.choice):
            self.choice.button(_PLUS if query.plus else _PERCENT).setChecked(True)
        try:
            forms = wire_forms(query, base_url, position)
        except InputError as error:
            self.problem_label.setText(error.problem.detail)
            self._show_rows(shown=False)
            self.blanks.hide()
            return
        wire = self.tr("On the wire")
        if forms.method == "POST":
            self._show_row(self.decoded_row, self.tr("Request"), "POST ", forms.url)
            self._show_row(self.wire_row, self.tr("Body"), "", forms.body)
        else:
            self._show_row(self.decoded_row, self.tr("Decoded"), "GET ", forms.decoded)
            self._show_row(self.wire_row, wire, "GET ", forms.url)
        self._show_rows(shown=True)
        self.blanks.setVisible(forms.method != "POST")

    def set_compact(self, compact: bool) -> None:  # noqa: FBT001  # a property of the look
        """Show each form on one line that ends where the room does, the choice beside it."""
        for row in (self.decoded_row, self.wire_row):
            row.text.set_lines(1 if compact else _MOST_LINES)
        self._grid.removeWidget(self.blanks)
        self._grid.addWidget(self.blanks, *((1, 3) if compact else (3, 1)))

    def _row(self, name: str) -> _Row:
        text = _WireText(self)
        text.setObjectName(name)
        button = tool_button(self, f"{name}Copy", "copy", "")
        return _Row(PlainLabel("", self, role="muted"), text, button)

    def _lay_out(self) -> None:
        choice = QHBoxLayout(self.blanks)
        choice.setContentsMargins(0, 0, 0, 0)
        choice.setSpacing(SPACE_M)
        choice.addWidget(PlainLabel(self.tr("Blanks as"), self.blanks, role="muted"))
        for button in self.choice.buttons():
            choice.addWidget(button)
        choice.addStretch(1)
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        grid.setHorizontalSpacing(SPACE_M)
        grid.setVerticalSpacing(SPACE_S)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for number, row in enumerate((self.decoded_row, self.wire_row)):
            row.label.setContentsMargins(0, _MARGIN_PX, 0, 0)
            grid.addWidget(row.label, number, 0, top)
            grid.addWidget(row.text, number, 1)
            grid.addWidget(row.copy_button, number, 2, top)
        grid.addWidget(self.problem_label, 2, 0, 1, 3)
        grid.addWidget(self.blanks, 3, 1)

    def _show_row(self, row: _Row, words: str, method: str, text: str) -> None:
        row.label.setText(words)
        row.text.setAccessibleName(words)
        row.text.show_text(method, text)
        copy = self.tr("Copy: {0}").format(words)
        row.copy_button.setAccessibleName(copy)
        row.copy_button.setToolTip(copy)

    def _show_rows(self, *, shown: bool) -> None:
        self.problem_label.setVisible(not shown)
        for row in (self.decoded_row, self.wire_row):
            for widget in row:
                widget.setVisible(shown)


class _WireText(QPlainTextEdit):
    """Read-only lines that grow to three, or to as many as are set.

    Signals:
        copied: What was copied, in words.
    """

    copied = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._whole = ""
        self._most_lines = _MOST_LINES
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("flat", True)
        self.document().setDocumentMargin(_MARGIN_PX)
        set_mono_font(self)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        theme().changed.connect(self._fit)

    def show_text(self, method: str, text: str) -> None:
        """Show a text behind the method; what is copied is the text alone."""
        self._whole = text
        cut = text if len(text) <= _MOST_CHARACTERS else text[:_MOST_CHARACTERS] + "\u2026"
        self.setPlainText(method + visible(cut))
        self.setToolTip(plain_tip(self.toPlainText()[:_TIP_CHARACTERS]))
        self._fit()

    def set_lines(self, most: int) -> None:
        """Grow to so many lines; a single one is not wrapped."""
        self._most_lines = most
        wraps = QPlainTextEdit.LineWrapMode
        self.setLineWrapMode(wraps.NoWrap if most == 1 else wraps.WidgetWidth)
        self._fit()

    def copy_all(self) -> None:
        """Copy the text as it is, whatever of it is shown."""
        QGuiApplication.clipboard().setText(self._whole)
        self.copied.emit(self.tr("Copied: {0}").format(self.accessibleName()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # The document of a plain text edit measures its height in lines.
        needed = max(round(self.document().size().height()), 1)
        lines = min(needed, self._most_lines)
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if needed > lines else policy.ScrollBarAlwaysOff
        )
        row = QFontMetricsF(self.font()).lineSpacing()
        self.setFixedHeight(round(lines * row + 2 * _MARGIN_PX))


class _Row(NamedTuple):
    """One form: what it is, its text, the button that copies it."""

    label: PlainLabel
    text: _WireText
    copy_button: QToolButton

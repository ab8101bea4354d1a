"""The answer to a request: status, time, size, and all of it below."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from scim_explorer.exchanges.exchange import Exchange
from scim_explorer.exchanges.redact import MASK, RedactionRules, redact
from scim_explorer.exchanges.wire import response_text
from scim_explorer.ui.display import duration_text, size_text
from scim_explorer.ui.icons import set_icon
from scim_explorer.ui.models.exchange_table import status_look, status_words
from scim_explorer.ui.theme import SPACE_L, SPACE_M, SPACE_S, theme, ui_font
from scim_explorer.ui.widgets.empty_note import EmptyNote
from scim_explorer.ui.widgets.json_lines import JsonLines
from scim_explorer.ui.widgets.plain_label import PlainLabel


class AnswerView(QWidget):
    """Shows the answer part of an exchange.

    Signals:
        link_activated: Number of the exchange, to show it in the log.
    """

    link_activated = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self.lines = JsonLines(self)
        self.lines.setObjectName("composeResponse")
        self.lines.setAccessibleName(self.tr("Answer"))
        self._note = EmptyNote(self.tr("The answer will stand here."), "", self)
        self._head = self._build_head()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.lines, 1)
        column.addWidget(self._note, 1)
        self._head.hide()
        self.lines.hide()
        theme().changed.connect(self._set_fonts)
        self._set_fonts()

    def _build_head(self) -> QWidget:
        head = QWidget(self)
        self._icon = PlainLabel("", head)
        self._status = PlainLabel("", head)
        self._status.setObjectName("composeStatus")
        self._status.setAccessibleName(self.tr("Status"))
        self._figures = PlainLabel("", head, role="muted")
        self._link = QToolButton(head)
        self._link.setObjectName("composeLink")
        self._link.setProperty("role", "link")
        self._link.clicked.connect(lambda: self.link_activated.emit(self._number))
        self.pretty_button = QToolButton(head)
        self.pretty_button.setObjectName("composePretty")
        words = self.tr("Lay out JSON; off shows it as received")
        self.pretty_button.setAccessibleName(words)
        self.pretty_button.setToolTip(words)
        self.pretty_button.setCheckable(True)
        self.pretty_button.setChecked(True)
        self.pretty_button.toggled.connect(self.lines.set_pretty)
        set_icon(self.pretty_button, "wand")
        row = QHBoxLayout(head)
        row.setContentsMargins(SPACE_L, SPACE_S, SPACE_M, SPACE_S)
        row.setSpacing(SPACE_M)
        for widget in (self._icon, self._status, self._figures, self._link):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.pretty_button)
        return head

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """The controls in the order of Tab."""
        return (self._link, self.pretty_button, self.lines)

    def show_answer(self, exchange: Exchange, text: str) -> None:
        """Show the answer.

        Args:
            exchange: What happened.
            text: ``answer_text`` of it, made in a thread: a body may have many megabytes.
        """
        self._number = exchange.number
        look = status_look(exchange.status, exchange.outcome)
        set_icon(self._icon, look.icon or "circle-check", look.role if look.icon else "ok")
        self._status.setText(status_words(exchange.status, exchange.outcome))
        self._status.set_role(look.role if look.icon else "ok")
        figures = [duration_text(exchange.times.done_ms)]
        if exchange.status is not None:
            figures.append(size_text(len(exchange.response_body.data)))
        self._figures.setText("   ".join(figures))
        link = self.tr("Show request {number} in the log").format(number=exchange.number)
        self._link.setText(f"#{exchange.number}")
        self._link.setAccessibleName(link)
        self._link.setToolTip(link)
        self.lines.set_text(text, "http", masked=((0, 0),) if MASK in text else ())
        for widget in (self._head, self.lines):
            widget.show()
        self._note.hide()

    def _set_fonts(self) -> None:
        self._status.setFont(ui_font(bold=True))


def answer_text(exchange: Exchange, rules: RedactionRules) -> str:
    """Return the message; what is secret on the endpoint stands as eight dots."""
    return response_text(redact(exchange, rules))

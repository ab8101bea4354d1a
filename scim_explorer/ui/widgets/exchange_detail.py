"""One exchange in full: request, response, timing, and a command that repeats it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QToolButton, QVBoxLayout, QWidget

from scim_explorer.exchanges.exchange import Exchange
from scim_explorer.exchanges.redact import MASK
from scim_explorer.problems import ExplorerError, Problem
from scim_explorer.ui.icons import set_icon
from scim_explorer.ui.models.exchange_texts import ExchangeTexts, exchange_texts
from scim_explorer.ui.tasks import TaskScope
from scim_explorer.ui.theme import SPACE_XS
from scim_explorer.ui.widgets.busy_bar import BusyBar
from scim_explorer.ui.widgets.empty_note import EmptyNote
from scim_explorer.ui.widgets.json_lines import JsonLines
from scim_explorer.ui.widgets.line_layouts import Kind
from scim_explorer.ui.widgets.problem_strip import ProblemStrip
from scim_explorer.ui.widgets.state import set_state
from scim_explorer.ui.widgets.text_find_bar import TextFindBar

_MASK = re.compile(re.escape(MASK.encode()))
_BUTTON_PX = 24


class ExchangeSource(Protocol):
    """Where exchanges are read from; blocks, so it is called in a thread."""

    def get(self, number: int) -> Exchange | None: ...


class ExchangeDetail(QWidget):
    """Shows one exchange; the tab chosen stays when another one is shown.

    Signals:
        resend_requested: The ``Exchange`` shall be sent again.
        compose_requested: The ``Exchange`` shall be opened for editing.
        said: A short message for the status bar.
        shown: The ``Exchange`` on the screen, or None.
    """

    resend_requested = Signal(object)
    compose_requested = Signal(object)
    said = Signal(str)
    shown = Signal(object)

    def __init__(self, source: ExchangeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._exchange: Exchange | None = None
        self._texts: ExchangeTexts | None = None
        self._wanted: int | None = None
        self.tasks = TaskScope(self)
        self.setObjectName("exchangeDetail")
        self.setAccessibleName(self.tr("Request in full"))
        self.setMinimumWidth(200)

        self._strip = ProblemStrip(self)
        self._busy = BusyBar(self)
        self._note = EmptyNote(self.tr("Select a request to see it in full."), "", self)
        self.request = self._view("exchangeRequest", self.tr("Request"))
        self.response = self._view("exchangeResponse", self.tr("Response"))
        self.timing = self._view("exchangeTiming", self.tr("Timing"))
        self.curl = self._view("exchangeCurl", self.tr("cURL command"))
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("exchangeTabs")
        self.tabs.setAccessibleName(self.tr("Parts of the request"))
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.request, self.tr("Request"))
        self.tabs.addTab(self.response, self.tr("Response"))
        self.tabs.addTab(self.timing, self.tr("Timing"))
        self.tabs.addTab(self.curl, self.tr("cURL"))
        self.find_bar = TextFindBar(self)
        self._add_buttons()

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._busy, self._strip, self._note, self.find_bar):
            column.addWidget(widget)
        column.insertWidget(3, self.tabs, 1)

        self._strip.retry.connect(self._retry)
        self.tasks.busy_changed.connect(self._busy.set_busy)
        self.tabs.currentChanged.connect(self._follow_tab)
        self.find_bar.asked.connect(self._find)
        self.find_bar.closed.connect(lambda: self._current_view().setFocus())
        QShortcut(
            QKeySequence.StandardKey.Find,
            self,
            self.open_find,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )
        self._show_nothing()

    @property
    def exchange(self) -> Exchange | None:
        """What is on the screen."""
        return self._exchange

    def show_number(self, number: int | None) -> None:
        """Show the exchange of this number as soon as it is read; None shows none."""
        if number == self._wanted and self._exchange is not None:
            return
        self.load(number)

    def load(self, number: int | None) -> None:
        """Read the exchange again, also when it is the one on the screen."""
        self._wanted = number
        if number is None:
            self.tasks.cancel("load")
            self._show_nothing()
            return
        if self._exchange is None:
            set_state(self, "loading")
        self.tasks.start("load", self._read(number), self._show, self._show_problem)

    def copy_curl(self) -> None:
        """Put the command on the clipboard; it holds no secret."""
        if self._texts is not None:
            QGuiApplication.clipboard().setText(self._texts.curl)
            self.said.emit(self.tr("Copied as cURL. The token stands as $SCIM_TOKEN."))

    def resend(self) -> None:
        if self._exchange is not None:
            self.resend_requested.emit(self._exchange)

    def compose(self) -> None:
        if self._exchange is not None:
            self.compose_requested.emit(self._exchange)

    def open_find(self) -> None:
        self.find_bar.open()

    async def aclose(self) -> None:
        await self.tasks.aclose()

    def _view(self, name: str, accessible_name: str) -> JsonLines:
        view = JsonLines(self)
        view.setObjectName(name)
        view.setAccessibleName(accessible_name)
        return view

    def _add_buttons(self) -> None:
        corner = QWidget(self)
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 0, SPACE_XS, 0)
        row.setSpacing(SPACE_XS)
        self.pretty_button = self._button(
            "exchangePretty", "wand", self.tr("Lay out JSON; off shows it as received")
        )
        self.pretty_button.setCheckable(True)
        self.pretty_button.setChecked(True)
        self.pretty_button.toggled.connect(self._set_pretty)
        self.find_button = self._action_button(
            "exchangeFind", "search", self.tr("Find (Ctrl+F)"), self.open_find
        )
        self.curl_button = self._action_button(
            "copyCurlButton", "terminal", self.tr("Copy as cURL (Ctrl+Shift+C)"), self.copy_curl
        )
        self.compose_button = self._action_button(
            "composeFromButton", "pencil", self.tr("Edit and send"), self.compose
        )
        self.resend_button = self._action_button(
            "resendButton", "repeat", self.tr("Send again (Ctrl+Shift+R)"), self.resend
        )
        self._buttons = (
            self.pretty_button,
            self.find_button,
            self.curl_button,
            self.compose_button,
            self.resend_button,
        )
        for button in self._buttons:
            row.addWidget(button)
        self.tabs.setCornerWidget(corner, Qt.Corner.TopRightCorner)

    def _button(self, name: str, icon: str, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.setMinimumSize(QSize(_BUTTON_PX, _BUTTON_PX))
        set_icon(button, icon)
        return button

    def _action_button(
        self, name: str, icon: str, words: str, do: Callable[[], None]
    ) -> QToolButton:
        button = self._button(name, icon, words)
        button.clicked.connect(do)
        return button

    async def _read(self, number: int) -> tuple[Exchange, ExchangeTexts]:
        return await asyncio.to_thread(_read_texts, self._source, number)

    def _show(self, found: tuple[Exchange, ExchangeTexts]) -> None:
        self._exchange, self._texts = found
        self._strip.clear()
        for view, text, kind in self._contents(self._texts):
            view.set_text(text, kind, masked=_mask_spans(text))
        self._note.hide()
        self.tabs.show()
        set_state(self, "ready")
        self.shown.emit(self._exchange)

    def _contents(self, texts: ExchangeTexts) -> tuple[tuple[JsonLines, str, Kind], ...]:
        return (
            (self.request, texts.request, "http"),
            (self.response, texts.response, "http"),
            (self.timing, texts.timing, "text"),
            (self.curl, texts.curl, "text"),
        )

    def _show_nothing(self) -> None:
        self._exchange = self._texts = None
        self._strip.clear()
        self.tabs.hide()
        self.find_bar.hide()
        self._note.show()
        set_state(self, "empty")
        self.shown.emit(None)

    def _show_problem(self, problem: Problem) -> None:
        self._show_nothing()
        self._note.hide()
        self._strip.show_problem(problem)
        set_state(self, "error")

    def _retry(self) -> None:
        self.load(self._wanted)

    def _set_pretty(self, pretty: bool) -> None:  # noqa: FBT001  # a slot of toggled(bool)
        self.request.set_pretty(pretty)
        self.response.set_pretty(pretty)

    def _follow_tab(self) -> None:
        self.pretty_button.setEnabled(self._current_view() in (self.request, self.response))

    def _current_view(self) -> JsonLines:
        view = self.tabs.currentWidget()
        return view if isinstance(view, JsonLines) else self.request

    def _find(self, text: str, backwards: bool) -> None:  # noqa: FBT001  # a slot
        self.find_bar.show_found(found=self._current_view().find(text, backwards=backwards))


def _read_texts(source: ExchangeSource, number: int) -> tuple[Exchange, ExchangeTexts]:
    exchange = source.get(number)
    if exchange is None:
        raise ExplorerError(
            Problem(
                "Request not found",
                f"#{number} is no longer in the log.",
                "The log keeps the newest 30 days, and drops old ones when it grows too large.",
            )
        )
    return exchange, exchange_texts(exchange)


def _mask_spans(text: str) -> tuple[tuple[int, int], ...]:
    if MASK not in text:
        return ()
    return tuple(match.span() for match in _MASK.finditer(text.encode("utf-8", "replace")))

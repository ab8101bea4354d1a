"""The request log: every exchange, and one of them in full."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from scim_explorer.problems import Problem
from scim_explorer.ui.dialogs.ask_dialog import ask
from scim_explorer.ui.display import count_text, visible
from scim_explorer.ui.log_feed import Log, LogFeed, LogFilter
from scim_explorer.ui.tasks import TaskScope
from scim_explorer.ui.theme import theme
from scim_explorer.ui.widgets.empty_note import EmptyNote
from scim_explorer.ui.widgets.exchange_detail import ExchangeDetail
from scim_explorer.ui.widgets.log_head import LogHead
from scim_explorer.ui.widgets.log_table import LogTable
from scim_explorer.ui.widgets.problem_strip import ProblemStrip
from scim_explorer.ui.widgets.state import set_state

NARROW_PX = 1200
_TABLE_SHARE, _DETAIL_SHARE = 62, 38


class LogPane(QWidget):
    """List at the left, the exchange selected at the right when the window is wide enough.

    Signals:
        compose_requested: The ``Exchange`` shall be opened for editing.
        resend_requested: The ``Exchange`` shall be sent again.
        exchange_opened: Number of an exchange that shall be shown in a tab of its own.
        selection_changed: Number of the exchange selected, or None.
        size_changed: Bytes that the log takes.
        hide_requested: The log shall be hidden.
        said: A short message for the status bar.
    """

    compose_requested = Signal(object)
    resend_requested = Signal(object)
    exchange_opened = Signal(int)
    selection_changed = Signal(object)
    size_changed = Signal(object)
    hide_requested = Signal()
    said = Signal(str)

    def __init__(self, log: Log, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._endpoint: str | None = None
        self._endpoint_name = ""
        self._names: Mapping[str, str] = {}
        self._wanted: int | None = None
        self.feed = LogFeed(log, self)
        self.setObjectName("logPane")
        self.setAccessibleName(self.tr("Request log"))

        self.table = LogTable(self.feed.model, self)
        self.detail = ExchangeDetail(log, self)
        self._strip = ProblemStrip(self)
        self._note = EmptyNote("", "", self.table)
        self._note.hide()
        self.head = LogHead(self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setObjectName("logSplitter")
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.detail)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, _TABLE_SHARE)
        self.splitter.setStretchFactor(1, _DETAIL_SHARE)
        self.splitter.setSizes([_TABLE_SHARE * 10, _DETAIL_SHARE * 10])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._strip)
        column.addWidget(self.splitter, 1)
        self._connect()
        self._show_state()

    @property
    def tasks(self) -> TaskScope:
        """The scope whose work the user waits for: reading the log."""
        return self.feed.tasks

    @property
    def current_number(self) -> int | None:
        return self.table.current_number

    def set_endpoint(self, profile_id: str | None, names: Mapping[str, str]) -> None:
        """Follow the active tab.

        Args:
            profile_id: Its endpoint; None for no endpoint, then all are shown.
            names: Names of all endpoints, by profile id.
        """
        self._endpoint, self._names = profile_id, dict(names)
        self._endpoint_name = self._names.get(profile_id or "", "")
        self.head.set_endpoint_name(visible(self._endpoint_name))
        self._apply_filter()
        shown, scope = self.detail.exchange, self._scope()
        if shown is not None and scope is not None and shown.endpoint != scope:
            # Beside the rows of one endpoint it would pass for one of its requests.
            self.detail.show_number(None)

    def select(self, number: int) -> None:
        """Show an exchange: its row if need be from all endpoints and without search words."""
        self._wanted = number
        if self.table.select(number):
            self._wanted = None
            return
        self.detail.show_number(number)
        if self.feed.filter != LogFilter():
            self._show_all()

    def focus_search(self) -> None:
        """Put the caret into the search field, or into the detail's when the focus is there."""
        if self.detail.isAncestorOf(self.focusWidget() or self):
            self.detail.open_find()
        else:
            self.head.search_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.head.search_edit.selectAll()

    def copy_curl(self) -> None:
        self.detail.copy_curl()

    def resend_current(self) -> None:
        self.detail.resend()

    def compose_current(self) -> None:
        self.detail.compose()

    def ask_clear(self) -> None:
        """Ask, then take the rows of the scope out of the log."""
        endpoint = self._scope()
        where = visible(self._endpoint_name) if endpoint else self.tr("all endpoints")
        ask(
            self.window(),
            lambda: self.feed.clear(endpoint, self._show_cleared),
            title=self.tr("Clear the request log"),
            text=self.tr(
                "Takes the requests of {where} out of the log. "
                "Undo brings them back until the program ends."
            ).format(where=where),
            button=self.tr("Clear the log"),
        )

    def undo_clear(self) -> None:
        """Bring back what was cleared last."""
        self.feed.undo_clear(self._show_restored)

    async def aclose(self) -> None:
        self.head.stop()
        await self.feed.aclose()
        await self.detail.aclose()

    # --- wiring ------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.head.filter_changed.connect(self._apply_filter)
        self.head.typed.connect(self._show_state)
        self.head.left.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.head.new_button.clicked.connect(self.table.show_newest)
        self.head.undo_button.clicked.connect(self.undo_clear)
        self.head.clear_button.clicked.connect(self.ask_clear)
        self.head.hide_button.clicked.connect(self.hide_requested)
        self.table.chosen.connect(self._show_chosen)
        self.table.opened.connect(self.exchange_opened)
        self.table.menu_requested.connect(self._open_menu)
        self.table.near_end.connect(self.feed.load_older)
        self.table.unseen_changed.connect(self.head.show_unseen)
        self.feed.changed.connect(self._show_state)
        self.feed.loaded.connect(self._select_wanted)
        self.feed.failed.connect(self._show_problem)
        self.feed.size_changed.connect(self.size_changed)
        self._strip.retry.connect(self.feed.reload)
        self._note.activated.connect(self._show_all)
        self.detail.resend_requested.connect(self.resend_requested)
        self.detail.compose_requested.connect(self.compose_requested)
        self.detail.said.connect(self.said)
        theme().changed.connect(self._fit)

    # --- searching ---------------------------------------------------------------------------

    def _scope(self) -> str | None:
        return None if self.head.is_for_all else self._endpoint

    def _apply_filter(self) -> None:
        endpoint = self._scope()
        self.feed.model.set_names({} if endpoint else self._names)
        self.table.fit()
        self.feed.set_filter(
            LogFilter(endpoint, self.head.search_edit.text(), self.head.problems_button.isChecked())
        )
        self._show_state()

    def _show_all(self) -> None:
        self.head.show_everything()
        self._apply_filter()

    # --- showing -----------------------------------------------------------------------------

    def _show_state(self) -> None:
        count = self.feed.model.rowCount()
        searching = self.feed.searching or self.head.is_typing
        shown = count_text(count) + ("" if self.feed.complete else "+")
        if searching:
            status = self.tr("searching...")
        elif unread := self.feed.filter.unread_words():
            status = self.tr("not understood: {words}").format(words=visible(unread))
        elif self.feed.filter.narrows:
            status = self.tr("{count} found").format(count=shown)
        else:
            status = ""
        self.head.show_result(shown if count else "", status)
        self._show_note(empty=not count and not searching)
        if self._strip.problem is None:
            set_state(self, "loading" if searching else "ready" if count else "empty")

    def _show_note(self, *, empty: bool) -> None:
        if empty and self.feed.filter.narrows:
            self._note.set_note(self.tr("No request matches."), self.tr("Show all requests"))
        elif empty:
            self._note.set_note(self.tr("No request in the log yet."))
        self._note.setVisible(empty and self._strip.problem is None)
        self._note.setGeometry(self.table.viewport().geometry())

    def _show_chosen(self, number: int | None) -> None:
        # Taking rows out (another search) moves the current row; the detail stays.
        if number is not None:
            self.detail.show_number(number)
        self.selection_changed.emit(number)

    def _select_wanted(self) -> None:
        self._strip.clear()
        if self._wanted is not None and self.table.select(self._wanted):
            self._wanted = None

    def _show_problem(self, problem: Problem) -> None:
        self._strip.show_problem(problem)
        set_state(self, "error stale" if self.feed.model.rowCount() else "error")

    def _show_cleared(self) -> None:
        self.detail.show_number(None)
        self.head.undo_button.show()
        self.said.emit(self.tr("Request log cleared."))
        self.feed.reload()

    def _show_restored(self) -> None:
        self.head.undo_button.hide()
        self.said.emit(self.tr("Request log restored."))
        self.feed.reload()

    def _open_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Send again"), self.resend_current)
        menu.addAction(self.tr("Edit and send"), self.compose_current)
        menu.addAction(self.tr("Copy as cURL"), self.copy_curl)
        number = self.current_number
        if number is not None:
            menu.addAction(self.tr("Open as tab"), lambda: self.exchange_opened.emit(number))
        menu.popup(place)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # Large text in a wide window is laid out like normal text in a narrow one.
        narrow = self.window().width() < theme().pixels(NARROW_PX)
        self.detail.setVisible(not narrow)
        self.head.set_narrow(narrow=narrow)
        self._note.setGeometry(self.table.viewport().geometry())

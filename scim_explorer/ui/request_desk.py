"""Requests by hand: composed, taken from the log, sent again, shown in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from scim_explorer.client.resend import request_again
from scim_explorer.client.session import Session
from scim_explorer.exchanges.exchange import Exchange
from scim_explorer.problems import InputError, Problem
from scim_explorer.ui.compose_draft import ComposeDraft
from scim_explorer.ui.main_window import MainWindow
from scim_explorer.ui.services import Services
from scim_explorer.ui.tasks import TaskScope

if TYPE_CHECKING:
    from scim_explorer.ui.tabs import ComposeTab, ExchangeTab


class Bench(Protocol):
    """What the desk needs of the workbench."""

    window: MainWindow
    services: Services

    def session_of(self, profile_id: str) -> Session | None: ...

    def add(self, tab: ComposeTab | ExchangeTab) -> None: ...

    def fail(self, problem: Problem) -> None: ...

    def help_with(self, action: str, session: Session) -> None: ...


class RequestDesk(QObject):
    """Opens Compose tabs and requests of the log.

    Signals:
        guard_changed: Writes were locked or unlocked in a Compose tab.
        edited: A draft is another one now; it is to be remembered.
    """

    guard_changed = Signal()
    edited = Signal()

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._window: MainWindow = bench.window
        self._composed = 0
        self.tasks = TaskScope(self)
        log_pane = self._window.log_pane
        log_pane.compose_requested.connect(self.compose_from)
        log_pane.resend_requested.connect(self.resend)
        log_pane.exchange_opened.connect(self.open)

    def compose(self, profile_id: str, draft: ComposeDraft | None = None) -> None:
        """Open a hand-made request on an endpoint."""
        session = self._bench.session_of(profile_id)
        if session is None:
            return
        from scim_explorer.ui.tabs import ComposeTab

        self._composed += 1
        parent: QWidget = self._window.tabs
        tab = ComposeTab(session, draft or ComposeDraft(), self._composed, parent)
        tab.problem_link.connect(self.show)
        tab.problem_action.connect(lambda action: self._bench.help_with(action, session))
        tab.said.connect(self._window.status.say)
        tab.guard_changed.connect(self.guard_changed)
        tab.edited.connect(self.edited)
        self._bench.add(tab)

    def compose_from(self, exchange: Exchange) -> None:
        """Open a request of the log for editing; masked secrets have to be filled in."""
        session = self._session_of(exchange)
        if session is not None:
            self.compose(session.profile.id, ComposeDraft.from_exchange(exchange, session))

    def resend(self, exchange: Exchange) -> None:
        """Send a read of the log again at once; a write is opened for a look first."""
        session = self._session_of(exchange)
        if session is None:
            return
        try:
            request = request_again(exchange, session.base, session.profile, "Log")
        except InputError as error:
            self._bench.fail(error.problem)
            return
        if not request.is_read:
            self.compose_from(exchange)
            self._window.status.say(self.tr("A write is looked at before it is sent again."))
            return
        self.tasks.start(
            "send again",
            session.send(request),
            lambda sent: self.show(sent.number),
            self._bench.fail,
        )

    def show(self, number: int) -> None:
        """Show a request in the log."""
        self._window.log_dock.show()
        self._window.log_pane.select(number)

    def open(self, number: int) -> None:
        """Show a request of the log in a tab of its own."""
        from scim_explorer.ui.tabs import ExchangeTab

        tab = ExchangeTab(self._bench.services.log, self._window.tabs)
        tab.number = number
        tab.said.connect(self._window.status.say)
        tab.compose_requested.connect(self.compose_from)
        tab.resend_requested.connect(self.resend)
        self._bench.add(tab)
        tab.show_number(number)

    def _session_of(self, exchange: Exchange) -> Session | None:
        session = self._bench.session_of(exchange.endpoint)
        if session is None:
            self._window.status.say(self.tr("The endpoint of this request is not there any more."))
        return session

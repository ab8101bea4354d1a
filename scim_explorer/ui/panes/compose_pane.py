"""A request written by hand, sent as typed, with its answer beside it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from scim_explorer.client.guard import Writes
from scim_explorer.client.request import Request
from scim_explorer.client.session import Sent, Session
from scim_explorer.exchanges.exchange import Outcome
from scim_explorer.exchanges.redact import redact_url
from scim_explorer.problems import READ_AGAIN, ExplorerError, Problem
from scim_explorer.protocol.json_codec import encode_text
from scim_explorer.ui.compose_draft import ComposeDraft, target_of
from scim_explorer.ui.editors.json_edit import JsonEdit
from scim_explorer.ui.tasks import TaskScope
from scim_explorer.ui.theme import SPACE_L, SPACE_M, SPACE_S, theme, ui_font
from scim_explorer.ui.widgets.answer_view import AnswerView, answer_text
from scim_explorer.ui.widgets.busy_bar import BusyBar
from scim_explorer.ui.widgets.header_editor import HeaderEditor
from scim_explorer.ui.widgets.large_text_bar import LargeTextBar
from scim_explorer.ui.widgets.plain_label import PlainLabel
from scim_explorer.ui.widgets.problem_strip import ProblemStrip
from scim_explorer.ui.widgets.send_foot import SendFoot
from scim_explorer.ui.widgets.state import set_state
from scim_explorer.ui.widgets.target_line import TargetLine
from scim_explorer.ui.widgets.wait_strip import WaitStrip

__all__ = ["ComposeDraft", "ComposePane"]

ORIGIN = "Compose"
_DISCOVERY = ("/ServiceProviderConfig", "/ResourceTypes", "/Schemas", "/Me", "/Bulk")
_REST_MS, _LOW_PX = 150, 480


class ComposePane(QWidget):
    """Keeps what was typed, whatever the answer.

    Signals:
        problem_link: Number of an exchange to show in the log.
        problem_action: The ``action`` of a problem was chosen.
        said: A short message for the status bar.
        guard_changed: Writes were unlocked here.
        edited: The draft is another one.
        finished: The request was answered, failed or was stopped, and that is shown.
    """

    problem_link = Signal(int)
    problem_action = Signal(str)
    said = Signal(str)
    guard_changed = Signal()
    edited = Signal()
    finished = Signal()

    def __init__(
        self, session: Session, draft: ComposeDraft, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session: Session | None = session
        self._session = session
        self._sending: Request | None = None
        self._unknown: Request | None = None
        self._sent_before = 0
        self.tasks = TaskScope(self)
        self.setObjectName("composePane")
        self.setAccessibleName(self.tr("Compose a request"))

        self._busy = BusyBar(self)
        self.strip = ProblemStrip(self, can_retry=False, can_act=True)
        self.wait_strip = WaitStrip(session.patience, self)
        self.headers = HeaderEditor(self)
        self.body = JsonEdit(self)
        self.body.setObjectName("composeBody")
        self.body.setAccessibleName(self.tr("Body"))
        self.large_bar = LargeTextBar(self.body, self)
        self.answer = AnswerView(self)
        self.foot = SendFoot(session.profile, self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._labels = [PlainLabel(text, self) for text in (self.tr("Headers"), self.tr("Body"))]
        self.target = TargetLine(self._paths(), self)
        self._lay_out()
        self.from_draft(draft)
        self._connect()
        self._order_focus()

    # --- the draft ---------------------------------------------------------------------------

    def to_draft(self) -> ComposeDraft:
        """Return what was typed, without secrets, to be kept."""
        return self._typed().without_secrets(self._session.redaction_rules)

    def from_draft(self, draft: ComposeDraft) -> None:
        """Show another draft."""
        self.target.method_combo.setCurrentText(draft.method)
        self.target.path_edit.setText(draft.path)
        self.headers.set_text(draft.headers)
        self.body.set_text(draft.body)
        self.large_bar.ask_anew()
        self.refresh_guard()

    def request(self) -> Request:
        """Return what would be sent: path, fields and body as typed."""
        body = encode_text(self.body.toPlainText())
        return Request(
            method=self.target.method_combo.currentText().strip(),
            target=target_of(self.target.path_edit.text(), self._session.base),
            headers=self.headers.headers,
            body=body or None,
            origin=ORIGIN,
            confirmation=self.foot.confirmation,
        )

    # --- sending -----------------------------------------------------------------------------

    def send(self) -> None:
        """Send, unless something stands in the way; then the foot says what."""
        self.refresh_guard()
        if not self.foot.can_send:
            return
        self._sending, self._sent_before = self.request(), self._session.writes_sent
        self.strip.clear()
        self.tasks.start("send", self._answered(self._sending), self._show, self._fail)
        self.refresh_guard()

    def stop(self) -> None:
        self.tasks.cancel("send")

    def refresh_guard(self) -> None:
        """Show again what would be sent, and whether it may be."""
        self._rest.stop()
        request = self.request()
        problem = self.headers.problem
        try:
            preview = self._session.preview(request)
        except ExplorerError as error:
            problem = problem or error.problem.detail
        else:
            self.target.url_label.set_text(redact_url(preview.url, self._session.redaction_rules))
            typed = set(request.headers)
            self.headers.show_added(pair for pair in preview.headers if pair not in typed)
        self.foot.show_request(request, problem, self._session.writes)
        self._show_state(request)

    async def aclose(self) -> None:
        """Stop, and wait for the clean-up."""
        await self.tasks.aclose()

    # --- showing -----------------------------------------------------------------------------

    async def _answered(self, request: Request) -> tuple[Sent, str]:
        sent = await self._session.try_send(request)
        rules = self._session.redaction_rules
        return sent, await asyncio.to_thread(answer_text, sent.exchange, rules)

    def _show(self, answered: tuple[Sent, str]) -> None:
        request, self._sending = self._sending, None
        sent, text = answered
        self.answer.show_answer(sent.exchange, text)
        if sent.problem is not None:
            unknown = request is not None and not request.is_read
            if unknown and request is not None and sent.exchange.outcome is not Outcome.REFUSED:
                self._show_unknown(request, sent.problem)
            else:
                self.strip.show_problem(sent.problem)
        self._finish()

    def _show_unknown(self, request: Request, problem: Problem) -> None:
        self._unknown = request
        problem = replace(problem, hint=self.tr("See what is there now."), action=READ_AGAIN)
        self.strip.show_problem(problem, "unknown")

    def _act(self, action: str) -> None:
        if action != READ_AGAIN or self._unknown is None:
            self.problem_action.emit(action)
            return
        reading = Request("GET", self._unknown.target, origin=ORIGIN)
        self._sending = reading
        self.strip.clear()
        self.tasks.start("send", self._answered(reading), self._show, self._fail)
        self.refresh_guard()

    def _fail(self, problem: Problem) -> None:
        self._sending = None
        self.strip.show_problem(problem)
        self._finish()

    def _follow_busy(self, busy: bool) -> None:  # noqa: FBT001  # a slot of busy_changed(bool)
        self._busy.set_busy(busy)
        self.foot.set_busy(busy)
        if not busy:
            # An answer comes right after this signal; a cancel brings none.
            QTimer.singleShot(0, self, self._notice_stop)

    def _notice_stop(self) -> None:
        request, self._sending = self._sending, None
        if request is None:
            return
        if request.is_read:
            problem = Problem(self.tr("Request stopped"), self.tr("Stopped by you."))
            self.strip.show_problem(problem, "unknown")
        elif self._session.writes_sent == self._sent_before:
            words = self.tr("Stopped by you before it had left.")
            self.strip.show_problem(Problem(self.tr("Request not sent"), words))
        else:
            words = self.tr(
                "Stopped by you. The server may or may not have made the change. "
                "It was not sent again."
            )
            self._show_unknown(request, Problem(self.tr("Outcome unknown"), words))
        self._finish()

    def _finish(self) -> None:
        self.foot.forget_confirmation()
        self.refresh_guard()
        self.finished.emit()

    def _show_state(self, request: Request) -> None:
        if self.tasks.busy:
            state = "loading"
        elif self.strip.problem is not None:
            state = "error"
        else:
            state = "ready"
        locked = not request.is_read and self._session.writes is not Writes.ALLOWED
        set_state(self, f"{state} readOnly" if locked and state == "ready" else state)

    def _unlock(self) -> None:
        self._session.unlock()
        self.guard_changed.emit()
        self.refresh_guard()

    def _typed(self) -> ComposeDraft:
        return ComposeDraft(
            method=self.target.method_combo.currentText(),
            path=self.target.path_edit.text(),
            headers=self.headers.text(),
            body=self.body.toPlainText(),
        )

    def _await_rest(self) -> None:
        self._rest.start()
        self.edited.emit()

    # --- building ----------------------------------------------------------------------------

    def _paths(self) -> list[str]:
        types = [one.endpoint for one in self._session.schema_set.resource_types]
        return [*types, *(f"{path}/.search" for path in types), *_DISCOVERY]

    def _lay_out(self) -> None:
        request = QWidget(self)
        column = QVBoxLayout(request)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(self.target)
        column.addWidget(self._labels[0])
        column.addWidget(self.headers)
        column.addWidget(self._labels[1])
        column.addWidget(self.large_bar)
        column.addWidget(self.body, 1)
        left = QWidget(self)
        halves = QVBoxLayout(left)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(0)
        halves.addWidget(request, 1)
        halves.addWidget(self.foot)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setObjectName("composeSplitter")
        splitter.addWidget(left)
        splitter.addWidget(self.answer)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([500, 500])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._busy)
        whole.addWidget(self.wait_strip)
        whole.addWidget(self.strip)
        whole.addWidget(splitter, 1)

    def _connect(self) -> None:
        self._rest.timeout.connect(self.refresh_guard)
        self.target.changed.connect(self._await_rest)
        self.headers.changed.connect(self._await_rest)
        self.body.textChanged.connect(self._await_rest)
        self.target.entered.connect(self.send)
        self.foot.send_requested.connect(self.send)
        self.foot.stop_requested.connect(self.stop)
        self.foot.unlock_requested.connect(self._unlock)
        self.strip.link_activated.connect(self.problem_link)
        self.wait_strip.link_activated.connect(self.problem_link)
        self.strip.action_chosen.connect(self._act)
        self.answer.link_activated.connect(self.problem_link)
        self.tasks.busy_changed.connect(self._follow_busy)
        theme().changed.connect(self._set_fonts)

    def _order_focus(self) -> None:
        self.setFocusProxy(self.target.path_edit)
        stops = (self.target.method_combo, self.target.path_edit, self.headers.edit, self.body)
        for first, second in pairwise((*stops, *self.foot.stops, *self.answer.stops)):
            QWidget.setTabOrder(first, second)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.headers.fold_added(fold=self.height() < _LOW_PX)

    def _set_fonts(self) -> None:
        for label in self._labels:
            label.setFont(ui_font(bold=True))

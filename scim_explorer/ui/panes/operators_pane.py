"""The operator matrix: which operators and constructs this server supports, tried by reading."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from scim_explorer.checks.operators.matrix import Matrix, matrix_of
from scim_explorer.checks.operators.matrix_json import from_text, to_text
from scim_explorer.checks.operators.plan import Plan
from scim_explorer.checks.operators.probe import Probe, Result
from scim_explorer.checks.operators.report import plain_text
from scim_explorer.checks.operators.run import ask, prepare
from scim_explorer.checks.report import target_of
from scim_explorer.client.session import Session
from scim_explorer.problems import Problem
from scim_explorer.ui.display import visible
from scim_explorer.ui.tasks import TaskScope
from scim_explorer.ui.widgets.busy_bar import BusyBar
from scim_explorer.ui.widgets.operators_body import OperatorsBody
from scim_explorer.ui.widgets.operators_foot import OperatorsFoot
from scim_explorer.ui.widgets.operators_head import OperatorsHead
from scim_explorer.ui.widgets.problem_strip import ProblemStrip
from scim_explorer.ui.widgets.state import set_state
from scim_explorer.ui.widgets.wait_strip import WaitStrip

T = TypeVar("T")
_JOB = "operators"


@dataclass(frozen=True, slots=True)
class Kept:
    """Where results are kept; both are called in a thread.

    Attributes:
        read: Gives the text of the last result by the name of a resource type.
        write: Keeps one.
    """

    read: Callable[[str], str | None]
    write: Callable[[str, str], None]


class OperatorsPane(QWidget):
    """First a plan that is shown, then the requests, then the matrix.

    Signals:
        problem_link: Number of an exchange to show in the log.
        problem_action: The ``action`` of a problem was chosen.
        said: A short message for the status bar.
        discovered: The endpoint was discovered on the way.
        type_changed: Another resource type is looked at.
    """

    problem_link = Signal(int)
    problem_action = Signal(str)
    said = Signal(str)
    discovered = Signal()
    type_changed = Signal()
    _told = Signal(int, object)

    def __init__(
        self, session: Session, type_name: str, kept: Kept, parent: QWidget | None = None
    ) -> None:
        """Show what came of it last time, and send nothing.

        Args:
            session: The endpoint.
            type_name: Resource type to begin with.
            kept: Where the results are.
            parent: Owner.
        """
        super().__init__(parent)
        self.setObjectName("operatorsPane")
        self.setAccessibleName(self.tr("Operator matrix"))
        self.type_name = type_name
        self._session = session
        self._kept = kept
        self._plan: Plan | None = None
        self._found: Matrix | None = None
        self._run = 0
        self._is_asking = False
        self._began = datetime.now().astimezone()
        self.tasks = TaskScope(self)
        self.files = TaskScope(self)

        self.busy_bar = BusyBar(self)
        self.wait_strip = WaitStrip(session.patience, self)
        self.problem_strip = ProblemStrip(self, can_retry=False, can_act=True)
        self.head = OperatorsHead(self)
        self.body = OperatorsBody(self)
        self.foot = OperatorsFoot(self)
        self._lay_out()
        self._connect()
        self._show_types()
        self._begin()

    @property
    def results(self) -> tuple[Result, ...]:
        """What is known by now, in the order of the plan."""
        return self.body.model.results

    def choose_type(self, name: str) -> None:
        """Look at another resource type, unless something runs."""
        if self.tasks.busy or name == self.type_name:
            self._show_types()
            return
        self.type_name = name
        self._show_types()
        self._begin()
        self.type_changed.emit()

    def run(self) -> None:
        """Do what comes next: plan, send what was planned, or go on with the rest."""
        if self.tasks.busy:
            return
        if self._plan is not None and self._left(self._plan):
            self._send(self._plan)
        else:
            self.plan()

    def plan(self) -> None:
        """Read rows and show what would be asked about them."""
        was_known = self._session.discovery is not None
        self._plan = None
        self.head.show_reading()
        self.body.show_note(self.tr("Reading rows\u2026"))
        work = prepare(self._session, self.type_name, self._session.profile.limits.page_size)
        self._start(work, partial(self._show_plan, was_known))

    def copy_report(self) -> None:
        """Put the matrix that is shown into the clipboard as plain text."""
        profile = self._session.profile
        if self._found is not None:
            text = plain_text(self._found, profile.name, target_of(profile.base_url))
            QGuiApplication.clipboard().setText(visible(text, keep="\n"))
            self.said.emit(self.tr("Report copied, without values of rows"))

    def stop(self) -> None:
        """End what runs; what is known stays."""
        self.tasks.cancel(_JOB)

    async def aclose(self) -> None:
        await self.tasks.aclose()
        await self.files.aclose()

    # --- the last result ---------------------------------------------------------

    def _begin(self) -> None:
        """Say that nothing is known of the type, and read what is kept of it."""
        self._plan = self._found = None
        self.problem_strip.clear()
        self.head.show_nothing(self.type_name)
        self.body.show_note(
            self.tr(
                "Each operator is tried with values of real rows, and the answer is held against "
                "what the filter has to find. You see every request before it is sent."
            )
        )
        set_state(self, "empty")
        self._show_buttons()
        self.files.start(
            "kept", asyncio.to_thread(_read, self._kept, self.type_name), self._show_kept
        )

    def _show_kept(self, found: Matrix | None) -> None:
        if found is None or self._plan is not None or self.tasks.busy:
            return
        has_failed = self.problem_strip.problem is not None
        self.body.model.show_results(found.results)
        self._show_matrix(found)
        set_state(self, "error stale" if has_failed else "ready")

    # --- plan and run ------------------------------------------------------------

    def _show_plan(self, was_known: bool, plan: Plan) -> None:  # noqa: FBT001  # of a partial
        self.type_name = plan.resource_type.name
        self._show_types()
        if not was_known:
            self.discovered.emit()
        self.head.show_plan(plan)
        if plan.asked:
            self._plan = plan
            self.body.model.show_plan(plan.probes)
            self.body.show_requests(plan.asked)
        else:
            self.body.show_note(self.tr("Create one, or choose another type."))
        set_state(self, "ready" if plan.asked else "empty")
        self._show_buttons()
        self.foot.run_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _send(self, plan: Plan) -> None:
        left = self._left(plan)
        if len(left) == len(plan.asked):
            self._began = datetime.now().astimezone()
        self.body.model.go_on()
        self.body.show_matrix(self.body.view.currentIndex())
        self._run += 1
        self._is_asking = True
        work = ask(self._session, left, plan.known, partial(self._told.emit, self._run))
        self._start(work, partial(self._finish, plan))
        self._show_progress(plan)
        self.body.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _start(self, work: Coroutine[Any, Any, T], work_done: Callable[[T], None]) -> None:
        self._found = None
        self.problem_strip.clear()
        self.head.type_combo.setEnabled(False)
        set_state(self, "loading")
        self.tasks.start(_JOB, work, work_done, self._fail)
        self.foot.show_busy()

    def _left(self, plan: Plan) -> tuple[Probe, ...]:
        """Return what was planned and has no result yet, or was not answered."""
        known = {one.key for one in self.results if not one.is_unanswered}
        return tuple(one for one in plan.asked if one.key not in known)

    def _show_result(self, run: int, found: Result) -> None:
        if run == self._run and self._is_asking and self._plan is not None:
            self.body.show_result(found)
            self._show_progress(self._plan)

    def _finish(self, plan: Plan, results: tuple[Result, ...]) -> None:
        self._is_asking = False
        for one in results:
            # Some are still on their way from the queue.
            self.body.show_result(one)
        told = self._session.capabilities
        found = matrix_of(plan, self._began, told, self.results)
        self._plan = None
        self._show_matrix(found)
        write = partial(_write, self._kept, found)
        done, failed = (lambda _done: None), self.problem_strip.show_problem
        self.files.start("keep", asyncio.to_thread(write), done, failed)

    def _fail(self, problem: Problem) -> None:
        self._show_stopped()
        self.problem_strip.show_problem(problem)
        set_state(self, "error")

    def _show_busy(self, busy: bool) -> None:  # noqa: FBT001  # a slot of busy_changed(bool)
        self.busy_bar.set_busy(busy)
        self.head.type_combo.setEnabled(not busy)
        # What ended by itself is shown by what follows in the same turn of the loop.
        if not busy and self.property("state") == "loading":
            self._show_stopped()

    def _show_stopped(self) -> None:
        self._is_asking = False
        self.body.model.end()
        if self._plan is None:
            self._begin()
            return
        self.head.show_stopped(self._plan, self._done(self._plan))
        set_state(self, "partial")
        self._show_buttons()

    # --- what is shown -----------------------------------------------------------

    def _done(self, plan: Plan) -> int:
        return len(plan.asked) - len(self._left(plan))

    def _show_matrix(self, found: Matrix) -> None:
        self._found = found
        self.body.model.end()
        self.head.show_matrix(found)
        self.body.show_matrix(self.body.model.first_fault())
        set_state(self, "ready")
        self._show_buttons()

    def _show_progress(self, plan: Plan) -> None:
        done = self._done(plan)
        self.head.show_progress(plan, done)
        self.busy_bar.set_share(done / len(plan.asked))

    def _show_types(self) -> None:
        names = [one.name for one in self._session.schema_set.resource_types]
        self.head.show_types(names, self.type_name)

    def _show_buttons(self) -> None:
        self.foot.copy_button.setVisible(self._found is not None)
        self.setFocusProxy(self.body.view if self.body.shows_matrix else self.foot.run_button)
        if self._plan is None:
            self.foot.offer_plan(is_again=self.body.shows_matrix)
        elif self._done(self._plan):
            self.foot.offer_rest(len(self._left(self._plan)))
        else:
            self.foot.offer_send(len(self._plan.asked))

    def _connect(self) -> None:
        # From the loop, never from inside the run.
        self._told.connect(self._show_result, Qt.ConnectionType.QueuedConnection)
        self.tasks.busy_changed.connect(self._show_busy)
        self.head.type_chosen.connect(self.choose_type)
        self.body.view.link_activated.connect(self.problem_link)
        self.body.detail.link_activated.connect(self.problem_link)
        self.body.detail.said.connect(self.said)
        self.foot.run_button.clicked.connect(self.run)
        self.foot.plan_button.clicked.connect(self.plan)
        self.foot.stop_button.clicked.connect(self.stop)
        self.foot.copy_button.clicked.connect(self.copy_report)
        self.wait_strip.stop_requested.connect(self.stop)
        self.wait_strip.link_activated.connect(self.problem_link)
        self.problem_strip.link_activated.connect(self.problem_link)
        self.problem_strip.action_chosen.connect(self.problem_action)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.busy_bar, self.wait_strip, self.problem_strip, self.head):
            column.addWidget(widget)
        column.addWidget(self.body, 1)
        column.addWidget(self.foot)


def _read(kept: Kept, type_name: str) -> Matrix | None:
    text = kept.read(type_name)
    return from_text(text) if text is not None else None


def _write(kept: Kept, found: Matrix) -> None:
    kept.write(found.resource_type, to_text(found))

"""The connection doctor: what stands between here and a working endpoint, step by step."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QVBoxLayout,
    QWidget,
)

from scim_explorer.checks.doctor import examine
from scim_explorer.checks.report import Report, markdown, plain_text, target_of
from scim_explorer.checks.steps import StepResult, Verdict
from scim_explorer.client.secret_cache import ReadSecret
from scim_explorer.client.session import Log
from scim_explorer.problems import InputError, Problem
from scim_explorer.profiles.profile import Profile
from scim_explorer.ui.display import visible
from scim_explorer.ui.models.doctor_steps import DoctorStepsModel
from scim_explorer.ui.tasks import TaskScope
from scim_explorer.ui.widgets.busy_bar import BusyBar
from scim_explorer.ui.widgets.doctor_foot import DoctorFoot
from scim_explorer.ui.widgets.doctor_steps_view import DoctorStepsView
from scim_explorer.ui.widgets.doctor_verdict import DoctorVerdict
from scim_explorer.ui.widgets.problem_strip import ProblemStrip
from scim_explorer.ui.widgets.state import set_state

_JOB = "doctor"


@dataclass(frozen=True, slots=True)
class Patient:
    """What is looked at.

    Attributes:
        read_secret: Gives its secrets; they are not kept.
    """

    profile: Profile
    read_secret: ReadSecret = field(repr=False)


class DoctorPane(QWidget):
    """Steps in a list that fills, the verdict on top.

    Signals:
        problem_link: Number of an exchange to show in the log.
        said: A short message for the status bar.
        better_url_chosen: The base URL that the patient shall have instead of its own.
        undo_requested: It shall have its former one.
        edit_requested: The profile shall be opened.
        hide_requested: The pane shall go.
    """

    problem_link = Signal(int)
    said = Signal(str)
    better_url_chosen = Signal(str)
    undo_requested = Signal()
    edit_requested = Signal()
    hide_requested = Signal()
    _told = Signal(int, object)

    def __init__(
        self,
        patient: Callable[[], Patient],
        log: Log,
        parent: QWidget | None = None,
        *,
        beside: bool = False,
    ) -> None:
        """Look at nothing yet.

        Args:
            patient: Asked at the begin of each run.
            log: Takes the requests.
            parent: Owner.
            beside: It stands beside the profile and can be hidden, instead of opening it.
        """
        super().__init__(parent)
        self.setObjectName("doctorPane")
        self.setAccessibleName(self.tr("Connection doctor"))
        self._ask_patient = patient
        self._log = log
        self._run = 0
        self._is_running = False
        self._profile: Profile | None = None
        self._began = datetime.now().astimezone()
        self.tasks = TaskScope(self)
        self.files = TaskScope(self)

        self.busy_bar = BusyBar(self)
        self.problem_strip = ProblemStrip(self, can_retry=False)
        self.verdict = DoctorVerdict(self)
        self.model = DoctorStepsModel(self)
        self.view = DoctorStepsView(self.model, self)
        self.foot = DoctorFoot(self, beside=beside)
        self._lay_out()

        # From the loop, never from inside the examination.
        self._told.connect(self._show_step, Qt.ConnectionType.QueuedConnection)
        self.tasks.busy_changed.connect(self._show_busy)
        self.foot.run_button.clicked.connect(self.run)
        self.foot.stop_button.clicked.connect(self.stop)
        self.foot.copy_button.clicked.connect(self.copy_report)
        self.foot.save_button.clicked.connect(self.ask_save)
        self.foot.edit_button.clicked.connect(self.edit_requested)
        self.foot.hide_button.clicked.connect(self.hide_requested)
        self.view.link_activated.connect(self.problem_link)
        self.view.said.connect(self.said)
        self.verdict.better_url_chosen.connect(self.better_url_chosen)
        self.verdict.undo_requested.connect(self.undo_requested)
        self.setFocusProxy(self.view)
        set_state(self, "empty")

    @property
    def results(self) -> tuple[StepResult, ...]:
        """What is known by now, in the order of the steps."""
        return self.model.results

    def run(self) -> None:
        """Look at the patient as it is now; what was found before stands beside it."""
        patient = self._ask_patient()
        self._run += 1
        focused = QApplication.focusWidget()
        if focused is not None and self.verdict.isAncestorOf(focused):
            # The button that was pressed is about to go.
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._profile, self._began = patient.profile, datetime.now().astimezone()
        self.tasks.cancel(_JOB)
        self.problem_strip.clear()
        self.model.begin()
        self.view.fit()
        self._is_running = True
        self._show_target()
        self.verdict.show_progress(0)
        set_state(self, "loading")
        work = examine(
            patient.profile,
            log=self._log,
            read_secret=patient.read_secret,
            told=partial(self._told.emit, self._run),
        )
        self.tasks.start(_JOB, work, self._finish, self._fail)
        self._show_buttons()

    def stop(self) -> None:
        """End the examination; what is known stays."""
        self.tasks.cancel(_JOB)

    def show_change(self, words: str) -> None:
        """Say what was changed by the verdict's button, with its undo; "" for nothing."""
        self.verdict.show_change(words)

    def report(self) -> Report | None:
        """Return what is known as a report; None before anything was looked at."""
        if self._profile is None or not self.results:
            return None
        return Report(self._profile, self.results, self._began, clean=visible)

    def copy_report(self) -> None:
        """Put the report into the clipboard as plain text."""
        report = self.report()
        if report is not None:
            QGuiApplication.clipboard().setText(plain_text(report))
            self.said.emit(self.tr("Report copied, without secrets"))

    def ask_save(self) -> None:
        """Let the user pick a file for the report."""
        report = self.report()
        if report is None:
            return
        dialog = QFileDialog(self, self.tr("Save the report"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Markdown (*.md)"))
        dialog.setDefaultSuffix("md")
        dialog.selectFile(_file_name(report))
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name), report))
        dialog.open()

    def save_to(self, path: Path, report: Report) -> None:
        """Write ``report`` as Markdown."""
        self.files.start(
            "report",
            _written(path, markdown(report)),
            lambda _done: self.said.emit(self.tr("Report saved, without secrets")),
            self.problem_strip.show_problem,
        )

    async def aclose(self) -> None:
        await self.tasks.aclose()
        await self.files.aclose()

    # --- inside ------------------------------------------------------------------

    def _show_step(self, run: int, found: StepResult) -> None:
        if run != self._run or not self._is_running:
            return
        self.model.show_result(found)
        self.verdict.show_progress(len(self.results))
        self._show_buttons()

    def _finish(self, results: tuple[StepResult, ...]) -> None:
        known = {one.step.id for one in self.results}
        for one in results:
            if one.step.id not in known:
                self.model.show_result(one)
        self._is_running = False
        set_state(self, "ready")
        self.model.end()
        self.verdict.show_results(results, self._profile.base_url if self._profile else "")
        self._show_first_failure()
        self._show_buttons()

    def _fail(self, problem: Problem) -> None:
        self.problem_strip.show_problem(problem)
        self._show_stopped()
        set_state(self, "error")

    def _show_busy(self, busy: bool) -> None:  # noqa: FBT001  # a slot of busy_changed(bool)
        self.busy_bar.set_busy(busy)
        # What ended by itself is shown by what follows in the same turn of the loop.
        if not busy and self._is_running:
            self._show_stopped()

    def _show_stopped(self) -> None:
        self._is_running = False
        self.model.end()
        self.verdict.show_stopped(self.results)
        set_state(self, "partial")
        self._show_buttons()

    def _show_first_failure(self) -> None:
        failures = [one for one in self.results if one.verdict is Verdict.FAILED]
        for one in failures[:1]:
            index = self.model.index_of(one.step.id)
            self.view.expand(index)
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    def _show_target(self) -> None:
        if self._profile is None:
            return
        words = self.tr("{0}, looked at {1}")
        target = target_of(self._profile.base_url) or self.tr("no base URL")
        self.verdict.show_target(words.format(target, f"{self._began:%H:%M:%S}"))

    def _show_buttons(self) -> None:
        self.foot.show_run(busy=self.tasks.busy, has_results=bool(self.results))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.busy_bar, self.problem_strip, self.verdict):
            column.addWidget(widget)
        # Where there is no height left, the list gives way before the buttons do.
        self.view.setMinimumHeight(1)
        column.addWidget(self.view, 1)
        column.addWidget(self.foot)


def _file_name(report: Report) -> str:
    name = re.sub(r"[^A-Za-z0-9]+", "-", report.profile.name).strip("-").lower() or "endpoint"
    return f"doctor-{name}-{report.when:%Y-%m-%d-%H%M}.md"


async def _written(path: Path, text: str) -> None:
    try:
        await asyncio.to_thread(path.write_text, text, encoding="utf-8")
    except OSError as error:
        reason = error.strerror or "The system gave no reason."
        raise InputError(Problem("Report not saved", f"{path.name}: {reason}")) from error

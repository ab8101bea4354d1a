"""The status bar: where we are, what runs, what went wrong, how large the log is."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QMenu, QProgressBar, QStatusBar, QToolButton, QWidget

from scim_explorer.problems import Problem
from scim_explorer.profiles.profile import Environment
from scim_explorer.ui.connection_words import ConnectionWords, connection_words
from scim_explorer.ui.display import size_text
from scim_explorer.ui.icons import icon
from scim_explorer.ui.theme import SPACE_M, theme
from scim_explorer.ui.widgets.chip import EnvironmentChip
from scim_explorer.ui.widgets.elided_label import ElidedLabel, plain_tip
from scim_explorer.ui.widgets.plain_label import PlainLabel
from scim_explorer.ui.widgets.state import set_look

if TYPE_CHECKING:
    from scim_explorer.client.session import Session

_MESSAGE_MS = 4000
_KEPT_PROBLEMS = 50
_SHOW_AFTER_MS = 200
_AGE_EVERY_MS = 15_000


class StatusBar(QStatusBar):
    """Left: environment and connection. Right: the newest task, problems, log size.

    Signals:
        stop_requested: All running work shall stop.
        link_activated: Number of an exchange picked in the list of problems.
    """

    stop_requested = Signal()
    link_activated = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(SPACE_M, 0, SPACE_M, 0)
        self._problems: list[Problem] = []
        self._task_words = ""

        self.chip = EnvironmentChip(Environment.DEMO, self)
        self.chip.hide()
        self.connection = self._label("connectionStatus", self.tr("Connection"))
        self.message = ElidedLabel(parent=self)
        self.message.set_role("muted")
        self.task = self._label("taskStatus", self.tr("Running work"))
        self.progress = QProgressBar(self)
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setFixedSize(90, 6)
        self.stop = self._button("taskStopButton", self.tr("Stop everything (Shift+Esc)"))
        self.problem_button = self._button("problemCount", self.tr("Problems"))
        self.problem_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self.problem_button)
        self.problem_button.setMenu(self._menu)
        self.log_size = self._label("logSize", self.tr("Size of the request log"))
        self.addWidget(self.chip)
        self.addWidget(self.connection)
        self.addWidget(self.message, 1)
        for widget in (self.task, self.progress, self.stop, self.problem_button, self.log_size):
            self.addPermanentWidget(widget)

        self._session: Session | None = None
        # A token grows older while nothing else happens.
        aging = QTimer(self)
        aging.timeout.connect(lambda: self.show_session(self._session))
        aging.start(_AGE_EVERY_MS)
        self._fade = self._once(lambda: self.message.setText(""))
        self._appear = self._once(self._show_task)
        self._appear.setInterval(_SHOW_AFTER_MS)
        self.stop.clicked.connect(self.stop_requested)
        self._menu.aboutToShow.connect(self._fill_menu)
        theme().changed.connect(self._paint)
        self._paint()
        self.show_tasks(())

    def say(self, text: str) -> None:
        """Show a short message for four seconds."""
        self.message.setText(text)
        self._fade.start(_MESSAGE_MS)

    def show_session(self, session: Session | None) -> None:
        """Show environment and connection of the active tab's endpoint."""
        self._session = session
        self.chip.setVisible(session is not None)
        words = ConnectionWords(self.tr("No endpoint open"), "", "")
        if session is not None:
            self.chip.set_environment(session.profile.environment)
            words = connection_words(session, time.time())
        self.connection.setText(words.text)
        self.connection.setToolTip(plain_tip(words.tip))
        set_look(self.connection, "role", words.role)

    def show_tasks(self, words: Sequence[str]) -> None:
        """Show the newest of the running tasks, once it has run for a moment."""
        self._task_words = words[-1] if words else ""
        if not words:
            self._appear.stop()
            self._show_task()
        elif not self.task.isVisible() and not self._appear.isActive():
            self._appear.start()
        elif self.task.isVisible():
            self._show_task()

    def add_problem(self, problem: Problem) -> None:
        """Count a problem and keep it for the list."""
        if self._problems and self._problems[-1] == problem:
            return
        self._problems.append(problem)
        del self._problems[:-_KEPT_PROBLEMS]
        self._paint()

    def show_log_size(self, size_bytes: int) -> None:
        self.log_size.setText(self.tr("Log {0}").format(size_text(size_bytes)))

    def _once(self, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(then)
        return timer

    def _label(self, name: str, words: str) -> PlainLabel:
        label = PlainLabel("", self)
        label.setObjectName(name)
        label.setAccessibleName(words)
        return label

    def _button(self, name: str, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setAccessibleName(words)
        button.setToolTip(words)
        return button

    def _show_task(self) -> None:
        running = bool(self._task_words)
        self.task.setText(self._task_words)
        for widget in (self.task, self.progress, self.stop):
            widget.setVisible(running)

    def _fill_menu(self) -> None:
        self._menu.clear()
        for problem in reversed(self._problems):
            number = problem.exchange
            text = problem.title if number is None else f"{problem.title}  #{number}"
            action = self._menu.addAction(text.replace("&", "&&"))
            action.setToolTip(plain_tip(problem.detail))
            action.setEnabled(number is not None)
            if number is not None:
                action.triggered.connect(lambda _=False, n=number: self.link_activated.emit(n))
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Empty this list")).triggered.connect(self._forget)

    def _forget(self) -> None:
        self._problems.clear()
        self._paint()

    def _paint(self) -> None:
        self.stop.setIcon(icon("x", "muted"))
        count = len(self._problems)
        self.problem_button.setVisible(count > 0)
        self.problem_button.setToolButtonStyle(
            self.problem_button.toolButtonStyle().ToolButtonTextBesideIcon
        )
        self.problem_button.setIcon(icon("triangle-alert", "warning"))
        self.problem_button.setText(
            self.tr("1 problem") if count == 1 else self.tr("{0} problems").format(str(count))
        )

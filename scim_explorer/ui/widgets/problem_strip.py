"""The strip above a pane's content that says what did not happen, why, and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from scim_explorer.problems import (
    CHECK_OPERATORS,
    EDIT_PROFILE,
    READ_AGAIN,
    RUN_DOCTOR,
    Problem,
)
from scim_explorer.ui.announce import announce
from scim_explorer.ui.icons import set_icon
from scim_explorer.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, theme, ui_font
from scim_explorer.ui.widgets.plain_label import PlainLabel, sentence_label
from scim_explorer.ui.widgets.state import set_look

_LEAST_CHARACTERS = 30
LOOKS = {
    # severity: icon, its colour, tint of the strip
    "error": ("circle-x", "error", "error"),
    "warning": ("triangle-alert", "warning", "warning"),
    "ok": ("circle-check", "ok", "ok"),
    "info": ("info", "accent", "info"),
    "unknown": ("circle-question-mark", "muted", "grey"),
    "offline": ("wifi-off", "muted", "grey"),
}


class ProblemStrip(QFrame):
    """Shows one ``Problem``; hidden while there is none. Its words can be selected and copied.

    Signals:
        retry: "Try again" was pressed.
        link_activated: The exchange number behind the problem was pressed.
        action_chosen: What can be done about it was chosen: the ``action`` of the problem.
    """

    retry = Signal()
    link_activated = Signal(int)
    action_chosen = Signal(str)

    def __init__(
        self, parent: QWidget | None = None, *, can_retry: bool = True, can_act: bool = False
    ) -> None:
        """With ``can_act`` a problem offers its action, and the owner follows ``action_chosen``."""
        super().__init__(parent)
        self._can_retry = can_retry
        self._can_act = can_act
        self._problem: Problem | None = None
        self.setObjectName("problemStrip")
        self.setAccessibleName(self.tr("Problem"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._icon = PlainLabel()
        self._title = sentence_label("problemTitle", self.tr("What did not happen"), self)
        self._detail = sentence_label("problemDetail", self.tr("Detail"), self)
        self._hint = sentence_label("problemHint", self.tr("What to do"), self)
        self._link = QToolButton()
        self._link.setObjectName("problemLink")
        self._link.setProperty("role", "link")
        self._retry = QPushButton(self.tr("Try again"))
        self._retry.setObjectName("retryButton")
        self._retry.setAccessibleName(self.tr("Try again"))
        self._action = QPushButton()
        self._action.setObjectName("problemActionButton")
        self._lay_out()
        self._link.clicked.connect(self._open_link)
        self._retry.clicked.connect(self.retry)
        self._action.clicked.connect(self._choose_action)
        theme().changed.connect(self._set_fonts)
        self._set_fonts()
        self.hide()

    @property
    def problem(self) -> Problem | None:
        return self._problem

    def show_problem(self, problem: Problem, severity: str = "error") -> None:
        """Show ``problem`` in place of the last one and announce it.

        Args:
            problem: What happened.
            severity: A key of ``LOOKS``; "offline" is the same strip in grey.
        """
        self._problem = problem
        name, role, tint = LOOKS[severity]
        set_icon(self._icon, name, role)
        set_look(self, "tint", tint)
        self.setProperty("severity", severity)
        self._title.setText(problem.title)
        for label, text in ((self._detail, problem.detail), (self._hint, problem.hint)):
            label.setText(text)
            label.setVisible(bool(text))
        self._link.setVisible(problem.exchange is not None)
        if problem.exchange is not None:
            self._link.setText(f"#{problem.exchange}")
            words = self.tr("Show request {number} in the log").format(number=problem.exchange)
            self._link.setAccessibleName(words)
            self._link.setToolTip(words)
        self._retry.setVisible(self._can_retry)
        words = self._action_words(problem.action) if self._can_act else ""
        self._action.setText(words)
        self._action.setVisible(bool(words))
        self.setAccessibleDescription(problem.one_line())
        self._fit()
        self.show()
        announce(self, problem.one_line(), assertive=severity == "error")

    def clear(self) -> None:
        """Hide the strip; there is no problem any more."""
        self._problem = None
        self.hide()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(SPACE_XS)
        for label in (self._title, self._detail, self._hint):
            words.addWidget(label)
        said = QHBoxLayout()
        said.setSpacing(SPACE_M)
        top = Qt.AlignmentFlag.AlignTop
        self._icon.setContentsMargins(0, SPACE_XS, 0, 0)
        said.addWidget(self._icon, 0, top)
        said.addLayout(words, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(SPACE_M)
        self._buttons.addWidget(self._link, 0, top)
        self._buttons.addSpacing(SPACE_S)
        self._buttons.addWidget(self._action, 0, top)
        self._buttons.addWidget(self._retry, 0, top)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        self._row.setSpacing(SPACE_M)
        self._row.addLayout(said, 1)
        self._row.addLayout(self._buttons)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Put the buttons below the words where these would have no room beside them."""
        room = self.width() - self._buttons.sizeHint().width() - 2 * SPACE_L
        is_narrow = room < self.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)
        right = Qt.AlignmentFlag.AlignRight
        self._row.setAlignment(self._buttons, right if is_narrow else Qt.AlignmentFlag.AlignTop)

    def _set_fonts(self) -> None:
        self._title.setFont(ui_font(bold=True))

    def _action_words(self, action: str) -> str:
        return {
            EDIT_PROFILE: self.tr("Open profile"),
            READ_AGAIN: self.tr("Read again"),
            RUN_DOCTOR: self.tr("Run the doctor"),
            CHECK_OPERATORS: self.tr("Check operators"),
        }.get(action, "")

    def _choose_action(self) -> None:
        if self._problem is not None:
            self.action_chosen.emit(self._problem.action)

    def _open_link(self) -> None:
        if self._problem is not None and self._problem.exchange is not None:
            self.link_activated.emit(self._problem.exchange)

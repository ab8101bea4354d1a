"""Says that the server asks to wait, for how long still, and lets the user end it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget
from shiboken6 import isValid

from scim_explorer.ui.announce import announce
from scim_explorer.ui.icons import set_icon
from scim_explorer.ui.theme import SPACE_L, SPACE_M
from scim_explorer.ui.widgets.plain_label import PlainLabel
from scim_explorer.ui.widgets.state import set_look

if TYPE_CHECKING:
    from scim_explorer.client.patience import Patience

_SECOND_MS = 1000


class WaitStrip(QFrame):
    """Counts down as long as a session waits, and hides when it goes on.

    Signals:
        stop_requested: The user does not want to wait any longer.
        link_activated: Number of the exchange that asked for the wait.
    """

    stop_requested = Signal()
    link_activated = Signal(int)

    def __init__(self, patience: Patience, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._patience = patience
        self._number = 0
        self.setObjectName("waitStrip")
        self.setAccessibleName(self.tr("Waiting"))
        set_look(self, "tint", "warning")
        icon = PlainLabel()
        set_icon(icon, "clock", "warning")
        self.label = PlainLabel("", self)
        self.label.setObjectName("waitLabel")
        self.label.setWordWrap(True)
        self.label.setMinimumWidth(1)
        self.link = QToolButton(self)
        self.link.setObjectName("waitLink")
        self.link.setProperty("role", "link")
        self.now_button = self._button(self.tr("Try now"), "waitNowButton")
        self.stop_button = self._button(self.tr("Stop"), "waitStopButton")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        row.setSpacing(SPACE_M)
        row.addWidget(icon)
        row.addWidget(self.label, 1)
        for widget in (self.link, self.now_button, self.stop_button):
            row.addWidget(widget)
        self._seconds = QTimer(self, interval=_SECOND_MS)
        self._seconds.timeout.connect(self.show_left)
        self.now_button.clicked.connect(patience.go_on)
        self.stop_button.clicked.connect(self._stop)
        self.link.clicked.connect(lambda: self.link_activated.emit(self._number))
        self.hide()
        self._end = patience.subscribe(self._follow)
        self._follow()

    def show_left(self) -> None:
        """Say how long it still takes."""
        problem = self._patience.problem
        if problem is not None:
            left = str(math.ceil(self._patience.left_s))
            words = self.tr("{title}. {detail} Going on in {left} s.")
            self.label.setText(words.format(title=problem.title, detail=problem.detail, left=left))

    def _stop(self) -> None:
        self.stop_requested.emit()
        self._patience.stop()

    def _follow(self) -> None:
        if not isValid(self):
            self._end()
            return
        problem = self._patience.problem
        if problem is None:
            self._seconds.stop()
            self.hide()
            return
        self._number = problem.exchange or 0
        self.link.setText(f"#{self._number}")
        words = self.tr("Show request {0} in the log").format(self._number)
        self.link.setAccessibleName(words)
        self.link.setToolTip(words)
        by_server = problem.exchange is not None
        self.link.setVisible(by_server)
        # The budget is the profile's own: there it is raised, not here passed over.
        self.now_button.setVisible(by_server)
        self.show_left()
        if not self._seconds.isActive():
            self._seconds.start()
            self.show()
            announce(self, self.label.text(), assertive=False)

    def _button(self, words: str, name: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        button.setAccessibleName(words)
        return button

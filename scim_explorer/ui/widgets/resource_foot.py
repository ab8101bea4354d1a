"""Foot of the resource pane: what changed, how it is sent, and the button that sends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QPushButton, QToolButton, QWidget
from typing_extensions import override

from scim_explorer.client.guard import Writes
from scim_explorer.profiles.profile import Profile
from scim_explorer.ui.icons import set_icon
from scim_explorer.ui.theme import SPACE_L, SPACE_M, SPACE_S, theme, ui_font
from scim_explorer.ui.widgets.elided_label import ElidedLabel
from scim_explorer.ui.widgets.plain_label import PlainLabel
from scim_explorer.ui.widgets.state import set_look


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether something can be sent.

    Attributes:
        words: What changed, or why nothing can be sent ("2 changes", "JSON is broken").
        tone: Role of the words' colour.
        can_send: There is something to send.
        why_not: Tool tip of the buttons while there is not.
        can_discard: There is something to throw away.
    """

    words: str
    tone: str = "muted"
    can_send: bool = False
    why_not: str = ""
    can_discard: bool = False


class ResourceFoot(QWidget):
    """Shows ``Readiness`` and the state of the write guard.

    Signals:
        discarded, review_requested, send_requested, unlock_requested: Their buttons.
        method_chosen: "PUT", "PATCH" or "POST".
    """

    discarded = Signal()
    review_requested = Signal()
    send_requested = Signal()
    unlock_requested = Signal()
    method_chosen = Signal(str)

    def __init__(self, profile: Profile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._readiness = Readiness("")
        self._writes = Writes.ALLOWED
        self._busy = False
        self.changes_label = PlainLabel("", self)
        self.changes_label.setObjectName("changesLabel")
        self.changes_label.setAccessibleName(self.tr("Changes"))
        self.discard_button = QToolButton(self)
        self.discard_button.setObjectName("discardButton")
        self.discard_button.setToolTip(self.tr("Discard the changes"))
        self.discard_button.setAccessibleName(self.tr("Discard the changes"))
        set_icon(self.discard_button, "undo-2")
        self.method_combo = QComboBox(self)
        self.method_combo.setObjectName("writeMethodCombo")
        self.method_combo.setAccessibleName(self.tr("Method of the write"))
        self.review_button = QPushButton(self.tr("Review..."), self)
        self.review_button.setObjectName("reviewButton")
        self.review_button.setAccessibleName(self.tr("Review"))
        self.send_button = QPushButton(self)
        self.send_button.setObjectName("sendButton")
        self.send_button.setProperty("filled", True)
        self.show_profile(profile)
        self.lock_icon = PlainLabel("", self)
        set_icon(self.lock_icon, "lock")
        self.lock_reason = ElidedLabel("", self, role="muted")
        self.lock_reason.setObjectName("lockReason")
        self.unlock_button = QPushButton(self.tr("Unlock writes for 15 min"), self)
        self.unlock_button.setObjectName("unlockButton")
        self.unlock_button.setAccessibleName(self.unlock_button.text())
        set_icon(self.unlock_button, "lock-open")
        self._lay_out()
        self._connect()
        self._set_fonts()
        self.set_writes(Writes.ALLOWED, 0)

    def _connect(self) -> None:
        self.discard_button.clicked.connect(self.discarded)
        self.review_button.clicked.connect(self.review_requested)
        self.send_button.clicked.connect(self.send_requested)
        self.unlock_button.clicked.connect(self.unlock_requested)
        self.method_combo.textActivated.connect(self.method_chosen)
        theme().changed.connect(self._set_fonts)

    def show_profile(self, profile: Profile) -> None:
        """Say to whom it is sent, in the name and the colour of today."""
        words = self.tr("Send to {name}")
        short = words.format(name=_short(profile.name)).replace("&", "&&")
        self.send_button.setText(short)
        self.send_button.setAccessibleName(words.format(name=profile.name))
        set_look(self.send_button, "environment", profile.environment.value)

    @property
    def method(self) -> str:
        return self.method_combo.currentText()

    def set_methods(self, methods: Sequence[str], chosen: str) -> None:
        self.method_combo.blockSignals(True)
        self.method_combo.clear()
        self.method_combo.addItems(methods)
        self.method_combo.setCurrentText(chosen)
        self.method_combo.blockSignals(False)
        self.method_combo.setVisible(len(methods) > 1)

    def show_readiness(self, readiness: Readiness) -> None:
        self._readiness = readiness
        self.changes_label.set_text(readiness.words)
        self.changes_label.set_role(readiness.tone)
        self.discard_button.setVisible(readiness.can_discard)
        self._choose_lines()
        self._enable()

    def set_writes(self, state: Writes, unlock_left_s: float) -> None:
        """Show the lock and its reason in place of the button that sends, or the button."""
        self._writes = state
        open_ = state is Writes.ALLOWED
        self.send_button.setVisible(open_)
        self.review_button.setVisible(open_)
        self.method_combo.setVisible(
            state is not Writes.READ_ONLY and self.method_combo.count() > 1
        )
        self.unlock_button.setVisible(state is Writes.LOCKED)
        self.lock_icon.setVisible(state is Writes.READ_ONLY)
        self.lock_reason.setVisible(state is Writes.READ_ONLY or unlock_left_s > 0)
        if state is Writes.READ_ONLY:
            self.lock_reason.set_text(self.tr("Read-only profile: nothing can be sent"))
        elif unlock_left_s > 0:
            minutes, seconds = divmod(int(unlock_left_s), 60)
            words = self.tr("unlocked, {time} left")
            self.lock_reason.set_text(words.format(time=f"{minutes}:{seconds:02}"))
        self._choose_lines()
        self._enable()

    def set_sending(self, busy: bool) -> None:  # noqa: FBT001  # one state, read at the call
        """While a write is under way nothing else can be sent."""
        self._busy = busy
        self._enable()

    def _enable(self) -> None:
        ready = self._readiness.can_send and not self._busy
        for button in (self.review_button, self.send_button):
            button.setEnabled(ready)
            button.setToolTip("" if ready else self._readiness.why_not)
        self.method_combo.setEnabled(not self._busy)
        self.discard_button.setEnabled(not self._busy)

    def _lay_out(self) -> None:
        self._left, self._right = QHBoxLayout(), QHBoxLayout()
        for side in (self._left, self._right):
            side.setSpacing(SPACE_S)
        self._left.addWidget(self.changes_label)
        self._left.addWidget(self.discard_button)
        self._left.addStretch(1)
        self._left.addWidget(self.lock_icon)
        self._left.addWidget(self.lock_reason)
        self._left.addWidget(self.method_combo)
        self._right.addStretch(1)
        self._right.addWidget(self.review_button)
        self._right.addSpacing(SPACE_S)
        self._right.addWidget(self.unlock_button)
        self._right.addWidget(self.send_button)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._sides.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        self._sides.setSpacing(SPACE_M)
        self._sides.addLayout(self._left, 1)
        self._sides.addLayout(self._right)

    @override
    def minimumSizeHint(self) -> QSize:
        # As narrow as two lines can be; a long profile name must not widen the pane.
        for side in (self._left, self._right):
            side.invalidate()
        widest = max(side.minimumSize().width() for side in (self._left, self._right))
        return QSize(widest + 2 * SPACE_L, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose_lines()

    def _choose_lines(self) -> None:
        """Take one line where there is room, else two; the text of no button is cut."""
        for side in (self._left, self._right):
            # Qt marks only the outer layout when a label changes.
            side.invalidate()
        wanted = self._left.sizeHint().width() + self._right.sizeHint().width()
        fits = wanted + SPACE_M + 2 * SPACE_L <= self.width()
        kind = QBoxLayout.Direction
        self._sides.setDirection(kind.LeftToRight if fits else kind.TopToBottom)
        self._sides.activate()
        self.updateGeometry()

    def _set_fonts(self) -> None:
        self.changes_label.setFont(ui_font(bold=True))
        # Width of the bold text, or the style sheet clips it.
        self.send_button.setFont(ui_font(bold=True))


_LONGEST_NAME = 28


def _short(name: str) -> str:
    """Return a profile name that leaves room for the rest of the foot, cut in the middle."""
    if len(name) <= _LONGEST_NAME:
        return name
    half = (_LONGEST_NAME - 1) // 2
    return f"{name[:half]}\u2026{name[-half:]}"

"""Foot of a hand-made request: the write guard, the confirmation, the button that sends."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from scim_explorer.client.guard import Writes
from scim_explorer.client.request import Request
from scim_explorer.profiles.profile import Environment, Profile
from scim_explorer.ui.display import visible
from scim_explorer.ui.icons import set_icon
from scim_explorer.ui.theme import SPACE_L, SPACE_M, theme, ui_font
from scim_explorer.ui.widgets.elided_label import ElidedLabel
from scim_explorer.ui.widgets.plain_label import PlainLabel
from scim_explorer.ui.widgets.state import set_look

_LONGEST_NAME, _PATIENCE_S = 28, 3


class SendFoot(QWidget):
    """Shows whether a request may leave, and why not at the place of the button.

    Signals:
        send_requested, stop_requested, unlock_requested: Their buttons.
    """

    send_requested = Signal()
    stop_requested = Signal()
    unlock_requested = Signal()

    def __init__(self, profile: Profile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problem = ""
        self._is_read, self._writes, self._busy = True, Writes.ALLOWED, False
        self._waited_s = 0
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._icon = PlainLabel("", self)
        set_icon(self._icon, "lock")
        self._words = ElidedLabel("", self)
        self._words.setObjectName("composeReason")
        self._words.setAccessibleName(self.tr("Why it cannot be sent"))
        self.confirm_edit = QLineEdit(self)
        self.confirm_edit.setObjectName("confirmEdit")
        self.confirm_edit.setAccessibleName(self.tr("Name of the endpoint, to confirm the write"))
        self.unlock_button = QPushButton(self.tr("Unlock writes for 15 min"), self)
        self.unlock_button.setObjectName("unlockButton")
        self.unlock_button.setAccessibleName(self.unlock_button.text())
        set_icon(self.unlock_button, "lock-open")
        self.stop_button = QPushButton(self.tr("Stop"), self)
        self.stop_button.setObjectName("composeStopButton")
        self.stop_button.setAccessibleName(self.tr("Stop the request"))
        self.send_button = QPushButton(self)
        self.send_button.setObjectName("composeSendButton")
        self.send_button.setProperty("filled", True)
        self.show_profile(profile)
        self._lay_out()
        self._clock.timeout.connect(self._count)
        self.confirm_edit.textChanged.connect(self._show)
        self.confirm_edit.returnPressed.connect(self.send_button.click)
        self.unlock_button.clicked.connect(self.unlock_requested)
        self.stop_button.clicked.connect(self.stop_requested)
        self.send_button.clicked.connect(self.send_requested)
        theme().changed.connect(self._set_fonts)
        self._set_fonts()
        self._show()

    def show_profile(self, profile: Profile) -> None:
        """Say to whom it is sent, in the name and the colour of today."""
        self._profile = profile
        name = visible(profile.name)
        words = self.tr("Send to {name}").format(name=name)
        self.send_button.setText(_short(words).replace("&", "&&"))
        self.send_button.setAccessibleName(words)
        self.confirm_edit.setPlaceholderText(self.tr("Type {name} to confirm").format(name=name))
        set_look(self.send_button, "environment", profile.environment.value)

    @property
    def confirmation(self) -> str:
        """The name as typed."""
        return self.confirm_edit.text()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """The controls in the order of Tab."""
        return (self.confirm_edit, self.unlock_button, self.stop_button, self.send_button)

    @property
    def can_send(self) -> bool:
        return self.send_button.isEnabled() and not self.send_button.isHidden()

    def show_request(self, request: Request | None, problem: str, writes: Writes) -> None:
        """Show whether this request may leave.

        Args:
            request: What would be sent, None while that cannot be told.
            problem: Why it cannot be sent as it is, or "".
            writes: What the guard says to writes.
        """
        self._problem, self._writes = problem, writes
        self._is_read = request is None or request.is_read
        self._show()

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001  # a slot of busy_changed(bool)
        """Show Stop while a request is under way; after some seconds, what is awaited."""
        self._busy, self._waited_s = busy, 0
        if busy:
            self._clock.start()
        else:
            self._clock.stop()
        self._show()

    def _count(self) -> None:
        self._waited_s += 1
        self._show()

    def forget_confirmation(self) -> None:
        """Each write is confirmed by itself."""
        self.confirm_edit.clear()

    def _show(self) -> None:
        locked = not self._is_read and self._writes is not Writes.ALLOWED
        confirms = self._needs_name() and not locked
        reason, role = self._reason(locked=locked)
        self._icon.setVisible(locked)
        self._words.set_text(reason)
        self._words.set_role(role)
        self._words.setVisible(bool(reason) or not confirms)
        self.confirm_edit.setVisible(confirms)
        self.unlock_button.setVisible(locked and self._writes is Writes.LOCKED)
        self.stop_button.setVisible(self._busy)
        self.send_button.setVisible(not locked)
        self.send_button.setEnabled(
            not (self._busy or self._problem) and (not confirms or self._name_is_typed())
        )
        self.send_button.setToolTip(self.tr("Ctrl+Enter"))

    def _needs_name(self) -> bool:
        return not self._is_read and self._profile.environment is Environment.PROD

    def _name_is_typed(self) -> bool:
        return self.confirmation.strip().casefold() == self._profile.name.strip().casefold()

    def _reason(self, *, locked: bool) -> tuple[str, str]:
        if self._waited_s >= _PATIENCE_S:
            words = self.tr("waiting for the server, {seconds} s")
            return words.format(seconds=self._waited_s), "muted"
        if locked and self._writes is Writes.READ_ONLY:
            return self.tr("Read-only profile: nothing can be written"), "muted"
        if locked:
            return self.tr("Production is locked: nothing can be written"), "muted"
        return self._problem, "error"

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        row.setSpacing(SPACE_M)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        row.addWidget(self.confirm_edit, 1)
        for button in (self.unlock_button, self.stop_button, self.send_button):
            row.addWidget(button)

    def _set_fonts(self) -> None:
        # Width of the bold text, or the style sheet clips it.
        self.send_button.setFont(ui_font(bold=True))


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_NAME + 8 else f"{words[: _LONGEST_NAME + 7]}\u2026"

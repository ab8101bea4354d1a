"""From a proposed write to its result: review, confirmation, one request, and no second one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from scim_explorer.client.request import Request
from scim_explorer.client.resources import WriteResult, write
from scim_explorer.client.session import Session
from scim_explorer.problems import InputError, Problem, WriteRefused
from scim_explorer.profiles.profile import Environment
from scim_explorer.protocol.compare import MISSING, Missing
from scim_explorer.protocol.json_codec import Json
from scim_explorer.ui.dialogs.delete_dialog import DeleteDialog
from scim_explorer.ui.dialogs.review_dialog import ReviewDialog
from scim_explorer.ui.dialogs.send_dialog import Outgoing, SendDialog
from scim_explorer.ui.models.comparison import ComparisonRow
from scim_explorer.ui.models.working_copy import Subject
from scim_explorer.ui.tasks import TaskScope


@dataclass(frozen=True, slots=True)
class Proposal:
    """A write that somebody may want to send.

    Attributes:
        subject: What is written; its id is empty for a create.
        before: The resource as read, MISSING before a create.
        expected: The whole resource as it should be, MISSING when nobody can say.
        title: Of the review.
        button: Of the button that sends.
        rows: Attribute, now, after; empty when that cannot be told.
        note: One sentence above the rows.
        version_line: What stands behind it if the resource changed meanwhile.
        read_at: When "now" was read.
    """

    subject: Subject
    request: Request
    title: str
    button: str
    before: Json | Missing = MISSING
    expected: Json | Missing = MISSING
    rows: tuple[ComparisonRow, ...] = ()
    note: str = ""
    version_line: str = ""
    read_at: str = ""


class WriteDesk(QObject):
    """Opens the dialogs of a write and sends it once.

    Production always goes through a dialog. While one write is under way no other one starts.

    Signals:
        sending_changed: True when a write leaves, False when its result is in.
        finished: The ``Proposal`` and its ``WriteResult``.
        refused: The ``Proposal`` and a ``Problem``: nothing left this computer.
        stopped: The ``Proposal`` of a write that was cancelled: its outcome is unknown.
        said: A sentence for the status bar.
    """

    sending_changed = Signal(bool)
    finished = Signal(object, object)
    refused = Signal(object, object)
    stopped = Signal(object)
    said = Signal(str)

    def __init__(self, session: Session, tasks: TaskScope, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._parent = parent
        self._sending: Proposal | None = None
        self._sent_before = 0
        self._dialog: SendDialog | None = None
        tasks.busy_changed.connect(self._look_for_a_cancel)

    @property
    def is_sending(self) -> bool:
        return self._sending is not None

    def review(self, proposal: Proposal) -> None:
        """Show what would change and the exact request."""
        outgoing = self._outgoing(proposal)
        if outgoing is not None:
            self._open(
                ReviewDialog(
                    outgoing, proposal.rows, proposal.note, proposal.read_at, self._parent
                ),
                proposal,
            )

    def ask_to_delete(self, proposal: Proposal) -> None:
        """Show the delete dialog."""
        outgoing = self._outgoing(proposal)
        if outgoing is not None:
            self._open(DeleteDialog(outgoing, proposal.note, self._parent), proposal)

    def send(self, proposal: Proposal) -> None:
        """Send at once, on production after review."""
        if self._session.profile.environment is Environment.PROD:
            self.review(proposal)
        else:
            self._send(proposal, "")

    # --- doing -------------------------------------------------------------------

    def _outgoing(self, proposal: Proposal) -> Outgoing | None:
        if self._sending is not None or self._dialog is not None:
            return None
        profile = self._session.profile
        try:
            # The name is typed in the dialog; all else the guard would say now.
            self._session.check_write(replace(proposal.request, confirmation=profile.name))
            preview = self._session.preview(proposal.request)
        except (WriteRefused, InputError) as error:
            self.refused.emit(proposal, error.problem)
            return None
        return Outgoing(profile, preview, proposal.title, proposal.button, proposal.version_line)

    def _open(self, dialog: SendDialog, proposal: Proposal) -> None:
        self._dialog = dialog
        dialog.finished.connect(self._forget_dialog)
        dialog.confirmed.connect(lambda typed: self._send(proposal, typed))
        dialog.said.connect(self.said)
        dialog.open()

    def _forget_dialog(self) -> None:
        self._dialog = None

    def _send(self, proposal: Proposal, confirmation: str) -> None:
        if self._sending is not None:
            return
        self._sending, self._sent_before = proposal, self._session.writes_sent
        self.sending_changed.emit(True)
        request = replace(proposal.request, confirmation=confirmation)
        work = write(self._session, request, before=proposal.before, expected=proposal.expected)
        self._tasks.start("write", work, self._finish, self._refuse)

    def _finish(self, result: WriteResult) -> None:
        proposal = self._end()
        if proposal is not None:
            self.finished.emit(proposal, result)

    def _refuse(self, problem: Problem) -> None:
        proposal = self._end()
        if proposal is not None:
            self.refused.emit(proposal, problem)

    def _end(self) -> Proposal | None:
        proposal, self._sending = self._sending, None
        self.sending_changed.emit(False)
        return proposal

    def _look_for_a_cancel(self, busy: bool) -> None:  # noqa: FBT001  # a slot of busy_changed
        if not busy and self._sending is not None:
            # A finished job reports right after this signal, a cancelled one never does.
            QTimer.singleShot(0, self, self._end_if_cancelled)

    def _end_if_cancelled(self) -> None:
        if self._sending is not None and "write" not in self._tasks.keys:
            proposal = self._end()
            if proposal is None:
                return
            if self._session.writes_sent == self._sent_before:
                words = self.tr("Stopped by you before it had left.")
                self.refused.emit(proposal, Problem(self.tr("Request not sent"), words))
            else:
                self.stopped.emit(proposal)

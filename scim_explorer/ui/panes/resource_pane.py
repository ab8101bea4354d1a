"""One resource: read, shown, edited, sent, and read again."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from scim_explorer.client.guard import Writes
from scim_explorer.client.resources import Reference, WriteResult
from scim_explorer.client.session import Session
from scim_explorer.problems import Problem, ProtocolError
from scim_explorer.protocol.schema import ResourceType
from scim_explorer.ui.aftermath import Aftermath
from scim_explorer.ui.draft_keeper import DraftKeeper
from scim_explorer.ui.draft_shelf import DraftShelf
from scim_explorer.ui.models.working_copy import (
    Draft,
    Original,
    Subject,
    Visits,
    original_of_row,
    template_of,
)
from scim_explorer.ui.readiness import readiness_of
from scim_explorer.ui.resource_reader import Arrival, ResourceReader
from scim_explorer.ui.resource_stage import ResourceStage
from scim_explorer.ui.tasks import TaskScope
from scim_explorer.ui.widgets.busy_bar import BusyBar
from scim_explorer.ui.widgets.empty_note import EmptyNote
from scim_explorer.ui.widgets.resource_editor import PATCH, POST, PUT
from scim_explorer.ui.widgets.resource_foot import ResourceFoot
from scim_explorer.ui.widgets.state import set_state
from scim_explorer.ui.write_desk import Proposal, WriteDesk

_SECOND_MS = 1000


class ResourcePane(QWidget):
    """Shows one resource of an endpoint and sends what was changed in it.

    Work that was not sent is kept for each resource on the shelf of drafts.

    Signals:
        reference_activated: A ``Reference`` that is being followed.
        written: A ``WriteResult``.
        deleted: Id of a resource that is gone.
        problem_link: Number of an exchange to show in the log.
        problem_action: The ``action`` of a problem was chosen.
        title_changed: What the resource is called.
        open_as_tab: The ``Subject`` to open in a tab of its own.
        guard_changed: Production was unlocked here.
        said: A sentence for the status bar.
    """

    reference_activated = Signal(object)
    written = Signal(object)
    deleted = Signal(str)
    problem_link = Signal(int)
    problem_action = Signal(str)
    title_changed = Signal(str)
    open_as_tab = Signal(object)
    guard_changed = Signal()
    said = Signal(str)

    def __init__(
        self, session: Session, parent: QWidget | None = None, drafts: DraftShelf | None = None
    ) -> None:
        """Without ``drafts`` unsent work lives as long as the pane."""
        super().__init__(parent)
        self.setObjectName("resourcePane")
        self.setAccessibleName(self.tr("Resource"))
        self.tasks = TaskScope(self)
        self._session = session
        self._visits = Visits()

        self.busy_bar = BusyBar(self)
        self.stage = ResourceStage(session, self.tasks, self)
        self.head, self.editor = self.stage.head, self.stage.editor
        self.aftermath = Aftermath(self.stage, self)
        self.empty_note = EmptyNote(self.tr("Select a resource to see it here."), "", self)
        self.stack = QStackedWidget(self)
        self.foot = ResourceFoot(session.profile, self)
        shelf = drafts or DraftShelf(parent=self)
        self.keeper = DraftKeeper(self.stage, self.foot, shelf.for_pane(session), self)
        self.reader = ResourceReader(session, self.tasks, self)
        self.desk = WriteDesk(session, self.tasks, self)
        self._countdown = QTimer(self, interval=_SECOND_MS)
        self._lay_out()
        self._connect()
        self.show_nothing()

    # --- what is shown -----------------------------------------------------------

    @property
    def subject(self) -> Subject | None:
        return self.stage.subject

    @property
    def exchange_number(self) -> int | None:
        """The exchange that brought what is shown, or None."""
        return self.editor.original.exchange if self.stage.subject is not None else None

    @property
    def is_dirty(self) -> bool:
        """Whether the resource that is shown has work that was not sent."""
        return self.stage.subject is not None and self.editor.is_dirty

    def show_nothing(self) -> None:
        """Show the note that nothing is selected."""
        self.keeper.keep()
        self._show_empty()
        self._refresh()

    def show_row(self, raw: bytes, resource_id: str | None, endpoint: str) -> None:
        """Show a row of a list at once from its bytes; read it in full after 150 ms of rest."""
        subject = Subject(endpoint, resource_id or "")
        if subject == self.stage.subject and subject.id:
            return
        try:
            original = original_of_row(bytes(raw))
        except ProtocolError as error:
            self.aftermath.show_problem(error.problem)
            return
        self._enter(subject)
        draft = self.keeper.find(subject) if subject.id else None
        if draft is None:
            self.stage.show_fresh(original)
        else:
            self._restore(draft)
        if subject.id:
            self.reader.read_after_rest(subject)
        self._refresh()

    def load(self, endpoint: str, resource_id: str) -> None:
        """Read a resource and show it; what is shown stays until it is in."""
        self.reader.read(Subject(endpoint, resource_id))
        self._refresh()

    def read_again(self) -> None:
        """Read the resource that is shown; unsent work stays."""
        if self.stage.subject is not None and self.stage.subject.id:
            self.load(*self.stage.subject)

    def new_resource(self, resource_type: ResourceType) -> None:
        """Start a resource that does not exist yet."""
        self.reader.stop()
        subject = Subject(resource_type.endpoint, "")
        self._enter(subject)
        self.keeper.template = template_of(resource_type, self._session.schema_set)
        blank = Draft(Original("", {}), self.keeper.template, POST)
        self._restore(self.keeper.find(subject) or blank)
        self._refresh()

    def show_draft(self, subject: Subject) -> None:
        """Go on with unsent work, whether or not its resource can be read."""
        self.reader.stop()
        self._enter(subject)
        draft = self.keeper.find(subject)
        if draft is not None:
            self._restore(draft)
        if subject.id:
            self.reader.read(subject)
        self._refresh()

    def take_schemas(self) -> None:
        """Show the resource by what discovery found; what was typed stays."""
        self.stage.take_schemas()
        self._refresh()

    def open_find(self) -> None:
        """Search in the part that is shown, where it can be searched."""
        self.editor.open_find()

    def follow(self, reference: Reference) -> None:
        """Read what a reference points at and show it here; ``back`` returns."""
        self.reference_activated.emit(reference)
        self.reader.follow(reference)
        self._refresh()

    def back(self) -> None:
        self._go(-1)

    def forward(self) -> None:
        self._go(1)

    def show_tab(self, name: str) -> None:
        """Show "form", "json", "patch" or "raw"."""
        self.editor.setCurrentWidget(getattr(self.editor, name))

    def copy_path(self) -> None:
        """Copy the PATCH path of the current place of the form or the JSON."""
        if self.editor.currentWidget() is self.editor.form:
            self.editor.form.copy_path()
        else:
            self.editor.json.copy_path()

    # --- sending -----------------------------------------------------------------

    def review(self) -> None:
        """Open the review of what would be sent."""
        proposal = self._proposal()
        if proposal is not None:
            self.desk.review(proposal)

    def send(self) -> None:
        """Send it, on production after review."""
        proposal = self._proposal()
        if proposal is not None:
            self.desk.send(proposal)

    def delete(self) -> None:
        """Ask before the resource is deleted."""
        proposal = self.stage.deletion()
        if proposal is not None:
            self.desk.ask_to_delete(proposal)

    def discard(self) -> None:
        """Throw away what was not sent."""
        if self.stage.subject is not None:
            self.keeper.forget(self.stage.subject)
        self.aftermath.offer_merge(None)
        self.editor.discard()
        self._refresh()

    def unlock(self) -> None:
        """Allow writes to production for 15 minutes."""
        self._session.unlock()
        self.refresh_guard()
        self.guard_changed.emit()

    def refresh_guard(self) -> None:
        """Show the state of the write guard, which may have changed elsewhere."""
        left_s = self._session.unlock_left_s
        self.foot.set_writes(self._session.writes, left_s)
        if left_s > 0 and not self._countdown.isActive():
            self._countdown.start()
        elif left_s <= 0:
            self._countdown.stop()
        self._show_state()

    async def aclose(self) -> None:
        """Stop what is running."""
        await self.tasks.aclose()

    # --- moving between resources ------------------------------------------------

    def _enter(self, subject: Subject) -> None:
        self.keeper.keep()
        self.stage.enter(subject)
        self.aftermath.clear()
        self.foot.set_methods((PUT, PATCH), PUT)
        self.stack.setCurrentWidget(self.editor)
        for part in (self.head, self.foot):
            part.show()

    def _go(self, step: int) -> None:
        subject = self._visits.go(step)
        if subject is not None:
            self.load(*subject)

    def _restore(self, draft: Draft) -> None:
        self.stage.show_draft(draft)
        if draft.method == POST:
            self.editor.set_creating(on=True)
            self.foot.set_methods((POST,), POST)
            self.editor.setCurrentWidget(self.editor.json)
        else:
            self.foot.set_methods((PUT, PATCH), draft.method)

    def _take_arrival(self, arrival: Arrival) -> None:
        subject, original, layout = arrival
        is_whole = self.editor.original.is_whole
        keeps_work = self.editor.is_dirty and is_whole
        # Operations can be written before the whole resource is in.
        early = None if is_whole else self.editor.draft(self.foot.method)
        if subject != self.stage.subject:
            self._enter(subject)
            draft = self.keeper.find(subject)
            keeps_work, early = draft is not None, None
            if draft is not None:
                self._restore(draft)
        self._visits.add(subject)
        self.aftermath.problem_strip.clear()
        if self.aftermath.take_read(original) or not keeps_work:
            self.stage.show(original, layout, early)
        else:
            self.aftermath.keep_work(original)
        self.stage.show_raw(original)
        self._refresh()

    def _show_read_problem(self, problem: Problem) -> None:
        self.aftermath.show_problem(problem)
        self._refresh()

    # --- after a write -----------------------------------------------------------

    def _take_result(self, proposal: Proposal, result: WriteResult) -> None:
        self.aftermath.take_result(proposal, result)
        self.keeper.keep()
        self.written.emit(result)
        self._refresh()

    def _take_created(self, subject: Subject) -> None:
        self._visits.add(subject)
        self.foot.set_methods((PUT, PATCH), PUT)

    def _take_deletion(self, subject: Subject) -> None:
        self.keeper.forget(subject)
        self._visits.forget(subject)
        self._show_empty()
        self.deleted.emit(subject.id)

    def _take_refusal(self, _proposal: Proposal, problem: Problem) -> None:
        self.aftermath.show_problem(problem, can_retry=False)
        self.refresh_guard()
        self._refresh()

    def _take_merged(self) -> None:
        self.foot.set_methods((PUT, PATCH), PUT)
        self._refresh()

    # --- parts -------------------------------------------------------------------

    def _proposal(self) -> Proposal | None:
        proposal = None if self.desk.is_sending else self.stage.proposal(self.foot.method)
        self._refresh()
        return proposal

    def _show_empty(self) -> None:
        self.stage.enter(None)
        self.stack.setCurrentWidget(self.empty_note)
        for part in (self.head, self.foot):
            part.hide()

    def _suggest_method(self, method: str) -> None:
        if self.foot.method != POST:
            self.foot.method_combo.setCurrentText(method)

    def _refresh(self) -> None:
        self.foot.show_readiness(readiness_of(self.editor, self.stage.subject, self.foot.method))
        self.head.set_draft(on=self.stage.subject is not None and self.editor.is_dirty)
        self.head.set_history(
            can_go_back=self._visits.can_go_back, can_go_forward=self._visits.can_go_forward
        )
        creating = self.foot.method == POST
        self.editor.set_editable(on=creating or self.editor.original.is_whole)
        self.refresh_guard()

    def _show_state(self) -> None:
        words = "empty" if self.stage.subject is None else "ready"
        if self.reader.is_reading:
            words = "loading"
        elif self.aftermath.problem_strip.problem is not None:
            words = "error"
        if self.stage.subject is not None and self._session.writes is Writes.READ_ONLY:
            words += " readOnly"
        if not self.aftermath.merge_bar.isHidden():
            words += " stale"
        set_state(self, words)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh_guard()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.keeper.keep()

    def _lay_out(self) -> None:
        self.stack.addWidget(self.empty_note)
        self.stack.addWidget(self.editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.busy_bar)
        column.addWidget(self.head)
        column.addWidget(self.aftermath.problem_strip)
        column.addWidget(self.aftermath.merge_bar)
        column.addWidget(self.aftermath.verdict_strip)
        column.addWidget(self.stack, 1)
        column.addWidget(self.foot)

    def _connect(self) -> None:
        self.tasks.busy_changed.connect(self.busy_bar.set_busy)
        self.tasks.failed.connect(self._show_read_problem)
        self.reader.arrived.connect(self._take_arrival)
        self.reader.failed.connect(self._show_read_problem)
        self.reader.groups_found.connect(self.stage.show_groups)
        self.stage.groups_wanted.connect(self.reader.ask_for_groups)
        self.stage.title_changed.connect(self.title_changed)
        self.stage.said.connect(self.said)
        self.desk.sending_changed.connect(self.foot.set_sending)
        self.desk.finished.connect(self._take_result)
        self.desk.refused.connect(self._take_refusal)
        self.desk.stopped.connect(self.aftermath.show_stopped)
        self.desk.said.connect(self.said)
        self.aftermath.link_activated.connect(self.problem_link)
        self.aftermath.action_chosen.connect(self.problem_action)
        self.aftermath.read_again.connect(self.read_again)
        self.aftermath.merged.connect(self._take_merged)
        self.aftermath.settled.connect(self.keeper.forget)
        self.aftermath.created.connect(self._take_created)
        self.aftermath.gone.connect(self._take_deletion)
        self.aftermath.said.connect(self.said)
        self._connect_head()
        self._connect_editor()
        self._countdown.timeout.connect(self.refresh_guard)

    def _connect_head(self) -> None:
        self.head.back.connect(self.back)
        self.head.forward.connect(self.forward)
        self.head.read_again.connect(self.read_again)
        self.head.opened_as_tab.connect(lambda: self.open_as_tab.emit(self.stage.subject))
        self.head.link_activated.connect(self.problem_link)
        self.head.delete_requested.connect(self.delete)

    def _connect_editor(self) -> None:
        self.editor.changed.connect(self._refresh)
        self.editor.method_suggested.connect(self._suggest_method)
        self.editor.reference_activated.connect(self.follow)
        self.foot.discarded.connect(self.discard)
        self.foot.review_requested.connect(self.review)
        self.foot.send_requested.connect(self.send)
        self.foot.unlock_requested.connect(self.unlock)
        self.foot.method_chosen.connect(lambda _method: self._refresh())

"""One resource: read, shown, edited, sent, and read again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from scim_explorer.client.guard import Writes
from scim_explorer.client.resources import Reference, WriteResult, id_of
from scim_explorer.client.session import Session
from scim_explorer.problems import Problem, ProtocolError
from scim_explorer.protocol.json_codec import loads, relayout
from scim_explorer.protocol.list_response import ListPage
from scim_explorer.protocol.schema import Attribute, ResourceType
from scim_explorer.protocol.verdict import Verdict, managed_attributes
from scim_explorer.ui.aftermath import Aftermath
from scim_explorer.ui.display import count_text
from scim_explorer.ui.models.form_rows import FormRow
from scim_explorer.ui.models.working_copy import (
    INDENT,
    Draft,
    Layout,
    Original,
    Subject,
    Visits,
    analyse,
    laid_out,
    original_of,
    original_of_row,
    same_tokens,
    template_of,
    title_of,
)
from scim_explorer.ui.proposals import (
    delete_proposal,
    patch_proposal,
    post_proposal,
    put_proposal,
)
from scim_explorer.ui.readiness import readiness_of
from scim_explorer.ui.resource_reader import Arrival, ResourceReader
from scim_explorer.ui.tasks import TaskScope
from scim_explorer.ui.widgets.busy_bar import BusyBar
from scim_explorer.ui.widgets.empty_note import EmptyNote
from scim_explorer.ui.widgets.resource_editor import PATCH, POST, PUT, ResourceEditor
from scim_explorer.ui.widgets.resource_foot import ResourceFoot
from scim_explorer.ui.widgets.resource_head import ResourceHead
from scim_explorer.ui.widgets.state import set_state
from scim_explorer.ui.write_desk import Proposal, WriteDesk

_SECOND_MS = 1000
_DONE = (Verdict.APPLIED, Verdict.CHANGED_MORE)


class ResourcePane(QWidget):
    """Shows one resource of an endpoint and sends what was changed in it.

    Work that was not sent is kept for each resource while the pane lives.

    Signals:
        reference_activated: A ``Reference`` that is being followed.
        written: A ``WriteResult``.
        deleted: Id of a resource that is gone.
        problem_link: Number of an exchange to show in the log.
        title_changed: What the resource is called.
        open_as_tab: The ``Subject`` to open in a tab of its own.
        guard_changed: Production was unlocked here.
        said: A sentence for the status bar.
    """

    reference_activated = Signal(object)
    written = Signal(object)
    deleted = Signal(str)
    problem_link = Signal(int)
    title_changed = Signal(str)
    open_as_tab = Signal(object)
    guard_changed = Signal()
    said = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("resourcePane")
        self.setAccessibleName(self.tr("Resource"))
        self.tasks = TaskScope(self)
        self._session = session
        self._subject: Subject | None = None
        self._type: ResourceType | None = None
        self._drafts: dict[Subject, Draft] = {}
        self._visits = Visits()
        self._offer: FormRow | None = None

        self.busy_bar = BusyBar(self)
        self.head = ResourceHead(self)
        self.aftermath = Aftermath(self)
        self.editor = ResourceEditor(self.tasks, self)
        self.empty_note = EmptyNote(self.tr("Select a resource to see it here."), "", self)
        self.stack = QStackedWidget(self)
        self.foot = ResourceFoot(session.profile, self)
        self.reader = ResourceReader(session, self.tasks, self)
        self.desk = WriteDesk(session, self.tasks, self)
        self._countdown = QTimer(self, interval=_SECOND_MS)
        self._lay_out()
        self._connect()
        self.show_nothing()

    # --- what is shown -----------------------------------------------------------

    @property
    def subject(self) -> Subject | None:
        return self._subject

    @property
    def exchange_number(self) -> int | None:
        """The exchange that brought what is shown, or None."""
        return self.editor.original.exchange if self._subject is not None else None

    @property
    def is_dirty(self) -> bool:
        """Whether the pane holds work that was not sent, here or for a resource shown before."""
        return bool(self._drafts) or (self._subject is not None and self.editor.is_dirty)

    def show_nothing(self) -> None:
        """Show the note that nothing is selected."""
        self._leave()
        self._subject = self._type = None
        self.stack.setCurrentWidget(self.empty_note)
        for part in (self.head, self.foot):
            part.hide()
        self.editor.show_nothing()
        self._refresh()

    def show_row(self, raw: bytes, resource_id: str | None, endpoint: str) -> None:
        """Show a row of a list at once from its bytes; read it in full after 150 ms of rest."""
        subject = Subject(endpoint, resource_id or "")
        if subject == self._subject and subject.id:
            return
        draft = self._drafts.get(subject)
        try:
            original = original_of_row(bytes(raw))
        except ProtocolError as error:
            self.aftermath.show_problem(error.problem)
            return
        self._enter(subject)
        if draft is None:
            self._show(original, laid_out(original, pretty=self.editor.is_pretty), None)
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
        if self._subject is not None and self._subject.id:
            self.load(*self._subject)

    def new_resource(self, resource_type: ResourceType) -> None:
        """Start a resource that does not exist yet."""
        subject = Subject(resource_type.endpoint, "")
        self.reader.stop()
        self._enter(subject)
        text = template_of(resource_type, self._session.schema_set)
        draft = self._drafts.get(subject)
        original = Original("", {})
        text = draft.text if draft else text
        self._show(original, Layout(text, analyse(original, text)), None)
        self.editor.set_creating(on=True)
        self.foot.set_methods((POST,), POST)
        self.editor.setCurrentWidget(self.editor.json)
        self._refresh()

    def take_schemas(self) -> None:
        """Show the resource by what discovery found; what was typed stays."""
        if self._subject is not None:
            self._type = self._session.schema_set.type_at(self._subject.endpoint)

    def open_find(self) -> None:
        """Search in the part that is shown, where it can be searched."""
        shown = self.editor.currentWidget()
        if hasattr(shown, "open_find"):
            shown.open_find()

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
        subject = self._subject
        if subject is None or not subject.id:
            return
        original = self.editor.original
        name = title_of(original.value) or subject.id
        type_name = self._type.name if self._type else subject.endpoint
        self.desk.ask_to_delete(delete_proposal(self._session, subject, name, type_name, original))

    def discard(self) -> None:
        """Throw away what was not sent."""
        if self._subject is not None:
            self._drafts.pop(self._subject, None)
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
        self._leave()
        self._subject = subject
        self._type = self._session.schema_set.type_at(subject.endpoint)
        self.aftermath.clear()
        self.editor.set_creating(on=False)
        self.foot.set_methods((PUT, PATCH), PUT)
        self.stack.setCurrentWidget(self.editor)
        for part in (self.head, self.foot):
            part.show()

    def _leave(self) -> None:
        if self._subject is None:
            return
        if self.editor.is_dirty and (self._subject.id or self.foot.method == POST):
            self._drafts[self._subject] = self.editor.draft(self.foot.method)
        else:
            self._drafts.pop(self._subject, None)

    def _go(self, step: int) -> None:
        subject = self._visits.go(step)
        if subject is not None:
            self.load(*subject)

    def _show(self, original: Original, layout: Layout, draft: Draft | None) -> None:
        offers = self._offers(original)
        self.editor.show_original(original, layout, self._attributes(), offers, draft)
        self._show_head(original)

    def _restore(self, draft: Draft) -> None:
        layout = Layout(draft.text, analyse(draft.original, draft.text))
        self._show(draft.original, layout, draft)
        if draft.method in (PUT, PATCH):
            self.foot.set_methods((PUT, PATCH), draft.method)

    def _take_arrival(self, arrival: Arrival) -> None:
        subject, original, layout = arrival
        draft = self._drafts.get(subject)
        if subject != self._subject:
            self._enter(subject)
            if draft is not None:
                self._restore(draft)
        self._visits.add(subject)
        self.aftermath.problem_strip.clear()
        verdict = self.aftermath.compare_with(subject, original, self._is_managed())
        began_whole = self.editor.original.is_whole
        if not (self.editor.is_dirty and began_whole) or verdict in _DONE:
            self._show(original, layout, None)
        else:
            self._keep_work(original)
        self._show_raw(original)
        self._refresh()

    def _keep_work(self, original: Original) -> None:
        """What was typed stays; a newer version is offered for merging."""
        if same_tokens(self.editor.original.text, original.text):
            self.editor.keep_text(original)
            self.aftermath.offer_merge(None)
            self._show_head(original)
            return
        self.aftermath.offer_merge(original)
        began = self.editor.original
        self.head.show_read(began.read_at, began.exchange, stale=True)

    def _show_read_problem(self, problem: Problem) -> None:
        self.aftermath.show_problem(problem)
        self._refresh()

    # --- after a write -----------------------------------------------------------

    def _take_result(self, proposal: Proposal, result: WriteResult) -> None:
        self.written.emit(result)
        if proposal.subject != self._subject:
            # Somebody looks at another resource by now; the draft stays if it did not go through.
            if result.verdict in _DONE:
                self._drafts.pop(proposal.subject, None)
            self._say_elsewhere(proposal, result)
            return
        self.aftermath.show_result(proposal, result)
        if proposal.request.method == "DELETE" and result.verdict is Verdict.APPLIED:
            self._take_deletion(proposal.subject)
        elif result.reread is not None:
            self._take_reread(proposal, result)
        self._refresh()

    def _take_reread(self, proposal: Proposal, result: WriteResult) -> None:
        resource = result.reread
        if resource is None:
            return
        original = original_of(resource)
        method = proposal.request.method
        if result.verdict is Verdict.FAILED:
            changed = not same_tokens(self.editor.original.text, original.text)
            self.aftermath.offer_merge(original if changed and method == PUT else None)
            return
        self.aftermath.offer_merge(None)
        if method == POST:
            self._subject = Subject(resource.endpoint, id_of(resource.value) or resource.id)
            self._drafts.pop(proposal.subject, None)
            self._visits.add(self._subject)
            self.editor.set_creating(on=False)
            self.foot.set_methods((PUT, PATCH), PUT)
        self._accept(original, method, result.verdict)
        self._show_raw(original)

    def _accept(self, original: Original, method: str, verdict: Verdict) -> None:
        """Go on from what is there now; typed text stays where it was not applied."""
        if method == PATCH:
            if self.editor.is_text_dirty:
                self.editor.keep_text(original)
            else:
                draft = self.editor.draft(PATCH)
                layout = laid_out(original, pretty=self.editor.is_pretty)
                self._show(original, layout, draft)
            self.editor.accept_patch()
            self._show_head(original)
        elif verdict is Verdict.NOT_APPLIED and method == PUT:
            self.editor.keep_text(original)
            self._show_head(original)
        else:
            self._show(original, laid_out(original, pretty=self.editor.is_pretty), None)

    def _take_deletion(self, subject: Subject) -> None:
        self._drafts.pop(subject, None)
        self._visits.forget(subject)
        self._subject = None
        self.editor.show_nothing()
        self.stack.setCurrentWidget(self.empty_note)
        self.foot.hide()
        self.head.hide()
        self.deleted.emit(subject.id)

    def _take_refusal(self, _proposal: Proposal, problem: Problem) -> None:
        self.aftermath.show_problem(problem, can_retry=False)
        self.refresh_guard()
        self._refresh()

    def _say_elsewhere(self, proposal: Proposal, result: WriteResult) -> None:
        words = self.tr("{method} to {id}: {outcome}")
        outcome = result.problem.title if result.problem else self.tr("applied")
        self.said.emit(
            words.format(method=proposal.request.method, id=proposal.subject.id, outcome=outcome)
        )

    def _take_merged(self, text: str, theirs: Original) -> None:
        text = relayout(text, INDENT) if self.editor.is_pretty else text
        self._show(theirs, Layout(text, analyse(theirs, text)), self.editor.draft(PUT))
        self.foot.set_methods((PUT, PATCH), PUT)
        self._refresh()

    # --- parts of what is shown --------------------------------------------------

    def _proposal(self) -> Proposal | None:
        subject, editor = self._subject, self.editor
        if subject is None or self.desk.is_sending:
            return None
        analysis = editor.analysis
        readiness = readiness_of(editor, subject, self.foot.method)
        self.foot.show_readiness(readiness)
        if not readiness.can_send:
            return None
        name = title_of(editor.original.value) or self._new_name()
        if self.foot.method == POST:
            return post_proposal(self._session, subject, name, analysis)
        if self.foot.method == PATCH:
            body = editor.patch_body
            return patch_proposal(self._session, subject, name, body, editor.original)
        return put_proposal(self._session, subject, name, analysis, editor.original)

    def _attributes(self) -> Mapping[str, Attribute]:
        if self._type is None:
            return {}
        pairs = self._session.schema_set.attributes_of(self._type)
        return {path.lower(): attribute for path, attribute in pairs}

    def _offers(self, original: Original) -> tuple[FormRow, ...]:
        value, subject = original.value, self._subject
        if subject is None or not subject.id or not isinstance(value, dict):
            return ()
        if "groups" not in self._attributes():
            return ()
        if any(key.lower() == "groups" and item for key, item in value.items()):
            return ()
        words = self.tr("Ask the server with members.value eq")
        return (FormRow(label="groups", text=words, is_offer=True),)

    def _is_managed(self) -> Callable[[str], bool]:
        pairs = self._session.schema_set.attributes_of(self._type) if self._type else ()
        return managed_attributes(pairs)

    def _ask_offer(self, row: FormRow) -> None:
        self._offer = row
        if self._subject is not None:
            self.reader.ask_for_groups(self._subject)

    def _take_groups(self, page: ListPage) -> None:
        row = self._offer
        if row is None:
            return
        self._offer = None
        row.is_offer, row.is_summary = False, True
        rows: list[FormRow] = []
        for raw, group_id in zip(page.rows, page.ids, strict=True):
            name = title_of(loads(bytes(raw)))
            found = Reference(value=group_id or "", type="Group")
            rows.append(FormRow(f"[{len(rows)}]", text=name, reference=found, full_text=name))
        words = self.tr("{count} groups, asked with members.value eq")
        self.editor.form.form.replace_children(row, rows, words.format(count=count_text(len(rows))))
        self.editor.form.expand(self.editor.form.form.index_of(row))

    def _show_head(self, original: Original) -> None:
        subject = self._subject
        if subject is None:
            return
        type_name = self._type.name if self._type else subject.endpoint.strip("/")
        title = title_of(original.value) or subject.id or self._new_name()
        self.head.show_resource(title, type_name, subject.id)
        self.head.show_read(original.read_at, original.exchange)
        self.title_changed.emit(title)

    def _show_raw(self, original: Original) -> None:
        if original.answer is not None and self._subject is not None:
            self.editor.raw.show_answer(original.answer, f"{self._subject.id}.json")

    def _new_name(self) -> str:
        words = self.tr("New {type}")
        return words.format(type=self._type.name if self._type else self.tr("resource"))

    def _suggest_method(self, method: str) -> None:
        if self.foot.method != POST:
            self.foot.method_combo.setCurrentText(method)

    def _copy_json(self) -> None:
        QGuiApplication.clipboard().setText(self.editor.original.text)
        self.said.emit(self.tr("Copied the JSON as received."))

    def _merge(self) -> None:
        editor = self.editor
        self.aftermath.merge(editor.original.text, editor.json.text())

    def _refresh(self) -> None:
        self.foot.show_readiness(readiness_of(self.editor, self._subject, self.foot.method))
        self.head.set_draft(on=self._subject is not None and self.editor.is_dirty)
        self.head.set_history(
            can_go_back=self._visits.can_go_back, can_go_forward=self._visits.can_go_forward
        )
        creating = self.foot.method == POST
        self.editor.set_editable(on=creating or self.editor.original.is_whole)
        self.refresh_guard()

    def _show_state(self) -> None:
        words = "empty" if self._subject is None else "ready"
        if self.reader.is_reading:
            words = "loading"
        elif self.aftermath.problem_strip.problem is not None:
            words = "error"
        if self._subject is not None and self._session.writes is Writes.READ_ONLY:
            words += " readOnly"
        if not self.aftermath.merge_bar.isHidden():
            words += " stale"
        set_state(self, words)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh_guard()

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
        self.reader.groups_found.connect(self._take_groups)
        self.desk.sending_changed.connect(self.foot.set_sending)
        self.desk.finished.connect(self._take_result)
        self.desk.refused.connect(self._take_refusal)
        self.desk.stopped.connect(self.aftermath.show_stopped)
        self.desk.said.connect(self.said)
        self.aftermath.link_activated.connect(self.problem_link)
        self.aftermath.read_again.connect(self.read_again)
        self.aftermath.merged.connect(self._take_merged)
        self.aftermath.merge_bar.merge_requested.connect(self._merge)
        self._connect_head()
        self._connect_editor()
        self._countdown.timeout.connect(self.refresh_guard)

    def _connect_head(self) -> None:
        self.head.back.connect(self.back)
        self.head.forward.connect(self.forward)
        self.head.read_again.connect(self.read_again)
        self.head.opened_as_tab.connect(lambda: self.open_as_tab.emit(self._subject))
        self.head.link_activated.connect(self.problem_link)
        self.head.delete_requested.connect(self.delete)
        self.head.copy_json_requested.connect(self._copy_json)
        self.head.said.connect(self.said)

    def _connect_editor(self) -> None:
        self.editor.changed.connect(self._refresh)
        self.editor.method_suggested.connect(self._suggest_method)
        self.editor.reference_activated.connect(self.follow)
        self.editor.offer_activated.connect(self._ask_offer)
        self.editor.said.connect(self.said)
        self.foot.discarded.connect(self.discard)
        self.foot.review_requested.connect(self.review)
        self.foot.send_requested.connect(self.send)
        self.foot.unlock_requested.connect(self.unlock)
        self.foot.method_chosen.connect(lambda _method: self._refresh())

"""Puts one resource on the screen: head, tabs, what the server can be asked for beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from scim_explorer.client.resources import Reference
from scim_explorer.client.session import Session
from scim_explorer.exchanges.redact import MASK, redact_typed
from scim_explorer.protocol.json_codec import loads
from scim_explorer.protocol.list_response import ListPage
from scim_explorer.protocol.schema import Attribute, ResourceType
from scim_explorer.protocol.verdict import managed_attributes
from scim_explorer.ui.assumed_words import assumed_words
from scim_explorer.ui.display import count_text, file_name
from scim_explorer.ui.models.form_rows import FormRow
from scim_explorer.ui.models.working_copy import (
    Draft,
    Layout,
    Original,
    Subject,
    analyse,
    laid_out,
    same_tokens,
    title_of,
)
from scim_explorer.ui.proposals import (
    delete_proposal,
    patch_proposal,
    post_proposal,
    put_proposal,
)
from scim_explorer.ui.readiness import readiness_of
from scim_explorer.ui.tasks import TaskScope
from scim_explorer.ui.widgets.resource_editor import PATCH, POST, ResourceEditor
from scim_explorer.ui.widgets.resource_head import ResourceHead
from scim_explorer.ui.write_desk import Proposal


class ResourceStage(QObject):
    """Owns head and tabs, and knows which resource they show.

    Signals:
        title_changed: What the resource is called.
        groups_wanted: The ``Subject`` whose groups shall be asked for.
        said: A sentence for the status bar.
    """

    title_changed = Signal(str)
    groups_wanted = Signal(object)
    said = Signal(str)

    def __init__(self, session: Session, tasks: TaskScope, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._offer: FormRow | None = None
        self.subject: Subject | None = None
        self.resource_type: ResourceType | None = None
        self.head = ResourceHead(parent)
        self.editor = ResourceEditor(tasks, parent)
        self.head.said.connect(self.said)
        self.head.copy_json_requested.connect(self._copy_json)
        self.editor.said.connect(self.said)
        self.editor.offer_activated.connect(self._ask)

    # --- showing -----------------------------------------------------------------

    def enter(self, subject: Subject | None) -> None:
        """Make room for another resource; its content follows."""
        self.subject = subject
        schemas = self._session.schema_set
        self.resource_type = schemas.type_at(subject.endpoint) if subject else None
        self.editor.set_creating(on=False)
        if subject is None:
            self.editor.show_nothing()

    def take_schemas(self) -> None:
        """Show the same by other schemas; what was typed stays."""
        if self.subject is None:
            return
        self.resource_type = self._session.schema_set.type_at(self.subject.endpoint)
        self.editor.set_attributes(self._attributes())
        self._mark_assumed()

    def show(self, original: Original, layout: Layout, draft: Draft | None = None) -> None:
        """Show what was read, with the operations of ``draft``."""
        self._offer = None
        offers = self._offers(original)
        self.editor.show_original(original, layout, self._attributes(), offers, draft)
        self.show_head(original)

    def show_fresh(self, original: Original, draft: Draft | None = None) -> None:
        """Show what was read, laid out as the editor's button says."""
        self.show(original, laid_out(original, pretty=self.editor.is_pretty), draft)

    def show_draft(self, draft: Draft) -> None:
        """Show unsent work."""
        self.show(draft.original, Layout(draft.text, analyse(draft.original, draft.text)), draft)

    def show_head(self, original: Original, *, stale: bool = False) -> None:
        """Name the resource and say when it was read."""
        subject = self.subject
        if subject is None:
            return
        self.head.show_resource(self.name, self.type_name, subject.id)
        self._mark_assumed()
        self.head.show_read(original.read_at, original.exchange, stale=stale)
        self.title_changed.emit(self.name)

    def _mark_assumed(self) -> None:
        # Before discovery all is assumed: no mark that comes and goes.
        is_known = self._session.discovery is not None
        assumed = self._session.schema_set.assumed if is_known else ()
        self.head.show_assumed(assumed_words(assumed))

    def show_raw(self, original: Original) -> None:
        """Show the whole answer, where it is at hand."""
        if original.answer is not None and self.subject is not None:
            self.editor.raw.show_answer(original.answer, file_name(self.subject.id, ".json"))

    # --- what it is --------------------------------------------------------------

    @property
    def type_name(self) -> str:
        if self.resource_type is not None:
            return self.resource_type.name
        return self.subject.endpoint.strip("/") if self.subject else ""

    @property
    def name(self) -> str:
        """What people call the resource, as it was read."""
        found = title_of(self.editor.original.value)
        if found:
            return found
        if self.subject is not None and self.subject.id:
            return self.subject.id
        return self.tr("New {type}").format(type=self.type_name)

    def is_same_version(self, read: Original) -> bool:
        """Return whether ``read`` is what the work was begun on.

        A draft from disk was begun on a text whose secrets were cut out.
        """
        known = self.editor.original.text
        if MASK in known and MASK not in read.text:
            return same_tokens(known, redact_typed(read.text, self._session.redaction_rules))
        return same_tokens(known, read.text)

    def is_managed(self) -> Callable[[str], bool]:
        """Return whether a JSON pointer is the server's own business."""
        known = self.resource_type
        return managed_attributes(self._session.schema_set.attributes_of(known) if known else ())

    def proposal(self, method: str) -> Proposal | None:
        """Return the write that ``method`` would send now, None when nothing can be sent."""
        subject, editor = self.subject, self.editor
        if subject is None:
            return None
        analysis = editor.analysis
        if not readiness_of(editor, subject, method).can_send:
            return None
        if method == POST:
            return post_proposal(self._session, subject, self.name, analysis)
        if method == PATCH:
            body = editor.patch_body
            return patch_proposal(self._session, subject, self.name, body, editor.original)
        return put_proposal(self._session, subject, self.name, analysis, editor.original)

    def deletion(self) -> Proposal | None:
        """Return the DELETE of the resource, None when it has no address."""
        if self.subject is None or not self.subject.id:
            return None
        original = self.editor.original
        return delete_proposal(self._session, self.subject, self.name, self.type_name, original)

    # --- groups of a user --------------------------------------------------------

    def _attributes(self) -> Mapping[str, Attribute]:
        if self.resource_type is None:
            return {}
        pairs = self._session.schema_set.attributes_of(self.resource_type)
        return {path.lower(): attribute for path, attribute in pairs}

    def _offers(self, original: Original) -> tuple[FormRow, ...]:
        """Return the offer to ask for groups, for a type that has them and a value without."""
        value, subject = original.value, self.subject
        if subject is None or not subject.id or not isinstance(value, dict):
            return ()
        told = any(key.lower() == "groups" and item for key, item in value.items())
        if told or "groups" not in self._attributes():
            return ()
        words = self.tr("Ask the server with members.value eq")
        return (FormRow(label="groups", text=words, is_offer=True),)

    def _ask(self, row: FormRow) -> None:
        self._offer = row
        self.groups_wanted.emit(self.subject)

    def show_groups(self, page: ListPage) -> None:
        """Put the groups that were found below their offer."""
        row, self._offer = self._offer, None
        if row is None:
            return
        row.is_offer, row.is_summary = False, True
        rows: list[FormRow] = []
        for raw, group_id in zip(page.rows, page.ids, strict=True):
            name = title_of(loads(bytes(raw)))
            found = Reference(value=group_id or "", type="Group")
            rows.append(FormRow(f"[{len(rows)}]", text=name, reference=found, full_text=name))
        form = self.editor.form
        form.form.replace_children(row, rows, self._groups_words(page))
        form.expand(form.form.index_of(row))

    def _groups_words(self, page: ListPage) -> str:
        got, total = len(page.rows), page.total_results
        if not got:
            return self.tr("none, asked with members.value eq")
        if total is not None and total > got:
            words = self.tr("{got} of {total}, asked with members.value eq")
            return words.format(got=count_text(got), total=count_text(total))
        return self.tr("{got}, asked with members.value eq").format(got=count_text(got))

    def _copy_json(self) -> None:
        QGuiApplication.clipboard().setText(self.editor.original.text)
        self.said.emit(self.tr("Copied the JSON as received."))

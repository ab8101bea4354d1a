"""The tabs of one resource: Form, JSON, PATCH and Raw share one working copy."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from scim_explorer.problems import Problem
from scim_explorer.protocol.json_codec import encode_text
from scim_explorer.protocol.schema import Attribute
from scim_explorer.ui.models.form_rows import FormRow
from scim_explorer.ui.models.patch_operations import Operation
from scim_explorer.ui.models.working_copy import (
    IN_THREAD_CHARACTERS,
    Analysis,
    Draft,
    Layout,
    Original,
    analyse,
    laid_out,
)
from scim_explorer.ui.tasks import TaskScope
from scim_explorer.ui.widgets.form_view import FormView
from scim_explorer.ui.widgets.json_tab import JsonTab
from scim_explorer.ui.widgets.patch_view import PatchView
from scim_explorer.ui.widgets.raw_view import RawView

PUT, PATCH, POST = "PUT", "PATCH", "POST"
_NOTHING = Original("", {}, is_whole=False)
_Sent = tuple[tuple[Operation, ...], str | None]


class ResourceEditor(QTabWidget):
    """Holds what was read and what was typed; sends nothing.

    Signals:
        changed: What could be sent is another thing now.
        method_suggested: The method that sends what was edited last.
        reference_activated: A ``Reference`` of the form.
        offer_activated: A ``FormRow`` the server can be asked for.
        said: A sentence for the status bar.
    """

    changed = Signal()
    method_suggested = Signal(str)
    reference_activated = Signal(object)
    offer_activated = Signal(object)
    said = Signal(str)

    def __init__(self, tasks: TaskScope, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("resourceTabs")
        self.setAccessibleName(self.tr("Views of the resource"))
        self.setDocumentMode(True)
        self._tasks = tasks
        self._original = _NOTHING
        self._analysis = Analysis("")
        self._attributes: Mapping[str, Attribute] = {}
        self._offers: tuple[FormRow, ...] = ()
        self._sent_patch: _Sent = ((), None)
        self._quiet = False
        self.form = FormView(self)
        self.json = JsonTab(self)
        self.patch = PatchView(self)
        self.raw = RawView(self)
        for widget, name in (
            (self.form, self.tr("Form")),
            (self.json, self.tr("JSON")),
            (self.patch, self.tr("PATCH")),
            (self.raw, self.tr("Raw")),
        ):
            self.addTab(widget, name)
        self.json.edited.connect(self._analyse)
        self.json.began.connect(self.changed)
        self.json.layout_chosen.connect(self._lay_out)
        self.patch.edited.connect(self._note_patch)
        self.form.reference_activated.connect(self.reference_activated)
        self.form.offer_activated.connect(self.offer_activated)
        for part in (self.form, self.json, self.raw):
            part.said.connect(self.said)
        self.currentChanged.connect(self._aim_focus)
        self._aim_focus()

    def _aim_focus(self) -> None:
        """Let the focus go into the content of the part on the screen, not to its tab."""
        self.setFocusProxy(self.currentWidget())

    # --- what is shown -----------------------------------------------------------

    @property
    def original(self) -> Original:
        return self._original

    @property
    def is_pretty(self) -> bool:
        return self.json.is_pretty

    def show_nothing(self) -> None:
        self.show_original(_NOTHING, Layout("", Analysis("")), {})
        self.set_editable(on=False)

    def show_original(
        self,
        original: Original,
        layout: Layout,
        attributes: Mapping[str, Attribute],
        offers: tuple[FormRow, ...] = (),
        draft: Draft | None = None,
    ) -> None:
        """Show what was read, or a draft begun on it.

        Args:
            original: What the changes are counted against.
            layout: Of the original; of the draft's text when there is a draft.
            attributes: Attribute path in lower case to what the schema says.
            offers: Rows for what the server can be asked for.
            draft: Operations to go on with.
        """
        self._quiet = True
        self._original, self._analysis = original, layout.analysis
        self._attributes, self._offers = attributes, offers
        self._set_text(layout)
        self.patch.set_content(
            draft.operations if draft else (), draft.patch_text if draft else None
        )
        self._sent_patch = ((), None)
        self._quiet = False
        self._show_analysis()

    def set_attributes(self, attributes: Mapping[str, Attribute]) -> None:
        """Show the form by what other schemas say."""
        self._attributes = attributes
        self._show_analysis()

    def open_find(self) -> None:
        """Search in the tab that is shown, where it has text."""
        for part in (self.json, self.raw):
            if self.currentWidget() is part:
                part.open_find()

    def keep_text(self, original: Original) -> None:
        """Count changes against a newer ``original``; what was typed stays."""
        self._original = original
        self._analyse()

    def accept_patch(self) -> None:
        """The operations were applied: they stay to be read, and are no unsent work any more."""
        self._sent_patch = self.patch.content()
        self.changed.emit()

    def set_editable(self, *, on: bool) -> None:
        self.json.set_editable(on=on)

    def set_creating(self, *, on: bool) -> None:
        """A resource that does not exist yet has nothing to patch and no answer."""
        for part in (self.patch, self.raw):
            self.setTabVisible(self.indexOf(part), not on)

    # --- what could be sent ------------------------------------------------------

    @property
    def analysis(self) -> Analysis:
        """What the text is, as of now."""
        self.json.flush()
        text = self.json.text()
        if self._analysis.text != text:
            self._take(analyse(self._original, text))
        return self._analysis

    @property
    def last_analysis(self) -> Analysis:
        """What the text was when typing last rested; costs nothing."""
        return self._analysis

    @property
    def body(self) -> bytes:
        """The JSON text as typed."""
        return encode_text(self.json.text())

    @property
    def patch_body(self) -> bytes:
        return encode_text(self.patch.body())

    @property
    def patch_problem(self) -> Problem | None:
        return self.patch.problem()

    @property
    def has_patch(self) -> bool:
        operations, text = self.patch.content()
        return bool(operations) or text is not None

    @property
    def is_patch_sent(self) -> bool:
        """Whether just these operations were applied already."""
        return self.has_patch and self.patch.content() == self._sent_patch

    @property
    def is_text_dirty(self) -> bool:
        # The text of a large resource takes 20 ms to fetch: not at each key.
        if self.json.is_typing or self._analysis.is_dirty:
            return True
        return self.json.text() != self._analysis.text

    @property
    def is_dirty(self) -> bool:
        """Whether something typed would be lost."""
        new_patch = self.has_patch and not self.is_patch_sent
        return new_patch or self.is_text_dirty

    def draft(self, method: str) -> Draft:
        operations, text = self.patch.content()
        return Draft(self._original, self.json.text(), method, operations, text)

    def discard(self) -> None:
        """Go back to what was read."""
        self._quiet = True
        self.patch.set_content((), None)
        layout = laid_out(self._original, pretty=self.is_pretty)
        self._analysis = layout.analysis
        self._set_text(layout)
        self._quiet = False
        self._show_analysis()

    def _set_text(self, layout: Layout) -> None:
        baseline = layout.text
        if layout.analysis.is_dirty:
            baseline = laid_out(self._original, pretty=self.is_pretty).text
        self.json.set_text(layout.text, layout.analysis.document, baseline)

    # --- following the editors ---------------------------------------------------

    def _note_patch(self) -> None:
        if self._quiet:
            return
        self.method_suggested.emit(PATCH)
        self.changed.emit()

    def _analyse(self) -> None:
        text, original = self.json.text(), self._original
        if len(text) <= IN_THREAD_CHARACTERS:
            self._take(analyse(original, text))
            return
        work = asyncio.to_thread(analyse, original, text)
        self._tasks.start("analyse", work, self._take_if_newest)

    def _take_if_newest(self, analysis: Analysis) -> None:
        if analysis.text == self.json.text():
            self._take(analysis)

    def _take(self, analysis: Analysis) -> None:
        self._analysis = analysis
        if analysis.is_dirty:
            self.method_suggested.emit(PUT)
        self._show_analysis()

    def _show_analysis(self) -> None:
        analysis = self._analysis
        self.json.show_analysis(analysis.document, analysis.problem)
        if analysis.document is not None:
            self.form.show_document(analysis.document, self._attributes, self._offers)
        elif not analysis.text:
            self.form.show_document(None, {})
        self.changed.emit()

    def _lay_out(self, pretty: bool) -> None:  # noqa: FBT001  # a slot of clicked(bool)
        if self.is_text_dirty or not self._original.text:
            self.json.lay_out_again()
            return
        layout = laid_out(self._original, pretty=pretty)
        self._analysis = layout.analysis
        self._set_text(layout)
        self._show_analysis()

"""What a pane shows after a write: verdict, problem, and the way to merge."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from scim_explorer.client.resources import Resource, WriteResult, id_of
from scim_explorer.problems import Problem, ProtocolError
from scim_explorer.protocol.compare import Missing
from scim_explorer.protocol.json_codec import relayout
from scim_explorer.protocol.merge import forks
from scim_explorer.protocol.verdict import Verdict, judge
from scim_explorer.ui.dialogs.merge_dialog import MergeDialog
from scim_explorer.ui.models.working_copy import (
    INDENT,
    Layout,
    Original,
    Subject,
    analyse,
    original_of,
    same_tokens,
)
from scim_explorer.ui.resource_stage import ResourceStage
from scim_explorer.ui.verdict_words import words_after_reading, words_for
from scim_explorer.ui.widgets.merge_bar import MergeBar
from scim_explorer.ui.widgets.problem_strip import ProblemStrip
from scim_explorer.ui.widgets.resource_editor import PATCH, POST, PUT
from scim_explorer.ui.widgets.verdict_strip import VerdictStrip, VerdictWords
from scim_explorer.ui.write_desk import Proposal

_DONE = (Verdict.APPLIED, Verdict.CHANGED_MORE)


class Aftermath(QObject):
    """Owns the three strips above the tabs, and lets the stage go on from what is there now.

    Signals:
        settled: The ``Subject`` of a write that went through: no unsent work is left of it.
        created: The ``Subject`` that a POST made.
        gone: The ``Subject`` that a DELETE took away.
        merged: The merged text stands in the JSON tab.
        said: A sentence for the status bar.
        read_again: "Read again and compare", or "Try again" after a failed read.
        link_activated: Number of an exchange.
        action_chosen: The ``action`` of the problem that is shown.
    """

    settled = Signal(object)
    created = Signal(object)
    gone = Signal(object)
    merged = Signal()
    said = Signal(str)
    read_again = Signal()
    link_activated = Signal(int)
    action_chosen = Signal(str)

    def __init__(self, stage: ResourceStage, parent: QWidget) -> None:
        super().__init__(parent)
        self._stage = stage
        self._parent = parent
        self._open: Proposal | None = None
        self._exchange: int | None = None
        self._theirs: Original | None = None
        self.problem_strip = ProblemStrip(parent, can_act=True)
        self.merge_bar = MergeBar(parent)
        self.verdict_strip = VerdictStrip(parent)
        self.problem_strip.link_activated.connect(self.link_activated)
        self.problem_strip.retry.connect(self.read_again)
        self.problem_strip.action_chosen.connect(self.action_chosen)
        self.verdict_strip.link_activated.connect(self.link_activated)
        self.verdict_strip.read_again.connect(self.read_again)
        self.merge_bar.merge_requested.connect(self.merge)

    def clear(self) -> None:
        """Another resource is shown."""
        self._open = self._theirs = None
        self.problem_strip.clear()
        self.merge_bar.hide()
        self.verdict_strip.clear()

    def show_problem(self, problem: Problem, *, can_retry: bool = True) -> None:
        """Say what did not happen; "Try again" reads again, so a refused write has none."""
        self.problem_strip.show_problem(problem)
        retry = self.problem_strip.findChild(QPushButton, "retryButton")
        if retry is not None:
            retry.setVisible(can_retry)

    def show_result(self, proposal: Proposal, result: WriteResult) -> None:
        """Say how a write came out."""
        self.problem_strip.clear()
        self._open = proposal if result.verdict is Verdict.UNKNOWN else None
        self._exchange = result.exchange.number
        if result.verdict is Verdict.FAILED and result.problem is not None:
            self.verdict_strip.clear()
            self.verdict_strip.setProperty("verdict", Verdict.FAILED.value)
            self.show_problem(result.problem, can_retry=False)
            return
        known = not isinstance(proposal.expected, Missing)
        words = words_for(result, is_whole_known=known)
        self.verdict_strip.show_verdict(words, result.judgement)
        self.verdict_strip.read_button.setVisible(
            result.verdict is Verdict.UNKNOWN and bool(proposal.subject.id)
        )

    def show_stopped(self, proposal: Proposal) -> None:
        """Say that nobody waited for the answer."""
        self._open, self._exchange = proposal, None
        words = self.tr(
            "You stopped waiting for the answer. The server may or may not have made the change. "
            "It was not sent again."
        )
        self.verdict_strip.show_verdict(
            VerdictWords(Verdict.UNKNOWN, self.tr("Outcome unknown"), words)
        )
        self.verdict_strip.read_button.setVisible(bool(proposal.subject.id))

    # --- going on ----------------------------------------------------------------

    def take_result(self, proposal: Proposal, result: WriteResult) -> None:
        """Show what a write came to, or say it when another resource is shown by now."""
        done = result.verdict in _DONE
        if proposal.subject != self._stage.subject:
            if done:
                self.settled.emit(proposal.subject)
            self._say(proposal, result)
            return
        self.show_result(proposal, result)
        if proposal.request.method == "DELETE":
            if result.verdict is Verdict.APPLIED:
                self.gone.emit(proposal.subject)
        elif result.reread is not None:
            self._take_reread(proposal, result, result.reread)

    def take_read(self, original: Original) -> bool:
        """Compare a read with a write whose outcome is unknown; True when it went through."""
        proposal = self._open
        if proposal is None or proposal.subject != self._stage.subject:
            return False
        self._open = None
        is_managed = self._stage.is_managed()
        judgement = judge(proposal.before, proposal.expected, original.value, is_managed)
        words = words_after_reading(
            judgement,
            original.read_at or 0.0,
            self._exchange,
            is_whole_known=not isinstance(proposal.expected, Missing),
        )
        self.verdict_strip.show_verdict(words, judgement)
        return judgement.verdict in _DONE and not self._is_typed_on(proposal)

    def keep_work(self, original: Original) -> None:
        """What was typed stays; a newer version is offered for merging."""
        editor = self._stage.editor
        if self._stage.is_same_version(original):
            editor.keep_text(original)
            self.offer_merge(None)
            self._stage.show_head(original)
            return
        self.offer_merge(original)
        self._stage.show_head(editor.original, stale=True)

    def _take_reread(self, proposal: Proposal, result: WriteResult, resource: Resource) -> None:
        original = original_of(resource)
        method = proposal.request.method
        if result.verdict is Verdict.FAILED:
            changed = not same_tokens(self._stage.editor.original.text, original.text)
            self.offer_merge(original if changed and method == PUT else None)
            return
        self.offer_merge(None)
        if method == POST:
            created = Subject(resource.endpoint, id_of(resource.value) or resource.id)
            self.settled.emit(proposal.subject)
            self._stage.enter(created)
            self.created.emit(created)
        self._accept(original, proposal, result.verdict)
        self._stage.show_raw(original)

    def _accept(self, original: Original, proposal: Proposal, verdict: Verdict) -> None:
        """Go on from what is there now; typed text stays where it was not applied."""
        editor, method = self._stage.editor, proposal.request.method
        typed_on = self._is_typed_on(proposal)
        if method == PATCH:
            if editor.is_text_dirty:
                editor.keep_text(original)
            else:
                self._stage.show_fresh(original, editor.draft(PATCH))
            if not typed_on:
                editor.accept_patch()
            self._stage.show_head(original)
        elif typed_on or (verdict is Verdict.NOT_APPLIED and method == PUT):
            editor.keep_text(original)
            self._stage.show_head(original)
        else:
            self._stage.show_fresh(original)

    def _is_typed_on(self, proposal: Proposal) -> bool:
        """Return whether somebody went on typing after the write left."""
        editor = self._stage.editor
        is_patch = proposal.request.method == PATCH
        return (editor.patch_body if is_patch else editor.body) != proposal.request.body

    def _say(self, proposal: Proposal, result: WriteResult) -> None:
        words = self.tr("{method} to {id}: {outcome}")
        outcome = result.problem.title if result.problem else self.tr("applied")
        method, name = proposal.request.method, proposal.subject.id
        self.said.emit(words.format(method=method, id=name, outcome=outcome))

    # --- merging -----------------------------------------------------------------

    def offer_merge(self, theirs: Original | None) -> None:
        """Offer to merge with a newer version, or take the offer back."""
        self._theirs = theirs
        self.merge_bar.setVisible(theirs is not None)

    def merge(self) -> None:
        """Open the three columns; what comes out goes into the JSON tab."""
        theirs, editor = self._theirs, self._stage.editor
        if theirs is None:
            return
        yours = editor.json.text()
        try:
            found = forks(editor.original.text, yours, theirs.text)
        except ProtocolError as error:
            self.show_problem(error.problem, can_retry=False)
            return
        # What the server keeps about a resource is taken from the server.
        found = tuple(fork for fork in found if fork.unit[0] != "meta")
        dialog = MergeDialog(found, yours, theirs.text, self._parent)
        dialog.merged.connect(lambda text: self._take_merged(text, theirs))
        dialog.open()

    def _take_merged(self, text: str, theirs: Original) -> None:
        self.offer_merge(None)
        self.problem_strip.clear()
        editor = self._stage.editor
        text = relayout(text, INDENT) if editor.is_pretty else text
        self._stage.show(theirs, Layout(text, analyse(theirs, text)), editor.draft(PUT))
        self.merged.emit()

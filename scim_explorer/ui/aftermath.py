"""What a pane shows after a write: verdict, problem, and the way to merge."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from scim_explorer.client.resources import WriteResult
from scim_explorer.problems import Problem, ProtocolError
from scim_explorer.protocol.compare import Missing
from scim_explorer.protocol.merge import forks
from scim_explorer.protocol.verdict import Verdict, judge
from scim_explorer.ui.dialogs.merge_dialog import MergeDialog
from scim_explorer.ui.models.working_copy import Original, Subject
from scim_explorer.ui.verdict_words import words_after_reading, words_for
from scim_explorer.ui.widgets.merge_bar import MergeBar
from scim_explorer.ui.widgets.problem_strip import ProblemStrip
from scim_explorer.ui.widgets.verdict_strip import VerdictStrip, VerdictWords
from scim_explorer.ui.write_desk import Proposal


class Aftermath(QObject):
    """Owns the three strips above the tabs.

    Signals:
        merged: JSON text chosen from both sides, and the ``Original`` it is based on.
        read_again: "Read again and compare", or "Try again" after a failed read.
        link_activated: Number of an exchange.
    """

    merged = Signal(str, object)
    read_again = Signal()
    link_activated = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._open: Proposal | None = None
        self._exchange: int | None = None
        self._theirs: Original | None = None
        self.problem_strip = ProblemStrip(parent)
        self.merge_bar = MergeBar(parent)
        self.verdict_strip = VerdictStrip(parent)
        self.problem_strip.link_activated.connect(self.link_activated)
        self.problem_strip.retry.connect(self.read_again)
        self.verdict_strip.link_activated.connect(self.link_activated)
        self.verdict_strip.read_again.connect(self.read_again)

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

    def compare_with(
        self, subject: Subject, original: Original, is_managed: Callable[[str], bool]
    ) -> Verdict | None:
        """Answer an unknown outcome with what was read since; None when there is none."""
        proposal = self._open
        if proposal is None or proposal.subject != subject:
            return None
        self._open = None
        judgement = judge(proposal.before, proposal.expected, original.value, is_managed)
        words = words_after_reading(
            judgement,
            original.read_at or 0.0,
            self._exchange,
            is_whole_known=not isinstance(proposal.expected, Missing),
        )
        self.verdict_strip.show_verdict(words, judgement)
        return judgement.verdict

    # --- merging -----------------------------------------------------------------

    def offer_merge(self, theirs: Original | None) -> None:
        """Offer to merge with a newer version, or take the offer back."""
        self._theirs = theirs
        self.merge_bar.setVisible(theirs is not None)

    def merge(self, base: str, yours: str) -> None:
        """Open the three columns; the result comes as ``merged``."""
        theirs = self._theirs
        if theirs is None:
            return
        try:
            found = forks(base, yours, theirs.text)
        except ProtocolError as error:
            self.show_problem(error.problem, can_retry=False)
            return
        # What the server keeps about a resource is taken from the server.
        found = tuple(fork for fork in found if fork.unit[0] != "meta")
        dialog = MergeDialog(found, yours, theirs.text, self._parent)
        dialog.merged.connect(lambda text: self._take(text, theirs))
        dialog.open()

    def _take(self, text: str, theirs: Original) -> None:
        self.offer_merge(None)
        self.problem_strip.clear()
        self.merged.emit(text, theirs)

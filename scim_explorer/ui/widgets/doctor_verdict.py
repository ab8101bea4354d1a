"""The verdict of the connection doctor: one sentence, what to do first, and the button for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from scim_explorer.checks.report import sentence
from scim_explorer.checks.steps import STEPS, Overall, StepResult, Verdict, overall
from scim_explorer.client.urls import keeps_host
from scim_explorer.ui.announce import announce
from scim_explorer.ui.display import visible
from scim_explorer.ui.icons import set_icon
from scim_explorer.ui.theme import HEAD_PX, SPACE_L, SPACE_M, SPACE_XS, theme, ui_font
from scim_explorer.ui.widgets.plain_label import PlainLabel, sentence_label
from scim_explorer.ui.widgets.state import set_look

_LOOKS = {
    # tint, icon, its role
    Overall.OK: ("ok", "circle-check", "ok"),
    Overall.PROBLEMS: ("error", "circle-x", "error"),
    Overall.UNREACHABLE: ("error", "circle-x", "error"),
}


class DoctorVerdict(QFrame):
    """Says where the examination stands, then what came of it.

    Signals:
        better_url_chosen: The base URL that shall be used instead.
        undo_requested: The base URL that was in use before shall be used again.
    """

    better_url_chosen = Signal(str)
    undo_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._better_url = ""
        self.sign = PlainLabel("", self)
        self.sentence_label = sentence_label("doctorVerdict", self.tr("Verdict"), self)
        self.target_label = sentence_label("doctorTarget", self.tr("What is looked at"), self)
        self.target_label.set_role("muted")
        self.hint_label = sentence_label("doctorHint", self.tr("What to do first"), self)
        self.change_label = sentence_label("doctorChange", self.tr("What was changed"), self)
        self.fix_button = QPushButton(self)
        self.fix_button.setObjectName("doctorFixButton")
        self.fix_button.setProperty("filled", True)
        self.undo_button = QPushButton(self.tr("&Undo"), self)
        self.undo_button.setObjectName("doctorUndoButton")
        self.undo_button.setAccessibleName(self.tr("Use the former base URL again"))
        self._lay_out()
        self.fix_button.clicked.connect(lambda: self.better_url_chosen.emit(self._better_url))
        self.undo_button.clicked.connect(self.undo_requested)
        theme().changed.connect(self._set_fonts)
        self._set_fonts()
        self.show_change("")
        self.show_waiting()

    def show_target(self, words: str) -> None:
        self.target_label.set_text(words)

    def show_change(self, words: str) -> None:
        """Say what was changed by the button; "" for nothing."""
        self.change_label.set_text(words)
        self.change_label.setVisible(bool(words))
        self.undo_button.setVisible(bool(words))

    def show_waiting(self) -> None:
        """Say that nothing was looked at yet."""
        self._show_plain(self.tr("Nothing was looked at yet."))

    def show_progress(self, known: int) -> None:
        """Say how many steps are known by now."""
        words = self.tr("Looking at the connection: {0} of {1} steps")
        self._show_plain(words.format(str(known), str(len(STEPS))), "info", "stethoscope")

    def show_stopped(self, results: Sequence[StepResult]) -> None:
        """Say how far it came before it was stopped."""
        self._show_plain(sentence(results), "grey", "square")

    def show_results(self, results: Sequence[StepResult], base_url: str) -> None:
        """Say what came of it and announce it.

        Args:
            results: Of every step.
            base_url: That was looked at; a proposal for another host is only to be looked at.
        """
        words = sentence(results)
        tint, picture, role = _LOOKS[overall(results)]
        self._show_plain(words, tint, picture, role)
        proposal = _proposal(results)
        better_url = proposal.judgement.better_url if proposal is not None else ""
        first = next((one for one in results if one.verdict is Verdict.FAILED), None)
        # The button says the same in fewer words, unless there is an "if" to it.
        is_said = first is proposal and keeps_host(base_url, better_url)
        if first is not None and first.judgement.hint and not is_said:
            self._show_hint(f"{first.step.title}: {first.judgement.hint}")
        self._offer(better_url, base_url)
        announce(self, f"{words} {self.hint_label.text()}".strip())

    def _show_plain(
        self, words: str, tint: str = "grey", picture: str = "stethoscope", role: str = "muted"
    ) -> None:
        set_look(self, "tint", tint)
        set_icon(self.sign, picture, role)
        self.sentence_label.set_text(words)
        self._show_hint("")
        self._offer("")

    def _show_hint(self, words: str) -> None:
        self.hint_label.set_text(words)
        self.hint_label.setVisible(bool(words))

    def _offer(self, url: str, base_url: str = "") -> None:
        self._better_url = url
        use, look = self.tr("Use {0} instead"), self.tr("Enter {0} in the profile")
        words = visible((use if keeps_host(base_url, url) else look).format(url))
        self.fix_button.setText(words.replace("&", "&&"))
        self.fix_button.setAccessibleName(words)
        self.fix_button.setVisible(bool(url))

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(SPACE_XS)
        for label in (self.sentence_label, self.target_label, self.hint_label):
            words.addWidget(label)
        fix = QHBoxLayout()
        fix.addWidget(self.fix_button)
        fix.addStretch(1)
        words.addLayout(fix)
        change = QHBoxLayout()
        change.setSpacing(SPACE_M)
        change.addWidget(self.change_label, 1)
        change.addWidget(self.undo_button)
        words.addLayout(change)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        row.setSpacing(SPACE_M)
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def _set_fonts(self) -> None:
        self.sentence_label.setFont(ui_font(HEAD_PX, bold=True))


def _proposal(results: Sequence[StepResult]) -> StepResult | None:
    """Return the step whose base URL is offered: a failed one, else the last that has one.

    What was seen to answer stands behind what the address alone lets suppose.
    """
    found = [one for one in results if one.judgement.better_url]
    failures = [one for one in found if one.verdict is Verdict.FAILED]
    return next(reversed(failures or found), None)

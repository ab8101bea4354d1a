"""On top of the operator matrix: the type of resource, and what came of it in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from scim_explorer.checks.operators.matrix import Matrix, claim_words, ground_words, sentence
from scim_explorer.checks.operators.plan import Plan
from scim_explorer.checks.operators.probe import Verdict
from scim_explorer.ui.announce import announce
from scim_explorer.ui.display import count_text, date_text, visible
from scim_explorer.ui.icons import set_icon
from scim_explorer.ui.theme import HEAD_PX, SPACE_L, SPACE_M, SPACE_XS, theme, ui_font
from scim_explorer.ui.widgets.plain_label import PlainLabel, sentence_label
from scim_explorer.ui.widgets.state import set_look

_BAD = frozenset({Verdict.WRONG, Verdict.IGNORED, Verdict.FAILED})


class OperatorsHead(QFrame):
    """A sentence, what it was held against, and the claims beside it.

    Signals:
        type_chosen: Name of a resource type.
    """

    type_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sign = PlainLabel("", self)
        self.sentence_label = sentence_label("operatorsSummary", self.tr("Result"), self)
        words = self.tr("What it is held against")
        self.ground_label = sentence_label("operatorsGround", words, self)
        self.ground_label.set_role("muted")
        self.claims_label = sentence_label("operatorsClaims", self.tr("Claims of the server"), self)
        self.type_combo = QComboBox(self)
        self.type_combo.setObjectName("operatorTypeCombo")
        self.type_combo.setAccessibleName(self.tr("Resource type"))
        type_label = PlainLabel(self.tr("&Type"), self)
        type_label.setBuddy(self.type_combo)
        lines = QVBoxLayout()
        lines.setSpacing(SPACE_XS)
        for label in (self.sentence_label, self.ground_label, self.claims_label):
            lines.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        row.setSpacing(SPACE_M)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self.sign, 0, top)
        row.addLayout(lines, 1)
        choice = QHBoxLayout()
        choice.setSpacing(SPACE_M)
        choice.addWidget(type_label)
        choice.addWidget(self.type_combo)
        row.addLayout(choice)
        row.setAlignment(choice, top)
        self.type_combo.textActivated.connect(self._choose)
        theme().changed.connect(self._set_fonts)
        self._set_fonts()

    def show_types(self, names: Sequence[str], current: str) -> None:
        """Offer these types."""
        self.type_combo.clear()
        for name in names:
            self.type_combo.addItem(visible(name), name)
        self.type_combo.setCurrentIndex(max(self.type_combo.findData(current), 0))

    def show_nothing(self, type_name: str) -> None:
        """Say that nothing is known yet."""
        self._show(
            self.tr("Which operators does this server support?"),
            self.tr("Nothing was tried yet with {0} resources.").format(type_name),
        )

    def show_reading(self) -> None:
        self._show(self.tr("Reading rows to take values from\u2026"), tint="info")

    def show_plan(self, plan: Plan) -> None:
        """Say how much would be sent."""
        count = count_text(len(plan.asked))
        words = self.tr("{0} requests would be sent, one after the other.").format(count)
        if not plan.asked:
            words = self.tr("There is nothing to try.")
        self._show(words, self._ground_of(plan), (self.tr("They only read."),) * bool(plan.asked))

    def show_progress(self, plan: Plan, done: int) -> None:
        """Say how far it is."""
        words = self.tr("Asking: {0} of {1} requests")
        whole = count_text(len(plan.asked))
        self._show(words.format(count_text(done), whole), self._ground_of(plan), tint="info")

    def show_stopped(self, plan: Plan, done: int) -> None:
        words = self.tr("Stopped after {0} of {1} requests.")
        whole = count_text(len(plan.asked))
        self._show(words.format(count_text(done), whole), self._ground_of(plan))

    def show_matrix(self, found: Matrix) -> None:
        """Say what came of a run, and when that was; announce it."""
        verdicts = {one.verdict for one in found.results}
        tint = "error" if verdicts & _BAD else "warning" if Verdict.REFUSED in verdicts else "ok"
        when = self.tr("Tried {0}.").format(date_text(found.when.timestamp()))
        words = sentence(found.results)
        self._show(words, f"{ground_words(found)} {when}", claim_words(found), tint)
        announce(self, words)

    def _ground_of(self, plan: Plan) -> str:
        rows, total, name = len(plan.known.rows), plan.known.total, plan.resource_type.name
        if not rows:
            return self.tr("There are no {0} resources to take values from.").format(name)
        if plan.known.is_whole:
            words = self.tr("Their values are of all {0} {1} resources that there are.")
            return words.format(count_text(rows), name)
        if total is None:
            words = self.tr("Their values are of the {0} {1} resources that were read.")
            return words.format(count_text(rows), name)
        words = self.tr("Their values are of the {0} of {2} {1} resources that were read.")
        return words.format(count_text(rows), name, count_text(total))

    def _show(
        self, sentence: str, ground: str = "", claims: Sequence[str] = (), tint: str = "grey"
    ) -> None:
        looks = {
            "ok": ("circle-check", "ok"),
            "warning": ("triangle-alert", "warning"),
            "error": ("circle-x", "error"),
        }
        picture, role = looks.get(tint, ("list-checks", "muted"))
        set_look(self, "tint", tint)
        set_icon(self.sign, picture, role)
        self.sentence_label.set_text(sentence)
        for label, text in ((self.ground_label, ground), (self.claims_label, " ".join(claims))):
            label.set_text(text)
            label.setVisible(bool(text))

    def _choose(self, _words: str) -> None:
        self.type_chosen.emit(str(self.type_combo.currentData()))

    def _set_fonts(self) -> None:
        self.sentence_label.setFont(ui_font(HEAD_PX, bold=True))

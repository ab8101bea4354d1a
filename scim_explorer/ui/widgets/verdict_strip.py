"""What the last write did: a sentence, and before, expected and actual below it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from scim_explorer.protocol.verdict import Judgement, Verdict
from scim_explorer.ui.announce import announce
from scim_explorer.ui.icons import set_icon
from scim_explorer.ui.models.comparison import ComparisonModel, verdict_rows
from scim_explorer.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, theme, ui_font
from scim_explorer.ui.widgets.comparison_view import ComparisonView
from scim_explorer.ui.widgets.plain_label import PlainLabel
from scim_explorer.ui.widgets.state import set_look

_LOOKS = {
    # tint, icon, its role
    Verdict.APPLIED: ("ok", "circle-check", "ok"),
    Verdict.CHANGED_MORE: ("warning", "triangle-alert", "warning"),
    Verdict.NOT_APPLIED: ("error", "circle-x", "error"),
    Verdict.UNKNOWN: ("grey", "circle-question-mark", "muted"),
    Verdict.FAILED: ("error", "circle-x", "error"),
}
_ROWS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class VerdictWords:
    """What the strip says.

    Attributes:
        detail: Status, when it was read again.
        exchange: Number of the write in the log.
        is_plain: Nothing can be said for or against it: no green, no red.
    """

    verdict: Verdict
    title: str
    detail: str = ""
    exchange: int | None = None
    is_plain: bool = False


class VerdictStrip(QWidget):
    """Stays until the next write; property ``verdict`` names what it says.

    Signals:
        link_activated: Number of the exchange.
        read_again: "Read again and compare" of an unknown outcome.
    """

    link_activated = Signal(int)
    read_again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("verdictStrip")
        self.setAccessibleName(self.tr("Verdict on the last write"))
        self._exchange: int | None = None
        self._judgement: Judgement | None = None
        self.bar = QFrame(self)
        self.sign = PlainLabel("", self.bar)
        self.title = PlainLabel("", self.bar)
        self.title.setObjectName("verdictTitle")
        self.title.setWordWrap(True)
        self.detail = PlainLabel("", self.bar, role="muted")
        self.detail.setObjectName("verdictDetail")
        self.detail.setWordWrap(True)
        self.link_button = QToolButton(self.bar)
        self.link_button.setObjectName("verdictLink")
        self.link_button.setProperty("role", "link")
        self.read_button = QPushButton(self.tr("Read again and compare"), self.bar)
        self.read_button.setObjectName("readAndCompareButton")
        self.read_button.setAccessibleName(self.read_button.text())
        self.close_button = QToolButton(self.bar)
        self.close_button.setAccessibleName(self.tr("Hide the verdict"))
        self.close_button.setToolTip(self.tr("Hide the verdict"))
        set_icon(self.close_button, "x")
        self.differences_check = QCheckBox(self.tr("Differences only"), self)
        self.differences_check.setObjectName("differencesCheck")
        self.differences_check.setChecked(True)
        self.heading = PlainLabel("", self, role="muted")
        self.model = ComparisonModel((), self)
        self.view = ComparisonView(self)
        self.view.setObjectName("patchResult")
        self.view.setAccessibleName(self.tr("Before, expected, actual"))
        self.view.setModel(self.model)
        self._lay_out()
        self.link_button.clicked.connect(self._open_link)
        self.read_button.clicked.connect(self.read_again)
        self.close_button.clicked.connect(self.clear)
        self.differences_check.toggled.connect(self._show_rows)
        theme().changed.connect(self._set_fonts)
        self._set_fonts()
        self.clear()

    @property
    def verdict(self) -> Verdict | None:
        text = self.property("verdict")
        return Verdict(text) if text else None

    def show_verdict(self, words: VerdictWords, judgement: Judgement | None = None) -> None:
        """Say how the write came out and announce it."""
        self._exchange, self._judgement = words.exchange, judgement
        tint, picture, role = _LOOKS[words.verdict]
        if words.is_plain:
            tint, picture, role = "info", "info", "accent"
        set_icon(self.sign, picture, role=role)
        set_look(self.bar, "tint", tint)
        set_look(self, "verdict", words.verdict.value)
        self.title.set_text(words.title)
        self.detail.set_text(words.detail)
        self.detail.setVisible(bool(words.detail))
        self.link_button.setVisible(words.exchange is not None)
        if words.exchange is not None:
            self.link_button.setText(f"#{words.exchange}")
            spoken = self.tr("Show request {number} in the log").format(number=words.exchange)
            self.link_button.setAccessibleName(spoken)
            self.link_button.setToolTip(spoken)
        self.read_button.setVisible(words.verdict is Verdict.UNKNOWN)
        self.setAccessibleDescription(f"{words.title} {words.detail}".strip())
        self._show_rows()
        self.show()
        announce(self, words.title)

    def clear(self) -> None:
        self._judgement = None
        set_look(self, "verdict", "")
        self.hide()

    # --- parts -------------------------------------------------------------------

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(SPACE_XS)
        words.addWidget(self.title)
        words.addWidget(self.detail)
        top = Qt.AlignmentFlag.AlignTop
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(SPACE_L, SPACE_M, SPACE_M, SPACE_M)
        row.setSpacing(SPACE_M)
        row.addWidget(self.sign, 0, top)
        row.addLayout(words, 1)
        row.addWidget(self.read_button, 0, top)
        row.addWidget(self.link_button, 0, top)
        row.addWidget(self.close_button, 0, top)
        self.result_bar = QWidget(self)
        result = QHBoxLayout(self.result_bar)
        result.setContentsMargins(SPACE_L, SPACE_S, SPACE_L, SPACE_S)
        result.addWidget(self.heading, 1)
        result.addWidget(self.differences_check)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.result_bar)
        column.addWidget(self.view)

    def _show_rows(self) -> None:
        judgement = self._judgement
        rows = []
        if judgement is not None:
            rows = verdict_rows(judgement, differences_only=self.differences_check.isChecked())
        self.model.set_rows(
            rows,
            (
                self.tr("attribute"),
                self.tr("before"),
                self.tr("expected"),
                self.tr("actual"),
            ),
        )
        self.heading.set_text(self._heading(len(rows)))
        self.result_bar.setVisible(judgement is not None and bool(judgement.outcomes))
        self.view.setVisible(bool(rows))
        height = self.view.sizeHintForRow(0) if rows else 0
        head = self.view.header().sizeHint().height()
        self.view.setFixedHeight(head + max(height, 1) * min(len(rows), _ROWS_SHOWN) + 2)

    def _heading(self, shown: int) -> str:
        if self._judgement is None:
            return ""
        if not shown:
            return self.tr("Before, expected, actual: no differences")
        return self.tr("Before, expected, actual")

    def _set_fonts(self) -> None:
        self.title.setFont(ui_font(bold=True))

    def _open_link(self) -> None:
        if self._exchange is not None:
            self.link_activated.emit(self._exchange)

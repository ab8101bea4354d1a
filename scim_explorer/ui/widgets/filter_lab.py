"""The filter lab: the parts of a filter, the rows it was tried on, server against local."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from scim_explorer.ui.icons import set_icon
from scim_explorer.ui.lab_words import Tone
from scim_explorer.ui.theme import SPACE_M, SPACE_S, SPACE_XS, theme
from scim_explorer.ui.widgets.clause_view import ClauseView
from scim_explorer.ui.widgets.filter_builder import FilterBuilder
from scim_explorer.ui.widgets.judged_table import JudgedTable
from scim_explorer.ui.widgets.lab_columns import LabColumns
from scim_explorer.ui.widgets.plain_label import PlainLabel
from scim_explorer.ui.widgets.wire_form import WireForm

_SIGNS = {
    Tone.OK: ("circle-check", "ok"),
    Tone.WARNING: ("triangle-alert", "warning"),
    Tone.ERROR: ("circle-x", "error"),
    Tone.PLAIN: ("info", "muted"),
}
_HEIGHT_PX = 300


class FilterLab(QWidget):
    """Shows what it is given; hidden until it is wanted.

    Signals:
        load_requested: All resources are wanted, to compare with.
        stop_requested: The loading is to end.
        close_requested: The lab is to be hidden.
    """

    load_requested = Signal()
    stop_requested = Signal()
    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filterLab")
        self.setAccessibleName(self.tr("Filter lab"))
        self.sign = PlainLabel("", self)
        self.verdict = PlainLabel("", self)
        self.verdict.setObjectName("labVerdict")
        self.verdict.setAccessibleName(self.tr("Server against local"))
        self.verdict.setWordWrap(True)
        self.habit = PlainLabel("", self, role="muted")
        self.habit.setObjectName("labHabit")
        self.habit.setAccessibleName(self.tr("What provisioning clients send"))
        self.habit.setWordWrap(True)
        self.habit.setContentsMargins(SPACE_M, SPACE_XS, SPACE_M, SPACE_XS)
        self.habit.setMinimumWidth(1)
        self.load_button = QPushButton(self)
        self.load_button.setObjectName("labLoadButton")
        self.close_button = QToolButton(self)
        self.close_button.setObjectName("labCloseButton")
        self.close_button.setAccessibleName(self.tr("Close the filter lab"))
        self.close_button.setToolTip(self.tr("Close the filter lab (Ctrl+E)"))
        set_icon(self.close_button, "x")
        self.builder = FilterBuilder(self)
        self.clauses = ClauseView(self)
        self.rows = JudgedTable(self)
        panels = (
            (self.tr("Builder"), self.builder),
            (self.tr("Parts"), self._parts()),
            (self.tr("Rows"), self.rows),
        )
        self.wire = WireForm(self)
        self.wire.set_compact(True)
        self.columns = LabColumns(panels, (self.tr("Request"), self.wire), self)
        self.columns.narrow_changed.connect(lambda narrow: self.wire.set_compact(not narrow))
        self._is_loading = False
        self._lay_out()
        self.show_habit("")
        self.load_button.clicked.connect(self._load_or_stop)
        self.close_button.clicked.connect(self.close_requested)
        self.hide()

    def show_verdict(self, tone: Tone, words: str) -> None:
        """Say how the filter stands."""
        set_icon(self.sign, *_SIGNS[tone])
        self.verdict.set_text(words)
        self.setAccessibleDescription(words)

    def show_habit(self, words: str) -> None:
        """Say what provisioning clients make of the filter; "" hides it."""
        self.habit.set_text(words)
        self.habit.setVisible(bool(words))

    def show_loading(self, words: str, *, is_loading: bool) -> None:
        """Offer to load, or to stop it; without words there is nothing to load."""
        self._is_loading = is_loading
        self.load_button.setText(words)
        self.load_button.setAccessibleName(words)
        self.load_button.setVisible(bool(words))

    def _parts(self) -> QWidget:
        panel = QWidget(self)
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.clauses, 1)
        column.addWidget(self.habit)
        return panel

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(SPACE_M, SPACE_XS, SPACE_M, SPACE_XS)
        head.setSpacing(SPACE_S)
        for label in (self.sign, self.verdict):
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            label.setContentsMargins(0, SPACE_XS, 0, 0)
        head.addWidget(self.sign)
        head.addWidget(self.verdict, 1)
        head.addWidget(self.load_button, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.columns, 1)

    def _load_or_stop(self) -> None:
        (self.stop_requested if self._is_loading else self.load_requested).emit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme().pixels(_HEIGHT_PX))

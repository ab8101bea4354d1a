"""Somebody else changed the resource: base, yours and theirs, chosen attribute by attribute."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from scim_explorer.protocol.json_codec import relayout
from scim_explorer.protocol.merge import Fork, Side, Unit, merged
from scim_explorer.ui.display import NO_VALUE
from scim_explorer.ui.models.comparison import Cell, ComparisonModel, ComparisonRow
from scim_explorer.ui.theme import HEAD_PX, SPACE_L, SPACE_M, SPACE_XL, ui_font
from scim_explorer.ui.widgets.comparison_view import ComparisonView
from scim_explorer.ui.widgets.plain_label import PlainLabel

_SIZE = QSize(820, 460)
_YOURS, _THEIRS = 2, 3


class MergeDialog(QDialog):
    """Nothing is sent here; the text that comes out is edited and reviewed as any other.

    Signals:
        merged: The JSON text, and no attribute left undecided.
    """

    merged = Signal(str)

    def __init__(self, forks: Sequence[Fork], yours: str, theirs: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("mergeDialog")
        self.setAccessibleName(self.tr("Merge with what the server has now"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(self.tr("Changed by someone else"))
        self.resize(_SIZE)
        self._forks = tuple(forks)
        self._yours, self._theirs = yours, theirs
        self._choices: dict[Unit, Side] = {
            fork.unit: fork.choice for fork in forks if fork.choice is not None
        }

        headings = (self.tr("attribute"), self.tr("base"), self.tr("yours"), self.tr("theirs"))
        self.model = ComparisonModel(headings, self)
        self.model.set_rows(self._row(fork) for fork in self._forks)
        self.view = ComparisonView(self)
        self.view.setAccessibleName(self.tr("Attributes that differ"))
        self.view.setModel(self.model)
        self.count_label = PlainLabel("", self)
        self.yours_button = QPushButton(self.tr("Take &yours"), self)
        self.theirs_button = QPushButton(self.tr("Take &theirs"), self)
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self.use_button = QPushButton(self.tr("&Use the merged text"), self)
        self.use_button.setProperty("filled", True)
        self._lay_out()

        self.view.clicked.connect(self._choose_cell)
        self.yours_button.clicked.connect(lambda: self._choose_selected(Side.YOURS))
        self.theirs_button.clicked.connect(lambda: self._choose_selected(Side.THEIRS))
        self.cancel_button.clicked.connect(self.reject)
        self.use_button.clicked.connect(self._finish)
        if self._forks:
            self.view.setCurrentIndex(self.model.index(0, 0))
        self.view.setFocus()
        self._show_count()

    def choose(self, place: int, side: Side) -> None:
        """Take one side of one attribute."""
        fork = self._forks[place]
        self._choices[fork.unit] = side
        self.model.set_row(place, self._row(fork))
        self._show_count()

    def _lay_out(self) -> None:
        title = PlainLabel(self.tr("Changed by someone else"), self)
        title.setFont(ui_font(HEAD_PX, bold=True))
        words = PlainLabel(
            self.tr(
                "The resource changed after you read it. Nothing was overwritten. Choose a side "
                "for each attribute; the result goes into the JSON tab and is not sent yet."
            ),
            self,
            role="muted",
        )
        words.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_M)
        for button in (
            self.yours_button,
            self.theirs_button,
            self.cancel_button,
            self.use_button,
        ):
            button.setAutoDefault(False)
            button.setAccessibleName(button.text().replace("&", ""))
        buttons.addWidget(self.yours_button)
        buttons.addWidget(self.theirs_button)
        buttons.addWidget(self.count_label, 1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.use_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        column.setSpacing(SPACE_M)
        column.addWidget(title)
        column.addWidget(words)
        column.addWidget(self.view, 1)
        column.addLayout(buttons)

    def _row(self, fork: Fork) -> ComparisonRow:
        choice = self._choices.get(fork.unit)
        base = Cell(NO_VALUE if fork.base is None else relayout(fork.base, None), "muted")
        return ComparisonRow(
            fork.label,
            (
                base,
                self._side(fork.yours, choice, Side.YOURS),
                self._side(fork.theirs, choice, Side.THEIRS),
            ),
        )

    def _side(self, text: str | None, choice: Side | None, side: Side) -> Cell:
        shown = NO_VALUE if text is None else relayout(text, None)
        if choice is None:
            return Cell(shown, "warning", "circle", self.tr("not decided"))
        if choice is side:
            return Cell(shown, "ok", "check", self.tr("taken"))
        return Cell(shown, "muted", "", self.tr("not taken"))

    def _choose_cell(self, index: QModelIndex) -> None:
        if index.column() == _YOURS:
            self.choose(index.row(), Side.YOURS)
        elif index.column() == _THEIRS:
            self.choose(index.row(), Side.THEIRS)

    def _choose_selected(self, side: Side) -> None:
        for index in self.view.selectionModel().selectedRows():
            self.choose(index.row(), side)

    def _show_count(self) -> None:
        left = len(self._forks) - len(self._choices)
        self.use_button.setEnabled(not left)
        self.count_label.set_text(
            self.tr("Not decided: {count}").format(count=left) if left else self.tr("All decided.")
        )
        self.count_label.set_role("warning" if left else "muted")

    def _finish(self) -> None:
        text = merged(self._yours, self._theirs, self._choices)
        self.accept()
        self.merged.emit(text)

"""The middle of the operator matrix's pane: a sentence, the requests before, the matrix after."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from scim_explorer.checks.operators.probe import Probe, Result
from scim_explorer.ui.models.operator_matrix import OperatorMatrixModel
from scim_explorer.ui.widgets.empty_note import EmptyNote
from scim_explorer.ui.widgets.operator_detail import OperatorDetail
from scim_explorer.ui.widgets.operator_matrix_view import OperatorMatrixView
from scim_explorer.ui.widgets.operator_requests import OperatorRequests


class OperatorsBody(QStackedWidget):
    """Shows one of the three; below the matrix stands what is behind its current cell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = OperatorMatrixModel(self)
        self.note = EmptyNote("", "", self)
        self.requests = OperatorRequests(self)
        self._matrix = QWidget(self)
        self.view = OperatorMatrixView(self.model, self._matrix)
        self.detail = OperatorDetail(self._matrix)
        # Where there is no height left, the matrix gives way before what explains it does.
        self.view.setMinimumHeight(1)
        column = QVBoxLayout(self._matrix)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self.detail)
        for page in (self.note, self.requests, self._matrix):
            self.addWidget(page)
        self.view.cell_chosen.connect(self.detail.show_cell)
        self.view.copy_requested.connect(self.detail.copy_filter)

    @property
    def shows_matrix(self) -> bool:
        return self.currentWidget() is self._matrix

    def show_note(self, words: str) -> None:
        self.note.set_note(words)
        self.setCurrentWidget(self.note)

    def show_requests(self, probes: Sequence[Probe]) -> None:
        """Show what would be sent."""
        self.requests.show_probes(probes)
        self.setCurrentWidget(self.requests)

    def show_matrix(self, index: QModelIndex | None = None) -> None:
        """Show the matrix with this cell as the current one, the first one unless given."""
        self.setCurrentWidget(self._matrix)
        wanted = index if index is not None and index.isValid() else self.model.index(0, 0)
        self.view.setCurrentIndex(wanted)
        self.view.scrollTo(wanted)

    def show_result(self, found: Result) -> None:
        """Fill a cell, and say more of it when it is the current one."""
        self.model.show_result(found)
        if self.view.current_result() is found:
            self.detail.show_cell(self.view.currentIndex())

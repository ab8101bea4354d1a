"""Walking through the cells of the operator matrix."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from scim_explorer.checks.operators.probe import Verdict
from scim_explorer.ui.models.operator_matrix import CONSTRUCT, RESULT, OperatorMatrixModel
from scim_explorer.ui.widgets.operator_matrix_view import OperatorMatrixView
from tests.ui.models.test_operator_matrix import PLAN, result


@pytest.fixture
def view(qapp: QApplication) -> Iterator[OperatorMatrixView]:
    model = OperatorMatrixModel()
    made = OperatorMatrixView(model)
    model.setParent(made)
    model.show_plan(PLAN)
    for place in (0, 1, 5):
        model.show_result(result(place, Verdict.RIGHT))
    made.resize(900, 400)
    made.show()
    yield made
    delete(made)


def go_to(view: OperatorMatrixView, group: int, row: int, column: int) -> None:
    view.setCurrentIndex(view.model().index(row, column, view.model().index(group, 0)))


def test_that_all_groups_are_open(view: OperatorMatrixView) -> None:
    assert all(view.isExpanded(view.model().index(place, 0)) for place in range(2))


def test_that_left_and_right_go_from_cell_to_cell(view: OperatorMatrixView) -> None:
    go_to(view, 0, 0, CONSTRUCT)

    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.currentIndex().column() == 3
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.currentIndex().column() == 3
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.currentIndex().column() == 2
    assert view.currentIndex().row() == 0


def test_that_enter_leads_to_the_request(view: OperatorMatrixView) -> None:
    spy = QSignalSpy(view.link_activated)
    go_to(view, 0, 0, 3)

    QTest.keyClick(view, Qt.Key.Key_Return)

    assert [spy.at(place)[0] for place in range(spy.count())] == [8]


def test_that_a_cell_without_a_request_leads_nowhere(view: OperatorMatrixView) -> None:
    spy = QSignalSpy(view.link_activated)
    go_to(view, 0, 1, 3)

    QTest.keyClick(view, Qt.Key.Key_Return)

    assert spy.count() == 0


def test_that_the_cell_that_is_chosen_is_told(view: OperatorMatrixView) -> None:
    spy = QSignalSpy(view.cell_chosen)

    go_to(view, 1, 0, RESULT)

    assert spy.count() == 1
    assert view.current_result() == result(5, Verdict.RIGHT)


def test_that_copy_is_handed_on(view: OperatorMatrixView) -> None:
    spy = QSignalSpy(view.copy_requested)

    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert spy.count() == 1


@pytest.mark.parametrize("width", [420, 900, 1600])
def test_that_names_and_verdicts_have_room_at_any_width(
    view: OperatorMatrixView, width: int
) -> None:
    view.resize(width, 400)
    metrics = view.fontMetrics()

    assert view.columnWidth(CONSTRUCT) > metrics.horizontalAdvance("value path of two")
    assert view.columnWidth(2) > metrics.horizontalAdvance("right, weak")

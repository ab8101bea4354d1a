"""What stands behind a cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from scim_explorer.checks.operators.probe import Verdict
from scim_explorer.ui.models.operator_matrix import RESULT, OperatorMatrixModel
from scim_explorer.ui.widgets.operator_detail import OperatorDetail
from tests.ui.models.test_operator_matrix import result

WRONG = replace(
    result(5, Verdict.WRONG),
    asked='userName eq "amelia"',
    shape="userName eq \u2026",
    expected=1,
    missing=1,
    examples=("id-1", ""),
)


@pytest.fixture
def detail(qapp: QApplication) -> Iterator[OperatorDetail]:
    made = OperatorDetail()
    made.resize(600, 120)
    made.show()
    yield made
    delete(made)


def cell_of(found: object) -> QModelIndex:
    model = OperatorMatrixModel(QGuiApplication.instance())
    model.show_results([found])  # type: ignore[list-item]
    return model.index(0, RESULT, model.index(0, 0))


def test_that_filter_answer_and_examples_are_shown(detail: OperatorDetail) -> None:
    detail.show_cell(cell_of(WRONG))

    assert detail.title_label.text() == "and: wrong"
    assert detail.filter_label.text() == 'userName eq "amelia"'
    said = "0 rows came, of the known ones 1 should: 1 missing. For example id-1, (no id)."
    assert detail.words_label.text() == said
    assert detail.link.text() == "#12"


def test_that_the_filter_is_copied_as_it_was_sent(detail: OperatorDetail) -> None:
    spy = QSignalSpy(detail.said)
    detail.show_cell(cell_of(WRONG))

    detail.copy_button.click()

    assert QGuiApplication.clipboard().text() == 'userName eq "amelia"'
    assert spy.count() == 1


def test_that_a_kept_result_shows_the_shape_and_offers_no_copy(detail: OperatorDetail) -> None:
    detail.show_cell(cell_of(replace(WRONG, asked="", examples=())))
    QGuiApplication.clipboard().setText("before")

    detail.copy_filter()

    assert detail.filter_label.text() == "userName eq \u2026"
    assert not detail.copy_button.isVisible()
    assert QGuiApplication.clipboard().text() == "before"


def test_that_the_number_leads_to_the_request(detail: OperatorDetail) -> None:
    spy = QSignalSpy(detail.link_activated)
    detail.show_cell(cell_of(WRONG))

    detail.link.click()

    assert [spy.at(place)[0] for place in range(spy.count())] == [12]


def test_that_nothing_chosen_says_what_to_do(detail: OperatorDetail) -> None:
    detail.show_cell(QModelIndex())

    assert detail.title_label.text() == "Choose a cell to see what was asked and answered."
    assert not detail.link.isVisible()
    assert not detail.filter_label.isVisible()

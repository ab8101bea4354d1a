"""The operator matrix as rows and columns."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from scim_explorer.checks.operators.probe import Group, Kind, Probe, Result, Verdict
from scim_explorer.client.pages import Query
from scim_explorer.ui.models.operator_matrix import (
    CONSTRUCT,
    FIRST_KIND,
    LOOKS,
    NAME_ROLE,
    RESULT,
    RESULT_ROLE,
    WORD_ROLE,
    OperatorMatrixModel,
)
from scim_explorer.ui.theme import theme

Role = Qt.ItemDataRole
ASKED = Query("/Users", filter='userName eq "a"')
PLAN = (
    Probe(Group.OPERATORS, "eq", Kind.TEXT, ASKED),
    Probe(Group.OPERATORS, "eq", Kind.BOOLEAN, ASKED),
    Probe(Group.OPERATORS, "eq", Kind.NUMBER, reason="No row has a value."),
    Probe(Group.OPERATORS, "co", Kind.TEXT, ASKED),
    Probe(Group.OPERATORS, "co", Kind.BOOLEAN, reason="Not defined."),
    Probe(Group.LOGIC, "and", None, ASKED),
)


def result(place: int, verdict: Verdict, *, weak: bool = False) -> Result:
    probe = PLAN[place]
    return Result(
        probe.group, probe.construct, probe.kind, verdict, weak=weak, got=0, exchange=7 + place
    )


@pytest.fixture
def model(qapp: QApplication) -> OperatorMatrixModel:
    made = OperatorMatrixModel()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


def row(model: OperatorMatrixModel, group: int, place: int) -> list[str]:
    parent = model.index(group, 0)
    cells = (model.index(place, column, parent) for column in range(model.columnCount()))
    return [str(cell.data() or "") for cell in cells]


def headings(model: OperatorMatrixModel) -> list[str]:
    horizontal = Qt.Orientation.Horizontal
    return [str(model.headerData(place, horizontal)) for place in range(model.columnCount())]


def test_that_a_plan_waits_with_a_column_for_each_type_that_is_tried(
    model: OperatorMatrixModel,
) -> None:
    model.show_plan(PLAN)

    assert headings(model) == ["Tried", "Result", "Text", "Boolean"]
    assert row(model, 0, 0) == ["eq", "waiting", "waiting", "waiting"]
    assert row(model, 0, 1) == ["co", "waiting", "waiting", "not tried"]
    assert row(model, 1, 0) == ["and", "waiting", "", ""]
    assert [one.verdict for one in model.results] == [Verdict.NOT_TRIED] * 2


def test_that_a_result_fills_its_cell_and_the_summaries(model: OperatorMatrixModel) -> None:
    model.show_plan(PLAN)

    model.show_result(result(0, Verdict.RIGHT))
    model.show_result(result(1, Verdict.IGNORED))
    model.show_result(result(5, Verdict.RIGHT, weak=True))

    assert row(model, 0, 0) == ["eq", "1 of 2 right", "right", "ignored"]
    assert row(model, 1, 0) == ["and", "right, weak", "", ""]
    assert model.index(0, RESULT).data() == "1 of 2 right"
    assert model.index(0, CONSTRUCT).data() == "Operators"


def test_that_what_was_not_reached_says_so_until_it_goes_on(model: OperatorMatrixModel) -> None:
    model.show_plan(PLAN)

    model.end()
    assert row(model, 0, 0) == ["eq", "not reached", "not reached", "not reached"]

    model.go_on()
    assert row(model, 0, 0) == ["eq", "waiting", "waiting", "waiting"]


def test_that_a_kept_result_is_shown_at_once(model: OperatorMatrixModel) -> None:
    model.show_results([result(0, Verdict.RIGHT), result(5, Verdict.REFUSED)])

    assert headings(model) == ["Tried", "Result", "Text"]
    assert row(model, 1, 0) == ["and", "refused", ""]


@pytest.mark.parametrize("verdict", list(Verdict))
def test_that_each_verdict_has_a_word_an_icon_and_a_colour(
    model: OperatorMatrixModel, verdict: Verdict
) -> None:
    model.show_results([result(0, Verdict.RIGHT), result(5, verdict)])
    cell = model.index(0, RESULT, model.index(1, 0))

    assert cell.data()
    assert not cell.data(Role.DecorationRole).isNull()
    assert cell.data(Role.ForegroundRole) == theme().colour(LOOKS[verdict][1])


def test_that_no_two_verdicts_look_alike() -> None:
    assert len({picture for picture, _ in LOOKS.values()}) == len(Verdict)


def test_that_a_cell_reads_as_a_sentence(model: OperatorMatrixModel) -> None:
    model.show_results([result(0, Verdict.WRONG), result(1, Verdict.RIGHT)])
    cell = model.index(0, FIRST_KIND, model.index(0, 0))

    assert cell.data(Role.AccessibleTextRole) == "eq, Text: wrong. 0 rows came."
    assert cell.data(Role.ToolTipRole) == "0 rows came."
    group = model.index(0, CONSTRUCT).data(Role.AccessibleTextRole)
    assert group == "Operators, 1 of 2 right"


def test_that_the_summary_of_a_row_stands_for_its_worst_cell(model: OperatorMatrixModel) -> None:
    model.show_results([result(0, Verdict.REFUSED), result(1, Verdict.WRONG)])
    summary = model.index(0, RESULT, model.index(0, 0))

    assert summary.data(RESULT_ROLE) == result(1, Verdict.WRONG)
    assert summary.data(NAME_ROLE) == "eq, Boolean"
    assert summary.data(WORD_ROLE) == "wrong"
    assert model.index(0, RESULT).data(RESULT_ROLE) is None


def test_that_the_first_fault_is_found(model: OperatorMatrixModel) -> None:
    model.show_results([result(0, Verdict.REFUSED), result(5, Verdict.FAILED)])
    assert model.first_fault() == model.index(0, RESULT, model.index(1, 0))

    model.show_results([result(0, Verdict.RIGHT), result(5, Verdict.REFUSED)])
    assert model.first_fault() == QModelIndex()


def test_that_marks_of_a_server_stay_characters(model: OperatorMatrixModel) -> None:
    said = Result(Group.LOGIC, "and", None, Verdict.FAILED, said="<b>no</b>\u202e")
    model.show_results([said])
    cell = model.index(0, RESULT, model.index(0, 0))

    assert "&lt;b&gt;" in cell.data(Role.ToolTipRole)
    assert "\\u202E" in cell.data(Role.ToolTipRole)


def test_that_marks_of_a_kept_file_stay_characters(model: OperatorMatrixModel) -> None:
    model.show_results([Result(Group.LOGIC, "and\u202e", None, Verdict.RIGHT)])

    assert model.index(0, 0, model.index(0, 0)).data() == "and\\u202E"

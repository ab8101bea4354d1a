"""Rows of the doctor: there from the first moment, filled as steps are known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from scim_explorer.checks.steps import STEPS, Judgement, StepResult, Verdict, failed, ok, result
from scim_explorer.client.certificates import Certificate
from scim_explorer.ui.models.doctor_steps import (
    ID_ROLE,
    LOOKS,
    NUMBERS_ROLE,
    RESULT_ROLE,
    Column,
    DoctorStepsModel,
)
from scim_explorer.ui.theme import theme
from tests.exchanges.samples import sample

Role = Qt.ItemDataRole
NOW = datetime(2026, 11, 25, tzinfo=UTC)
HTTP = result("http", failed("No SCIM here.", "Look elsewhere."), [sample(7), sample(8)])
CHAIN = (
    Certificate("CN=scim", "CN=CA", not_after=datetime(2026, 1, 1, tzinfo=UTC)),
    Certificate("CN=CA", "CN=CA", not_after=datetime(2036, 1, 1, tzinfo=UTC)),
)
TLS = replace(result("tls", failed("It has expired.")), certificates=CHAIN)


@pytest.fixture
def model(qapp: QApplication) -> DoctorStepsModel:
    made = DoctorStepsModel(now=lambda: NOW)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


def cells(model: DoctorStepsModel, step_id: str) -> dict[Column, str]:
    index = model.index_of(step_id)
    return {column: index.siblingAtColumn(column).data() for column in Column}


def test_that_every_step_waits_from_the_beginning(model: DoctorStepsModel) -> None:
    rows = [model.index(row, 0) for row in range(model.rowCount())]

    assert [row.data() for row in rows] == [step.title for step in STEPS]
    assert [row.data(ID_ROLE) for row in rows] == [step.id for step in STEPS]
    assert {row.siblingAtColumn(Column.RESULT).data() for row in rows} == {"waiting"}
    assert model.results == ()


def test_that_a_step_is_filled_where_it_stands(model: DoctorStepsModel) -> None:
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))

    model.show_result(HTTP)

    assert changed == [5]
    assert cells(model, "http") == {
        Column.STEP: "HTTP",
        Column.RESULT: "failed",
        Column.SEEN: "No SCIM here.\nWhat to do: Look elsewhere.",
        Column.TOOK: "30 ms",
        Column.NUMBERS: "#7 #8",
        Column.BEFORE: "",
    }
    assert model.index_of("http").data(RESULT_ROLE) == HTTP
    assert model.index_of("http").data(NUMBERS_ROLE) == (7, 8)


def test_that_results_keep_the_order_of_the_steps(model: DoctorStepsModel) -> None:
    for found in (HTTP, result("address", ok("x")), TLS):
        model.show_result(found)

    assert [one.step.id for one in model.results] == ["address", "tls", "http"]


@pytest.mark.parametrize("verdict", list(Verdict))
def test_that_no_verdict_is_told_by_colour_alone(model: DoctorStepsModel, verdict: Verdict) -> None:
    model.show_result(StepResult(STEPS[0], Judgement(verdict, "x")))
    index = model.index(0, Column.RESULT)

    assert index.data() == verdict.value
    assert index.data(Role.ForegroundRole) == theme().colour(LOOKS[verdict][1])
    assert not model.index(0, 0).data(Role.DecorationRole).isNull()
    assert len({icon for icon, _ in LOOKS.values()}) == len(Verdict)


def test_that_the_last_time_stands_beside_a_new_run(model: DoctorStepsModel) -> None:
    model.show_result(HTTP)
    model.show_result(TLS)
    model.begin()
    model.show_result(result("http", ok("HTTP/1.1.")))

    assert model.has_before
    assert cells(model, "http")[Column.RESULT] == "ok"
    assert cells(model, "http")[Column.BEFORE] == "failed"
    assert cells(model, "tls")[Column.BEFORE] == "failed"
    assert cells(model, "tls")[Column.RESULT] == "waiting"


def test_that_a_run_without_any_result_takes_the_last_time_from_nobody(
    model: DoctorStepsModel,
) -> None:
    model.show_result(HTTP)
    model.begin()
    model.begin()

    assert cells(model, "http")[Column.BEFORE] == "failed"


def test_that_what_was_not_reached_is_said_at_the_end(model: DoctorStepsModel) -> None:
    model.begin()
    model.show_result(HTTP)
    model.end()

    assert cells(model, "dns")[Column.RESULT] == "not reached"
    assert cells(model, "http")[Column.RESULT] == "failed"


def test_that_certificates_stand_below_their_step_and_leave_with_it(
    model: DoctorStepsModel,
) -> None:
    model.show_result(TLS)
    parent = model.index_of("tls")
    rows = [model.index(row, 0, parent) for row in range(model.rowCount(parent))]

    assert [row.data() for row in rows] == ["Certificate 1", "Certificate 2"]
    assert [row.siblingAtColumn(Column.RESULT).data() for row in rows] == ["expired", "in date"]
    assert rows[0].siblingAtColumn(Column.SEEN).data().startswith("Subject: CN=scim\nIssuer: CN=CA")
    assert rows[0].parent() == parent
    assert model.rowCount(rows[0]) == 0

    model.begin()
    assert model.rowCount(model.index_of("tls")) == 0


def test_that_a_step_told_twice_keeps_its_certificates_once(model: DoctorStepsModel) -> None:
    model.show_result(TLS)
    model.show_result(TLS)

    assert model.rowCount(model.index_of("tls")) == 2


def test_that_a_row_is_read_aloud_as_one_sentence(model: DoctorStepsModel) -> None:
    waiting = model.index_of("http").data(Role.AccessibleTextRole)
    model.show_result(HTTP)
    model.begin()
    model.show_result(result("http", ok("HTTP/1.1.")))

    assert waiting == "HTTP, waiting"
    assert model.index_of("http").data(Role.AccessibleTextRole) == (
        "HTTP, ok, last time failed: HTTP/1.1."
    )


def test_that_what_a_server_said_stays_characters(model: DoctorStepsModel) -> None:
    model.show_result(result("http", failed("<b>x</b>\u202e\x1b[31m")))
    index = model.index_of("http").siblingAtColumn(Column.SEEN)

    assert index.data() == "<b>x</b>\\u202E\\u001B[31m"
    assert "<b>" not in index.data(Role.ToolTipRole)


def test_that_what_waits_or_was_skipped_steps_back(model: DoctorStepsModel) -> None:
    model.show_result(HTTP)

    def colour(step_id: str) -> QColor:
        found = model.index_of(step_id).siblingAtColumn(Column.SEEN).data(Role.ForegroundRole)
        assert isinstance(found, QColor)
        return found

    assert colour("dns") == theme().colour("muted")
    assert colour("http") == theme().colour("text")


def test_that_headings_have_words(model: DoctorStepsModel) -> None:
    headings = [model.headerData(c, Qt.Orientation.Horizontal) for c in Column]

    assert headings == ["Step", "Result", "What was seen", "Took", "Requests", "Last time"]
    assert model.data(QModelIndex()) is None

"""The rows of the request log as a table."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from scim_explorer.exchanges.exchange import Outcome
from scim_explorer.ui.models.exchange_table import (
    COLUMNS,
    PATH_COLUMN,
    STATUS_COLUMN,
    ExchangeTableModel,
    status_words,
)
from tests.ui.sample_exchanges import summary

Role = Qt.ItemDataRole


def numbers(model: QAbstractItemModel) -> list[int]:
    return [model.index(row, 0).data(Role.UserRole) for row in range(model.rowCount())]


def cell(model: ExchangeTableModel, row: int, heading: str) -> str:
    column = next(at for at, found in enumerate(COLUMNS) if found.heading == heading)
    text: str = model.index(row, column).data()
    return text


@pytest.fixture
def model(qtbot: QtBot) -> ExchangeTableModel:
    found = ExchangeTableModel()
    QAbstractItemModelTester(found, QAbstractItemModelTester.FailureReportingMode.Fatal, found)
    return found


def test_that_the_newest_row_is_on_top_whatever_the_order_of_arrival(
    model: ExchangeTableModel,
) -> None:
    model.merge([summary(5), summary(9), summary(7)])
    model.merge([summary(6), summary(10), summary(1)])

    assert numbers(model) == [10, 9, 7, 6, 5, 1]


def test_that_the_answer_takes_the_place_of_the_started_row(model: ExchangeTableModel) -> None:
    model.merge([summary(5, status=None, outcome=Outcome.STARTED)])

    model.merge([summary(5, status=204)])

    assert numbers(model) == [5]
    assert cell(model, 0, "Status") == "204"


def test_that_another_search_keeps_the_rows_both_share(model: ExchangeTableModel) -> None:
    model.merge(summary(number) for number in range(10))
    selected = QPersistentModelIndex(model.index(1, 0))

    model.show_rows([summary(2), summary(3), summary(8), summary(42)])

    assert numbers(model) == [42, 8, 3, 2]
    assert selected.data(Role.UserRole) == 8


@given(
    st.lists(st.lists(st.integers(0, 30), max_size=12), max_size=5),
    st.lists(st.integers(0, 30), max_size=12),
)
def test_that_any_sequence_of_batches_gives_the_set_in_order(
    batches: Sequence[Sequence[int]], last: Sequence[int]
) -> None:
    model = ExchangeTableModel()
    seen: set[int] = set()

    for batch in batches:
        model.merge(summary(number) for number in batch)
        seen |= set(batch)
        assert numbers(model) == sorted(seen, reverse=True)
    model.show_rows(summary(number) for number in last)

    assert numbers(model) == sorted(set(last), reverse=True)


@pytest.mark.parametrize(
    ("status", "outcome", "words"),
    [
        (200, Outcome.ANSWERED, "200"),
        (409, Outcome.ANSWERED, "409"),
        (None, Outcome.NO_REPLY, "no reply"),
        (None, Outcome.CANCELLED, "cancelled"),
        (200, Outcome.CUT_SHORT, "cut short"),
        (None, Outcome.REFUSED, "not sent"),
        (None, Outcome.STARTED, "sent"),
        (None, Outcome.ANSWERED, "seen"),
    ],
)
def test_that_an_end_without_status_is_said_in_words(
    status: int | None, outcome: Outcome, words: str
) -> None:
    assert status_words(status, outcome) == words


@pytest.mark.parametrize("outcome", [end for end in Outcome if end is not Outcome.ANSWERED])
def test_that_colour_never_stands_alone(model: ExchangeTableModel, outcome: Outcome) -> None:
    model.merge([summary(1, status=None, outcome=outcome)])

    assert model.index(0, STATUS_COLUMN).data(Role.DecorationRole) is not None


def test_that_markup_in_a_path_is_text_in_the_cell_and_in_the_tool_tip(
    model: ExchangeTableModel,
) -> None:
    model.merge([summary(1, url="https://scim.example/v2/Users/%3Cimg%20src=x%3E%E2%80%AE")])

    path = model.index(0, PATH_COLUMN)
    assert path.data() == "/v2/Users/<img src=x>\\u202E"
    assert "&lt;img src=x&gt;" in path.data(Role.ToolTipRole)
    assert "<img" not in path.data(Role.ToolTipRole)


def test_that_a_row_without_answer_has_no_size(model: ExchangeTableModel) -> None:
    model.merge([summary(1, status=None, outcome=Outcome.NO_REPLY)])

    assert cell(model, 0, "Size") == "\u2013"


def test_that_with_names_the_origin_says_which_endpoint(model: ExchangeTableModel) -> None:
    model.merge([summary(1), summary(2, endpoint="gone")])

    model.set_names({"p1": "Acme staging"})

    assert cell(model, 1, "From") == "Acme staging: Browse"
    assert cell(model, 0, "From") == "Browse"


def test_that_numbers_stand_at_the_right(model: ExchangeTableModel) -> None:
    model.merge([summary(1)])

    for column, found in enumerate(COLUMNS):
        alignment = model.index(0, column).data(Role.TextAlignmentRole)
        heading = model.headerData(column, Qt.Orientation.Horizontal, Role.TextAlignmentRole)
        assert bool(alignment & Qt.AlignmentFlag.AlignRight) is found.numeric
        assert heading == alignment


def test_that_a_row_is_found_by_its_number(model: ExchangeTableModel) -> None:
    model.merge([summary(4), summary(8)])

    assert model.row_of(4) == 1
    assert model.row_of(5) is None
    assert model.oldest == 4
    assert not model.index(0, 0, QModelIndex()).parent().isValid()

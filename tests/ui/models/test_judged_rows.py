"""Resources as a filter came out for them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from scim_explorer.protocol.filters.answer import JudgedRow, judgement_of
from scim_explorer.protocol.filters.parser import parse_filter
from scim_explorer.ui.models.judged_rows import (
    MOST_CLAUSES,
    ROW_ROLE,
    Fate,
    JudgedRowsModel,
    clauses_of,
    fate_of,
    in_order,
)

Role = Qt.ItemDataRole


def row(name: str, *marks: bool, returned: bool = True) -> JudgedRow:
    return JudgedRow(name, name, b"{}", returned, marks[0], marks)


def clauses(text: str) -> list[tuple[int, str]]:
    parsed = parse_filter(text)
    assert parsed.tree is not None
    return clauses_of(parsed.tree)


JUDGED = judgement_of(
    [
        row("amy", True, True, True),
        row("bob", False, True, False, returned=False),
        row("cid", False, False, True),
        row("dee", True, True, True, returned=False),
    ]
)


@pytest.fixture
def model(qapp: object) -> JudgedRowsModel:
    made = JudgedRowsModel()
    made.show_rows(
        in_order(JUDGED, is_asked=True, has_all=True), clauses('userName sw "a" and title pr')
    )
    return made


def texts(model: JudgedRowsModel, column: int) -> list[object]:
    return [model.index(place, column).data() for place in range(model.rowCount())]


@pytest.mark.parametrize(
    ("matched", "returned", "is_asked", "has_all", "expected"),
    [
        (True, True, True, True, Fate.MATCH),
        (False, True, True, False, Fate.EXTRA),
        (True, False, True, True, Fate.MISSING),
        (True, False, True, False, Fate.MATCH),
        (False, False, True, True, Fate.NO_MATCH),
        (False, True, False, False, Fate.NO_MATCH),
    ],
)
def test_that_a_row_is_extra_or_missing_only_where_it_can_be_known(
    *, matched: bool, returned: bool, is_asked: bool, has_all: bool, expected: Fate
) -> None:
    one = row("a", matched, returned=returned)

    assert fate_of(one, is_asked=is_asked, has_all=has_all) is expected


@pytest.mark.parametrize(
    ("returned", "matched", "has_all", "expected"),
    [
        (True, False, False, Fate.OPEN),
        (False, True, True, Fate.OPEN),
        (False, True, False, Fate.MATCH),
        (True, True, True, Fate.MATCH),
    ],
)
def test_that_a_row_the_rfc_leaves_open_accuses_nobody(
    *, returned: bool, matched: bool, has_all: bool, expected: Fate
) -> None:
    one = JudgedRow("a", "a", b"{}", returned, None, (matched,))

    assert fate_of(one, is_asked=True, has_all=has_all) is expected


def test_that_what_is_wrong_stands_first(model: JudgedRowsModel) -> None:
    assert texts(model, 0) == ["extra", "missing", "match", "no match"]
    assert texts(model, 1) == ["cid", "dee", "amy", "bob"]


def test_that_each_clause_has_a_column_of_yes_and_no(model: JudgedRowsModel) -> None:
    heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]

    assert heads == ["Result", "Resource", 'userName sw "a"', "title pr"]
    assert texts(model, 2) == ["no", "yes", "yes", "yes"]
    assert texts(model, 3) == ["yes", "yes", "yes", "no"]
    index = model.index(0, 2)
    assert index.data(Role.AccessibleTextRole) == 'userName sw "a": no'


def test_that_one_clause_needs_no_column_of_its_own(model: JudgedRowsModel) -> None:
    model.show_rows([(row("amy", True), Fate.MATCH)], clauses("title pr"))

    assert model.columnCount() == 2


def test_that_a_filter_judged_as_a_whole_has_no_columns(model: JudgedRowsModel) -> None:
    model.show_rows([(row("amy", True), Fate.MATCH)], clauses("title pr and active eq true"))

    assert model.columnCount() == 2


def test_that_a_value_path_is_one_clause_and_their_number_is_limited() -> None:
    assert clauses('emails[type eq "a" and value pr] and not (title pr)') == [
        (1, 'emails[type eq "a" and value pr]'),
        (6, "title pr"),
    ]
    many = " or ".join(f"a{number} pr" for number in range(100))
    assert len(clauses(many)) == MOST_CLAUSES


def test_that_one_kind_of_rows_can_be_shown(model: JudgedRowsModel) -> None:
    model.show_only(Fate.MISSING)

    assert texts(model, 1) == ["dee"]
    assert model.count(Fate.EXTRA) == 1
    assert model.place_of("amy") is None

    model.show_only(None)

    assert model.place_of("amy") == 2
    assert model.place_of(None) is None
    found = model.index(2, 0).data(ROW_ROLE)
    assert isinstance(found, JudgedRow)
    assert found.id == "amy"


def test_that_a_name_from_outside_is_shown_as_it_is(model: JudgedRowsModel) -> None:
    odd = JudgedRow(None, "<b>\u202e\u0000", b"{}", True, False, (False,))
    model.show_rows([(odd, Fate.EXTRA), (row("", True), Fate.MATCH)], ())

    assert model.index(0, 1).data() == "<b>\\u202E\\u0000"
    assert "<b>" not in str(model.index(0, 1).data(Role.ToolTipRole)).replace("&lt;b&gt;", "")
    assert model.index(0, 0).data(Role.ToolTipRole) == "The server gave it, and it does not match."
    assert model.index(1, 1).data() == "without an id"

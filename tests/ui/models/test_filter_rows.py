"""The rows of the filter builder, as its list shows them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from scim_explorer.protocol.filters.parser import parse_filter
from scim_explorer.protocol.filters.rows import rows_of
from scim_explorer.ui.models.filter_rows import FilterRowsModel


def shown(model: FilterRowsModel, text: str) -> list[str]:
    tree = parse_filter(text).tree
    assert tree is not None
    model.show_rows(rows_of(tree, 100)[0])
    return [str(model.index(row).data()) for row in range(model.rowCount())]


@pytest.fixture
def model(qapp: object) -> FilterRowsModel:
    return FilterRowsModel()


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('a eq "x" and b pr', ["all of", 'a eq "x"', "b pr"]),
        ("not (a pr and b pr)", ["not all of", "a pr", "b pr"]),
        ("not (a pr or b pr)", ["none of", "a pr", "b pr"]),
        ("not (not (a pr or b pr))", ["any of", "a pr", "b pr"]),
        ("not (not (a pr))", ["not not a pr"]),
        ("a[b pr]", ["one of a fulfils", "b pr"]),
        ("a[b pr and c pr]", ["one of a fulfils all of", "b pr", "c pr"]),
        ("not (a[b pr or c pr])", ["none of a fulfils any of", "b pr", "c pr"]),
    ],
)
def test_that_rows_read_as_sentences(model: FilterRowsModel, text: str, rows: list[str]) -> None:
    assert shown(model, text) == rows


def test_that_hidden_characters_are_written_out_and_long_values_cut(
    model: FilterRowsModel,
) -> None:
    [hostile] = shown(model, 'a eq "\u202ex\u200b"')
    [long] = shown(model, f'a eq "{"x" * 5000}"')

    assert hostile == 'a eq "\\u202Ex\\u200B"'
    assert len(long) < 400
    assert "<" not in str(model.index(0).data(Qt.ItemDataRole.ToolTipRole))


def test_that_markup_in_a_value_is_shown_as_characters(model: FilterRowsModel) -> None:
    shown(model, 'a eq "<img src=x>"')

    assert "&lt;img" in str(model.index(0).data(Qt.ItemDataRole.ToolTipRole))


def test_that_a_row_is_read_out_with_its_level(model: FilterRowsModel) -> None:
    shown(model, "a pr and not (b pr)")

    spoken = model.index(2).data(Qt.ItemDataRole.AccessibleTextRole)

    assert spoken == "level 2, not b pr"


def test_that_a_change_of_contents_alone_resets_nothing(
    model: FilterRowsModel, qtbot: QtBot
) -> None:
    shown(model, 'a eq "x" and b pr')
    changed: list[int] = []
    model.dataChanged.connect(lambda index, _last: changed.append(index.row()))

    with qtbot.assertNotEmitted(model.modelReset):
        rows = shown(model, 'a eq "xy" and b pr')

    assert rows[1] == 'a eq "xy"'
    assert 1 in changed


def test_that_a_place_without_a_row_of_its_own_has_the_one_around_it(
    model: FilterRowsModel,
) -> None:
    shown(model, "not (a pr) and b[c pr and d pr]")

    assert [model.number_of(place) for place in ((), (0,), (0, 0), (1, 0), (1, 0, 1))] == [
        0,
        1,
        1,
        2,
        4,
    ]


def test_that_no_index_has_nothing(model: FilterRowsModel) -> None:
    assert model.data(QModelIndex()) is None
    assert model.number_of(()) == -1

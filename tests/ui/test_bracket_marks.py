"""Brackets marked while a filter is typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from scim_explorer.ui.filter_check import REST_MS
from scim_explorer.ui.widgets.filter_bar import FilterBar

TEXT = 'emails[type eq "("] and (a pr)'


@pytest.fixture
def bar(qtbot: QtBot) -> FilterBar:
    made = FilterBar(100)
    qtbot.addWidget(made)
    made.resize(700, 120)
    made.show()
    return made


def marked(bar: FilterBar) -> list[str]:
    """Return the places marked in the field, as "offset text"."""
    edit = bar.filter_edit
    return [
        f"{one.cursor.selectionStart()} {one.cursor.selectedText()}"
        for one in edit.extraSelections()
    ]


def test_that_both_brackets_are_marked_from_either_of_them(bar: FilterBar) -> None:
    bar.filter_edit.setText(TEXT)
    shown = []
    for offset in (len(TEXT), 24, 7, 3):
        bar.filter_edit.go_to(offset)
        shown.append(marked(bar))

    assert shown == [["24 (", "29 )"], ["24 (", "29 )"], ["6 [", "18 ]"], []]


def test_that_a_bracket_without_partner_is_marked_at_rest_and_not_before(
    bar: FilterBar, qtbot: QtBot
) -> None:
    bar.filter_edit.setFocus()
    QTest.keyClicks(bar.filter_edit, "(a pr")
    at_once = bar.brackets.unmatched

    qtbot.waitUntil(lambda: bar.brackets.unmatched == (0,), timeout=REST_MS * 5)

    assert at_once == ()
    assert "0 (" in marked(bar)
    QTest.keyClick(bar.filter_edit, Qt.Key.Key_ParenRight)
    assert bar.brackets.unmatched == ()
    assert bar.brackets.pair == (0, 5)


def test_that_marks_of_mistakes_stay_beside_those_of_brackets(bar: FilterBar) -> None:
    bar.filter_edit.setText("(titel zz 1)")
    bar.check.check()
    mistakes = marked(bar)

    bar.filter_edit.go_to(0)

    assert mistakes
    assert set(mistakes) <= set(marked(bar))
    assert {"0 (", "11 )"} <= set(marked(bar))


def test_that_characters_of_two_units_do_not_shift_the_marks(bar: FilterBar) -> None:
    bar.filter_edit.setText('(a eq "\U0001f600")')

    assert [one.partition(" ")[2] for one in marked(bar)] == ["(", ")"]


def test_that_of_thousands_without_partner_only_some_are_marked(bar: FilterBar) -> None:
    bar.filter_edit.setText("(" * 5_000)

    bar.filter_edit.left.emit()

    assert len(marked(bar)) < 200

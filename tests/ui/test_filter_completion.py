"""Proposals below a filter."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from scim_explorer.ui.filter_completion import FilterCompletion
from scim_explorer.ui.widgets.filter_bar import FilterBar
from tests.protocol.filters.people import ATTRIBUTES


def seen(path: str) -> Sequence[str]:
    return ["ann", 'b"b'] if path == "userName" else []


@pytest.fixture
def bar(qtbot: QtBot) -> FilterBar:
    made = FilterBar(100)
    qtbot.addWidget(made)
    made.completion.take(ATTRIBUTES, seen)
    made.resize(700, 120)
    made.show()
    made.filter_edit.setFocus()
    return made


@pytest.fixture
def completion(bar: FilterBar) -> FilterCompletion:
    return bar.completion


def proposed(completion: FilterCompletion) -> list[str]:
    """Return what the list shows, nothing when it is closed."""
    if not completion.popup.isVisible():
        return []
    model = completion.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_that_attributes_are_proposed_while_typing(
    bar: FilterBar, completion: FilterCompletion
) -> None:
    QTest.keyClicks(bar.filter_edit, "userN")

    assert proposed(completion) == ["userName"]
    assert "string" in str(completion.model.index(0, 1).data())

    QTest.keyClicks(bar.filter_edit, "ame")

    assert proposed(completion) == []


def test_that_what_is_chosen_takes_the_place_of_the_word(
    bar: FilterBar, completion: FilterCompletion
) -> None:
    bar.filter_edit.setText('emails.ty eq "work" and active eq true')
    bar.filter_edit.go_to(len("emails.ty"))
    QTest.keyClick(bar.filter_edit, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(completion.popup, Qt.Key.Key_Down)
    QTest.keyClick(completion.popup, Qt.Key.Key_Return)

    assert bar.filter_text == 'emails.type eq "work" and active eq true'
    assert not completion.popup.isVisible()

    bar.filter_edit.undo()

    assert bar.filter_text == 'emails.ty eq "work" and active eq true'


def test_that_values_of_the_rows_are_proposed_on_demand(
    bar: FilterBar, completion: FilterCompletion
) -> None:
    QTest.keyClicks(bar.filter_edit, "userName eq ")
    assert proposed(completion) == []

    QTest.keyClick(bar.filter_edit, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)

    assert proposed(completion) == ['"ann"', '"b\\"b"']
    for _ in range(2):
        QTest.keyClick(completion.popup, Qt.Key.Key_Down)
    QTest.keyClick(completion.popup, Qt.Key.Key_Tab)
    assert bar.filter_text == 'userName eq "b\\"b" '


def test_that_tab_takes_the_first_when_none_is_chosen(
    bar: FilterBar, completion: FilterCompletion
) -> None:
    QTest.keyClicks(bar.filter_edit, "userN")
    QTest.keyClick(completion.popup, Qt.Key.Key_Tab)

    assert bar.filter_text == "userName "
    assert proposed(completion) == []
    assert bar.filter_edit.hasFocus()


def test_that_enter_searches_while_nothing_is_chosen(
    bar: FilterBar, completion: FilterCompletion
) -> None:
    asked: list[str] = []
    bar.filter_edit.submitted.connect(asked.append)
    QTest.keyClicks(bar.filter_edit, "userN")
    assert proposed(completion)

    QTest.keyClick(completion.popup, Qt.Key.Key_Return)

    assert asked == ["userN"]
    assert proposed(completion) == []


def test_that_escape_closes_the_list_and_leaves_the_text(
    bar: FilterBar, completion: FilterCompletion
) -> None:
    QTest.keyClicks(bar.filter_edit, "userN")
    QTest.keyClick(completion.popup, Qt.Key.Key_Escape)

    assert proposed(completion) == []
    assert bar.filter_text == "userN"


def test_that_nothing_is_proposed_where_nothing_fits(
    bar: FilterBar, completion: FilterCompletion
) -> None:
    QTest.keyClicks(bar.filter_edit, "zzz")
    QTest.keyClick(bar.filter_edit, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)

    assert proposed(completion) == []
    assert bar.filter_text == "zzz"


def test_that_a_filter_sent_before_takes_the_place_of_the_whole_text(
    bar: FilterBar, completion: FilterCompletion
) -> None:
    bar.filter_edit.set_history(['userName sw "a" and title pr'])
    QTest.keyClicks(bar.filter_edit, "userN")

    assert proposed(completion) == ["userName", 'userName sw "a" and title pr']
    for _ in range(2):
        QTest.keyClick(completion.popup, Qt.Key.Key_Down)
    QTest.keyClick(completion.popup, Qt.Key.Key_Return)

    assert bar.filter_text == 'userName sw "a" and title pr'

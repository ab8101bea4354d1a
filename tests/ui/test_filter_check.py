"""A filter while it is typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from scim_explorer.ui.filter_check import Syntax
from scim_explorer.ui.widgets.filter_bar import FilterBar
from tests.protocol.filters.people import ATTRIBUTES


@pytest.fixture
def bar(qtbot: QtBot) -> FilterBar:
    made = FilterBar(100)
    qtbot.addWidget(made)
    made.check.take(ATTRIBUTES)
    made.resize(700, 120)
    made.show()
    return made


def searches(bar: FilterBar) -> list[str]:
    asked: list[str] = []
    bar.search_requested.connect(lambda: asked.append(bar.filter_text))
    return asked


@pytest.mark.parametrize(
    ("text", "syntax", "words"),
    [
        ("", Syntax.EMPTY, ""),
        ("  ", Syntax.EMPTY, ""),
        ('userName eq "a"', Syntax.VALID, ""),
        ('usrName eq "a"', Syntax.WARNING, "usrName is not in the schema"),
        (
            "userName eq a",
            Syntax.INVALID,
            'Column 13: A string needs double quotes. userName eq "a"',
        ),
        ("a = 1 and b = 2", Syntax.INVALID, "(1 more)"),
    ],
)
def test_that_what_is_wrong_stands_below_the_filter(
    bar: FilterBar, text: str, syntax: Syntax, words: str
) -> None:
    bar.filter_edit.setText(text)
    bar.check.check()

    assert bar.filter_edit.property("syntax") == syntax.value
    assert words in bar.problem_label.text()
    assert bar.problem_label.isVisible() == bool(words)
    assert bar.filter_edit.accessibleDescription() == bar.problem_label.text()


def test_that_nothing_turns_red_while_somebody_types(bar: FilterBar) -> None:
    bar.filter_edit.setFocus()
    QTest.keyClicks(bar.filter_edit, "userName eq")

    assert bar.filter_edit.property("syntax") == "empty"
    assert not bar.problem_label.isVisible()

    bar.filter_edit.left.emit()

    assert bar.filter_edit.property("syntax") == "invalid"


def test_that_a_mistake_that_is_mended_goes_at_once(bar: FilterBar) -> None:
    bar.filter_edit.setText('userName eq "a')
    bar.check.check()

    QTest.keyClicks(bar.filter_edit, '"')

    assert bar.check.syntax is Syntax.VALID
    assert not bar.problem_label.isVisible()


@pytest.mark.parametrize("by_key", [True, False])
def test_that_an_invalid_filter_is_not_sent_and_the_caret_goes_to_the_fault(
    bar: FilterBar, *, by_key: bool
) -> None:
    asked = searches(bar)
    bar.filter_edit.setText("\U0001f600 pr and title eq x")

    if by_key:
        QTest.keyClick(bar.filter_edit, Qt.Key.Key_Return)
    else:
        bar.search_button.click()

    assert asked == []
    assert bar.filter_edit.caret_offset() == 0
    assert bar.filter_edit.extraSelections()


def test_that_shift_enter_sends_it_anyway(bar: FilterBar) -> None:
    asked = searches(bar)
    bar.filter_edit.setText("title eq x")

    QTest.keyClick(bar.filter_edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)

    assert asked == ["title eq x"]


def test_that_a_filter_with_remarks_is_sent(bar: FilterBar) -> None:
    asked = searches(bar)
    bar.filter_edit.setText("active gt true")

    QTest.keyClick(bar.filter_edit, Qt.Key.Key_Return)

    assert asked == ["active gt true"]

"""Help on the operators in the filter field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from scim_explorer.ui.widgets.filter_bar import FilterBar

TEXT = 'title sw "co" and active pr'


@pytest.fixture
def bar(qtbot: QtBot) -> FilterBar:
    made = FilterBar(100)
    qtbot.addWidget(made)
    made.resize(900, 120)
    made.show()
    made.filter_edit.setText(TEXT)
    QToolTip.hideText()
    return made


def point_at(bar: FilterBar, word: str) -> None:
    edit = bar.filter_edit
    start = TEXT.index(word)
    place = edit.cursorRect(edit.span_cursor(start, start + 1)).center() - QPoint(2, 0)
    hover(bar, place)


def hover(bar: FilterBar, place: QPoint) -> None:
    viewport = bar.filter_edit.viewport()
    event = QHelpEvent(QEvent.Type.ToolTip, place, viewport.mapToGlobal(place))
    QApplication.sendEvent(viewport, event)


def test_that_the_pointer_on_an_operator_tells_what_it_does(bar: FilterBar) -> None:
    point_at(bar, "sw")

    assert QToolTip.text().startswith("sw: starts with. ")
    assert "table 3" in QToolTip.text()


def test_that_the_pointer_on_a_value_or_beside_the_text_tells_nothing(bar: FilterBar) -> None:
    for place in (bar.filter_edit.viewport().rect().topRight() - QPoint(5, -8), None):
        if place is None:
            point_at(bar, '"co"')
        else:
            hover(bar, place)
        assert "RFC" not in QToolTip.text()


def test_that_f1_tells_about_the_operator_at_the_caret(bar: FilterBar) -> None:
    bar.filter_edit.go_to(TEXT.index("and") + 1)

    QTest.keyClick(bar.filter_edit, Qt.Key.Key_F1)

    assert QToolTip.text().startswith("and: both. ")


def test_that_f1_elsewhere_lists_the_operators(bar: FilterBar) -> None:
    bar.filter_edit.go_to(2)

    QTest.keyClick(bar.filter_edit, Qt.Key.Key_F1)

    assert "eq ne co sw ew gt ge lt le pr and or not" in QToolTip.text()


def test_that_typing_goes_on_after_f1(bar: FilterBar) -> None:
    bar.filter_edit.setFocus()
    QTest.keyClick(bar.filter_edit, Qt.Key.Key_F1)

    QTest.keyClicks(bar.filter_edit, "x")

    assert bar.filter_text == TEXT + "x"

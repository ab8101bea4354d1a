"""The line to find text in a reading view."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from scim_explorer.ui.widgets.text_find_bar import TextFindBar


@pytest.fixture
def bar(qtbot: QtBot) -> TextFindBar:
    found = TextFindBar()
    qtbot.addWidget(found)
    found.open()
    return found


def test_that_enter_looks_ahead_and_shift_enter_back(bar: TextFindBar) -> None:
    asked: list[tuple[str, bool]] = []
    bar.asked.connect(lambda text, backwards: asked.append((text, backwards)))
    QTest.keyClicks(bar.edit, "ann")

    QTest.keyClick(bar.edit, Qt.Key.Key_Return)
    QTest.keyClick(bar.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)

    assert asked == [("ann", False), ("ann", True)]


def test_that_escape_closes(bar: TextFindBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.closed):
        QTest.keyClick(bar.edit, Qt.Key.Key_Escape)

    assert bar.isHidden()


def test_that_nothing_found_is_said_until_other_text_is_typed(bar: TextFindBar) -> None:
    QTest.keyClicks(bar.edit, "x")
    bar.show_found(found=False)
    assert bar._result.text() == "not found"

    QTest.keyClicks(bar.edit, "y")
    assert bar._result.text() == ""

"""The rows of the filter lab."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from scim_explorer.protocol.filters.answer import JudgedRow
from scim_explorer.ui.models.judged_rows import Fate
from scim_explorer.ui.widgets.judged_table import JudgedTable


def row(name: str, *, matched: bool) -> JudgedRow:
    return JudgedRow(name, name, b"{}", is_returned=True, truth=matched, marks=(matched,))


ROWS = [(row(f"n{number}", matched=number % 2 == 0), Fate.MATCH) for number in range(6)]


@pytest.fixture
def table(qtbot: QtBot) -> JudgedTable:
    made = JudgedTable()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show_rows(ROWS, ())
    made.show()
    return made


def test_that_the_row_under_the_cursor_is_told_and_enter_opens_it(
    table: JudgedTable, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(table.chosen) as chosen:
        table.table.selectRow(2)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table.table, Qt.Key.Key_Return)

    assert (chosen.args, opened.args) == ([ROWS[2][0]], [ROWS[2][0]])


def test_that_the_cursor_stays_on_its_resource_when_other_rows_come(table: JudgedTable) -> None:
    table.table.selectRow(3)
    told: list[JudgedRow] = []
    table.chosen.connect(told.append)

    table.show_rows(ROWS[2:], ())

    assert table.current is not None
    assert table.current.id == "n3"
    assert told == []

    table.show_rows(ROWS[:2], ())

    assert table.current is None


def test_that_the_kinds_of_rows_are_counted_and_can_be_chosen(table: JudgedTable) -> None:
    table.show_rows([*ROWS, (row("bad", matched=False), Fate.EXTRA)], ())
    combo = table.only_combo
    assert [combo.itemText(place) for place in range(combo.count())] == [
        "All rows (7)",
        "extra (1)",
        "missing (0)",
        "left open (0)",
        "match (6)",
        "no match (0)",
    ]

    combo.setCurrentIndex(1)
    combo.activated.emit(1)

    assert table.model.rowCount() == 1

    table.show_rows(ROWS, ())

    assert combo.currentText() == "extra (0)"
    assert table.model.rowCount() == 0

"""The view of the log: following, holding still, opening by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from scim_explorer.ui.models.exchange_table import (
    FROM_COLUMN,
    STATUS_COLUMN,
    ExchangeTableModel,
)
from scim_explorer.ui.widgets.log_table import LogTable
from tests.ui.sample_exchanges import summary


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[LogTable]:
    model = ExchangeTableModel()
    model.merge(summary(number) for number in range(1, 101))
    found = LogTable(model)
    found.resize(800, 180)
    found.show()
    yield found
    found.close()


def merge(table: LogTable, *numbers: int) -> None:
    model = table.model()
    assert isinstance(model, ExchangeTableModel)
    model.merge(summary(number) for number in numbers)


def at_top(table: LogTable) -> object:
    return table.indexAt(table.viewport().rect().topLeft()).data(Qt.ItemDataRole.UserRole)


def test_that_rows_above_move_nothing_when_scrolled_away(table: LogTable) -> None:
    table.verticalScrollBar().setValue(30)

    merge(table, 101, 102, 103)

    assert at_top(table) == 70
    assert table.unseen == 3


def test_that_rows_at_the_end_move_nothing_and_are_no_news(table: LogTable) -> None:
    table.verticalScrollBar().setValue(30)

    merge(table, 0, -1)

    assert at_top(table) == 70
    assert table.unseen == 0


def test_that_at_the_top_the_newest_row_is_seen(table: LogTable) -> None:
    merge(table, 101)

    assert at_top(table) == 101
    assert table.unseen == 0


def test_that_going_back_to_the_top_makes_the_news_seen(table: LogTable, qtbot: QtBot) -> None:
    table.verticalScrollBar().setValue(30)
    merge(table, 101)

    with qtbot.waitSignal(table.unseen_changed):
        table.show_newest()

    assert at_top(table) == 101


def test_that_enter_opens_the_row_that_the_arrows_reached(table: LogTable, qtbot: QtBot) -> None:
    table.setFocus()
    table.select(100)

    QTest.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)

    assert opened.args == [99]


def test_that_focus_by_keyboard_has_a_row_to_stand_on(table: LogTable) -> None:
    table.clearFocus()
    table.setCurrentIndex(QModelIndex())

    table.setFocus(Qt.FocusReason.TabFocusReason)

    assert table.current_number == 100


def test_that_the_end_in_sight_asks_for_more(table: LogTable, qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.near_end):
        table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())


def test_that_a_row_that_is_not_shown_cannot_be_selected(table: LogTable) -> None:
    assert not table.select(4711)
    assert table.select(50)
    assert table.current_number == 50


def test_that_the_path_keeps_room_and_other_columns_go_first(table: LogTable) -> None:
    table.resize(1200, 180)
    assert not table.isColumnHidden(FROM_COLUMN)

    table.resize(500, 180)
    assert table.isColumnHidden(FROM_COLUMN)
    assert not table.isColumnHidden(STATUS_COLUMN)

    table.resize(1200, 180)
    assert not table.isColumnHidden(FROM_COLUMN)

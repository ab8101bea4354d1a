"""The row above the log."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from scim_explorer.ui.widgets.log_head import LogHead


@pytest.fixture
def head(qtbot: QtBot) -> LogHead:
    found = LogHead()
    qtbot.addWidget(found)
    found.show()
    return found


def test_that_typing_asks_once_after_a_rest(head: LogHead, qtbot: QtBot) -> None:
    asked: list[str] = []
    head.filter_changed.connect(lambda: asked.append(head.search_edit.text()))

    QTest.keyClicks(head.search_edit, "409")
    assert head.is_typing
    qtbot.waitSignal(head.filter_changed).wait()

    assert asked == ["409"]
    assert not head.is_typing


def test_that_enter_asks_at_once(head: LogHead) -> None:
    asked: list[None] = []
    head.filter_changed.connect(lambda: asked.append(None))

    QTest.keyClicks(head.search_edit, "409")
    QTest.keyClick(head.search_edit, Qt.Key.Key_Return)

    assert len(asked) == 1
    assert not head.is_typing


def test_that_everything_is_shown_without_asking_thrice(head: LogHead) -> None:
    head.set_endpoint_name("Acme staging")
    head.problems_button.setChecked(True)
    head.search_edit.setText("x")
    asked: list[None] = []
    head.filter_changed.connect(lambda: asked.append(None))

    head.show_everything()

    assert asked == []
    assert head.is_for_all
    assert head.search_edit.text() == ""
    assert not head.problems_button.isChecked()


def test_that_without_an_endpoint_there_is_no_scope_to_choose(head: LogHead) -> None:
    assert not head.scope_combo.isEnabled()

    head.set_endpoint_name("<b>Acme</b>")

    assert head.scope_combo.isEnabled()
    assert "&lt;b&gt;" in head.scope_combo.toolTip()


def test_that_words_go_where_room_is_short_and_the_name_stays(head: LogHead) -> None:
    head.set_narrow(narrow=True)

    assert head.problems_button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    assert head.problems_button.accessibleName() == "Problems only"


def test_that_no_news_have_no_button(head: LogHead) -> None:
    head.show_unseen(1_234)
    assert head.new_button.text() == "1,234 new"

    head.show_unseen(0)
    assert head.new_button.isHidden()

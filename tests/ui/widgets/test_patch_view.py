from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from shiboken6 import delete

from scim_explorer.ui.models.patch_operations import Operation, OperationColumn
from scim_explorer.ui.widgets.patch_view import PatchView

TITLE = Operation("replace", "title", '"Dr"')
NICK = Operation("remove", "nickName")


@pytest.fixture
def view(qapp: object) -> Iterator[PatchView]:
    made = PatchView()
    made.resize(480, 300)
    made.set_content((TITLE, NICK), None)
    made.show()
    yield made
    delete(made)


def test_that_the_table_becomes_text_and_text_becomes_the_table(view: PatchView) -> None:
    body = view.body()

    view.text_button.click()
    as_text = view.body()
    view.text_button.click()

    assert as_text == body
    assert not view.is_text
    assert view.model.operations == (TITLE, NICK)


def test_that_a_text_is_sent_exactly_as_typed(view: PatchView) -> None:
    view.text_button.click()

    view.text.set_text('{"Operations":\u00a0[ ], "x": 1.0}')

    assert view.body() == '{"Operations":\u00a0[ ], "x": 1.0}'
    assert view.problem() is not None


def test_that_a_text_the_table_cannot_hold_stays_text_and_says_so(view: PatchView) -> None:
    view.text_button.click()
    view.text.set_text('{"Operations": [], "x": 1}')

    view.text_button.click()

    assert view.is_text
    assert view.problem_label.text() == "The table cannot hold all of this text, so it stays text."
    assert view.body() == '{"Operations": [], "x": 1}'


def test_that_alt_and_an_arrow_move_an_operation(view: PatchView) -> None:
    view.table.setCurrentIndex(view.model.index(0, OperationColumn.PATH))
    view.table.setFocus()

    QTest.keyClick(view.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    moved = view.model.operations
    QTest.keyClick(view.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)

    assert moved == (NICK, TITLE)
    assert view.model.operations == (TITLE, NICK)


def test_that_add_opens_the_path_of_a_new_line(view: PatchView) -> None:
    view.table.setCurrentIndex(view.model.index(0, OperationColumn.PATH))

    view.add_button.click()

    assert view.model.operations == (TITLE, Operation(), NICK)
    assert view.table.currentIndex() == view.model.index(1, OperationColumn.PATH)
    assert view.operation_count == 3


def test_that_buttons_are_on_only_where_they_do_something(view: PatchView) -> None:
    view.table.setCurrentIndex(view.model.index(0, OperationColumn.PATH))

    assert not view.up_button.isEnabled()
    assert view.down_button.isEnabled()
    view.text_button.click()
    assert not view.down_button.isEnabled()
    assert not view.add_button.isEnabled()

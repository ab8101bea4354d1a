"""Header fields as lines in a field."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from scim_explorer.ui.widgets.header_editor import HeaderEditor


@pytest.fixture
def editor(qtbot: QtBot) -> HeaderEditor:
    found = HeaderEditor()
    qtbot.addWidget(found)
    found.show()
    return found


def test_that_lines_become_fields(editor: HeaderEditor, qtbot: QtBot) -> None:
    with qtbot.waitSignal(editor.changed):
        editor.set_text("X-A: 1\nX-A: 2")

    assert editor.headers == (("X-A", "1"), ("X-A", "2"))
    assert editor.problem == ""


def test_that_a_fault_is_said_under_the_field_and_to_a_screen_reader(
    editor: HeaderEditor,
) -> None:
    editor.set_text("no colon")

    assert editor._problem.isVisible()
    assert editor.edit.accessibleDescription() == editor.problem
    assert editor.problem.startswith("Line 1:")


def test_that_where_room_is_short_the_names_of_what_is_added_stay(
    editor: HeaderEditor,
) -> None:
    editor.show_added([("Accept", "x"), ("User-Agent", "y")])
    assert editor._added.text() == "Accept: x\nUser-Agent: y"

    editor.fold_added(fold=True)
    assert editor._added.text() == "Added: Accept, User-Agent"

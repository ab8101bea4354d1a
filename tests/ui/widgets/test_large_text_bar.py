from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from scim_explorer.ui.editors import json_edit
from scim_explorer.ui.editors.json_edit import JsonEdit
from scim_explorer.ui.widgets.large_text_bar import LargeTextBar


@pytest.fixture
def editor(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> JsonEdit:
    monkeypatch.setattr(json_edit, "PLAIN_ABOVE_CHARS", 100)
    made = JsonEdit()
    qtbot.addWidget(made)
    return made


def bar_over(editor: JsonEdit, characters: int) -> LargeTextBar:
    bar = LargeTextBar(editor, editor)
    editor.set_text("1" * characters)
    bar.ask_anew()
    return bar


def test_that_a_large_text_is_read_only_and_the_bar_says_its_size(editor: JsonEdit) -> None:
    bar = bar_over(editor, 2048)

    assert editor.isReadOnly()
    assert not bar.isHidden()
    assert bar.label.text() == "2.0 KB of JSON. Editing it is slow."


def test_that_a_small_text_is_not_asked_about(editor: JsonEdit) -> None:
    bar = bar_over(editor, 50)

    assert not editor.isReadOnly()
    assert bar.isHidden()


def test_that_edit_anyway_opens_the_editor_and_ends_the_question(editor: JsonEdit) -> None:
    bar = bar_over(editor, 2048)

    bar.edit_button.click()

    assert not editor.isReadOnly()
    assert bar.isHidden()


def test_that_an_answer_holds_for_one_text(editor: JsonEdit) -> None:
    bar = bar_over(editor, 2048)
    bar.edit_button.click()

    editor.set_text("2" * 2048)
    bar.ask_anew()

    assert editor.isReadOnly()


def test_that_nothing_is_asked_where_nothing_can_be_edited(editor: JsonEdit) -> None:
    bar = bar_over(editor, 2048)

    bar.set_editable(on=False)

    assert editor.isReadOnly()
    assert bar.isHidden()

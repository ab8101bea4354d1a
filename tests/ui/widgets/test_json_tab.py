from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from shiboken6 import delete

from scim_explorer.problems import Place, Problem
from scim_explorer.protocol.json_codec import scan
from scim_explorer.ui.widgets.json_tab import JsonTab

TEXT = '{"emails": [{"value": "a@x", "type": "work"}], "n": 1.0}'


@pytest.fixture
def tab(qapp: object) -> Iterator[JsonTab]:
    made = JsonTab()
    made.resize(480, 300)
    made.set_text(TEXT, scan(TEXT), TEXT)
    made.show()
    yield made
    delete(made)


def put_caret(tab: JsonTab, offset: int) -> None:
    cursor = tab.editor.textCursor()
    cursor.setPosition(tab.editor.position_of(offset))
    tab.editor.setTextCursor(cursor)


def test_that_a_text_set_by_the_program_is_no_edit(tab: JsonTab) -> None:
    edits: list[None] = []
    tab.began.connect(lambda: edits.append(None))

    tab.set_text("{}", scan("{}"), "{}")
    tab.flush()

    assert edits == []


def test_that_typing_is_reported_at_its_start_and_once_it_rests(tab: JsonTab) -> None:
    seen: list[str] = []
    tab.began.connect(lambda: seen.append("began"))
    tab.edited.connect(lambda: seen.append("edited"))

    tab.editor.insertPlainText(" ")
    tab.editor.insertPlainText(" ")
    tab.flush()
    tab.flush()

    assert seen == ["began", "edited"]


def test_that_the_path_of_the_caret_is_shown_and_copied_as_patch_path(tab: JsonTab) -> None:
    put_caret(tab, TEXT.index("a@x"))

    tab.path_button.click()

    assert tab.path_label.text() == "emails \u203a 0 \u203a value"
    assert QGuiApplication.clipboard().text() == 'emails[type eq "work"].value'


def test_that_the_layout_changes_blanks_only_and_can_be_undone(tab: JsonTab) -> None:
    tab.lay_out_again()
    pretty = tab.text()
    tab.editor.undo()

    assert '\n  "n": 1.0\n' in pretty
    assert tab.text() == TEXT


def test_that_a_broken_text_is_left_alone_by_the_layout(tab: JsonTab) -> None:
    tab.set_text('{"a": ', None, None)

    tab.lay_out_again()

    assert tab.text() == '{"a": '


def test_that_a_problem_leads_to_its_place(tab: JsonTab) -> None:
    tab.show_analysis(None, Problem("Not JSON", "Line 1, column 5: x", place=Place(4, 5, 1, 5)))

    tab.go_button.click()

    assert tab.problem_bar.isVisible()
    assert tab.editor.textCursor().position() == 4


def test_that_find_goes_around_once(tab: JsonTab) -> None:
    put_caret(tab, len(TEXT))
    tab.open_find()
    tab.find_bar.edit.setText("emails")

    tab.find_bar.find_next()

    assert tab.editor.textCursor().selectedText() == "emails"


def test_that_a_text_above_two_megabytes_asks_before_it_can_be_edited(tab: JsonTab) -> None:
    tab.set_editable(on=True)

    tab.set_text("[" + "1,\n" * 700_000 + "1]", None, None)
    asked = (tab.large_bar.isVisible(), tab.editor.isReadOnly())
    tab.large_bar.edit_button.click()

    assert asked == (True, True)
    assert not tab.editor.isReadOnly()

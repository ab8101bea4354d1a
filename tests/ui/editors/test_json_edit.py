import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor, QTextFormat
from pytestqt.qtbot import QtBot

from scim_explorer.protocol.json_codec import decode_text
from scim_explorer.ui.editors.json_edit import PLAIN_ABOVE_CHARS, JsonEdit, Mark
from scim_explorer.ui.editors.raw_edit import LONG_LINE_CHARS

TEXT = """{
  "userName": "amelia",
  "emails": [
    {
      "value": "a@example.com",
      "primary": true
    },
    {
      "value": "b@example.com",
      "primary": true
    }
  ],
  "active": true
}"""


def json_edit(qtbot: QtBot, text: str = TEXT) -> JsonEdit:
    edit = JsonEdit()
    qtbot.addWidget(edit)
    edit.resize(500, 400)
    edit.set_text(text)
    return edit


def put_caret(edit: JsonEdit, before: str) -> None:
    cursor = edit.textCursor()
    cursor.setPosition(edit.position_of(edit.toPlainText().index(before)))
    edit.setTextCursor(cursor)


def visible_lines(edit: JsonEdit) -> list[int]:
    return [block.blockNumber() for block, _ in edit.visible_blocks()]


def backgrounds(edit: JsonEdit) -> list[str]:
    wave = QTextFormat.Property.TextUnderlineStyle
    found = [s for s in edit.extraSelections() if s.format.hasProperty(wave)]
    return [s.cursor.selectedText() for s in found]


@given(st.binary(max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_the_text_of_any_bytes_comes_back(qtbot: QtBot, data: bytes) -> None:
    text = decode_text(data)[0]

    edit = json_edit(qtbot, text)

    assert edit.toPlainText() == text


@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=()), max_size=5),
        st.text(st.characters(exclude_categories=()), max_size=8) | st.floats() | st.none(),
        max_size=4,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_fault_111_any_json_comes_back_after_typing_and_undo(
    qtbot: QtBot, value: dict[str, object]
) -> None:
    text = json.dumps(value, indent=2, ensure_ascii=False)
    edit = json_edit(qtbot, text)

    edit.moveCursor(QTextCursor.MoveOperation.End)
    edit.insertPlainText("x")
    typed = edit.toPlainText()
    edit.undo()

    assert (typed, edit.toPlainText()) == (text + "x", text)


def test_that_the_path_of_the_caret_has_keys_and_positions(qtbot: QtBot) -> None:
    edit = json_edit(qtbot)

    put_caret(edit, "true\n    }\n  ]")

    assert edit.caret_path() == ("emails", 1, "primary")


def test_that_the_path_is_told_when_the_caret_moves(qtbot: QtBot) -> None:
    edit = json_edit(qtbot)

    with qtbot.waitSignal(edit.caret_path_changed) as told:
        put_caret(edit, '"amelia"')

    assert told.args == [("userName",)]


def test_that_the_path_counts_characters_outside_the_basic_plane(qtbot: QtBot) -> None:
    edit = json_edit(qtbot, '{"a": "\U0001f600\U0001f600\u2028", "b": 1}')

    put_caret(edit, "1}")

    assert edit.caret_path() == ("b",)


def test_that_broken_json_is_underlined_where_it_breaks(qtbot: QtBot) -> None:
    edit = json_edit(qtbot, TEXT.replace('"amelia",', '"amelia"'))

    problem = edit.problem

    assert problem is not None
    assert problem.place is not None
    assert backgrounds(edit)
    assert edit.mark_at(problem.place.line - 1) == ("error", problem.detail)
    assert edit.caret_path() == ()


def test_that_checked_tells_the_problem_after_a_rest(qtbot: QtBot) -> None:
    edit = json_edit(qtbot)

    with qtbot.waitSignal(edit.checked) as told:
        edit.insertPlainText("x")

    assert told.args is not None
    assert told.args[0].place.start == 0


def test_that_a_long_text_is_read_beside_the_window(qtbot: QtBot) -> None:
    edit = json_edit(qtbot)
    text = json.dumps({"rows": ["x" * 50] * 2000}, indent=1)

    with qtbot.waitSignal(edit.checked) as told:
        edit.set_text(text)

    assert told.args == [None]
    assert edit.can_fold(1)


def test_that_a_mark_shows_in_text_and_gutter(qtbot: QtBot) -> None:
    edit = json_edit(qtbot)
    start = TEXT.index('"active"')

    edit.set_marks([Mark(start, start + 8, "warning", "A remark.")])

    assert backgrounds(edit) == ['"active"']
    assert edit.mark_at(12) == ("warning", "A remark.")


def test_that_lines_the_baseline_lacks_get_a_bar(qtbot: QtBot) -> None:
    edit = json_edit(qtbot, TEXT.replace("amelia", "bob"))

    edit.set_baseline(TEXT)

    assert [line for line in range(edit.blockCount()) if edit.is_changed(line)] == [1]


def test_that_a_fold_hides_what_is_between_the_brackets(qtbot: QtBot) -> None:
    edit = json_edit(qtbot)

    edit.toggle_fold(2)

    assert visible_lines(edit) == [0, 1, 2, 11, 12, 13]
    assert edit.is_folded(2)
    assert edit.toPlainText() == TEXT


def test_that_a_fold_opens_again_with_all_inside_it(qtbot: QtBot) -> None:
    edit = json_edit(qtbot)
    edit.toggle_fold(3)
    edit.toggle_fold(2)

    edit.toggle_fold(2)

    assert len(visible_lines(edit)) == edit.blockCount()


def test_that_a_caret_in_folded_lines_opens_them(qtbot: QtBot) -> None:
    edit = json_edit(qtbot)
    edit.toggle_fold(2)

    put_caret(edit, '"b@example.com"')

    assert not edit.is_folded(2)


def test_that_text_made_invalid_can_still_be_unfolded(qtbot: QtBot) -> None:
    edit = json_edit(qtbot)
    edit.toggle_fold(2)
    edit.insertPlainText("x")
    edit.check_now()

    edit.toggle_fold(2)

    assert len(visible_lines(edit)) == edit.blockCount()


def test_that_only_seen_lines_get_colours(qtbot: QtBot) -> None:
    edit = json_edit(qtbot, json.dumps({"rows": list(range(500))}, indent=1))

    edit.grab()

    first, last = edit.document().firstBlock(), edit.document().lastBlock()
    assert first.next().layout().formats()
    assert not last.previous().layout().formats()


def test_that_a_changed_line_gets_new_colours(qtbot: QtBot) -> None:
    edit = json_edit(qtbot, "[\n1\n]")
    edit.grab()
    put_caret(edit, "1")

    edit.insertPlainText('"x", ')
    edit.grab()

    assert len(edit.document().firstBlock().next().layout().formats()) == 2


def test_that_above_two_million_characters_nothing_is_coloured(qtbot: QtBot) -> None:
    edit = json_edit(qtbot, "[" + "1,\n" * (PLAIN_ABOVE_CHARS // 3) + "1]")

    assert not edit.is_coloured
    assert edit.tree is None
    assert list(edit.colour_spans("true")) == []


def long_line(length: int = LONG_LINE_CHARS) -> str:
    return '{"active": true,\n"photo": "' + "A" * length + '"\n}'


def test_that_a_long_line_has_no_colours_and_its_neighbours_have(qtbot: QtBot) -> None:
    edit = json_edit(qtbot, long_line())

    edit.grab()

    first = edit.document().firstBlock()
    coloured = [
        bool(line.layout().formats()) for line in (first, first.next(), first.next().next())
    ]
    assert coloured == [True, False, False]


def test_fault_85_a_long_line_is_wrapped_and_its_layout_kept(qtbot: QtBot) -> None:
    edit = json_edit(qtbot, long_line())

    assert edit.lineWrapMode() == JsonEdit.LineWrapMode.WidgetWidth
    assert edit.document().findBlockByNumber(1).layout().cacheEnabled()


def test_that_a_pasted_long_line_is_wrapped_until_another_text_is_set(qtbot: QtBot) -> None:
    edit = json_edit(qtbot)

    edit.insertPlainText("A" * 60_000)
    wrapped = edit.lineWrapMode()
    edit.set_text(TEXT)

    assert wrapped == JsonEdit.LineWrapMode.WidgetWidth
    assert edit.lineWrapMode() == JsonEdit.LineWrapMode.NoWrap


def test_fault_85_a_key_in_a_long_broken_text_does_not_read_the_whole_text(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit = json_edit(qtbot, "{" + long_line())
    edit.check_now()
    read: list[int] = []
    whole = JsonEdit.toPlainText

    def noted(self: JsonEdit) -> str:
        read.append(len(read))
        return whole(self)

    monkeypatch.setattr(JsonEdit, "toPlainText", noted)

    qtbot.keyClicks(edit, "abc")

    assert read == []
    assert backgrounds(edit)


def test_that_a_new_line_keeps_the_indent_and_opens_brackets(qtbot: QtBot) -> None:
    edit = json_edit(qtbot, '  {"a": []}')
    put_caret(edit, "]")

    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "1")

    assert edit.toPlainText() == '  {"a": [\n    1\n  ]}'


def test_that_a_closing_bracket_goes_one_step_to_the_left(qtbot: QtBot) -> None:
    edit = json_edit(qtbot, "[\n    ")
    edit.moveCursor(QTextCursor.MoveOperation.End)

    qtbot.keyClicks(edit, "]")

    assert edit.toPlainText() == "[\n  ]"


def test_that_tab_is_two_blanks_and_back_tab_takes_them(qtbot: QtBot) -> None:
    edit = json_edit(qtbot, "[\n1,\n2\n]")
    edit.selectAll()

    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    indented = edit.toPlainText()
    qtbot.keyClick(edit, Qt.Key.Key_Backtab)

    assert indented == "  [\n  1,\n  2\n  ]"
    assert edit.toPlainText() == "[\n1,\n2\n]"


def test_that_escape_leaves_the_editor(qtbot: QtBot) -> None:
    edit = json_edit(qtbot)

    qtbot.keyClick(edit, Qt.Key.Key_Escape)

    assert edit.toPlainText() == TEXT


def test_that_a_read_only_editor_types_nothing(qtbot: QtBot) -> None:
    edit = json_edit(qtbot)
    edit.setReadOnly(True)

    for key in (Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_BraceRight):
        qtbot.keyClick(edit, key)

    assert edit.toPlainText() == TEXT


def test_that_a_bracket_shows_its_partner(qtbot: QtBot) -> None:
    edit = json_edit(qtbot)

    put_caret(edit, "[\n")

    pair = [s.cursor.selectedText() for s in edit.extraSelections() if s.cursor.hasSelection()]
    assert pair == ["[", "]"]


def test_that_go_to_puts_the_caret_at_the_fault(qtbot: QtBot) -> None:
    edit = json_edit(qtbot, "[\n1 2\n]")
    problem = edit.problem
    assert problem is not None
    assert problem.place is not None

    edit.go_to(problem.place)

    assert edit.caret_offset() == problem.place.start


def test_that_keys_fold_around_the_caret(qtbot: QtBot) -> None:
    edit = json_edit(qtbot)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    put_caret(edit, '"b@example.com"')

    qtbot.keyClick(edit, Qt.Key.Key_BracketLeft, both)
    folded = visible_lines(edit)
    qtbot.keyClick(edit, Qt.Key.Key_BraceRight, both)

    assert folded == [0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13]
    assert len(visible_lines(edit)) == edit.blockCount()
    assert edit.toPlainText() == TEXT


def test_that_the_line_of_the_caret_stays_in_sight_when_the_room_shrinks(qtbot: QtBot) -> None:
    edit = json_edit(qtbot, "\n" * 100)
    edit.show()
    edit.moveCursor(QTextCursor.MoveOperation.End)

    edit.resize(500, 200)

    assert edit.cursorRect().bottom() < edit.viewport().height()


def test_that_a_caret_scrolled_away_is_not_brought_back_by_a_resize(qtbot: QtBot) -> None:
    edit = json_edit(qtbot, "\n" * 100)
    edit.show()
    edit.moveCursor(QTextCursor.MoveOperation.End)
    edit.verticalScrollBar().setValue(0)

    edit.resize(500, 200)

    assert edit.verticalScrollBar().value() == 0

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from scim_explorer.ui.editors.filter_edit import MAX_LINES, FilterEdit
from scim_explorer.ui.editors.filter_tokens import filter_spans

LONG = 'userName eq "amelia.haddad@example.com" and ' * 20


def filter_edit(qtbot: QtBot, text: str = "") -> FilterEdit:
    edit = FilterEdit()
    qtbot.addWidget(edit)
    edit.resize(300, 30)
    edit.show()
    edit.setText(text)
    return edit


def test_that_enter_sends_the_text_as_typed(qtbot: QtBot) -> None:
    edit = filter_edit(qtbot, 'userName eq "a\xa0b"')

    with qtbot.waitSignal(edit.submitted) as sent:
        qtbot.keyClick(edit, Qt.Key.Key_Return)

    assert sent.args == ['userName eq "a\xa0b"']
    assert edit.text() == 'userName eq "a\xa0b"'


def test_that_shift_enter_says_that_it_is_forced(qtbot: QtBot) -> None:
    edit = filter_edit(qtbot, "broken (")

    with qtbot.waitSignal(edit.forced), qtbot.assertNotEmitted(edit.submitted):
        qtbot.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)

    assert edit.text() == "broken ("


def test_that_a_paste_becomes_one_line(qtbot: QtBot) -> None:
    edit = filter_edit(qtbot)
    mime = QMimeData()
    mime.setText('userName\xa0eq "a"\r\n  and active pr\n')

    edit.insertFromMimeData(mime)

    assert edit.text() == 'userName\xa0eq "a" and active pr'


def test_that_the_field_grows_with_its_text_to_four_lines(qtbot: QtBot) -> None:
    edit = filter_edit(qtbot, "active pr")
    one = edit.height()

    edit.setText(LONG)

    assert edit.shown_lines() == MAX_LINES
    assert one < edit.height() < 5 * one


def test_that_it_shrinks_again(qtbot: QtBot) -> None:
    edit = filter_edit(qtbot, LONG)
    tall = edit.height()

    edit.setText("")

    assert edit.height() < tall / 2


def test_that_arrow_up_looks_back_and_down_returns_to_the_draft(qtbot: QtBot) -> None:
    edit = filter_edit(qtbot, "draft")
    edit.set_history(["newest", "older"])
    seen = []

    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(edit, key)
        seen.append(edit.text())

    assert seen == ["newest", "older", "older", "newest", "draft"]


def test_that_arrow_up_first_moves_within_a_tall_filter(qtbot: QtBot) -> None:
    edit = filter_edit(qtbot, LONG.strip())
    edit.set_history(["newest"])
    edit.moveCursor(QTextCursor.MoveOperation.End)

    qtbot.keyClick(edit, Qt.Key.Key_Up)

    assert edit.text() == LONG.strip()


def test_that_a_set_text_can_be_undone(qtbot: QtBot) -> None:
    edit = filter_edit(qtbot, "one")

    edit.setText("two")
    edit.undo()

    assert edit.text() == "one"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('userName eq "a b"', [("eq", "json_key"), ('"a b"', "json_string")]),
        ("a pr AND not b gt 1.5", ["pr", "AND", "not", "gt", "1.5"]),
        ('eq eq "open', ["eq", '"open']),
        ("urn:x:2.0:User:eq eq true", ["eq", "true"]),
        ("and.x pr", ["and", "pr"]),
    ],
)
def test_filter_colours(text: str, words: list[object]) -> None:
    spans = [(text[span.start : span.end], span.role) for span in filter_spans(text)]

    if words and isinstance(words[0], str):
        assert [word for word, _ in spans] == words
    else:
        assert spans == words

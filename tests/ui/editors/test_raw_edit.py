from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QTextCursor, QTextLayout, QTextLine
from pytestqt.qtbot import QtBot

from scim_explorer.ui.editors.raw_edit import RawEdit, in_sight
from tests.ui.editors.test_stand_ins import ANY_TEXT, ODD_TEXT

ODD = 'caf\xe9\xa0\u2028\u2029 \udcff\r\n"\u202e\U0001f600"'


def raw_edit(qtbot: QtBot, text: str = "") -> RawEdit:
    edit = RawEdit()
    qtbot.addWidget(edit)
    edit.set_text(text)
    return edit


@given(ANY_TEXT | ODD_TEXT, ODD_TEXT)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_fault_111_the_text_set_is_the_text_given_back(
    qtbot: QtBot, first: str, second: str
) -> None:
    edit = raw_edit(qtbot, first)
    kept = edit.toPlainText()

    edit.set_text(second, undoable=True)

    assert (kept, edit.toPlainText()) == (first, second)


@given(ODD_TEXT, ODD_TEXT)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_one_undo_takes_back_an_undoable_text(qtbot: QtBot, first: str, second: str) -> None:
    edit = raw_edit(qtbot, first)
    edit.set_text(second, undoable=True)

    edit.undo()

    assert edit.toPlainText() == first


def test_that_a_new_text_has_no_history(qtbot: QtBot) -> None:
    edit = raw_edit(qtbot, "one")

    edit.set_text("two")

    assert not edit.document().isUndoAvailable()


def test_that_an_undoable_text_changes_only_what_differs(qtbot: QtBot) -> None:
    edit = raw_edit(qtbot, "one two three")
    cursor = edit.textCursor()
    cursor.setPosition(3)
    edit.setTextCursor(cursor)

    edit.set_text("one 2 three", undoable=True)

    assert edit.textCursor().position() == 3


def test_that_copy_gives_the_characters_themselves(qtbot: QtBot) -> None:
    edit = raw_edit(qtbot, "a\xa0b\u2028c\u202ed")
    edit.selectAll()

    edit.copy()

    assert QGuiApplication.clipboard().text() == "a\xa0b\u2028c\u202ed"


def test_fault_111_paste_keeps_every_character(qtbot: QtBot) -> None:
    edit = raw_edit(qtbot)
    mime = QMimeData()
    mime.setText("a\xa0b\u2028c\r\nd\u200b")

    edit.insertFromMimeData(mime)

    assert edit.toPlainText() == "a\xa0b\u2028c\nd\u200b"


def test_that_an_escape_is_one_character_for_the_caret(qtbot: QtBot) -> None:
    edit = raw_edit(qtbot, "a\u2028b")
    edit.moveCursor(QTextCursor.MoveOperation.End)
    edit.moveCursor(QTextCursor.MoveOperation.Left)

    edit.textCursor().deletePreviousChar()

    assert edit.toPlainText() == "ab"


def test_that_only_the_user_s_edits_are_told(qtbot: QtBot) -> None:
    edit = raw_edit(qtbot)
    told: list[str] = []
    edit.text_edited.connect(lambda: told.append(edit.toPlainText()))

    edit.set_text("one")
    edit.textCursor().insertText("two")

    assert told == ["twoone"]


def test_that_positions_count_what_qt_counts(qtbot: QtBot) -> None:
    edit = raw_edit(qtbot, ODD)

    offsets = [edit.offset_of(edit.position_of(offset)) for offset in range(len(ODD) + 1)]

    assert offsets == list(range(len(ODD) + 1))


def test_that_a_seen_escape_is_as_wide_as_its_letters(qtbot: QtBot) -> None:
    edit = raw_edit(qtbot, "a\u2028b")
    edit.resize(300, 100)

    edit.grab()

    line = edit.document().firstBlock().layout().lineAt(0)
    plain = edit.fontMetrics().horizontalAdvance("\\u2028")
    assert abs(line.naturalTextWidth() - plain - edit.fontMetrics().horizontalAdvance("ab")) < 12


def row_of(text: str) -> tuple[QTextLayout, QTextLine]:
    layout = QTextLayout(text)
    layout.beginLayout()
    row = layout.createLine()
    row.setLineWidth(1e9)
    layout.endLayout()
    return layout, row


def test_that_of_a_very_long_row_only_a_part_is_painted(qtbot: QtBot) -> None:
    layout, row = row_of("x" * 20_000)

    first, end = in_sight(row, -row.naturalTextWidth() / 2)

    assert in_sight(row, 0.0) == (0, 1000)
    assert 9_990 < first < 10_010
    assert end == first + 1000
    assert layout.lineCount() == 1


def test_that_a_usual_row_is_painted_whole(qtbot: QtBot) -> None:
    layout, row = row_of("x" * 900)

    assert in_sight(row, -50.0) == (0, 900)
    assert layout.lineCount() == 1

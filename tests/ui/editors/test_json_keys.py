import pytest
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication

from scim_explorer.ui.editors.json_keys import break_line, close_bracket, indent, unindent


def cursor_in(text: str, marker: str = "|") -> QTextCursor:
    document = QTextDocument()
    at = text.index(marker)
    document.setPlainText(text.replace(marker, "", 1))
    cursor = QTextCursor(document)
    cursor.setPosition(at)
    document.setParent(QApplication.instance())
    return cursor


def result(cursor: QTextCursor) -> str:
    text = cursor.document().toPlainText()
    at = cursor.position()
    return text[:at] + "|" + text[at:]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('  "a": 1,|', '  "a": 1,\n  |'),
        ("{|", "{\n  |"),
        ("  [|]", "  [\n    |\n  ]"),
        ("  {| 1}", "  {\n    | 1}"),
        ("|", "\n|"),
        ('  "\u20ac" |', '  "\u20ac" \n  |'),
    ],
)
def test_breaking_a_line(qapp: QApplication, before: str, after: str) -> None:
    cursor = cursor_in(before)

    break_line(cursor)

    assert result(cursor) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [("    |", "  }|"), (' "a"|', ' "a"}|'), ("|", "}|"), (" |", " }|")],
)
def test_closing_a_bracket(qapp: QApplication, before: str, after: str) -> None:
    cursor = cursor_in(before)

    close_bracket(cursor, "}")

    assert result(cursor) == after


def test_that_tab_and_back_tab_without_a_selection_move_the_caret(qapp: QApplication) -> None:
    cursor = cursor_in("a|b")

    indent(cursor)
    typed = result(cursor)
    unindent(cursor)

    assert typed == "a  |b"
    assert result(cursor) == "a  |b"


def test_that_one_undo_takes_back_a_broken_line(qapp: QApplication) -> None:
    cursor = cursor_in("[|]")
    break_line(cursor)

    cursor.document().undo()

    assert cursor.document().toPlainText() == "[]"

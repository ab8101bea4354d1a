import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication

from scim_explorer.ui.display import hidden_spans
from scim_explorer.ui.editors.stand_ins import (
    document_length,
    from_document,
    stand_ins,
    text_offset,
    to_document,
    utf16_length,
)

ANY_TEXT = st.text(st.characters(exclude_categories=()))
ODD_TEXT = st.text(
    st.sampled_from(
        "\r\n\t\x00 \xa0\u2028\u2029\ufdd0\ufdd1\ufffc\ufffe\uffff\ud800\udcff\udfff\u202e\ufeff"
        '\U0001f600\U000e0041\U00100000\U0010d800\U0010fffd\U0010ffff"a'
    )
)


@given(ANY_TEXT | ODD_TEXT)
@example("\U0010fffd")
@example("\U0010fffd\U00102028")
def test_fault_111_any_text_comes_back_from_a_document(text: str) -> None:
    QApplication.instance() or QApplication([])
    document = QTextDocument()

    document.setPlainText(to_document(text))

    assert from_document(document.toRawText()) == text


@given(ODD_TEXT, ODD_TEXT)
def test_that_offsets_and_positions_are_inverse(head: str, tail: str) -> None:
    raw = to_document(head + tail)

    position = document_length(head)

    assert text_offset(raw, position) == len(head)
    assert document_length(head + tail) == utf16_length(raw)


@given(ANY_TEXT | ODD_TEXT)
def test_fault_87_no_hidden_character_reaches_the_document(text: str) -> None:
    raw = to_document(text)

    left = {raw[start] for start, _ in hidden_spans(raw)} - {"\n", "\t"}

    # Shorthand and music format controls are drawn by no font; they stay as they are.
    assert not {char for char in left if ord(char) < 0x10000}


@pytest.mark.parametrize(
    ("text", "escapes"),
    [
        ("a\u2028", ["\\u2028"]),
        ("\udcff\u202e", ["\\uDCFF", "\\u202E"]),
        ("\r", ["\\r"]),
        ("\U000e0041", ["\\u{E0041}"]),
        ("plain \xe9 \U0001f600", []),
    ],
)
def test_that_stand_ins_name_what_they_stand_for(text: str, escapes: list[str]) -> None:
    assert [escape for _, escape in stand_ins(to_document(text))] == escapes


def test_that_a_selection_gives_the_text_behind_it(qapp: QApplication) -> None:
    document = QTextDocument()
    document.setPlainText(to_document("one\u2028\xa0\ntwo\r"))
    cursor = QTextCursor(document)

    cursor.select(QTextCursor.SelectionType.Document)

    assert from_document(cursor.selectedText()) == "one\u2028\xa0\ntwo\r"


def test_that_a_mark_alone_stands_for_itself() -> None:
    assert from_document("a\U0010fffd") == "a\U0010fffd"

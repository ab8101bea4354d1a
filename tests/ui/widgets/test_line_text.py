import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.ui.widgets.line_text import HIDDEN_ROLE, MASK_ROLE, LineKind, LineText

MASK = "\u2022" * 8


def roles(line: LineText) -> list[tuple[str, str]]:
    return [(line.text[span.start : span.end], span.role) for span in line.spans]


@given(st.binary(max_size=30))
def test_that_columns_and_places_are_inverse(data: bytes) -> None:
    line = LineText(data, LineKind.TEXT)

    back = [line.column(line.place(column)) for column in range(len(line.text) + 1)]

    assert back == list(range(len(line.text) + 1))
    assert line.place(len(line.text)) == len(line.shown.encode("utf-16-le")) // 2


def test_that_bytes_outside_utf_8_are_shown_as_bytes() -> None:
    line = LineText(b"a\xff\xfe", LineKind.TEXT)

    assert line.shown == "a\\xFF\\xFE"


def test_fault_87_hidden_characters_are_written_out_and_marked() -> None:
    line = LineText('"\u202ea\u200b"'.encode(), LineKind.JSON)

    assert line.shown == '"\\u202Ea\\u200B"'
    assert [role for _, role in roles(line)].count(HIDDEN_ROLE) == 2


def test_json_colours() -> None:
    line = LineText(b'  "a": 1.50,', LineKind.JSON)

    assert roles(line) == [('"a"', "json_key"), ("1.50", "json_number")]


def test_that_the_cut_end_of_a_string_is_no_error() -> None:
    whole = LineText(b'"abc', LineKind.JSON)
    cut = LineText(b'"abc', LineKind.JSON, is_cut=True)

    assert roles(whole) == [('"abc', "error")]
    assert roles(cut) == [('"abc', "json_string")]


@pytest.mark.parametrize(
    ("text", "kind", "coloured"),
    [
        ("POST /Users HTTP/1.1", LineKind.START_LINE, "POST"),
        ("HTTP/1.1 200 OK", LineKind.START_LINE, "HTTP/1.1 200"),
        ("Host: example", LineKind.HEADER, "Host:"),
    ],
)
def test_head_colours(text: str, kind: LineKind, coloured: str) -> None:
    assert roles(LineText(text.encode(), kind)) == [(coloured, "json_key")]


def test_that_masks_are_marked_only_where_a_secret_was_cut_out() -> None:
    data = f"Authorization: Bearer {MASK}".encode()

    assert roles(LineText(data, LineKind.TEXT)) == []
    assert roles(LineText(data, LineKind.TEXT, masked=True)) == [(MASK, MASK_ROLE)]


def test_that_a_double_click_takes_a_token_or_a_word() -> None:
    json_line = LineText(b'{"a b": 1}', LineKind.JSON)
    text_line = LineText(b"see /Users/1 now", LineKind.TEXT)

    assert json_line.span_at(3) == (1, 6)
    assert text_line.span_at(6) == (4, 12)
    assert text_line.span_at(3) == (3, 3)

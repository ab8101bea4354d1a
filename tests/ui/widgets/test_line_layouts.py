import pytest
from PySide6.QtWidgets import QApplication

from scim_explorer.ui.widgets.line_layouts import (
    HEAD_BYTES,
    MOST_BYTES,
    Kind,
    LineLayouts,
    Position,
)
from scim_explorer.ui.widgets.line_source import LineSource

HEAD = b"POST /Users HTTP/1.1\nHost: h\n\n"


def layouts(data: bytes, kind: Kind = "text") -> LineLayouts:
    source = LineSource(data, is_http=kind == "http")
    for _ in source.slices():
        pass
    return LineLayouts(source, kind, ())


def roles(found: LineLayouts, number: int) -> set[str]:
    return {span.role for span in found.line(number).words.spans}


@pytest.mark.usefixtures("qapp")
def test_that_positions_and_offsets_are_inverse() -> None:
    data = "a\u20ac\U0001f600\n\u202eb\n\xff".encode() + b"\xfe"
    found = layouts(data)

    for line in range(3):
        for column in range(found.line(line).length + 1):
            place = Position(line, column)
            assert found.position_of(found.offset_of(place)) == place


@pytest.mark.usefixtures("qapp")
def test_that_head_and_body_of_a_message_have_their_own_colours() -> None:
    found = layouts(HEAD + b'{"a": 1}', "http")

    assert roles(found, 0) == {"json_key"}
    assert roles(found, 1) == {"json_key"}
    assert roles(found, 3) == {"json_key", "json_number"}


@pytest.mark.usefixtures("qapp")
def test_that_more_is_shown_up_to_a_limit() -> None:
    found = layouts(b"x" * (2 * MOST_BYTES))
    lengths = [found.line(0).length]

    while found.show_more(0):
        lengths.append(found.line(0).length)

    assert lengths[0] == HEAD_BYTES
    assert lengths[-1] == MOST_BYTES
    assert not found.can_show_more(0)


@pytest.mark.usefixtures("qapp")
def test_that_the_column_under_a_place_is_the_one_drawn_there() -> None:
    line = layouts("a\u202eb\U0001f600c".encode()).line(0)

    found = [line.column_at(line.x_of(column)) for column in range(line.length + 1)]

    assert found == list(range(line.length + 1))


def test_that_a_right_to_left_line_starts_at_the_left(qapp: QApplication) -> None:
    line = layouts("\u05d0\u05d1".encode()).line(0)

    assert line.layout.lineAt(0).naturalTextRect().left() == 0

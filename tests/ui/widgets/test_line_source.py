import json
import threading

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scim_explorer.protocol.json_codec import relayout
from scim_explorer.ui.widgets.line_source import LineSource, build_in_thread

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=10,
)
ROW = b'{"id":"1","name":{"a b":"c  d"},"list":[1,{},[]],"e":"\\"x"}'


def built(data: bytes, *, pretty: bool = True, is_http: bool = False) -> LineSource:
    source = LineSource(data, pretty=pretty, is_http=is_http)
    for _ in source.slices():
        pass
    return source


def shown(source: LineSource) -> str:
    lines = [source.line(number, 1_000_000)[0] for number in range(source.line_count)]
    return b"\n".join(lines).decode("utf-8", "surrogateescape")


def solid(text: bytes | str) -> str:
    return "".join((text if isinstance(text, str) else text.decode("latin-1")).split())


@given(
    st.dictionaries(st.text(max_size=4), JSON, min_size=1, max_size=3), st.sampled_from([None, 1])
)
def test_that_the_layout_is_that_of_the_codec(value: object, indent: int | None) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=False)

    assert shown(built(text.encode())) == relayout(text, 2)


@given(st.binary(max_size=40) | st.text('{}[],:"\\ \n1a', max_size=30).map(str.encode))
@example(b'{"a":}')
@example(b"]")
@example(b"\xef\xbb\xbf{}")
def test_that_any_bytes_keep_all_but_blanks(data: bytes) -> None:
    source = built(b"[" + data)

    text = shown(source).encode("utf-8", "surrogateescape")

    # A line that ends with a carriage return is shown without it.
    assert text.translate(None, b" \t\n\r") == (b"[" + data).translate(None, b" \t\n\r")


@given(st.integers(0, 80), st.integers(0, 80))
@example(35, 3)
@example(20, 10)
def test_that_a_span_is_copied_as_it_was_received(start: int, length: int) -> None:
    sent = b"[" + ROW + b" ,\t" + ROW + b"]"
    source = built(sent)
    whole = shown(source).encode()

    copied = source.as_sent(start, start + length)

    assert copied in sent
    assert solid(copied) == solid(whole[start : start + length])


def test_that_all_of_it_is_copied_with_its_outer_blanks() -> None:
    sent = b' {"a": 1}\r\n'
    source = built(sent)

    assert source.as_sent(0, source.shown_bytes) == sent


def test_that_a_part_of_a_string_keeps_its_blanks() -> None:
    source = built(b'{"a":"one  two"}')
    start = shown(source).index("e  t")

    assert source.as_sent(start, start + 3) == b"e  "


def test_that_two_strings_are_copied_with_what_was_between_them() -> None:
    source = built(b'{"one":"two"}')
    start = shown(source).index("ne")

    assert source.as_sent(start, start + 9) == b'ne":"two'


def test_that_a_message_head_is_left_as_it_is() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
    source = built(head + b'{"a":1}', is_http=True)

    assert source.head_lines == 3
    assert shown(source).splitlines()[3:] == ["{", '  "a": 1', "}"]


def test_that_a_body_that_is_no_json_is_not_laid_out() -> None:
    html = b"<html>\n<b>1, 2</b></html>"

    assert shown(built(html)) == html.decode()


def test_that_a_long_line_is_cut_between_characters() -> None:
    source = built("\u20ac\u20ac\u20ac".encode(), pretty=False)

    assert source.line(0, 4) == ("\u20ac".encode(), 6)


@pytest.mark.parametrize(
    ("text", "start", "backwards", "found"),
    [
        ("two", 0, False, 4),
        ("TWO", 5, False, 14),
        ("two", 15, False, 4),
        ("two", 14, True, 4),
        ("two", 4, True, 14),
        ("none", 0, False, -1),
    ],
)
def test_finding(text: str, start: int, *, backwards: bool, found: int) -> None:
    source = built(b"one two three two", pretty=False)

    assert source.find(text.encode(), start, backwards=backwards) == found


def test_that_lines_are_found_by_offset() -> None:
    source = built(b"a\nbc\n\nd", pretty=False)

    assert [source.line_at(offset) for offset in range(8)] == [0, 0, 1, 1, 1, 2, 3, 3]


def test_that_building_stops_when_it_is_told_to() -> None:
    stop = threading.Event()
    stop.set()
    source = LineSource(b"[" + b",".join([ROW] * 5000) + b"]", pretty=True)

    build_in_thread(source, stop).join(10)

    assert not source.complete

"""Cutting by span."""

from __future__ import annotations

import re
import time

from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.exchanges.spans import (
    MASK_BYTES,
    DecodedView,
    Escapes,
    Span,
    cut,
    merged,
)


def test_that_overlapping_spans_become_one() -> None:
    assert merged([Span(4, 9), Span(0, 5), Span(12, 13)]) == [Span(0, 9), Span(12, 13)]


def test_that_a_span_inside_a_json_value_keeps_the_value_quoted() -> None:
    assert merged([Span(3, 4), Span(1, 6, quoted=True)]) == [Span(1, 6, quoted=True)]


def test_that_a_quoted_span_gets_quotation_marks() -> None:
    data, masks = cut(b'{"a":12}', [Span(5, 7, quoted=True)])

    assert data == b'{"a":"' + MASK_BYTES + b'"}'
    assert masks == ((6, 6 + len(MASK_BYTES)),)


def test_that_a_decoded_span_leads_back_to_its_escapes() -> None:
    view = DecodedView(rb"x\u0061%62c\/y")

    assert view.text == b"xabc/y"
    assert view.span(1, 5) == Span(1, 13)


@given(st.binary(max_size=60))
def test_that_the_whole_view_leads_back_to_all_bytes(data: bytes) -> None:
    view = DecodedView(data)

    if view.text:
        assert view.span(0, len(view.text)) == Span(0, len(data))


PIECES = r"""
a p / \ \\ \/ \n % %61
%C3%A9 \u00e9 \u0061 \ud83d\ude00 \ud83d \u u0061 61 " é
"""

ESCAPED = st.lists(
    st.sampled_from(PIECES.split()),
    max_size=12,
).map(lambda pieces: "".join(pieces).encode())


@given(ESCAPED)
def test_that_each_piece_of_a_view_leads_back_to_its_spelling(data: bytes) -> None:
    view = DecodedView(data)

    spans = [view.span(place, place + 1) for place in range(len(view.text))]
    assert all(DecodedView(data[s.start : s.end]).text for s in spans)
    assert b"".join(DecodedView(data[s.start : s.end]).text for s in dict.fromkeys(spans)) == (
        view.text
    )


@given(ESCAPED, st.text("ap/\\n\né\U0001f600", min_size=1, max_size=3))
def test_that_without_escapes_of_a_text_the_view_shows_no_more_of_it(
    data: bytes, text: str
) -> None:
    wanted = text.encode()

    hidden = wanted in DecodedView(data).text and wanted not in data

    assert not hidden or Escapes([text]).search(data)


def test_that_escapes_of_other_letters_are_passed_over() -> None:
    letters = Escapes(["password"])

    assert not letters.search(rb"%40 %20 \u00e9 \" \\ \/ \n \ud83d\ude00")
    assert letters.search(rb"%40 p%61ssword")


def test_that_four_megabytes_of_backslashes_are_viewed_in_a_moment() -> None:
    started = time.thread_time()

    view = DecodedView(b"\\" * 4_000_000)

    assert re.fullmatch(rb"\\{2000000}", view.text)
    assert time.thread_time() - started < 2

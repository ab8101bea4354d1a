"""Cutting by span."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.exchanges.spans import MASK_BYTES, DecodedView, Span, cut, merged


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

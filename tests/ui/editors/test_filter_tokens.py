"""The words of a filter, for colours."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.ui.editors.filter_tokens import filter_spans


def coloured(text: str) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.role) for span in filter_spans(text)]


def test_that_values_operators_and_joiners_have_colours_of_their_own() -> None:
    text = 'userName sw "a" and not (active eq true) or x gt 1.5'

    assert coloured(text) == [
        ("sw", "json_key"),
        ('"a"', "json_string"),
        ("and", "json_literal"),
        ("not", "json_literal"),
        ("eq", "json_key"),
        ("true", "json_literal"),
        ("or", "json_literal"),
        ("gt", "json_key"),
        ("1.5", "json_number"),
    ]


def test_that_an_operator_inside_a_name_or_a_string_is_none() -> None:
    assert coloured('prefix.order "x eq y"') == [('"x eq y"', "json_string")]


def test_that_an_open_string_is_coloured_to_its_end() -> None:
    assert coloured('a eq "open')[-1] == ('"open', "json_string")


@given(st.text(max_size=200))
def test_that_any_text_gives_spans_in_order_and_inside_it(text: str) -> None:
    spans = list(filter_spans(text))

    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))

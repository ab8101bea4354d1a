"""Words of a filter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.protocol.filters.tokens import BLANKS, Kind, is_closed, tokens_of


def test_that_words_strings_and_brackets_are_parted() -> None:
    found = [(one.kind, one.text) for one in tokens_of('a[b eq"x \\" y"] and(c pr)')]

    assert found == [
        (Kind.WORD, "a"),
        (Kind.OPEN_ELEMENT, "["),
        (Kind.WORD, "b"),
        (Kind.WORD, "eq"),
        (Kind.STRING, '"x \\" y"'),
        (Kind.CLOSE_ELEMENT, "]"),
        (Kind.WORD, "and"),
        (Kind.OPEN, "("),
        (Kind.WORD, "c"),
        (Kind.WORD, "pr"),
        (Kind.CLOSE, ")"),
        (Kind.END, ""),
    ]


@given(st.text())
def test_that_tokens_leave_out_nothing_but_blanks(text: str) -> None:
    tokens = tokens_of(text)

    assert all(text[one.span.start : one.span.end] == one.text for one in tokens)
    covered = {place for one in tokens for place in range(*one.span)}
    assert {text[n] for n in range(len(text)) if n not in covered} <= set(BLANKS)


@pytest.mark.parametrize(
    ("string", "closed"),
    [('"a"', True), ('"', False), ('"a', False), ('"a\\"', False), ('"a\\\\"', True), ('""', True)],
)
def test_that_an_escaped_mark_ends_no_string(string: str, *, closed: bool) -> None:
    assert is_closed(string) == closed

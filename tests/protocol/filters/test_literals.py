"""Values of comparisons."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.protocol.filters.literals import BadLiteralError, literal_value
from scim_explorer.protocol.filters.tokens import tokens_of


@given(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text()))
def test_that_what_json_writes_is_read(value: object) -> None:
    text = json.dumps(value)
    if text in {"Infinity", "-Infinity"}:
        return

    read = literal_value(tokens_of(text)[0], "a", "eq")

    assert read == value
    assert isinstance(read, bool) == isinstance(value, bool)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("bjensen", 'a eq "bjensen"'),
        ("\u201cbjensen\u201d", 'a eq "bjensen"'),
        ("TRUE", "Write true."),
        ("0x10", '"0x10"'),
        ('"a\\q"', "Write a backslash twice: \\\\"),
        ('"a\x01"', "Write \\n, \\t or \\u0000."),
        ('"a', 'Add a double quote: "'),
    ],
)
def test_that_a_hint_says_what_to_write(text: str, hint: str) -> None:
    with pytest.raises(BadLiteralError) as caught:
        literal_value(tokens_of(text)[0], "a", "eq")

    assert hint in caught.value.problem.hint

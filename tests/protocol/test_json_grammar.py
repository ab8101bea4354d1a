"""The terminal symbols of JSON as patterns."""

from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.protocol.json_grammar import BLANK, NUMBER, STRING


def reads_as(text: str, *kinds: type) -> bool:
    try:
        value = json.loads(text)
    except ValueError:
        return False
    return isinstance(value, kinds) and not isinstance(value, bool)


@given(st.text("0123456789+-.eE", min_size=1, max_size=9))
def test_that_a_number_is_what_the_standard_module_reads_as_one(text: str) -> None:
    assert (re.fullmatch(NUMBER, text) is not None) == reads_as(text, int, float)


@given(st.text(st.sampled_from('ab\\"u0dD8/n\u00e9\n')).map(lambda inner: f'"{inner}"'))
def test_that_a_string_is_what_the_standard_module_reads_as_one(text: str) -> None:
    assert (re.fullmatch(STRING, text) is not None) == reads_as(text, str)


def test_that_only_four_characters_are_blanks() -> None:
    blanks = {chr(code) for code in range(0x3000) if re.fullmatch(f"(?=.|\n){BLANK}", chr(code))}

    assert blanks == set(" \t\r\n")

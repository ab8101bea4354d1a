"""Tokens for colours, and re-laying without decoding."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.protocol.json_codec import Json, TokenKind, relayout, tokens
from tests.protocol.test_json_scan import JSON, JSON_ISH


def spelled(text: str) -> list[str]:
    return [text[token.start : token.end] for token in tokens(text)]


@given(value=JSON, ascii_only=st.booleans())
def test_that_a_pretty_print_is_laid_as_the_standard_module_lays_it(
    value: Json, *, ascii_only: bool
) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only)

    assert relayout(text, 2) == json.dumps(value, indent=2, ensure_ascii=ascii_only)
    assert relayout(text, None) == json.dumps(value, separators=(",", ":"), ensure_ascii=ascii_only)


@given(st.text() | JSON_ISH, st.sampled_from([None, 2]))
def test_fault_88_relaying_keeps_every_token_of_any_text(text: str, indent: int | None) -> None:
    assert spelled(relayout(text, indent)) == spelled(text)


@given(st.text() | JSON_ISH)
def test_that_tokens_leave_out_nothing_but_blanks(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert text[end : token.start].strip(" \t\r\n") == ""
        assert token.end > token.start
        end = token.end
    assert text[end:].strip(" \t\r\n") == ""


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ('  "userName": "a",', ["key", "punctuation", "string", "punctuation"]),
        ('  "active": true', ["key", "punctuation", "literal"]),
        ("12.50e3, -0", ["number", "punctuation", "number"]),
        ("True nul 01 1.", ["error", "error", "error", "error"]),
        ('"open', ["error"]),
        ('"bad \\x escape"', ["error"]),
        ("]}", ["punctuation", "punctuation"]),
        ("", []),
    ],
)
def test_that_a_single_line_has_its_kinds(line: str, kinds: list[str]) -> None:
    assert [token.kind for token in tokens(line)] == [TokenKind(kind) for kind in kinds]


def test_fault_83_spelling_order_and_duplicates_survive_a_pretty_print() -> None:
    text = r'{"b":1.0,"a":1e400,"\u0061":9007199254740993,"x":"\/\ud800"}'

    assert relayout(relayout(text, 4), None) == text


def test_fault_86_a_hundred_thousand_levels_are_laid_out_in_bounded_space() -> None:
    assert len(relayout("[" * 100_000, 2)) < 50_000_000

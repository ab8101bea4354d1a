"""Brackets and their partners."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.protocol.filters.brackets import brackets_of, pair_at
from scim_explorer.protocol.filters.tokens import tokens_of

NESTED = 'a[b eq "(" and (c pr)] or not (d pr)'


def pairs(text: str) -> list[str]:
    found = brackets_of(text).partners
    return [text[start : end + 1] for start, end in sorted(found.items()) if start < end]


def test_that_brackets_inside_strings_are_none() -> None:
    assert pairs(NESTED) == ['[b eq "(" and (c pr)]', "(c pr)", "(d pr)"]
    assert brackets_of(NESTED).unmatched == ()


@pytest.mark.parametrize(
    ("text", "unmatched"),
    [
        ("(a pr", [0]),
        ("a pr)", [4]),
        ("(a pr]", [0, 5]),
        ("(a pr] )", [5]),
        ('"(" (', [4]),
        ('(a eq "x)', [0]),
        ("", []),
    ],
)
def test_that_a_bracket_without_partner_is_told(text: str, unmatched: list[int]) -> None:
    assert list(brackets_of(text).unmatched) == unmatched


def test_that_the_caret_finds_its_pair_from_either_side() -> None:
    brackets = brackets_of("(a pr) x")

    assert [pair_at(brackets, caret) for caret in (0, 1, 5, 6)] == [(0, 5)] * 4
    assert [pair_at(brackets, caret) for caret in (2, 4, 7, 8)] == [None] * 4


def test_that_between_two_brackets_the_one_before_the_caret_counts() -> None:
    assert pair_at(brackets_of("(a)(b)"), 3) == (0, 2)


@given(st.text(alphabet='()[]" ab\\', max_size=40))
def test_that_each_bracket_outside_strings_has_one_partner_or_none(text: str) -> None:
    partners, unmatched = brackets_of(text)

    assert all(partners[partner] == place for place, partner in partners.items())
    brackets = [one.span.start for one in tokens_of(text) if one.text and one.text in "()[]"]
    assert sorted((*partners, *unmatched)) == brackets

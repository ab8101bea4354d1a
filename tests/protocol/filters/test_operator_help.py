"""Help on the operators of a filter."""

from __future__ import annotations

import pytest

from scim_explorer.protocol.filters.operator_help import HELP, help_at
from scim_explorer.protocol.filters.syntax import OPERATORS

TEXT = 'not (co CO "eq" and emails[type sw "a"]) or gt pr'


def titles_at(text: str) -> dict[str, str]:
    """Return each word under which there is help, and its title."""
    found = {}
    for offset in range(len(text) + 1):
        helped = help_at(text, offset)
        if helped is not None:
            span, words = helped
            found[f"{text[span.start : span.end]}@{span.start}"] = words.title
    return found


def test_that_each_operator_and_joiner_and_bracket_has_help() -> None:
    assert OPERATORS | {"and", "or", "not", "()", "[]"} == set(HELP)
    assert all("RFC 7644" in one.sentence() for one in HELP.values())


def test_that_an_attribute_a_value_and_a_string_called_like_an_operator_have_none() -> None:
    found = titles_at(TEXT)

    assert found == {
        "not@0": "not: the opposite",
        "(@4": "( ): group",
        "CO@8": "co: contains",
        "and@16": "and: both",
        "[@26": "[ ]: one value",
        "sw@32": "sw: starts with",
        "]@38": "[ ]: one value",
        ")@39": "( ): group",
        "or@41": "or: one of the two",
        "pr@47": "pr: present: has a value",
    }


@pytest.mark.parametrize("offset", [8, 9, 10])
def test_that_the_caret_may_stand_before_in_or_behind_the_word(offset: int) -> None:
    found = help_at('title   eq "x"', offset)

    assert found is not None
    assert found[1] is HELP["eq"]


def test_that_a_text_of_mistakes_has_help_where_there_is_an_operator() -> None:
    assert titles_at('title eq eq ) "') == {"eq@6": "eq: equal", ")@12": "( ): group"}
    assert help_at("", 0) is None

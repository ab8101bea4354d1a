"""Filters as text and as JSON."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.protocol.filters.parser import parse_filter
from scim_explorer.protocol.filters.printer import canonical, to_json
from scim_explorer.protocol.json_codec import Json

NAMES = st.sampled_from(["userName", "name.familyName", "urn:x:y:User:dep", "$ref", "and", "not"])
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(alphabet=st.characters(codec="utf-8"))
)
OPERATORS = st.sampled_from(["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"])


def texts() -> st.SearchStrategy[str]:
    import json

    compared = st.builds(
        lambda name, operator, value: f"{name} {operator} {json.dumps(value)}",
        *(NAMES, OPERATORS, VALUES),
    )
    simple = st.one_of(compared, NAMES.map("{} pr".format))
    grouped = st.recursive(
        simple,
        lambda inner: st.one_of(
            st.builds("{} {} {}".format, inner, st.sampled_from(["and", "or", "AND"]), inner),
            inner.map("({})".format),
            inner.map("not ({})".format),
        ),
        max_leaves=8,
    )
    inside = grouped.map("emails[{}]".format)
    return st.one_of(grouped, inside, st.builds("{} or {}".format, inside, grouped))


@given(texts())
def test_that_the_canonical_text_means_the_same_and_is_its_own(text: str) -> None:
    parsed = parse_filter(text)
    assert parsed.tree is not None, parsed.problems

    printed = canonical(parsed.tree)
    again = parse_filter(printed)

    assert again.tree is not None
    assert to_json(again.tree) == to_json(parsed.tree)
    assert canonical(again.tree) == printed
    assert len(printed) <= len(text) + text.count("\\") * 6 + 8


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("((a PR) )and( b pr)", "a pr and b pr"),
        ("(a pr or b pr) and c pr", "(a pr or b pr) and c pr"),
        ("(a pr and b pr) or c pr", "a pr and b pr or c pr"),
        ("not(((a pr)))", "not (a pr)"),
        ('emails[ ( type EQ "work" ) ]', 'emails[type eq "work"]'),
        ('a eq "\\u00e4"', 'a eq "\u00e4"'),
        ("a eq 1.50", "a eq 1.50"),
    ],
)
def test_that_brackets_that_say_nothing_go(text: str, printed: str) -> None:
    tree = parse_filter(text).tree

    assert tree is not None
    assert canonical(tree) == printed


def test_that_a_tree_is_json_for_scripts() -> None:
    tree = parse_filter('not (emails[type eq "work"] or title pr) and a gt 1').tree
    assert tree is not None
    email: Json = {"op": "eq", "path": "type", "value": "work"}

    assert to_json(tree) == {
        "op": "and",
        "args": [
            {
                "op": "not",
                "arg": {
                    "op": "or",
                    "args": [
                        {"op": "valuePath", "path": "emails", "filter": email},
                        {"op": "pr", "path": "title"},
                    ],
                },
            },
            {"op": "gt", "path": "a", "value": 1},
        ],
    }

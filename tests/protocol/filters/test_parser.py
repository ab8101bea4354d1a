"""Filters as they parse, and what is said about those that do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.protocol.filters.parser import MAX_DEPTH, MAX_LENGTH, parse_filter
from scim_explorer.protocol.filters.syntax import (
    Comparison,
    Junction,
    Negation,
    Node,
    Presence,
    ValuePath,
)

URN = "urn:ietf:params:scim:schemas:core:2.0:User"


def shape(node: Node | None) -> object:
    """Return a tree as nested tuples."""
    if isinstance(node, Comparison):
        return (node.path.text, node.operator, node.value)
    if isinstance(node, Presence):
        return (node.path.text, "pr")
    if isinstance(node, Junction):
        return (node.operator, *map(shape, node.terms))
    if isinstance(node, Negation):
        return ("not", shape(node.term))
    if isinstance(node, ValuePath):
        return (node.path.text, [shape(node.condition)])
    return None


def tree(text: str) -> object:
    parsed = parse_filter(text)
    assert parsed.problems == ()
    return shape(parsed.tree)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('userName eq "bjensen"', ("userName", "eq", "bjensen")),
        ("title pr", ("title", "pr")),
        ("TITLE PR", ("TITLE", "pr")),
        ("active eq true", ("active", "eq", True)),
        ("a eq null", ("a", "eq", None)),
        ("a gt -1.5e2", ("a", "gt", -150.0)),
        ("a eq 10000000000000000000001", ("a", "eq", 10000000000000000000001)),
        ('a EQ "\\u00e4\\n\\"\\ud83d\\ude00"', ("a", "eq", 'ä\n"\U0001f600')),
        ("a pr or b pr and c pr", ("or", ("a", "pr"), ("and", ("b", "pr"), ("c", "pr")))),
        ("(a pr or b pr) and c pr", ("and", ("or", ("a", "pr"), ("b", "pr")), ("c", "pr"))),
        ("a pr and b pr AND c pr", ("and", ("a", "pr"), ("b", "pr"), ("c", "pr"))),
        ("(a pr and b pr) and c pr", ("and", ("a", "pr"), ("b", "pr"), ("c", "pr"))),
        ("not (a pr) and b pr", ("and", ("not", ("a", "pr")), ("b", "pr"))),
        ("not(a pr)", ("not", ("a", "pr"))),
        ("not (not (a pr))", ("not", ("not", ("a", "pr")))),
        ('not eq "x"', ("not", "eq", "x")),
        ('eq eq "eq"', ("eq", "eq", "eq")),
        ("and pr and or pr", ("and", ("and", "pr"), ("or", "pr"))),
        (
            'emails[type eq "work" and value co "@x"]',
            ("emails", [("and", ("type", "eq", "work"), ("value", "co", "@x"))]),
        ),
        ("emails[not (a pr or (b pr))]", ("emails", [("not", ("or", ("a", "pr"), ("b", "pr")))])),
        (f'{URN}:name.familyName sw "J"', (f"{URN}:name.familyName", "sw", "J")),
        (f'{URN}:emails[type eq "work"]', (f"{URN}:emails", [("type", "eq", "work")])),
        ('members.$ref co "x"', ("members.$ref", "co", "x")),
        ('  a\teq\n"x"  ', ("a", "eq", "x")),
        ('a eq"x"', ("a", "eq", "x")),
    ],
)
def test_that_a_filter_has_its_tree(text: str, expected: object) -> None:
    assert tree(text) == expected


def test_that_a_urn_is_parted_from_its_attribute() -> None:
    node = parse_filter(f'{URN}:name.familyName eq "x"').tree

    assert isinstance(node, Comparison)
    assert (node.path.urn, node.path.name, node.path.sub) == (URN, "name", "familyName")


def test_that_a_condition_behind_the_bracket_is_one_on_the_same_element() -> None:
    parsed = parse_filter('emails[type eq "work"].value eq "x"')

    assert shape(parsed.tree) == (
        "emails",
        [("and", ("type", "eq", "work"), ("value", "eq", "x"))],
    )
    assert len(parsed.warnings) == 1
    assert parsed.warnings[0].span == (22, 28)


@pytest.mark.parametrize(
    ("text", "span", "words", "hint"),
    [
        ("", (0, 0), "is empty", "userName"),
        ("   ", (3, 3), "is empty", ""),
        ("userName eq bjensen", (12, 19), "double quotes", 'userName eq "bjensen"'),
        ("userName eq 'bjensen'", (12, 21), "double quotes", 'userName eq "bjensen"'),
        ('userName = "x"', (9, 10), "not an operator", "Write eq"),
        ('userName == "x"', (9, 11), "not an operator", "Write eq"),
        ('userName contains "x"', (9, 17), "not an operator", "Write co"),
        ('userName ex "x"', (9, 11), "not an operator", "eq, ne, co"),
        ("userName", (8, 8), "operator is missing", "userName pr"),
        ("userName eq", (11, 11), "value is missing", ""),
        ("active eq True", (10, 14), "not a JSON literal", "Write true"),
        ('a eq "x', (5, 7), "no end", ""),
        ('a eq "\\x"', (6, 7), "escape", "twice"),
        ("a eq 01", (5, 7), "neither a number", '"01"'),
        ("not a pr", (0, 3), "Only a group", "not (a pr)"),
        ("(a pr", (0, 1), "not closed", ")"),
        ("a pr)", (4, 5), "closes nothing", ""),
        ("emails[a pr", (6, 7), "not closed", "]"),
        ("emails[a[b pr]]", (8, 9), "within square brackets", ""),
        ("a.b.c pr", (0, 5), "one sub-attribute", "a.b"),
        ("name/givenName pr", (0, 14), "not an attribute path", "name.givenName"),
        ("a pr and", (8, 8), "missing at the end", ""),
        ("and a pr", (0, 3), "missing before and", ""),
        ("a pr && b pr", (5, 7), "joins nothing", "Write and"),
        ("a pr || b pr", (5, 7), "joins nothing", "Write or"),
        ("a pr b pr", (5, 6), "missing before this", "and b"),
        ('"x" eq a', (0, 3), "begins with an attribute", ""),
        ("()", (1, 2), "missing before )", ""),
    ],
)
def test_that_a_mistake_is_named_where_it_stands(
    text: str, span: tuple[int, int], words: str, hint: str
) -> None:
    parsed = parse_filter(text)

    assert parsed.tree is None
    found = parsed.problems[0]
    assert found.span == span
    assert words in found.message
    assert hint in found.hint


def test_that_each_mistake_of_a_text_is_named() -> None:
    parsed = parse_filter("a = 1 and userName eq bjensen or not c pr")

    assert [one.span for one in parsed.problems] == [(2, 3), (22, 29), (33, 36)]


def test_that_a_string_typed_without_quotes_is_one_mistake() -> None:
    parsed = parse_filter("displayName eq Barbara Jane Jensen and active eq true")

    assert len(parsed.problems) == 1


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000,
        "(" * (MAX_DEPTH + 1) + "a pr" + ")" * (MAX_DEPTH + 1),
        "not (" * 10_000,
        "a[" * 10_000,
        "x" * (MAX_LENGTH + 1),
    ],
    ids=["open", "group", "not", "element", "long"],
)
def test_that_what_is_too_much_is_refused(text: str) -> None:
    parsed = parse_filter(text)

    assert parsed.tree is None
    assert parsed.problems


def test_that_the_deepest_filter_allowed_parses() -> None:
    assert tree("(" * MAX_DEPTH + "a pr" + ")" * MAX_DEPTH) == ("a", "pr")


def test_that_not_without_end_is_too_deep_and_no_crash() -> None:
    parsed = parse_filter("not " * 5000 + "a pr")

    assert parsed.tree is None
    assert {one.message for one in parsed.problems} == {"Only a group in brackets may follow not."}


@pytest.mark.parametrize("text", ["a[b[c pr]]", "a[(b[c pr])]", "a[not (d pr or b[c pr])]"])
def test_that_square_brackets_in_square_brackets_are_refused_behind_a_group_too(text: str) -> None:
    (problem,) = parse_filter(text).problems

    assert "within square brackets" in problem.message
    assert text[problem.span.start] == "["


def test_that_square_brackets_after_square_brackets_are_fine() -> None:
    assert parse_filter("a[b pr] and (c[d pr] or e[f pr])").problems == ()


def test_that_a_thousand_terms_are_one_chain() -> None:
    node = parse_filter(" or ".join(["a pr"] * 1000)).tree

    assert isinstance(node, Junction)
    assert len(node.terms) == 1000


PIECES = st.sampled_from(
    [
        *("a", "eq", "pr", "and", "or", "not", "(", ")", "[", "]", '"x"', '"', "1", "true", "null"),
        *(
            "emails",
            ".value",
            "=",
            "&&",
            "\U0001f600",
            "\u202e",
            "\0",
            "urn:x:y:z",
            "$ref",
            ",",
            "\\",
        ),
    ]
)
JOINED = st.lists(PIECES, max_size=30)


@given(st.one_of(st.text(), JOINED.map(" ".join), JOINED.map("".join)))
def test_that_any_text_is_a_filter_or_has_a_problem_inside_it(text: str) -> None:
    parsed = parse_filter(text)

    assert (parsed.tree is None) == bool(parsed.problems)
    for one in (*parsed.problems, *parsed.warnings):
        assert 0 <= one.span.start <= one.span.end <= len(text)
        assert one.message


@pytest.mark.parametrize(
    "text", ["x/" * 20_000 + " pr", "a eq " + "b" * 40_000, '"' + "c" * 9_000 + '" x']
)
def test_that_what_is_said_of_a_long_word_is_short(text: str) -> None:
    problems = parse_filter(text).problems

    assert problems
    assert max(len(one.message) + len(one.hint) for one in problems) <= 600

"""Filters against resources, and why."""

from __future__ import annotations

import pytest

from scim_explorer.protocol.filters.evaluate import Clause, compile_filter, compile_reasons
from scim_explorer.protocol.filters.parser import parse_filter
from scim_explorer.protocol.filters.syntax import Node
from scim_explorer.protocol.json_codec import Json
from tests.protocol.filters.people import ATTRIBUTES, BARBARA, EMPTY, JOHN, PEOPLE


def tree(text: str) -> Node:
    parsed = parse_filter(text)
    assert parsed.tree is not None, parsed.problems
    return parsed.tree


def who(text: str) -> list[int]:
    matches = compile_filter(tree(text), ATTRIBUTES)
    return [place for place, person in enumerate(PEOPLE) if matches(person)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Unassigned is null (RFC 7643 section 2.5), and not over it is true (table 4).
        ("nickName eq null", [0, 1, 2]),
        ("title ne null", [0]),
        ("title gt null", []),
        ('nickName ne "x"', [0, 1, 2]),
        ('not (nickName eq "x")', [0, 1, 2]),
        # Any one value counts, but brackets mean one and the same element.
        ('emails.type eq "work" and emails.value ew ".org"', [0]),
        ('emails[type eq "work" and value ew ".org"]', []),
        ('emails.type ne "work"', [0, 1, 2]),
        ('schemas[value co "enterprise"]', [0]),
        ('name[familyName eq "jensen"]', [0]),
        # caseExact of the schema decides.
        ('externalId eq "BJENSEN"', []),
        ('userName eq "BJENSEN@EXAMPLE.COM"', [0]),
        ("unknown pr", []),
    ],
)
def test_that_the_points_the_rfc_settles_hold(text: str, expected: list[int]) -> None:
    assert who(text) == expected


def test_that_the_path_in_front_of_brackets_has_no_case() -> None:
    matches = compile_filter(tree('A.SUB[x eq "1"]'), ATTRIBUTES)

    assert matches({"a": {"sub": [{"x": "1"}]}})


def test_that_a_match_is_explained_clause_by_clause() -> None:
    clause = compile_reasons(tree('userName sw "b" and not (active eq false)'), ATTRIBUTES)(BARBARA)

    assert clause == Clause(
        'userName sw "b" and not (active eq false)',
        True,
        (),
        (
            Clause('userName sw "b"', True, ("bjensen@example.com",)),
            Clause("not (active eq false)", True, (), (Clause("active eq false", False, (True,)),)),
        ),
    )


def test_that_each_element_in_brackets_has_its_own_clause() -> None:
    clause = compile_reasons(tree('emails[type eq "work"]'), ATTRIBUTES)(BARBARA)

    assert [part.matched for part in clause.parts] == [True, False]
    assert [value["type"] for value in clause.values if isinstance(value, dict)] == ["work", "home"]
    assert compile_reasons(tree("emails[type pr]"))(EMPTY).parts == ()


@pytest.mark.parametrize(
    "odd", [[], {}, None, [None], [[]], [1, "a"], {"value": {"value": 1}}, True]
)
def test_that_no_odd_value_raises(odd: Json) -> None:
    person = {**JOHN, "emails": odd, "name": odd, "active": odd}
    for text in (
        'emails[type eq "x"]',
        "emails.value gt 1",
        "name.familyName pr",
        "active eq true",
    ):
        node = tree(text)
        assert compile_filter(node)(person) == compile_reasons(node)(person).matched

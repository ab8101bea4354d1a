"""Proposals at a place of a filter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.protocol.filters.attributes import Attributes
from scim_explorer.protocol.filters.completion import (
    MOST_ITEMS,
    Completion,
    Expected,
    complete,
    is_complete_word,
)
from scim_explorer.protocol.schema import Attribute
from tests.protocol.filters.people import ATTRIBUTES


def at(text: str) -> Completion:
    """Return what can be written where "|" stands."""
    before, _, after = text.partition("|")
    seen = {"userName": ["ann", "bob"], "emails.value": ["a@x"]}
    return complete(before + after, len(before), ATTRIBUTES, lambda path: seen.get(path, ()))


def texts(text: str) -> list[str]:
    return [item.text for item in at(text).items]


@pytest.mark.parametrize(
    ("text", "expected", "some"),
    [
        ("|", Expected.PATH, {"userName", "emails", "name.familyName", "not ("}),
        ("user|", Expected.PATH, {"userName", "userType"}),
        ("fam|", Expected.PATH, {"name.familyName"}),
        ("userName |", Expected.OPERATOR, {"eq", "co", "sw", "pr"}),
        ("active |", Expected.OPERATOR, {"eq", "ne", "pr"}),
        ("userName eq |", Expected.VALUE, {'"ann"', '"bob"'}),
        ('userName eq "b|', Expected.VALUE, {'"bob"'}),
        ("active eq |", Expected.VALUE, {"true", "false"}),
        ("emails[|", Expected.PATH, {"value", "type", "primary"}),
        ("emails[type eq |", Expected.VALUE, {'"work"', '"home"', '"other"'}),
        ("emails[value eq |", Expected.VALUE, {'"a@x"'}),
        ("emails[type pr |", Expected.JOINER, {"and", "or", "]"}),
        ("(title pr |", Expected.JOINER, {"and", "or", ")"}),
        ("title pr and |", Expected.PATH, {"userName"}),
        ("not |", Expected.PATH, {"userName"}),
        ('title eq "x" a|', Expected.JOINER, {"and"}),
        ("title pr | and active eq true", Expected.JOINER, {"and", "or"}),
    ],
)
def test_that_a_place_has_its_proposals(text: str, expected: Expected, some: set[str]) -> None:
    found = at(text)

    assert found.expected is expected
    assert some <= {item.text for item in found.items}


def test_that_only_operators_that_fit_the_type_are_proposed() -> None:
    assert texts("active |") == ["eq", "ne", "pr"]
    assert "co" not in texts("meta.created |")
    assert texts("name |") == ["pr"]


def test_that_the_word_under_the_cursor_is_what_is_replaced() -> None:
    assert at("title pr and usr|Name pr").span == (13, 20)
    assert at('userName eq "a b|').span == (12, 16)
    assert at("title pr |").span == (9, 9)


def test_that_an_attribute_says_what_it_is() -> None:
    emails = next(item for item in at("emails|").items if item.text == "emails")

    assert emails.detail.startswith("complex, multi-valued")


@given(st.text(), st.integers(0, 50))
def test_that_any_text_has_proposals_inside_it(text: str, cursor: int) -> None:
    cursor = min(cursor, len(text))

    found = complete(text, cursor, ATTRIBUTES)

    assert 0 <= found.span.start <= cursor <= found.span.end <= len(text)


def test_that_many_attributes_are_not_all_shown() -> None:
    many = Attributes((f"attribute{number}", Attribute("a")) for number in range(2000))

    assert len(complete("a", 1, many).items) == MOST_ITEMS


def test_that_a_whole_operator_needs_no_proposals() -> None:
    assert is_complete_word("EQ", Expected.OPERATOR)
    assert not is_complete_word("e", Expected.OPERATOR)
    assert not is_complete_word("and", Expected.PATH)


HISTORY = ('userName sw "a"', "title pr", 'USERNAME eq "b"')


def old(text: str, cursor: int | None = None) -> list[str]:
    at = len(text) if cursor is None else cursor
    return [i.text for i in complete(text, at, ATTRIBUTES, history=HISTORY).items if i.is_filter]


def test_that_filters_sent_before_are_proposed_at_the_start_of_the_text() -> None:
    assert old("") == list(HISTORY)
    assert old("username") == ['userName sw "a"', 'USERNAME eq "b"']
    assert old("  ti") == ["title pr"]


def test_that_filters_sent_before_are_not_proposed_inside_a_filter() -> None:
    assert old("title pr and ") == []
    assert old("(") == []
    assert old(' and title eq "x"', 0) == []


def test_that_attributes_come_first_once_something_is_typed() -> None:
    found = complete("userN", 5, ATTRIBUTES, history=HISTORY).items

    assert [one.text for one in found] == ["userName", 'userName sw "a"', 'USERNAME eq "b"']
    assert complete("", 0, ATTRIBUTES, history=HISTORY).items[0].text == 'userName sw "a"'


def test_that_only_the_newest_filters_are_proposed() -> None:
    many = [f"n eq {n}" for n in range(50)]

    found = complete("", 0, ATTRIBUTES, history=many).items

    assert [one.text for one in found if one.is_filter] == many[:8]

"""Conditions made from what was typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.protocol.filters.attributes import NOTHING_KNOWN, Attributes
from scim_explorer.protocol.filters.conditions import (
    compared,
    first_condition,
    first_element,
    likely_values,
    literal_of,
    operator_of,
    proposed_paths,
    typed_path,
    typed_value,
    with_operator,
    with_path,
    with_value,
)
from scim_explorer.protocol.filters.printer import canonical
from scim_explorer.protocol.filters.syntax import Comparison, Path, Presence
from scim_explorer.protocol.json_codec import dumps
from scim_explorer.protocol.schema import Attribute
from tests.protocol.filters.people import ATTRIBUTES

KINDS = {
    kind: Attribute("x", kind)
    for kind in ("string", "boolean", "integer", "decimal", "dateTime", "reference", "binary")
}
ACTIVE = Attribute("active", "boolean")
KIND_OF_MAIL = Attribute("type", canonical_values=("work", "home"))


def path(text: str) -> Path:
    found = typed_path(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "kind", "literal"),
    [
        ("bjensen", "string", '"bjensen"'),
        (' say "hi" \\ ', "string", '" say \\"hi\\" \\\\ "'),
        ("12", "string", '"12"'),
        ("true", "string", '"true"'),
        ("", "string", '""'),
        ('"as it stands \\u202e"', "string", '"as it stands \\u202e"'),
        ('"not closed', "string", '"\\"not closed"'),
        ("true", "boolean", "true"),
        (" False ", "boolean", "false"),
        ("yes", "boolean", '"yes"'),
        ("12", "integer", "12"),
        ("-3", "integer", "-3"),
        ("1.5", "integer", '"1.5"'),
        ("true", "integer", '"true"'),
        ("1.50", "decimal", "1.50"),
        ("2026-11-23T13:02:00Z", "dateTime", '"2026-11-23T13:02:00Z"'),
        ("bjensen", None, '"bjensen"'),
        ("12", None, "12"),
        ("null", None, "null"),
        ("12 months", None, '"12 months"'),
        ('"12"', None, '"12"'),
    ],
)
def test_that_a_value_is_written_as_the_type_demands(
    text: str, kind: str | None, literal: str
) -> None:
    assert literal_of(text, KINDS[kind] if kind else None) == literal


@given(st.text(), st.sampled_from([None, *KINDS]), st.sampled_from([bool, str.isprintable]))
def test_that_what_can_be_typed_for_a_string_gives_the_string(
    value: str, kind: str | None, needs_escape: Callable[[str], bool]
) -> None:
    attribute = KINDS[kind] if kind else None
    condition = compared(path("x"), "eq", dumps(value))

    typed = typed_value(condition, attribute, needs_escape)
    again = with_value(condition, typed, attribute)

    assert isinstance(again, Comparison)
    assert again.value == value
    assert typed.isascii() or not needs_escape(value)


@pytest.mark.parametrize(
    ("literal", "kind"),
    [("true", "boolean"), ("12", "integer"), ("1.50", "decimal"), ("null", None), ("-1e3", None)],
)
def test_that_what_can_be_typed_for_a_literal_gives_the_literal(
    literal: str, kind: str | None
) -> None:
    attribute = KINDS[kind] if kind else None
    condition = compared(path("x"), "eq", literal)

    assert canonical(with_value(condition, typed_value(condition, attribute), attribute)) == (
        f"x eq {literal}"
    )


@pytest.mark.parametrize("text", ["", " ", "a b", 'a"b', "a(b", "a.b.c", "urn:x[y:z", "1a", '"a"'])
def test_that_what_is_no_path_is_none(text: str) -> None:
    assert typed_path(text) is None


@pytest.mark.parametrize(
    ("before", "operator", "attribute", "after"),
    [
        ('"x"', "sw", KINDS["string"], 'a sw "x"'),
        ('"x"', "sw", ACTIVE, "a eq true"),
        ('"False"', "eq", ACTIVE, "a eq false"),
        ("true", "ne", KINDS["string"], 'a ne "true"'),
        ('"12"', "gt", KINDS["integer"], 'a gt "12"'),
        ("12", "gt", KINDS["decimal"], "a gt 12"),
        ('"x"', "eq", Attribute("a", "complex"), "a pr"),
        ('"\\u00e4"', "sw", None, 'a sw "\u00e4"'),
    ],
)
def test_that_operator_and_value_follow_another_attribute(
    before: str, operator: str, attribute: Attribute | None, after: str
) -> None:
    condition = compared(path("b"), operator, before)

    changed = canonical(with_path(condition, path("a"), attribute))

    assert changed == after


def test_that_an_operator_with_a_value_gets_a_likely_one() -> None:
    present = Presence(path("active"), path("a").span)

    assert canonical(with_operator(present, "eq", ACTIVE)) == "active eq true"
    assert canonical(with_operator(present, "eq", KIND_OF_MAIL)) == 'active eq "work"'
    assert canonical(with_operator(present, "eq", None)) == 'active eq ""'
    assert with_value(present, "x", None) == present


def test_that_another_operator_leaves_the_literal_as_typed() -> None:
    condition = compared(path("a"), "eq", '"\\u00e4"')

    changed = with_operator(condition, "ne", ACTIVE)

    assert isinstance(changed, Comparison)
    assert (operator_of(changed), changed.literal) == ("ne", '"\\u00e4"')
    assert operator_of(with_operator(condition, "pr", None)) == "pr"


def test_that_values_are_offered_by_type_and_schema() -> None:
    assert likely_values(ACTIVE) == ("true", "false")
    assert likely_values(KIND_OF_MAIL) == ("work", "home")
    assert likely_values(KINDS["string"]) == ()
    assert likely_values(None) == ()


def test_that_a_filter_begins_with_what_is_most_often_asked_for() -> None:
    odd = Attributes([("serial", Attribute("serial"))])

    assert canonical(first_condition(ATTRIBUTES, None)) == "userName pr"
    assert canonical(first_condition(ATTRIBUTES, path("emails"))) == "value pr"
    assert canonical(first_condition(NOTHING_KNOWN, None)) == "userName pr"
    assert canonical(first_condition(NOTHING_KNOWN, path("emails"))) == "value pr"
    assert canonical(first_condition(odd, None)) == "serial pr"


def test_that_a_value_path_begins_with_an_attribute_that_has_elements() -> None:
    odd = Attributes([("serial", Attribute("serial"))])
    known, unknown = first_element(ATTRIBUTES), first_element(NOTHING_KNOWN)

    assert known is not None
    assert unknown is not None
    assert (canonical(known), canonical(unknown)) == ("emails[value pr]", "emails[value pr]")
    assert first_element(odd) is None


def test_that_value_paths_are_proposed_attributes_with_elements_only() -> None:
    elements = [name for name, _ in proposed_paths(ATTRIBUTES, None, for_elements=True)]
    below = [name for name, _ in proposed_paths(ATTRIBUTES, path("emails"), for_elements=False)]

    assert {"emails", "phoneNumbers"} <= set(elements)
    assert not {"name", "userName", "emails.value"} & set(elements)
    assert {"value", "type"} <= set(below)

"""What can be done to the rows of a filter."""

from __future__ import annotations

import pytest

from scim_explorer.protocol.filters.attributes import NOTHING_KNOWN, Attributes
from scim_explorer.protocol.filters.parser import parse_filter
from scim_explorer.protocol.filters.printer import canonical
from scim_explorer.protocol.filters.row_edits import (
    RowEdit,
    add_condition,
    add_element,
    add_group,
    move_down,
    move_up,
    negate,
    remove,
    turn_element,
    turn_group,
)
from scim_explorer.protocol.filters.rows import rows_of
from scim_explorer.protocol.schema import Attribute
from tests.protocol.filters.people import ATTRIBUTES

NO_ELEMENTS = Attributes([("serial", Attribute("serial"))])


def edited(
    text: str, number: int, edit: RowEdit, attributes: Attributes = ATTRIBUTES
) -> str | None:
    tree = parse_filter(text).tree
    assert tree is not None
    done = edit(tree, rows_of(tree, 100)[0][number], attributes)
    return None if done is None or done.tree is None else canonical(done.tree)


@pytest.mark.parametrize(
    ("text", "number", "edit", "after"),
    [
        ("id pr", 0, add_condition, "id pr and userName pr"),
        ("id pr or title pr", 1, add_condition, "id pr or userName pr or title pr"),
        ("id pr or title pr", 0, add_condition, "id pr or title pr or userName pr"),
        ("not (id pr or title pr)", 0, add_condition, "not (id pr or title pr or userName pr)"),
        ("emails[type pr]", 0, add_condition, "emails[type pr and value pr]"),
        ("emails[type pr]", 1, add_condition, "emails[type pr and value pr]"),
        (
            "emails[type pr or primary pr]",
            0,
            add_condition,
            "emails[type pr or primary pr or value pr]",
        ),
        ("id pr", 0, add_element, "id pr and emails[value pr]"),
        ("emails[type pr]", 0, add_element, "emails[type pr] and emails[value pr]"),
        ("id pr or ims[type pr]", 2, add_element, "id pr or ims[type pr] or emails[value pr]"),
        ("id pr", 0, add_group, "id pr or userName pr"),
        ("id pr and title pr", 1, add_group, "(id pr or userName pr) and title pr"),
        ("id pr and title pr", 0, add_group, "id pr and title pr or userName pr"),
        ("id pr or title pr", 0, add_group, "(id pr or title pr) and userName pr"),
        ("not (id pr or title pr)", 0, add_group, "not (id pr or title pr) or userName pr"),
        ("not (id pr)", 0, negate, "id pr"),
        ("id pr", 0, negate, "not (id pr)"),
        ("not (emails.type pr)", 0, turn_element, "not (emails[type pr])"),
        ("not (emails[type pr])", 0, turn_element, "not (emails.type pr)"),
        ("emails pr", 0, turn_element, "emails[value pr]"),
        (
            "id pr and emails[type pr or value pr]",
            2,
            turn_group,
            "id pr and emails[type pr and value pr]",
        ),
        ("id pr and not (title pr)", 2, move_up, "not (title pr) and id pr"),
        ("id pr and title pr", 1, move_down, "title pr and id pr"),
        ("id pr and not (title pr)", 2, remove, "id pr"),
    ],
)
def test_that_a_row_is_edited_with_what_is_around_it(
    text: str, number: int, edit: RowEdit, after: str
) -> None:
    assert edited(text, number, edit) == after


@pytest.mark.parametrize(
    ("text", "number", "edit"),
    [
        ("emails[type pr]", 1, add_element),
        ("userName pr", 0, turn_element),
        ("nonsense.sub pr and id pr", 0, turn_element),
        ("id pr", 0, turn_group),
        ("id pr", 0, move_up),
        ("id pr and title pr", 2, move_down),
    ],
)
def test_that_what_makes_no_sense_cannot_be_done(text: str, number: int, edit: RowEdit) -> None:
    assert edited(text, number, edit) is None


def test_that_without_a_schema_a_sub_attribute_is_enough_for_a_value_path() -> None:
    assert edited("a.b pr", 0, turn_element, NOTHING_KNOWN) == "a[b pr]"
    assert edited("a pr", 0, turn_element, NOTHING_KNOWN) is None


def test_that_a_schema_without_elements_offers_no_value_path() -> None:
    assert edited("serial pr", 0, add_element, NO_ELEMENTS) is None

"""Which columns a type can have, and by which of them it can be sorted."""

from __future__ import annotations

import pytest

from scim_explorer.protocol.list_response import read_list
from scim_explorer.protocol.rfc_schemas import rfc_schema_set
from scim_explorer.ui.models.column_choice import ColumnChoice
from scim_explorer.ui.models.table_columns import Kind
from tests.ui.fake_directory import USERS, list_body, user

ROWS = read_list(list_body([user(n, shoeSize=n) for n in range(3)], 3)).rows


@pytest.fixture
def choice() -> ColumnChoice:
    return ColumnChoice(USERS, rfc_schema_set())


def test_that_what_is_only_in_the_rows_can_be_a_column(choice: ColumnChoice) -> None:
    available = choice.available(ROWS)

    assert "shoeSize" in available
    assert "name.givenName" in available


def test_that_chosen_paths_win_over_the_defaults(choice: ColumnChoice) -> None:
    assert [one.path for one in choice.columns(("title", "id"), ROWS)] == ["title", "id"]
    assert "userName" in [one.path for one in choice.columns((), ROWS)]


def test_that_kinds_come_from_the_schema_without_regard_to_case(choice: ColumnChoice) -> None:
    assert choice.column("META.lastmodified").kind is Kind.DATE


def test_that_only_single_plain_values_are_offered_to_sort_by(choice: ColumnChoice) -> None:
    sortable = choice.sortable()

    assert {"userName", "name.familyName", "meta.created"} <= set(sortable)
    assert not {"emails", "emails.value", "name", "schemas"} & set(sortable)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("userName", True),
        pytest.param("meta.lastModified", False, id="all equal"),
        pytest.param("active", False, id="booleans have no order all agree on"),
        pytest.param("emails", False, id="several values"),
        pytest.param("", False, id="nothing was asked"),
    ],
)
def test_is_out_of_order_when_descending(
    choice: ColumnChoice, path: str, *, expected: bool
) -> None:
    assert choice.is_out_of_order(ROWS, path, descending=True) is expected

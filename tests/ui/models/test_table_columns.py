"""How cells read, and what a filter by a cell looks like."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scim_explorer.protocol.schema import Attribute
from scim_explorer.ui.models.table_columns import (
    Column,
    Kind,
    cell_text,
    column_of,
    equals_filter,
    local_date,
    tsv,
)


@pytest.fixture(autouse=True)
def _in_oslo(set_time_zone: Callable[[str], None]) -> None:
    set_time_zone("Europe/Oslo")


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("2026-11-23T13:02:00Z", "2026-11-23 14:02"),
        ("2026-07-01T12:00:59.123456+02:00", "2026-07-01 12:00"),
        pytest.param("2026-11-23T13:02:00", "", id="no zone"),
        pytest.param("23.11.2026", "", id="another spelling"),
        pytest.param("0001-01-01T00:00:00Z", "0001-01-01", id="before there were zones"),
        ("", ""),
    ],
)
def test_local_date(sent: str, shown: str) -> None:
    assert local_date(sent).startswith(shown)
    assert bool(local_date(sent)) == bool(shown)


def test_that_an_odd_date_is_shown_as_sent() -> None:
    assert cell_text(Column("meta.created", Kind.DATE), "yesterday\u202e") == "yesterday\\u202E"


def test_that_a_huge_value_shows_its_head() -> None:
    shown = cell_text(Column("photos"), "x" * 1_000_000)

    assert len(shown) == 301
    assert shown.endswith("\u2026")


@pytest.mark.parametrize(
    ("path", "attribute", "expected"),
    [
        ("id", None, Column("id", Kind.ID)),
        ("externalId", Attribute("externalId"), Column("externalId", Kind.ID)),
        ("active", Attribute("active", "boolean"), Column("active", Kind.BOOLEAN)),
        ("meta.created", Attribute("created", "dateTime"), Column("meta.created", Kind.DATE)),
        ("emails", Attribute("emails", "complex", True), Column("emails", Kind.TEXT, True, True)),
        pytest.param("shoeSize", None, Column("shoeSize"), id="unknown to the schema"),
    ],
)
def test_column_of(path: str, attribute: Attribute | None, expected: Column) -> None:
    assert column_of(path, attribute) == expected


@pytest.mark.parametrize(
    ("column", "sent", "expected"),
    [
        (Column("userName"), "amy", 'userName eq "amy"'),
        (Column("userName"), 'a"\\b', r'userName eq "a\"\\b"'),
        (Column("title"), "Ærlig", 'title eq "Ærlig"'),
        (Column("active", Kind.BOOLEAN), "true", "active eq true"),
        (Column("age", Kind.NUMBER), "1.00", "age eq 1.00"),
        (Column("emails", Kind.TEXT, True, True), "a@b", 'emails.value eq "a@b"'),
        pytest.param(Column("title"), "", "not (title pr)", id="no value"),
    ],
)
def test_equals_filter(column: Column, sent: str, expected: str) -> None:
    assert equals_filter(column, sent) == expected


def test_that_cells_with_tabs_breaks_and_quotes_stay_one_cell() -> None:
    assert tsv([("a", 'b"c'), ("d\te", "f\ng")]) == 'a\t"b""c"\n"d\te"\t"f\ng"'

"""Which texts compare in one way only."""

from __future__ import annotations

import pytest

from scim_explorer.protocol.filters.likeness import is_before, is_earlier, unsure_of_text
from scim_explorer.protocol.filters.truth import Truth
from scim_explorer.protocol.schema import Attribute


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("a", "b", True),
        ("b", "a", False),
        ("B", "a", None),
        ("a.c", "ab", None),
        ("é", "z", None),
        ("-1", "-2", None),
    ],
)
def test_that_an_order_is_only_told_where_all_alphabets_agree(
    one: str, other: str, expected: Truth
) -> None:
    assert is_before(one, other) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2026-11-03T10:00:00Z", "2026-11-03T11:30:00+01:00", True),
        ("2026-11-03T11:00:00+01:00", "2026-11-03T10:00:00Z", False),
        pytest.param("2026-11-03T10:00:00", "2026-11-04T10:00:00Z", None, id="no zone"),
        pytest.param("soon", "2026-11-04T10:00:00Z", None, id="no date"),
    ],
)
def test_that_dates_are_told_apart_as_instants(one: str, other: str, expected: Truth) -> None:
    assert is_earlier(one, other) is expected


@pytest.mark.parametrize(
    ("type_name", "value", "wanted", "expected"),
    [
        ("string", "Berta", "berta", False),
        ("string", "straße", "STRASSE", True),
        pytest.param("reference", "http://a", "HTTP://A", True, id="case of a reference"),
        pytest.param("dateTime", "soon", "2026-11-04T10:00:00Z", True, id="no date"),
        pytest.param("string", 5, "5", True, id="no text"),
    ],
)
def test_that_a_comparison_is_open_where_texts_may_be_read_in_two_ways(
    type_name: str, value: str, wanted: str, *, expected: bool
) -> None:
    unsure = unsure_of_text("eq", wanted, Attribute("a", type=type_name), is_an_id=False)

    assert unsure(value) is expected

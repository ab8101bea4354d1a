"""The order of rows by one attribute."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.local_order import SortKey, in_order, key_reader
from scim_explorer.protocol.rfc_schemas import ENTERPRISE_USER, USER
from scim_explorer.protocol.schema import Attribute

TEXT, EXACT = Attribute("a"), Attribute("a", case_exact=True)
DATE, NUMBER = Attribute("a", type="dateTime"), Attribute("a", type="integer")
MAILS = Attribute("emails", type="complex", multi_valued=True, sub_attributes=(Attribute("value"),))


def order(
    rows: Sequence[object], path: str, attribute: Attribute | None = None, *, down: bool = False
) -> list[int] | None:
    key = key_reader(path, attribute)
    return in_order([key(json.dumps(row).encode()) for row in rows], descending=down)


def values(*found: Json) -> list[dict[str, Json]]:
    return [{"a": value} for value in found]


@pytest.mark.parametrize(
    ("found", "attribute", "expected"),
    [
        pytest.param(["b", "C", "a"], TEXT, [2, 0, 1], id="any case"),
        pytest.param(["b", "C", "a"], EXACT, [1, 2, 0], id="as spelled"),
        pytest.param([10, 9, 9.5], NUMBER, [1, 2, 0], id="numbers"),
        pytest.param([True, False], None, [1, 0], id="false first"),
        pytest.param(
            ["2026-01-01T00:00:00Z", "2026-01-01T00:30:00+01:00"], DATE, [1, 0], id="instants"
        ),
        pytest.param(
            ["2026-01-01T00:00:00Z", "2026-01-01T00:30:00+01:00"], TEXT, [0, 1], id="no instants"
        ),
        pytest.param(["b", None, [], "a"], TEXT, [3, 0, 1, 2], id="nothing last"),
        pytest.param(["a", 1, "B", True], None, [1, 3, 0, 2], id="numbers before texts"),
        pytest.param(["soon", "2026-01-01T00:00:00Z"], DATE, [1, 0], id="dates before texts"),
    ],
)
def test_that_the_type_decides_on_the_order(
    found: list[Json], attribute: Attribute | None, expected: list[int]
) -> None:
    assert order(values(*found), "a", attribute) == expected


def test_that_descending_puts_first_what_has_no_value_and_keeps_equals() -> None:
    rows = [{"a": "x", "n": 1}, {"a": "y"}, {}, {"a": "X"}, {"b": 1}]

    assert order(rows, "a", down=True) == [2, 4, 1, 0, 3]


@pytest.mark.parametrize(
    ("row", "path", "expected"),
    [
        ({"A": "x"}, "a", "x"),
        ({"a": 7}, "a", 7),
        ({"a": None, "A": "x"}, "a", None),
        ({"name": {"familyName": "Ada"}}, "name.familyName", "ada"),
        ({"emails": [{"value": "b"}, {"value": "a", "primary": True}]}, "emails", "a"),
        ({"emails": [{"value": "b"}, {"value": "a"}]}, "emails", "b"),
        ({"emails": [{"type": "w"}, {"type": "h", "primary": True}]}, "emails.type", "h"),
        ({"emails": []}, "emails", None),
        ({"name": {"familyName": "B", "givenName": "A"}}, "name", "a b"),
        ({ENTERPRISE_USER: {"department": "QA"}}, f"{ENTERPRISE_USER}:department", "qa"),
        ({ENTERPRISE_USER: {"manager": {"value": "7"}}}, f"{ENTERPRISE_USER}:manager", "7"),
        ({"userName": "a"}, f"{USER}:userName", "a"),
        ({"a": {"b": {"c": 1}}}, "a.b.c", 1),
        ([], "a", None),
    ],
)
def test_that_a_row_is_sorted_by(row: object, path: str, expected: SortKey) -> None:
    assert key_reader(path, MAILS if path == "emails" else None)(json.dumps(row).encode()) == (
        expected
    )


def test_that_a_row_that_is_no_json_has_no_value() -> None:
    assert key_reader("a")(b'{"a":') is None


KEYS = st.lists(st.one_of(st.none(), st.text(max_size=2), st.integers(0, 5), st.booleans()))


@pytest.mark.hypothesis
@given(KEYS, st.booleans())
def test_that_the_order_is_that_of_a_plain_stable_sort(keys: list[SortKey], down: bool) -> None:  # noqa: FBT001
    def plain(place: int) -> tuple[bool, bool, SortKey]:
        key = keys[place]
        return key is None, isinstance(key, str), 0 if key is None else key

    expected = sorted(range(len(keys)), key=plain, reverse=down)

    assert in_order(keys, descending=down) == expected
    again = in_order(keys, descending=down, ascending=in_order(keys, descending=False))
    assert again == expected


@pytest.mark.parametrize("down", [False, True])
def test_that_many_rows_are_sorted_as_few_are(down: bool) -> None:  # noqa: FBT001
    keys: list[SortKey] = [f"{n * 7919 % 10_007:05}" for n in range(110_000)]

    expected = sorted(range(len(keys)), key=lambda place: str(keys[place]), reverse=down)

    assert in_order(keys, descending=down) == expected


def test_that_a_sort_nobody_waits_for_ends() -> None:
    assert in_order(["a"] * 20_000, descending=False, should_stop=lambda: True) is None

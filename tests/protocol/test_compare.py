"""What differs between two values."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.protocol.compare import MISSING, Change, ChangeKind, diff
from scim_explorer.protocol.json_codec import Json, loads
from tests.protocol.test_json_scan import JSON


def told(before: Json, after: Json) -> list[str]:
    return [f"{change.kind} {change.pointer}" for change in diff(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 2}, ["changed /a"]),
        ({"a": 1}, {}, ["removed /a"]),
        ({}, {"a": 1}, ["added /a"]),
        ({"a": {"b": 1, "c": 2}}, {"a": {"b": 1, "c": 3}}, ["changed /a/c"]),
        ({"a": True}, {"a": 1}, ["changed /a"]),
        ({"a": 1}, {"a": 1.0}, []),
        ({"a": "1"}, {"a": 1}, ["changed /a"]),
        ({"a": {}}, {"a": []}, ["changed /a"]),
        ({"a/b": 1}, {}, ["removed /a~1b"]),
        ([1, 2], [2, 1], []),
        ([1, 2, 2], [2, 1], ["removed /2"]),
        ([1], [1, 1], ["added /1"]),
        (["a", "b"], ["c", "b"], ["changed /0"]),
        (
            [{"value": "a", "type": "work"}, {"value": "b"}],
            [{"value": "b"}, {"value": "a", "type": "work", "primary": True}],
            ["added /1/primary"],
        ),
        ([{"value": "a", "type": "work"}], [{"value": "a"}], ["removed /0/type"]),
        (
            [{"value": "a", "type": "x"}, {"value": "a", "type": "y"}],
            [{"value": "a", "type": "y", "d": 1}, {"value": "a", "type": "x", "d": 1}],
            ["added /1/d", "added /0/d"],
        ),
        (1, 2, ["changed "]),
    ],
)
def test_that_a_difference_is_named_as_deep_as_it_goes(
    before: Json, after: Json, changes: list[str]
) -> None:
    assert told(before, after) == changes


@pytest.mark.parametrize(
    ("before", "after"), [({"a": None}, {}), ({"a": []}, {"a": None}), ({}, {"a": []})]
)
def test_that_null_empty_and_absent_are_one_state_unless_asked(before: Json, after: Json) -> None:
    assert diff(before, after) == ()
    assert len(diff(before, after, null_is_absent=False)) == 1


def test_that_a_change_carries_both_sides() -> None:
    assert diff({"a": 1}, {"b": [1]}) == (
        Change("/a", 1, MISSING, ChangeKind.REMOVED),
        Change("/b", MISSING, [1], ChangeKind.ADDED),
    )


def test_that_nan_is_no_change() -> None:
    assert diff({"a": float("nan")}, {"a": float("nan")}) == ()


def test_that_five_hundred_levels_are_compared() -> None:
    deep = '{"a":[' * 250 + "%s" + "]}" * 250

    (change,) = diff(loads(deep % 1), loads(deep % 2))

    assert change.pointer == "/a/0" * 250


def test_that_ten_thousand_members_in_another_order_are_no_change() -> None:
    members: list[Json] = [{"value": str(number)} for number in range(10_000)]

    assert diff({"members": members}, {"members": members[::-1]}) == ()


@given(JSON)
def test_that_a_copy_does_not_differ(value: Json) -> None:
    assert diff(value, copy.deepcopy(value), null_is_absent=False) == ()


@given(JSON, JSON)
def test_that_both_directions_have_as_many_changes(before: Json, after: Json) -> None:
    forth, back = diff(before, after), diff(after, before)

    assert len(forth) == len(back)
    assert {c.kind for c in forth} <= set(ChangeKind)


@given(st.lists(JSON, max_size=6).flatmap(lambda x: st.tuples(st.just(x), st.permutations(x))))
def test_that_order_in_an_array_says_nothing(orders: tuple[list[Json], list[Json]]) -> None:
    assert diff(orders[0], list(orders[1])) == ()

"""Claims held against answers."""

from __future__ import annotations

import json

import pytest

from scim_explorer.checks.honesty import Trials, compared, first_of, seen, version_of
from scim_explorer.exchanges.exchange import Exchange
from scim_explorer.protocol.schema import Capabilities
from tests.checks.answers import SCIM, got, listed, silent

TAGGED = got({"id": "a"}, headers=(*SCIM, ("ETag", 'W/"1"')))
UNCHANGED = got(b"", 304)


def named(*names: str) -> Exchange:
    return got({"Resources": [{"id": name, "userName": name} for name in names]})


@pytest.mark.parametrize(
    ("tried", "proved"),
    [
        (Trials(filtered=listed()), {"filter": True}),
        (Trials(filtered=listed("a")), {"filter": False}),
        (Trials(filtered=got({}, 501)), {"filter": False}),
        (Trials(filtered=got({}, 500)), {}),
        (Trials(filtered=silent()), {}),
        (Trials(ascending=named("a", "b"), descending=named("b", "a")), {"sort": True}),
        (Trials(ascending=named("a", "b"), descending=named("a", "b")), {"sort": False}),
        (Trials(ascending=named("a", "A"), descending=named("a", "A")), {}),
        (Trials(ascending=named("a"), descending=named("a")), {}),
        (Trials(ascending=got({}, 400), descending=got({}, 400)), {"sort": False}),
        (Trials(ascending=silent(), descending=silent()), {}),
        (Trials(resource=TAGGED, unchanged=UNCHANGED), {"etag": True}),
        (Trials(resource=TAGGED, unchanged=TAGGED), {}),
        (Trials(resource=got({"id": "a"})), {"etag": False}),
        (Trials(resource=got({}, 404)), {}),
        (Trials(cursor=listed("a", total=9, cursor="x")), {"cursor": True}),
        (Trials(cursor=listed("a", total=9)), {"cursor": False}),
        (Trials(cursor=listed("a")), {}),
        (Trials(cursor=got({}, 501)), {"cursor": False}),
        (Trials(cursor=got({}, 429)), {}),
        (Trials(), {}),
    ],
)
def test_that_only_what_an_answer_proves_is_held_against_a_claim(
    tried: Trials, proved: dict[str, bool]
) -> None:
    assert seen(tried) == proved


def test_that_claims_and_observations_stand_side_by_side() -> None:
    told = Capabilities(filter=True, sort=True, etag=False)

    said, is_broken = compared(told, {"filter": True, "sort": False, "etag": True, "cursor": True})

    assert is_broken
    assert said == (
        "Seen to work: filter. Claimed, and seen not to work: sort. "
        "Denied, and seen all the same: ETag."
    )


def test_that_nothing_tried_says_nothing() -> None:
    assert compared(Capabilities(filter=True), {}) == ("", False)


def test_that_a_version_stands_in_a_header_or_in_meta() -> None:
    assert version_of(TAGGED) == 'W/"1"'
    assert version_of(got({"meta": {"version": "7"}})) == "7"
    assert version_of(got({"meta": {"version": 7}})) == ""
    assert version_of(got({}, 404)) == ""


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ({"Resources": [{"userName": "Amelia"}]}, "Amelia"),
        ({"Resources": [{"username": "Amelia"}]}, "Amelia"),
        ({"Resources": [{"userName": None}, {"userName": "b"}]}, "b"),
        ({"Resources": [7]}, ""),
        ({}, ""),
    ],
)
def test_that_a_name_to_look_for_is_taken_from_a_page(body: object, wanted: str) -> None:
    assert first_of(got(json.dumps(body).encode()), "userName") == wanted

"""Values taken from rows so that they tell the rows apart."""

from __future__ import annotations

import pytest

from scim_explorer.checks.operators.probe import Kind
from scim_explorer.checks.operators.samples import (
    Sample,
    infix,
    middle,
    of_kind,
    prefix,
    samples_of,
    suffix,
)
from scim_explorer.protocol.filters.attributes import Attributes
from scim_explorer.protocol.schema import Attribute
from tests.checks.operators.people import known, person


def best(kind: Kind) -> Sample:
    return of_kind(samples_of(known()), kind)[0]


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        (Kind.TEXT, "userName"),
        (Kind.EXACT, "externalId"),
        (Kind.BOOLEAN, "active"),
        (Kind.DATE, "meta.created"),
    ],
)
def test_that_the_attribute_that_tells_most_rows_apart_comes_first(kind: Kind, path: str) -> None:
    assert best(kind).path.text == path


def test_that_an_attribute_without_a_value_is_no_sample() -> None:
    paths = [one.path.text for one in samples_of(known())]

    assert "nickName" not in paths
    assert "password" not in paths
    assert "schemas" not in paths


@pytest.mark.parametrize("hidden", [{"returned": "request"}, {"mutability": "writeOnly"}])
def test_that_a_part_of_what_is_kept_back_is_no_sample(hidden: dict[str, str]) -> None:
    part = Attribute("value")
    secret = Attribute("secret", type="complex", sub_attributes=(part,), **hidden)  # type: ignore[arg-type]
    pairs = [("secret", secret), ("secret.value", part), ("userName", Attribute("userName"))]
    rows = [person(number, secret={"value": f"s{number}"}) for number in range(3)]

    found = samples_of(known(rows, attributes=Attributes(pairs)))

    assert [one.path.text for one in found] == ["userName"]


def test_that_an_attribute_of_several_values_is_known_as_one() -> None:
    found = {one.path.text: one.is_multi for one in samples_of(known())}

    assert found["emails.value"]
    assert not found["name.givenName"]


def test_that_values_that_need_an_escape_are_not_taken() -> None:
    names = ('say "hi"', "back\\slash", "Zoë", " blank ", "tab\there", "plain")
    rows = [person(number, userName=name) for number, name in enumerate(names)]
    sample = next(one for one in samples_of(known(rows)) if one.path.text == "userName")

    assert sample.texts == ["plain"]


def test_that_pieces_find_some_rows_and_not_all() -> None:
    sample = best(Kind.TEXT)
    texts = [str(row[0]).casefold() for row in sample.values]

    for piece, test in (
        (prefix(sample, "anton1@example.com"), str.startswith),
        (suffix(sample, "anton1@example.com"), str.endswith),
        (infix(sample, "anton1@example.com"), str.__contains__),
    ):
        assert 0 < sum(test(text, piece) for text in texts) < len(texts)


def test_that_the_middle_has_values_on_both_sides() -> None:
    assert middle(["b", "C", "a"]) == "b"
    assert middle([3, 1, 2.5]) == 2.5
    assert middle([]) is None

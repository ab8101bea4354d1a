"""A server's answer held against our own evaluation."""

from __future__ import annotations

import json

import pytest

from scim_explorer.protocol.filters.answer import (
    MOST_NODES,
    Judgement,
    Sample,
    is_arguable,
    judge,
    kept_back,
    samples_of,
)
from scim_explorer.protocol.filters.attributes import NOTHING_KNOWN, Attributes
from scim_explorer.protocol.filters.parser import parse_filter
from scim_explorer.protocol.filters.printer import canonical
from scim_explorer.protocol.filters.syntax import Node
from scim_explorer.protocol.filters.walk import nodes_of
from scim_explorer.protocol.schema import Attribute
from tests.protocol.filters.people import ATTRIBUTES


def tree(text: str) -> Node:
    parsed = parse_filter(text)
    assert parsed.tree is not None, parsed.problems
    return parsed.tree


def raw(name: str, **members: object) -> bytes:
    return json.dumps({"id": name, "userName": name, **members}).encode()


def pairs(*names: str, **members: object) -> list[tuple[str | None, bytes]]:
    return [(name, raw(name, **members)) for name in names]


def held(text: str, samples: tuple[Sample, ...]) -> Judgement:
    judgement = judge(samples, tree(text), ATTRIBUTES)
    assert judgement is not None
    return judgement


def test_that_what_came_wrongly_and_what_did_not_come_are_told_apart() -> None:
    samples = samples_of(pairs("amy", "bob"), pairs("amy", "ann", "bob", "cid"))

    judgement = held('userName sw "a"', samples)

    assert judgement.matching == 2
    assert [row.name for row in judgement.rows if row.is_extra] == ["bob"]
    assert [row.name for row in judgement.rows if row.is_missing] == ["ann"]
    assert (judgement.returned, judgement.extra, judgement.missing) == (2, 1, 1)


def test_that_what_the_rfc_leaves_open_is_neither_wrong_nor_missing() -> None:
    samples = samples_of(pairs("amy", title="x"), [*pairs("amy", title="x"), *pairs("bob")])

    judgement = held('title ne "boss"', samples)

    assert [(row.id, row.truth) for row in judgement.rows] == [("amy", True), ("bob", None)]
    assert judgement.matching == 2
    assert judgement.missing == 0
    assert judgement.left_open == 1


def test_that_the_bytes_that_came_now_count_more_than_older_ones() -> None:
    samples = samples_of(pairs("amy", title="new"), pairs("amy", title="old"))

    assert held('title eq "new"', samples).extra == 0
    assert len(samples) == 1


def test_that_what_came_in_part_is_judged_by_what_is_known_of_it() -> None:
    samples = samples_of(
        [("amy", b'{"id": "amy"}'), ("zoe", b'{"id": "zoe"}'), (None, b"{}")],
        pairs("amy", title="boss"),
        is_whole=False,
    )

    judgement = held('title eq "boss"', samples)

    assert [(row.id, row.is_returned, row.matched) for row in judgement.rows] == [
        ("amy", True, True)
    ]


def test_that_a_resource_without_id_is_judged_by_itself() -> None:
    samples = samples_of([(None, raw("amy")), (None, raw("bob"))], [(None, raw("cid"))])

    assert [row.matched for row in held('userName eq "bob"', samples).rows] == [False, True]


def test_that_each_clause_is_counted() -> None:
    text = 'userName sw "a" and (title pr or not (active eq true))'
    samples = samples_of(
        [
            ("amy", raw("amy", title="x", active=True)),
            ("ann", raw("ann", active=False)),
            ("bob", raw("bob", active=True)),
        ],
        (),
    )

    counted = held(text, samples).counts

    assert dict(
        zip([canonical(spot.node) for spot in nodes_of(tree(text))], counted, strict=True)
    ) == {
        text: 2,
        'userName sw "a"': 2,
        "title pr or not (active eq true)": 2,
        "title pr": 1,
        "not (active eq true)": 1,
        "active eq true": 2,
    }


def test_that_a_clause_in_brackets_counts_resources_with_such_an_element() -> None:
    work = {"type": "work", "value": "a@b.c"}
    home = {"type": "home", "value": "a@b.org"}
    samples = samples_of([("amy", raw("amy", emails=[work, home])), ("bob", raw("bob"))], ())

    judgement = held('emails[type eq "work" and value ew ".org"]', samples)

    assert judgement.counts == (0, 0, 1, 1)


def test_that_a_long_filter_is_judged_as_a_whole() -> None:
    text = " or ".join(f'userName eq "n{number}"' for number in range(MOST_NODES))

    judgement = held(text, samples_of(pairs("n7", "x"), ()))

    assert judgement.counts == (1,)
    assert [row.matched for row in judgement.rows] == [True, False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('userName eq "a"', False),
        ('emails[type eq "nonsense"]', False),
        ('emails[type eq "work"].value eq "a"', False),
        ("title eq null", True),
        ('unknown eq "a"', True),
        ('name eq "a"', True),
        ("active gt true", True),
        ('title pr and not (unknown eq "a")', True),
    ],
)
def test_that_only_what_servers_may_read_otherwise_is_arguable(
    text: str, *, expected: bool
) -> None:
    assert is_arguable(tree(text), ATTRIBUTES) is expected
    assert is_arguable(tree('unknown eq "a"'), NOTHING_KNOWN) is False


@pytest.mark.parametrize("odd", [b"", b"[]", b"nonsense", b'"text"'])
def test_that_what_is_no_resource_is_left_out(odd: bytes) -> None:
    samples = (Sample("a", odd, is_returned=True), Sample("b", raw("b"), is_returned=True))

    assert [row.id for row in held("userName pr", samples).rows] == ["b"]


def test_that_it_stops_when_told() -> None:
    samples = samples_of(pairs("amy"), ())

    assert judge(samples, tree("userName pr"), ATTRIBUTES, lambda: True) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("password pr", ("password",)),
        ('userName eq "a" and not (PASSWORD eq "x")', ("PASSWORD",)),
        ('userName eq "a"', ()),
        ("unknown pr", ()),
    ],
)
def test_that_what_servers_keep_back_is_named(text: str, expected: tuple[str, ...]) -> None:
    assert kept_back(tree(text), ATTRIBUTES) == expected


def test_that_a_part_of_what_is_kept_back_is_kept_back_too() -> None:
    value = Attribute("value")
    secret = Attribute("secret", "complex", returned="request", sub_attributes=(value,))
    attributes = Attributes([("secret", secret), ("secret.value", value)])

    for text in ("secret pr", 'secret.value eq "x"', 'secret[value eq "x"]'):
        assert kept_back(tree(text), attributes) != ()

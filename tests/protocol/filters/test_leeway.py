"""What matches for certain, what does not, and what the RFC leaves open."""

from __future__ import annotations

from typing import Any

import pytest

from scim_explorer.protocol.filters.attributes import Attributes
from scim_explorer.protocol.filters.leeway import compile_judged
from scim_explorer.protocol.filters.parser import parse_filter
from scim_explorer.protocol.filters.truth import Truth
from scim_explorer.protocol.schema import Attribute
from tests.checks.operators.people import attributes, person

ASSUMED = {"emails": [{"value": "a"}]}
BERTAS = {"emails": [{"value": "berta2@example.com"}]}


def truth(text: str, **changes: Any) -> Truth:
    tree = parse_filter(text).tree
    assert tree is not None
    return compile_judged(tree, attributes())(person(2, **changes))


@pytest.mark.parametrize(
    ("text", "changes", "expected"),
    [
        ('userName eq "BERTA2@example.com"', {}, True),
        ('userName eq "nobody"', {}, False),
        ('externalId eq "EXT-002X"', {}, False),
        pytest.param('title ne "x"', {"title": None}, None, id="ne over nothing"),
        ('title ne "x"', {}, True),
        pytest.param("title pr", {"title": ""}, None, id="pr over an empty text"),
        ("title pr", {"title": None}, False),
        ("emails pr", {"emails": []}, False),
        pytest.param("emails pr", {"emails": [{"value": ""}]}, None, id="pr over an empty part"),
        pytest.param('displayName gt "a_b"', {"displayName": "aB"}, None, id="signs in an order"),
        pytest.param('displayName gt "a"', {"displayName": "Émile"}, None, id="marks in an order"),
        ('displayName gt "a"', {"displayName": "b"}, True),
        pytest.param('displayName gt "a"', {"displayName": "B"}, None, id="case in an order"),
        ('displayName ge "B"', {"displayName": "B"}, True),
        pytest.param('displayName eq "STRASSE"', {"displayName": "straße"}, None, id="folding"),
        pytest.param('displayName eq "émile"', {"displayName": "Émile"}, None, id="accents"),
        ('displayName eq "Émile"', {"displayName": "Émile"}, True),
        pytest.param('id eq "U02"', {}, None, id="case of an id"),
        ('id eq "u02"', {}, True),
        ('id eq "u03"', {}, False),
        pytest.param('profileUrl sw "HTTP"', {"profileUrl": "http://a"}, None, id="case of a URI"),
        pytest.param(
            'meta.created gt "2026-11-03T10:00:00Z"', {}, None, id="more digits than shown"
        ),
        ('meta.created ge "2026-11-03T10:00:00Z"', {}, True),
        ('meta.created gt "2026-11-02T10:00:00Z"', {}, True),
        ('meta.created eq "2026-11-03T10:00:00Z"', {}, True),
        pytest.param(
            'meta.created eq "2026-11-03T11:00:00+01:00"', {}, None, id="another spelling of a date"
        ),
        pytest.param('meta.created gt "2026-11-02T10:00:00"', {}, None, id="a date without zone"),
        pytest.param("title eq null", {}, None, id="null"),
        # Left out, primary is false (RFC 7643 section 2.4).
        ("emails.primary eq false", {"emails": [{"value": "a"}]}, True),
        ("emails[primary eq false]", {"emails": [{"value": "a"}]}, True),
        ("emails[primary eq true]", {"emails": [{"value": "a"}]}, False),
        ("emails.primary ne true", {"emails": [{"value": "a"}]}, True),
        pytest.param(
            "emails[primary pr]", {"emails": [{"value": "a"}]}, None, id="pr over assumed"
        ),
        pytest.param(
            "emails.primary pr", {"emails": [{"value": "a"}]}, None, id="pr over assumed 2"
        ),
        pytest.param('userName eq "Jose\u0301"', {"userName": "José"}, None, id="composition"),
        pytest.param('userName eq "bob"', {"userName": "\uff42ob"}, None, id="width"),
        pytest.param('displayName eq "I"', {"displayName": "\u0131"}, None, id="dotless"),
        pytest.param('displayName eq "izmir"', {"displayName": "\u0130zmir"}, None, id="dotted"),
        ('displayName eq "x"', {"displayName": "José"}, False),
        pytest.param(
            'emails.type ne "work"',
            {"emails": [{"type": "work"}, {"value": "a"}]},
            None,
            id="ne where one is unassigned",
        ),
        ('emails.type ne "work"', {"emails": [{"type": "work"}, {"type": "work"}]}, False),
        ('emails.type ne "work"', {"emails": [{"type": "home"}, {"value": "a"}]}, True),
        # Fig. 2 has it, and the text names no default for a sub-attribute that is left out.
        pytest.param('emails eq "a"', {"emails": [{"value": "a"}]}, None, id="no sub-attribute"),
        pytest.param('emails co "b"', {"emails": [{"value": "a"}]}, None, id="no sub-attribute 2"),
        ('emails eq "a"', {"emails": []}, False),
        pytest.param("name.primary eq false", {}, None, id="primary of what has one value"),
        pytest.param('shoeSize eq "a"', {"shoeSize": "a"}, None, id="in no schema"),
        ('shoeSize eq "a"', {}, False),
        pytest.param("name pr", {"name": {"givenName": None}}, None, id="pr over a hull"),
        pytest.param("emails pr", {"emails": [{"value": None}]}, None, id="pr over a hull 2"),
        ("name pr", {"name": {"givenName": "", "familyName": "x"}}, True),
        pytest.param(
            'meta.created lt "2026-11-03T10:00:00.1234568Z"',
            {"meta": {"created": "2026-11-03T10:00:00.1234567Z"}},
            None,
            id="seven digits",
        ),
        pytest.param(
            'meta.created gt "2026-11-03T10:00:00.5Z"', {}, None, id="digits that are not shown"
        ),
        ('meta.created gt "2026-11-03T09:59:58.5Z"', {}, True),
        pytest.param("active eq true", {"active": "True"}, None, id="a boolean as text"),
        pytest.param('title eq "5"', {"title": 5}, None, id="a text as number"),
        pytest.param('name eq "Berta"', {}, None, id="a complex value"),
        (
            'emails.value eq "BERTA2@EXAMPLE.COM"',
            {"emails": [{"value": "berta2@example.com"}]},
            True,
        ),
        pytest.param('manager.value eq "X"', {"manager": {"value": "x"}}, None, id="unknown"),
        ("not (active eq true)", {}, False),
        ('emails[type eq "work" and value sw "berta"]', {}, True),
        ('emails[type eq "work" and value co "home"]', {}, False),
        pytest.param(
            'title ne "x" and userName eq "nobody"', {"title": None}, False, id="open and false"
        ),
        pytest.param('title ne "x" or active eq true', {"title": None}, True, id="open or true"),
    ],
)
def test_that_only_what_the_rfc_settles_is_settled(
    text: str, changes: dict[str, Any], expected: Truth
) -> None:
    assert truth(text, **changes) is expected


def test_that_primary_is_assumed_of_several_values_only() -> None:
    mark = Attribute("primary", type="boolean")
    several = Attribute("seats", type="complex", multi_valued=True)
    pairs = [("org", Attribute("org", type="complex")), ("org.primary", mark), ("seats", several)]
    row: dict[str, Any] = {"org": {"name": "a"}, "seats": [{"value": "a"}]}

    found = {}
    for name in ("org", "seats"):
        tree = parse_filter(f"{name}.primary eq false").tree
        assert tree is not None
        found[name] = compile_judged(tree, Attributes(pairs))(row)

    assert found == {"org": None, "seats": True}

"""What deserves a word although it parses."""

from __future__ import annotations

import pytest

from scim_explorer.protocol.filters.attributes import NOTHING_KNOWN
from scim_explorer.protocol.filters.parser import parse_filter
from scim_explorer.protocol.filters.remarks import remarks_on
from tests.protocol.filters.people import ATTRIBUTES


@pytest.mark.parametrize(
    ("text", "span", "words"),
    [
        ('usrName eq "x"', (0, 7), "not in the schema"),
        ('emails[typ eq "x"]', (7, 10), "not in the schema"),
        ('mails[type eq "x"]', (0, 5), "not in the schema"),
        ("active gt true", (0, 14), "cannot apply to active"),
        ('active eq "true"', (10, 16), "active is boolean, and this is a string"),
        ("userName eq 7", (12, 13), "userName is string, and this is a number"),
        ("userName eq true", (12, 16), "this is a boolean"),
        ('name eq "x"', (0, 4), "name is complex"),
        ('emails co "x"', (0, 6), "most servers take value"),
        ('emails[type eq "office"]', (15, 23), "none of the values"),
        ('meta.created gt "2026-11-23T13:02:00"', (16, 37), "Without a time zone"),
        ('meta.created gt "yesterday"', (16, 27), "not a date and time"),
        ("title eq null", (0, 13), "does not say what eq null matches"),
        ('userName[value eq "x"]', (0, 8), "no sub-attributes"),
        ('emails[type eq "work"].value eq "x"', (22, 28), "PATCH path"),
    ],
)
def test_that_what_is_odd_is_said_at_its_place(
    text: str, span: tuple[int, int], words: str
) -> None:
    parsed = parse_filter(text)
    assert parsed.tree is not None

    (remark,) = remarks_on(parsed, ATTRIBUTES)

    assert remark.span == span
    assert words in remark.message


@pytest.mark.parametrize(
    "text",
    [
        'userName eq "bjensen"',
        'emails[type eq "WORK" and primary eq true]',
        'meta.lastModified gt "2011-05-13T04:42:34Z"',
        "not (active eq false) and title pr",
        'externalId sw "a"',
    ],
)
def test_that_a_sound_filter_has_no_remarks(text: str) -> None:
    assert remarks_on(parse_filter(text), ATTRIBUTES) == ()


def test_that_without_schemas_only_the_text_is_judged() -> None:
    assert remarks_on(parse_filter('anything eq "x"'), NOTHING_KNOWN) == ()
    assert len(remarks_on(parse_filter("anything eq null"), NOTHING_KNOWN)) == 1
    assert remarks_on(parse_filter("a ="), NOTHING_KNOWN) == ()

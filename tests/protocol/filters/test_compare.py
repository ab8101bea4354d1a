"""One value against one literal."""

from __future__ import annotations

import pytest

from scim_explorer.protocol.filters.compare import moment_of, value_test
from scim_explorer.protocol.filters.parser import parse_filter
from scim_explorer.protocol.filters.syntax import Comparison
from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.schema import Attribute

TEXT, EXACT = Attribute("a"), Attribute("a", case_exact=True)
DATE = Attribute("a", type="dateTime")


def holds(condition: str, value: Json, attribute: Attribute | None = None) -> bool:
    node = parse_filter(f"a {condition}").tree
    assert isinstance(node, Comparison)
    return value_test(node, attribute).of_any(value)


@pytest.mark.parametrize(
    ("condition", "value", "attribute", "expected"),
    [
        ('eq "ABC"', "abc", TEXT, True),
        ('eq "ABC"', "abc", EXACT, False),
        ('co "STRASSE"', "Hauptstra\u00dfe", TEXT, True),
        ('sw "a"', "ABC", TEXT, True),
        ('ew "c"', "ABC", EXACT, False),
        ('gt "b"', "C", TEXT, True),
        ('gt "b"', "C", EXACT, False),
        ('eq "1"', 1, TEXT, False),
        ("eq 1", 1.0, None, True),
        ("eq 1", True, None, False),
        ("eq true", 1, None, False),
        ("eq true", True, None, True),
        ("gt true", True, None, False),
        ("gt 1.5", 2, None, True),
        ("co 1", 11, None, False),
        ("le 3", "3", None, False),
        ('eq "2011-05-13T04:42:34Z"', "2011-05-13T06:42:34+02:00", DATE, True),
        ('gt "2011-05-13T04:42:34Z"', "2011-05-13T04:42:34.001Z", DATE, True),
        ('gt "2011-05-13T04:42:34Z"', "not a date", DATE, False),
        ('sw "2011"', "2011-05-13T04:42:34Z", DATE, True),
        ('gt "soon"', "sooner", DATE, True),
    ],
)
def test_that_types_decide(
    condition: str, value: Json, attribute: Attribute | None, *, expected: bool
) -> None:
    assert holds(condition, value, attribute) == expected


def test_that_a_moment_without_a_zone_is_taken_as_utc() -> None:
    assert moment_of("2026-11-23T13:02:00") == moment_of("2026-11-23T14:02:00+01:00")
    assert moment_of("yesterday") is None

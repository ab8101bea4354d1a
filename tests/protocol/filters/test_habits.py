"""What provisioning clients never send."""

from __future__ import annotations

import pytest

from scim_explorer.protocol.filters.habits import never_sent
from scim_explorer.protocol.filters.parser import parse_filter


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('userName eq "a"', ()),
        ('id eq "x" and manager eq "y"', ()),
        ('userName SW "a" or title pr and userName sw "b"', ("or", "sw", "pr")),
        ('not (emails[type ne "work"])', ("not", "ne")),
        # Templates of Entra ID that are in this program.
        ('emails[type eq "work"].value eq "a@b.c"', ()),
        ('id eq "g" and members[value eq "u"]', ()),
    ],
)
def test_that_what_goes_beyond_eq_and_and_is_named(text: str, expected: tuple[str, ...]) -> None:
    parsed = parse_filter(text)
    assert parsed.tree is not None

    assert never_sent(parsed.tree) == expected

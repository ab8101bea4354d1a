"""Words or a filter?"""

from __future__ import annotations

import pytest

from scim_explorer.ui.models.find_text import read_find_text
from tests.protocol.filters.people import ATTRIBUTES


@pytest.mark.parametrize(
    ("text", "is_filter", "is_whole"),
    [
        ("amelia", False, False),
        ("amelia haddad", False, False),
        ("userName", False, False),
        ("they pr", True, True),
        ('userName eq "a"', True, True),
        ("username eq", True, False),
        ('userName eq "a" and', True, False),
        ("emails[type", True, False),
        ("not (active eq", True, False),
        ("tea co worker", False, False),
        ("", False, False),
        ('"', False, False),
    ],
)
def test_that_a_text_is_taken_for(text: str, *, is_filter: bool, is_whole: bool) -> None:
    found = read_find_text(text, ATTRIBUTES, None)

    assert (found.is_filter, found.tree is not None) == (is_filter, is_whole)
    assert (found.problem is not None) == (is_filter and not is_whole)


def test_that_the_user_knows_better() -> None:
    words = read_find_text("title pr", ATTRIBUTES, as_filter=False)
    unfinished = read_find_text("amelia", ATTRIBUTES, as_filter=True)

    assert (words.is_filter, words.tree) == (False, None)
    assert unfinished.is_filter
    assert unfinished.problem is not None

"""What follows from parts of which some are open."""

from __future__ import annotations

import pytest

from scim_explorer.protocol.filters.truth import Truth, every, opposite, some


@pytest.mark.parametrize(
    ("found", "all_of", "one_of"),
    [
        ((True, True), True, True),
        ((True, None), None, True),
        ((False, None), False, None),
        ((), True, False),
    ],
)
def test_that_one_settled_part_may_settle_the_whole(
    found: tuple[Truth, ...], all_of: Truth, one_of: Truth
) -> None:
    assert every(found) is all_of
    assert some(found) is one_of


@pytest.mark.parametrize(("found", "expected"), [(True, False), (False, True), (None, None)])
def test_that_the_opposite_of_what_is_open_is_open(found: Truth, expected: Truth) -> None:
    assert opposite(found) is expected

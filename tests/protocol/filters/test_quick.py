"""The quick road says what the patient one says."""

from __future__ import annotations

import pytest
from hypothesis import example, given

from scim_explorer.problems import ProtocolError
from scim_explorer.protocol.filters.evaluate import compile_filter
from scim_explorer.protocol.filters.parser import parse_filter
from scim_explorer.protocol.filters.values import Resource
from scim_explorer.protocol.json_codec import loads
from tests.protocol.filters.odd_rows import FILTERS, ROWS, plainly
from tests.protocol.filters.people import ATTRIBUTES


@pytest.mark.hypothesis
@given(FILTERS, ROWS)
@example('emails[not (type eq "work")]', '{"emails":[{}]}')
@example('emails.type ne "work"', '{"emails":[{"type":"work"}, {}]}')
@example('title ne "x" and title eq null', "{}")
def test_that_no_shape_of_a_resource_changes_what_a_filter_says(text: str, row: str) -> None:
    node = parse_filter(text).tree
    assert node is not None
    try:
        resource = loads(row)
    except ProtocolError:
        return

    if isinstance(resource, dict):
        matches = compile_filter(node, ATTRIBUTES)
        assert matches(resource) == plainly(node, resource, ATTRIBUTES)


def test_that_a_second_resource_is_looked_at_in_any_case_too() -> None:
    node = parse_filter('title eq "x"').tree
    assert node is not None
    people: list[Resource] = [{"a": "1"}, {"a": "1", "TITLE": "X"}, {"a": "x"}]

    assert list(map(compile_filter(node), people)) == [False, True, False]

"""The type of a resource in a mixed list."""

from __future__ import annotations

import json

import pytest

from scim_explorer.protocol.resource_kind import type_of
from scim_explorer.protocol.rfc_schemas import GROUP, USER, rfc_schema_set

ELSEWHERE = "https://evil.example/Groups/1"


@pytest.mark.parametrize(
    ("resource", "name"),
    [
        ({"meta": {"resourceType": "group"}}, "Group"),
        ({"meta": {"resourceType": "User", "location": ELSEWHERE}, "schemas": [GROUP]}, "User"),
        ({"schemas": [GROUP.upper()]}, "Group"),
        ({"schemas": ["urn:x:y", USER]}, "User"),
        ({"schemas": [USER, GROUP]}, None),
        ({"meta": {"resourceType": "Device"}, "schemas": [USER]}, None),
        ({"meta": {"resourceType": 7}, "schemas": "User"}, None),
        ({"meta": {"location": ELSEWHERE}}, None),
        ([], None),
    ],
)
def test_that_the_named_type_counts_and_no_address(resource: object, name: str | None) -> None:
    found = type_of(json.dumps(resource).encode(), rfc_schema_set())

    assert (found.name if found else None) == name


def test_that_broken_bytes_have_no_type() -> None:
    assert type_of(b'{"meta":', rfc_schema_set()) is None

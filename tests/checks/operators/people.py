"""Rows and answers for the tests of the operator matrix."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from scim_explorer.checks.operators.probe import Known
from scim_explorer.protocol.filters.attributes import Attributes, attributes_for
from scim_explorer.protocol.filters.evaluate import compile_filter
from scim_explorer.protocol.filters.parser import parse_filter
from scim_explorer.protocol.filters.values import Resource
from scim_explorer.protocol.list_response import ListPage, read_list
from scim_explorer.protocol.rfc_schemas import rfc_schema_set
from scim_explorer.protocol.schema import ResourceType

NAMES = ("anna", "anton", "berta", "Carl", "dora", "emil", "fritz", "gerda", "hans", "ida")
TITLES = ("Engineer", "Manager")


def user_type() -> ResourceType:
    found = rfc_schema_set().type_named("User")
    assert found is not None
    return found


def attributes() -> Attributes:
    return attributes_for(rfc_schema_set(), user_type())


def person(number: int, **changes: Any) -> Resource:
    """Return a user; every third has no title, and the first two are not active."""
    name = NAMES[number % len(NAMES)]
    row: dict[str, Any] = {
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "id": f"u{number:02}",
        "externalId": f"ext-{number:03}x",
        "userName": f"{name}{number}@example.com",
        "displayName": name.title(),
        "name": {"givenName": name, "familyName": f"Family{number % 4}"},
        "active": number > 1,
        "emails": [
            {"value": f"{name}@work.example", "type": "work"},
            {"value": f"{name}@home.example", "type": "home"},
        ],
        "meta": {"created": f"2026-11-{number + 1:02}T10:00:00Z"},
    }
    if number % 3:
        row["title"] = TITLES[number % 2]
    row |= changes
    return {key: value for key, value in row.items() if value is not None}


def known(rows: Iterable[Resource] | None = None, **changes: Any) -> Known:
    """Return rows that are all there are, ten people unless others are given."""
    found = [person(number) for number in range(10)] if rows is None else list(rows)
    given: dict[str, Any] = {
        "rows": {str(row["id"]): row for row in found},
        "is_whole": True,
        "total": len(found),
        "largest_page": len(found),
        "attributes": attributes(),
    }
    return Known(**given | changes)


def found_by(people: Known, text: str) -> frozenset[str]:
    """Return the ids of the rows that match a filter."""
    tree = parse_filter(text).tree
    assert tree is not None, text
    matches = compile_filter(tree, people.attributes)
    return frozenset(one for one, row in people.rows.items() if matches(row))


def page(rows: Iterable[Resource], total: int | None = None) -> ListPage:
    """Return an answer with these rows."""
    found = list(rows)
    body = {
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
        "totalResults": len(found) if total is None else total,
        "Resources": found,
    }
    return read_list(json.dumps(body).encode())

"""Values behind a path."""

from __future__ import annotations

import pytest

from scim_explorer.protocol.filters.parser import path_of
from scim_explorer.protocol.filters.syntax import Span
from scim_explorer.protocol.filters.values import values_of
from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.rfc_schemas import ENTERPRISE_USER, USER
from tests.protocol.filters.people import BARBARA, EMPTY


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("username", ["bjensen@example.com"]),
        (f"{USER}:userName", ["bjensen@example.com"]),
        ("name.familyName", ["Jensen"]),
        ("emails", ["bjensen@example.com", "babs@jensen.org"]),
        ("emails.type", ["work", "home"]),
        ("emails.primary", [True]),
        (f"{ENTERPRISE_USER}:manager", ["26118915"]),
        (f"{ENTERPRISE_USER}:manager.displayName", ["John Smith"]),
        ("schemas", [USER, ENTERPRISE_USER]),
        ("userName.sub", []),
        ("nothing", []),
        ("urn:other:thing:userName", []),
    ],
)
def test_that_a_path_has_its_values(path: str, values: list[Json]) -> None:
    parsed = path_of(path)
    assert parsed is not None

    assert values_of(BARBARA, parsed) == values


def test_that_what_is_empty_has_no_values() -> None:
    for text in ("emails", "name", "name.familyName"):
        path = path_of(text, Span(0, 1))
        assert path is not None
        assert values_of(EMPTY, path) == []

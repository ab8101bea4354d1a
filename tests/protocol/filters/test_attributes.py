"""Paths held against schemas."""

from __future__ import annotations

import pytest

from scim_explorer.protocol.filters.attributes import NOTHING_KNOWN
from scim_explorer.protocol.filters.parser import path_of
from scim_explorer.protocol.filters.syntax import Span
from scim_explorer.protocol.rfc_schemas import ENTERPRISE_USER, USER
from tests.protocol.filters.people import ATTRIBUTES

HERE = Span(0, 1)


@pytest.mark.parametrize(
    ("text", "inside", "name"),
    [
        ("USERNAME", "", "userName"),
        (f"{USER.upper()}:userName", "", "userName"),
        ("name.givenname", "", "givenName"),
        (f"{ENTERPRISE_USER}:manager.value", "", "value"),
        ("type", "emails", "type"),
        ("value", f"{ENTERPRISE_USER}:manager", "value"),
        ("id", "", "id"),
        ("meta.created", "", "created"),
        ("department", "", None),
        ("emails.nope", "", None),
        ("userName", "emails", None),
    ],
)
def test_that_a_path_finds_its_attribute(text: str, inside: str, name: str | None) -> None:
    path, outer = path_of(text, HERE), path_of(inside, HERE) if inside else None
    assert path is not None

    found = ATTRIBUTES.find(path, outer)

    assert (found.name if found else None) == name


def test_that_without_schemas_nothing_is_known() -> None:
    path = path_of("userName", HERE)
    assert path is not None

    assert NOTHING_KNOWN.find(path) is None
    assert not NOTHING_KNOWN.is_known

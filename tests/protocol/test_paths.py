"""Attribute paths and the values they lead to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.paths import (
    AttributePath,
    get_member,
    key_test,
    members_of,
    split_path,
    value_at,
)
from tests.protocol.test_json_scan import JSON

ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
CORE = "urn:ietf:params:scim:schemas:core:2.0:User"
USER: Json = {
    "userName": "ada",
    "NAME": {"givenName": "Ada"},
    "emails": [{"value": "a"}, {"type": "home"}, None, {"Value": "b"}],
    ENTERPRISE: {"department": "QA", "manager": {"value": "7"}},
}


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("userName", ("", "userName", "")),
        ("name.givenName", ("", "name", "givenName")),
        (f"{ENTERPRISE}:department", (ENTERPRISE, "department", "")),
        (f"{ENTERPRISE}:manager.value", (ENTERPRISE, "manager", "value")),
        ("URN:x:y", ("URN:x", "y", "")),
        ("", ("", "", "")),
    ],
)
def test_that_a_path_has_its_parts(path: str, parts: tuple[str, str, str]) -> None:
    assert split_path(path) == AttributePath(*parts)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("userName", "ada"),
        ("USERNAME", "ada"),
        ("name.givenname", "Ada"),
        ("emails.value", ["a", "b"]),
        (f"{ENTERPRISE}:department", "QA"),
        (f"{ENTERPRISE.upper()}:manager.value", "7"),
        (ENTERPRISE, {"department": "QA", "manager": {"value": "7"}}),
        ("urn:ietf:params:scim:schemas:core:2.0:User:userName", "ada"),
        ("urn:other:userName", None),
        ("userName.x", None),
        ("nothing", None),
    ],
)
def test_that_a_path_leads_to_a_value(path: str, value: Json) -> None:
    assert value_at(USER, path) == value


def test_that_the_spelling_asked_for_wins_over_another_case() -> None:
    assert get_member({"ID": 1, "id": 2}, "id") == 2


@given(JSON, st.text())
def test_that_any_path_into_any_value_gives_something(value: Json, path: str) -> None:
    value_at(value, path)
    value_at(value, f"urn:{path}")


def test_that_a_name_is_found_among_keys_in_any_case_and_each_time() -> None:
    has_one = key_test(("title", "\u212aind"), passed_over=("title",))
    keys = (["a", "title"], ["a", "TITLE"], ["a", "b"], ["kind"])

    assert [has_one(one) for one in (*keys, *keys)] == [False, True, False, True] * 2


@pytest.mark.parametrize(
    ("urn", "members"),
    [
        ("", ("title",)),
        (ENTERPRISE, (ENTERPRISE,)),
        (CORE, (CORE, "title")),
    ],
)
def test_that_a_urn_says_in_which_member_to_look(urn: str, members: tuple[str, ...]) -> None:
    assert members_of(urn, "title") == members

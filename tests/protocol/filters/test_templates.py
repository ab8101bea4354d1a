"""What provisioning clients ask for."""

from __future__ import annotations

import pytest

from scim_explorer.protocol.filters.parser import parse_filter
from scim_explorer.protocol.filters.templates import (
    Template,
    all_templates,
    fill,
    templates_for,
)
from scim_explorer.protocol.rfc_schemas import ENTERPRISE_USER, GROUP, USER

GUID = "9c4e1f0a-6f0c-4c56-8a3f-8e7a3d1c2b5d"
AMY: dict[str, object] = {
    "id": "id-1",
    "userName": 'amy "x"\\',
    "externalId": "e1",
    "emails": [{"type": "home", "value": "h@x"}, {"type": "work", "value": "w@x"}],
    ENTERPRISE_USER: {"manager": {"value": "id-2"}},
}


def titled(words: str) -> Template:
    return next(one for one in all_templates() if words in one.title)


def filled(words: str, resource: dict[str, object] | None) -> str:
    return fill(titled(words), resource, GUID).text  # type: ignore[arg-type]  # plain JSON


def test_that_the_queries_of_a_type_are_found_by_its_schema_in_any_case() -> None:
    clients = {one.client for one in templates_for(USER.upper())}

    assert clients == {"Entra ID", "Okta", "OneLogin"}
    assert {one.schema for one in templates_for(GROUP)} == {GROUP}
    assert templates_for("urn:x:Device") == ()


def test_that_values_of_a_resource_take_the_blank_places() -> None:
    assert filled("by externalId", AMY) == 'externalId eq "e1"'
    assert filled("work e-mail", AMY) == 'emails[type eq "work"].value eq "w@x"'
    assert filled("manager", AMY) == 'id eq "id-1" and manager eq "id-2"'


def test_that_a_value_is_written_as_a_string_of_a_filter() -> None:
    assert filled("by userName", AMY) == 'userName eq "amy \\"x\\"\\\\"'
    assert filled("other letter case", AMY) == 'userName eq "AMY \\"X\\"\\\\"'


def test_that_what_is_not_known_is_a_place_to_type_over() -> None:
    found = fill(titled("manager"), {"id": "id-1"}, GUID)

    assert found.text == 'id eq "id-1" and manager eq "<manager>"'
    assert found.blank is not None
    assert found.text[slice(*found.blank)] == "<manager>"


def test_that_the_first_of_two_blanks_is_the_one_to_type_over() -> None:
    found = fill(titled("manager"), None, GUID)

    assert found.blank is not None
    assert found.text[slice(*found.blank)] == "<id>"


def test_that_a_user_that_cannot_exist_needs_no_resource() -> None:
    found = fill(titled("a user that cannot exist"), None, GUID)

    assert found == (f'userName eq "{GUID}"', None)


def test_that_groups_are_asked_for_without_members_by_entra_id() -> None:
    assert titled("by displayName").excluded == ("members",)


@pytest.mark.parametrize("template", all_templates(), ids=lambda one: f"{one.client} {one.title}")
def test_that_each_query_names_its_source_and_is_a_filter_or_says_why_not(
    template: Template,
) -> None:
    text = fill(template, None, GUID).text

    assert template.source
    assert not text or parse_filter(text).tree is not None or "grammar" in template.note

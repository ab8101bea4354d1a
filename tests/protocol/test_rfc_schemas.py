"""The RFC's own schemas as data."""

from __future__ import annotations

from scim_explorer.protocol.discovery import parse_schemas
from scim_explorer.protocol.json_codec import loads
from scim_explorer.protocol.rfc_schemas import (
    DISCOVERY_DOCUMENTS,
    ENTERPRISE_USER,
    GROUP,
    USER,
    rfc_resource_types,
    rfc_schema_set,
    rfc_schemas,
)
from scim_explorer.resources_dir import resource_path


def counts() -> dict[str, tuple[int, int]]:
    return {
        schema.name: (
            len(schema.attributes),
            sum(len(attribute.sub_attributes) for attribute in schema.attributes),
        )
        for schema in rfc_schemas()
    }


def test_that_all_six_schemas_have_the_attributes_that_the_rfc_prints() -> None:
    assert counts() == {
        "User": (21, 45),
        "Group": (2, 3),
        "EnterpriseUser": (6, 3),
        "Service Provider Configuration": (7, 12),
        "ResourceType": (6, 2),
        "Schema": (4, 12),
    }


def test_that_the_data_files_are_read_without_a_finding() -> None:
    for path in resource_path("schemas").glob("*.json"):
        assert parse_schemas(loads(path.read_bytes()))[1] == ()


def test_that_characteristics_are_as_printed() -> None:
    user = next(schema for schema in rfc_schemas() if schema.id == USER)
    by_name = {attribute.name: attribute for attribute in user.attributes}

    assert by_name["userName"].required
    assert by_name["userName"].uniqueness == "server"
    assert by_name["password"].mutability == "writeOnly"
    assert by_name["password"].returned == "never"
    assert by_name["emails"].sub_attributes[2].canonical_values == ("work", "home", "other")
    assert by_name["groups"].mutability == "readOnly"


def test_that_no_page_break_is_left_in_a_description() -> None:
    for schema in rfc_schemas():
        for attribute in schema.attributes:
            for text in (attribute.description, *(a.description for a in attribute.sub_attributes)):
                assert "RFC 7643" not in text
                assert "Standards Track" not in text
                assert "   " not in text


def test_that_users_and_groups_are_assumed_before_a_server_has_spoken() -> None:
    assert [(one.endpoint, one.schema) for one in rfc_resource_types()] == [
        ("/Users", USER),
        ("/Groups", GROUP),
    ]
    assert rfc_resource_types()[0].extensions == (ENTERPRISE_USER,)
    assert rfc_schema_set().assumed == DISCOVERY_DOCUMENTS

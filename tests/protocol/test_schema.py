"""Look-ups in what is known about a server's data."""

from __future__ import annotations

import pytest

from scim_explorer.protocol.rfc_schemas import ENTERPRISE_USER, USER, rfc_schema_set
from scim_explorer.protocol.schema import (
    ROOT_TYPE,
    Attribute,
    Capabilities,
    ResourceType,
    Schema,
    SchemaSet,
)


def paths_of(schema_set: SchemaSet, name: str) -> list[str]:
    resource_type = schema_set.type_named(name)
    assert resource_type is not None
    return [path for path, _ in schema_set.attributes_of(resource_type)]


def test_that_urns_and_names_are_compared_without_case() -> None:
    known = rfc_schema_set()

    assert known.schema(USER.upper()) == known.schema(USER)
    assert known.type_named("user") == known.type_named("User")
    assert known.schema("urn:none") is None
    assert known.type_named("Device") is None


@pytest.mark.parametrize("endpoint", ["/Users", "Users", "/users/"])
def test_that_a_resource_type_is_found_by_its_endpoint(endpoint: str) -> None:
    found = rfc_schema_set().type_at(endpoint)

    assert found is not None
    assert found.id == "User"


def test_that_paths_include_sub_attributes_extensions_and_what_every_resource_has() -> None:
    paths = paths_of(rfc_schema_set(), "User")

    assert paths[0] == "id"
    assert {"meta.lastModified", "userName", "name.givenName", "emails.primary"} <= set(paths)
    assert f"{ENTERPRISE_USER}:manager.displayName" in paths
    assert len(paths) == len(set(paths))


def test_that_a_schema_that_lists_id_itself_is_believed() -> None:
    own = Attribute("id", description="ours")
    schema_set = SchemaSet(
        (Schema("urn:x", "X", attributes=(own,)),),
        (ResourceType("X", "X", "/X", "urn:x", ("urn:unknown",)),),
        Capabilities(),
    )

    pairs = schema_set.attributes_of(schema_set.resource_types[0])

    assert [one for path, one in pairs if path == "id"] == [own]


def test_that_a_type_with_an_unknown_schema_has_the_common_attributes() -> None:
    schema_set = SchemaSet((), (ResourceType("X", "X", "/X", "urn:x"),), Capabilities())

    assert "meta.created" in paths_of(schema_set, "X")


def test_that_a_sub_attribute_is_found_by_its_name() -> None:
    user = rfc_schema_set().schema(USER)
    assert user is not None
    name = next(one for one in user.attributes if one.name == "name")

    assert name.sub("GIVENNAME") is not None
    assert name.sub("other") is None


def test_that_all_types_together_have_what_any_of_them_has_once() -> None:
    known = rfc_schema_set()
    paths = [path for path, _ in known.attributes_of(ROOT_TYPE)]

    assert {"userName", "members.value", f"{ENTERPRISE_USER}:department"} <= set(paths)
    assert len({path.lower() for path in paths}) == len(paths)


def test_that_the_root_is_listed_by_its_path_and_is_no_announced_type() -> None:
    known = rfc_schema_set()

    assert known.list_named("/") is ROOT_TYPE
    assert known.list_named("user") == known.type_named("User")
    assert known.type_named("/") is None


@pytest.mark.parametrize(
    ("attribute", "expected"),
    [
        (Attribute("a"), False),
        (Attribute("a", returned="always"), False),
        (Attribute("a", returned="never"), True),
        (Attribute("a", returned="request"), True),
        (Attribute("a", mutability="writeOnly"), True),
    ],
)
def test_that_what_is_not_sent_unasked_is_kept_back(
    attribute: Attribute, *, expected: bool
) -> None:
    assert attribute.is_kept_back is expected

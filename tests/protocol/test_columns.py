"""Which attributes a table shows."""

from __future__ import annotations

import json

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.protocol.columns import available_columns, default_columns
from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.list_response import read_list
from scim_explorer.protocol.rfc_schemas import (
    ENTERPRISE_USER,
    rfc_resource_types,
    rfc_schema_set,
)
from scim_explorer.protocol.schema import (
    ROOT_TYPE,
    Attribute,
    Capabilities,
    ResourceType,
    Schema,
    SchemaSet,
)
from tests.protocol.captures import capture
from tests.protocol.test_json_scan import JSON

USER, GROUP = rfc_resource_types()
KNOWN = rfc_schema_set()


def row(value: Json) -> msgspec.Raw:
    return msgspec.Raw(json.dumps(value).encode())


def test_that_without_rows_the_usual_attributes_of_the_schema_are_shown() -> None:
    assert default_columns(USER, KNOWN, ())[:3] == ("userName", "displayName", "active")
    assert default_columns(GROUP, KNOWN, ()) == (
        "displayName",
        "members",
        "externalId",
        "meta.lastModified",
    )


def test_that_what_a_real_server_never_sends_is_not_shown() -> None:
    rows = read_list(capture("django-scim2", "Users_page2").body).rows

    columns = default_columns(USER, KNOWN, rows)

    assert columns[0] == "userName"
    assert "title" not in columns
    assert "emails" in columns


def test_that_a_type_of_its_own_shows_what_its_rows_have() -> None:
    device = ResourceType("Device", "Device", "/Devices", "urn:device")
    schema = Schema("urn:device", "Device", attributes=(Attribute("serial"), Attribute("model")))
    known = SchemaSet((schema,), (device,), Capabilities())
    rows = [row({"id": "1", "serial": "s", "color": "red", "meta": {"lastModified": "x"}})]

    assert default_columns(device, known, rows) == ("serial", "color", "meta.lastModified")


def test_that_rows_with_nothing_to_show_still_have_a_column() -> None:
    nothing = ResourceType("X", "X", "/X", "urn:x")
    known = SchemaSet((), (nothing,), Capabilities())

    assert default_columns(nothing, known, [row({"id": "1"})]) == ("id",)


def test_that_columns_can_be_what_only_the_rows_have() -> None:
    rows = [row({"userName": "a", "badge": {"color": "red"}, "urn:acme:User": {"desk": "7"}})]

    pairs = available_columns(USER, KNOWN, rows)

    assert dict(pairs)["badge.color"] is None
    assert dict(pairs)["urn:acme:User:desk"] is None
    assert dict(pairs)[f"{ENTERPRISE_USER}:department"] is not None
    paths = [path.lower() for path, _ in pairs]
    assert len(paths) == len(set(paths))


def test_that_another_case_is_no_second_column() -> None:
    assert len(available_columns(USER, KNOWN, [row({"USERNAME": "a"})])) == len(
        available_columns(USER, KNOWN, ())
    )


@given(st.lists(JSON | st.dictionaries(st.text(), JSON), max_size=3))
def test_that_any_rows_have_columns(values: list[Json]) -> None:
    rows = [*map(row, values), msgspec.Raw(b"{broken")]

    assert 1 <= len(default_columns(USER, KNOWN, rows)) <= 7
    available_columns(USER, KNOWN, rows)


def test_that_a_list_of_all_types_shows_which_type_each_is_of() -> None:
    columns = default_columns(ROOT_TYPE, KNOWN, [row({"id": "1", "title": "x"})])

    assert columns[:3] == ("meta.resourceType", "id", "displayName")

"""Discovery documents of real and of odd servers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.protocol.discovery import (
    parse_capabilities,
    parse_resource_types,
    parse_schemas,
)
from scim_explorer.protocol.findings import Finding
from scim_explorer.protocol.json_codec import Json, loads
from scim_explorer.protocol.rfc_schemas import ENTERPRISE_USER, GROUP, USER
from tests.protocol.captures import SERVERS, capture
from tests.protocol.test_json_scan import JSON

BASE_PATHS = {"scim2-server": "/v2", "django-scim2": "/scim/v2/"}


def read(server: str, name: str) -> Json:
    return loads(capture(server, name).body)


def rules(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.rule for finding in findings]


@pytest.mark.parametrize("server", SERVERS)
def test_that_the_schemas_of_a_real_server_are_read(server: str) -> None:
    schemas, findings = parse_schemas(read(server, "Schemas"))

    assert {USER, GROUP, ENTERPRISE_USER} <= {schema.id for schema in schemas}
    assert all(schema.attributes for schema in schemas)
    assert not [finding for finding in findings if "left out" in finding.message]


@pytest.mark.parametrize("server", SERVERS)
def test_that_a_single_schema_is_read_as_one(server: str) -> None:
    schemas, _ = parse_schemas(read(server, "Schema_one"))

    assert len(schemas) == 1
    assert schemas[0].id in (USER, GROUP)


@pytest.mark.parametrize("server", SERVERS)
def test_that_the_resource_types_of_a_real_server_have_endpoints_below_the_base(
    server: str,
) -> None:
    types, _ = parse_resource_types(read(server, "ResourceTypes"), BASE_PATHS.get(server, "/scim"))

    assert {one.name: (one.endpoint, one.schema) for one in types} == {
        "User": ("/Users", USER),
        "Group": ("/Groups", GROUP),
    }


def test_that_an_endpoint_that_repeats_the_base_is_reported() -> None:
    _, findings = parse_resource_types(read("django-scim2", "ResourceTypes"), "/scim/v2")

    assert rules(findings) == ["resource-type.base-path"] * 2
    assert findings[0].pointer == "/Resources/0/endpoint"


@pytest.mark.parametrize(
    ("endpoint", "base", "result"),
    [
        ("Users", "/v2", "/Users"),
        ("/Users/", "", "/Users"),
        ("/v2/Users", "/v2", "/Users"),
        ("/v2/v2/Users", "/v2", "/v2/Users"),
        ("/v2Users", "/v2", "/v2Users"),
        ("https://scim.example/v2/Users", "/v2", "/Users"),
        ("https://other.example/Users?x=1#y", "/v2", "/Users"),
        ("https://[bad/Users", "/v2", None),
        ("/", "/v2", None),
        (None, "/v2", None),
        (7, "/v2", "/7"),
    ],
)
def test_that_an_endpoint_becomes_a_path_below_the_base(
    endpoint: Json, base: str, result: str | None
) -> None:
    types, findings = parse_resource_types([{"name": "X", "endpoint": endpoint}], base)

    assert [one.endpoint for one in types] == ([result] if result else [])
    assert result or "resource-type.endpoint" in rules(findings)


@pytest.mark.parametrize(
    "extensions",
    [
        [{"schema": "urn:a", "required": True}, {"schema": "urn:b"}, {"schema": "urn:a"}, {}],
        ["urn:a", "urn:b"],
    ],
)
def test_that_extensions_are_read_from_objects_and_from_strings(extensions: Json) -> None:
    (found,), _ = parse_resource_types(
        [{"name": "X", "endpoint": "/X", "schemaExtensions": extensions}], ""
    )

    assert found.extensions == ("urn:a", "urn:b")


def test_that_one_extension_needs_no_list() -> None:
    (found,), findings = parse_resource_types(
        {"name": "X", "endpoint": "/X", "schemaExtensions": {"schema": "urn:a"}}, ""
    )

    assert (found.extensions, findings) == (("urn:a",), ())


@pytest.mark.parametrize("server", SERVERS)
def test_that_the_claims_of_a_real_server_are_read(server: str) -> None:
    claims, findings = parse_capabilities(read(server, "ServiceProviderConfig"))

    assert claims.patch is True
    assert None not in (claims.bulk, claims.filter, claims.sort, claims.etag)
    missing = ["config.missing"] if server == "scim2-server" else []
    assert [rule for rule in rules(findings) if rule == "config.missing"] == missing


def test_that_claims_of_cursor_paging_are_read() -> None:
    claims, _ = parse_capabilities(
        {
            "pagination": {
                "cursor": True,
                "index": False,
                "defaultPaginationMethod": "cursor",
                "defaultPageSize": 100,
                "maxPageSize": 250,
                "cursorTimeout": 3600,
            }
        }
    )

    assert (claims.cursor, claims.index, claims.default_method) == (True, False, "cursor")
    assert (claims.default_page_size, claims.max_page_size) == (100, 250)
    assert claims.cursor_timeout_s == 3600


def test_that_odd_claims_are_read_and_reported() -> None:
    claims, findings = parse_capabilities(
        {
            "Patch": {"supported": "True"},
            "sort": True,
            "filter": {"supported": True, "maxResults": "200"},
            "etag": "yes",
            "authenticationSchemes": {"type": "oauthbearertoken", "primary": True},
        }
    )

    assert (claims.patch, claims.sort, claims.etag, claims.max_results) == (True, True, None, 200)
    assert claims.auth_schemes[0].primary
    assert rules(findings).count("discovery.type") == 4


def test_that_a_word_in_another_case_is_understood_and_reported() -> None:
    ((schema,), (finding,)) = parse_schemas(
        {"id": "urn:x", "attributes": [{"name": "a", "type": "datetime"}]}
    )

    assert schema.attributes[0].type == "dateTime"
    assert (finding.rule, finding.pointer) == ("discovery.word", "/attributes/0/type")


def test_that_what_cannot_be_used_is_left_out_and_named() -> None:
    schemas, findings = parse_schemas([{"name": "no id"}, 7, {"id": "u", "attributes": [{}, 1]}])

    assert [schema.id for schema in schemas] == ["u"]
    assert sorted(rules(findings)) == [
        "discovery.type",
        "discovery.type",
        "schema.attribute-name",
        "schema.id",
    ]


FEW = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.just("name"), inner),
    max_leaves=4,
)
ODD = st.dictionaries(
    st.sampled_from(
        [
            "Resources",
            "id",
            "name",
            "endpoint",
            "attributes",
            "subAttributes",
            "type",
            "schemaExtensions",
            "patch",
            "filter",
            "pagination",
            "authenticationSchemes",
        ]
    ),
    FEW | st.lists(st.dictionaries(st.sampled_from(["name", "type", "subAttributes"]), FEW)),
)


@given(JSON | ODD | st.lists(ODD, max_size=3), st.sampled_from(["", "/v2", "//"]))
def test_that_any_document_is_read_without_an_exception(value: Json, base: str) -> None:
    parse_schemas(value)
    parse_resource_types(value, base)
    parse_capabilities(value)


def test_that_a_bottomless_attribute_is_cut() -> None:
    value: Json = {"name": "leaf"}
    for _ in range(400):
        value = {"name": "a", "subAttributes": [value]}

    ((schema,), _) = parse_schemas({"id": "urn:x", "attributes": [value]})

    assert schema.attributes[0].type == "complex"

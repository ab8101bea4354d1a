"""The demo endpoint: a SCIM server whose short cuts do not show."""

from __future__ import annotations

import json
from typing import Any

import pytest
from scim2_server.requests import ScimRequest
from scim2_server.service import ScimService

from scim_explorer.demo.endpoint import DemoApplication, json_bytes, make_application

BASE = "http://127.0.0.1:1/v2"


@pytest.fixture(scope="module")
def application() -> DemoApplication:
    return make_application(60)


def ask(
    application: DemoApplication, method: str, path: str, body: object = None, **query: str
) -> tuple[int, Any]:
    request = ScimRequest(
        method=method,
        base_url=BASE,
        path=path,
        query=query,
        headers={"Content-Type": "application/scim+json"},
        body=b"" if body is None else json.dumps(body).encode(),
    )
    response = application.serve(request)
    return response.status.value, response.body


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"count": "20", "startIndex": "11"},
        {"filter": 'userName sw "a"'},
        {"attributes": "userName,emails.value"},
        {"excludedAttributes": "meta"},
        {"sortBy": "title", "sortOrder": "descending", "count": "7"},
        {"count": "0"},
    ],
)
@pytest.mark.parametrize("path", ["/Users", "/Groups", "/"])
def test_that_kept_bodies_give_the_answer_of_the_plain_server(
    application: DemoApplication, path: str, query: dict[str, str]
) -> None:
    plain = DemoApplication(
        application.storage, application.provider, ScimService(application.provider)
    )

    first = ask(application, "GET", path, **query)
    again = ask(application, "GET", path, **query)

    assert first == ask(plain, "GET", path, **query)
    assert again == first


def test_that_a_list_shows_a_change_at_once() -> None:
    application = make_application(3)
    _, before = ask(application, "GET", "/Users")
    change = {
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{"op": "replace", "path": "displayName", "value": "Renamed"}],
    }

    ask(application, "PATCH", f"/Users/{before['Resources'][0]['id']}", change)
    _, after = ask(application, "GET", "/Users")

    assert after["Resources"][0]["displayName"] == "Renamed"
    assert after["Resources"][0]["meta"]["version"] != before["Resources"][0]["meta"]["version"]


def test_that_a_new_user_comes_last_with_a_version_of_its_own() -> None:
    application = make_application(3)
    schemas = ["urn:ietf:params:scim:schemas:core:2.0:User"]

    status, made = ask(application, "POST", "/Users", {"schemas": schemas, "userName": "new"})
    _, listed = ask(application, "GET", "/Users")

    assert status == 201
    assert listed["Resources"][-1]["id"] == made["id"]
    assert len({user["meta"]["version"] for user in listed["Resources"]}) == 4


def test_that_references_are_urls_of_this_endpoint(application: DemoApplication) -> None:
    _, listed = ask(application, "GET", "/Groups", filter='displayName eq "All employees"')

    members = listed["Resources"][0]["members"]
    assert members[0]["$ref"] == f"{BASE}/Users/{members[0]['value']}"
    assert members[1]["$ref"] == f"{BASE}/Groups/{members[1]['value']}"


def test_that_the_configuration_names_how_to_sign_in(application: DemoApplication) -> None:
    _, config = ask(application, "GET", "/ServiceProviderConfig")

    assert config["authenticationSchemes"][0]["type"] == "oauthbearertoken"
    assert config["patch"] == {"supported": True}


def test_that_bodies_are_readable_and_never_fail_on_half_a_character() -> None:
    assert json_bytes({"a": "王"}) == '{"a": "王"}'.encode()
    assert json_bytes({"a": "\ud800"}) == b'{"a": "\\ud800"}'

from __future__ import annotations

import pytest

from scim_explorer.client.outgoing import check_message, outgoing_headers
from scim_explorer.client.request import Request
from scim_explorer.exchanges.redact import MASK
from scim_explorer.problems import InputError
from scim_explorer.profiles.profile import Auth, AuthKind
from tests.client.memory_log import profile

SIGN_IN = (("Authorization", "Bearer t"),)


def test_that_a_body_has_the_media_type_of_scim_unless_the_request_names_another() -> None:
    plain = dict(outgoing_headers(Request("POST", "/Users", body=b"{}"), profile(), ()))
    named = Request("POST", "/Users", (("content-type", "application/json"),), b"{}")

    assert plain["Content-Type"] == "application/scim+json"
    assert "Content-Type" not in dict(outgoing_headers(named, profile(), ()))


def test_that_the_request_wins_over_the_profile_and_the_profile_over_the_program() -> None:
    saved = profile(headers=(("User-Agent", "saved"), ("X-Tenant", "a")))
    request = Request("GET", "/Users", (("x-tenant", "b"),))

    headers = outgoing_headers(request, saved, SIGN_IN)

    assert ("User-Agent", "saved") in headers
    assert [pair for pair in headers if pair[0].lower() == "x-tenant"] == [("x-tenant", "b")]


def test_that_a_request_that_signs_itself_in_is_left_alone() -> None:
    saved = profile(auth=Auth(AuthKind.BEARER))
    request = Request("GET", "/Users", (("authorization", "Basic eA=="),))

    assert ("Authorization", "Bearer t") not in outgoing_headers(request, saved, SIGN_IN)


def test_that_a_request_can_go_without_any_field_that_is_added() -> None:
    saved = profile(auth=Auth(AuthKind.BEARER), headers=(("User-Agent", "saved"),))
    request = Request("GET", "/Users", without=("accept", "User-Agent", "Authorization"))

    names = {name for name, _ in outgoing_headers(request, saved, SIGN_IN)}

    assert names == {"Accept-Encoding"}


def test_that_a_look_at_the_connection_is_never_sent_as_a_request() -> None:
    with pytest.raises(InputError) as caught:
        check_message(Request("probe", "/Users"))

    assert "no HTTP method" in caught.value.problem.detail


def test_that_headers_that_repeat_are_all_kept() -> None:
    request = Request("GET", "/Users", (("X-A", "1"), ("X-A", "2")))

    assert outgoing_headers(request, profile(), ())[-2:] == (("X-A", "1"), ("X-A", "2"))


@pytest.mark.parametrize(
    "request_",
    [
        Request("POST", "/Users", body=f'{{"password": "{MASK}"}}'.encode()),
        Request("GET", "/Users", (("X-Api-Key", MASK),)),
        Request("GET", f"/Users?token={MASK}"),
    ],
    ids=["body", "header", "path"],
)
def test_that_a_mask_never_leaves(request_: Request) -> None:
    with pytest.raises(InputError) as caught:
        check_message(request_)

    assert caught.value.problem.hint == "Fill the gap first."


@pytest.mark.parametrize("method", ["", "GET /x", "G\u00cbT", "GET\r\n"])
def test_that_a_method_is_a_token(method: str) -> None:
    with pytest.raises(InputError):
        check_message(Request(method, "/Users"))

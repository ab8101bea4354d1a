"""Sending again what the log holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scim_explorer.client.request import Request
from scim_explorer.client.resend import request_again
from scim_explorer.client.urls import check_base_url
from scim_explorer.exchanges.exchange import Body, Exchange, Outcome, Times
from scim_explorer.exchanges.redact import MASK
from scim_explorer.problems import InputError
from scim_explorer.profiles.profile import Auth, AuthKind, Profile

BASE = check_base_url("https://scim.example/v2")
PROFILE = Profile(
    id="p1",
    name="Acme staging",
    base_url=BASE.text,
    auth=Auth(AuthKind.HEADER, header_name="X-Api-Key"),
    headers=(("X-Tenant", "acme"),),
)
SENT = Exchange(
    number=118,
    endpoint="p1",
    origin="Resource",
    method="PATCH",
    url="https://scim.example/v2/Users/28%2F19?attributes=userName",
    times=Times(0.0),
    outcome=Outcome.ANSWERED,
    request_headers=(
        ("Host", "scim.example"),
        ("User-Agent", "scim-explorer/0"),
        ("Accept-Encoding", "gzip"),
        ("Content-Length", "7"),
        ("X-Api-Key", MASK),
        ("Authorization", f"Bearer {MASK}"),
        ("X-Tenant", "acme"),
        ("If-Match", 'W/"1"'),
        ("Content-Type", "application/scim+json"),
    ),
    request_body=Body(b'{"a":1}'),
    status=200,
)


def test_that_the_same_request_leaves_without_what_is_added_to_each_one() -> None:
    again = request_again(SENT, BASE, PROFILE, "Resend")

    assert again == Request(
        method="PATCH",
        target="/Users/28%2F19?attributes=userName",
        headers=(("If-Match", 'W/"1"'), ("Content-Type", "application/scim+json")),
        body=b'{"a":1}',
        origin="Resend",
    )


def test_that_a_field_of_the_profile_with_another_value_is_kept() -> None:
    other = replace(SENT, request_headers=(("X-Tenant", "other"),))

    assert request_again(other, BASE, PROFILE, "Resend").headers == (("X-Tenant", "other"),)


def test_that_a_request_without_body_stays_without_body() -> None:
    read = replace(SENT, method="GET", request_body=Body())

    assert request_again(read, BASE, PROFILE, "Resend").body is None


@pytest.mark.parametrize(
    "url", ["https://other.example/v2/Users", "https://scim.example/v1/Users", "http://[/"]
)
def test_that_a_request_to_another_place_is_refused(url: str) -> None:
    with pytest.raises(InputError) as refused:
        request_again(replace(SENT, url=url), BASE, PROFILE, "Resend")

    assert refused.value.problem.exchange == SENT.number


def test_that_a_body_the_log_holds_in_part_is_not_sent() -> None:
    cut = replace(SENT, request_body=Body(b'{"a"', stored=False))

    with pytest.raises(InputError, match="does not hold the whole body"):
        request_again(cut, BASE, PROFILE, "Resend")

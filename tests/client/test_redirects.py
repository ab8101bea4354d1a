from __future__ import annotations

import pytest

from scim_explorer.client.redirects import next_hop, redirect_problem
from scim_explorer.exchanges.exchange import Exchange, Outcome, Times


def redirected(
    location: str, status: int = 302, method: str = "GET", url: str = "https://a.example/v2/Users"
) -> Exchange:
    return Exchange(
        number=3,
        endpoint="p1",
        origin="",
        method=method,
        url=url,
        times=Times(0.0),
        outcome=Outcome.ANSWERED,
        status=status,
        response_headers=(("location", location),) if location else (),
    )


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/x", "https://a.example/x"),
        ("https://A.example:443/x", "https://A.example:443/x"),
        ("https://b.example/x", None),
        ("http://a.example/x", None),
        ("https://a.example@b.example/", None),
        ("", None),
    ],
)
def test_that_only_the_same_scheme_host_and_port_is_followed(
    location: str, url: str | None
) -> None:
    assert next_hop(redirected(location), is_read=True) == url


def test_that_a_search_by_post_is_followed_only_where_it_stays_a_post() -> None:
    assert next_hop(redirected("/x", 302, "POST"), is_read=True) is None
    assert next_hop(redirected("/x", 307, "POST"), is_read=True) == "https://a.example/x"


def test_that_a_write_is_not_followed() -> None:
    assert next_hop(redirected("/x", 307, "PATCH"), is_read=False) is None


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("https://login.acme.example/x", "302 to login.acme.example. No secret was sent there."),
        ("http://a.example/x", "not encrypted"),
        ("data:text/html,x", "no http(s) URL"),
    ],
)
def test_that_what_was_not_followed_says_why(location: str, said: str) -> None:
    assert said in redirect_problem(redirected(location)).detail

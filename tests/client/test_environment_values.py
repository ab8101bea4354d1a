"""What the environment says about connections."""

from __future__ import annotations

import pytest

from scim_explorer.client.environment_values import (
    PROXY_VARIABLES,
    ProxyHop,
    environment_proxy,
    noticed_words,
    proxy_fault,
    proxy_hop,
    without_user,
)
from scim_explorer.client.urls import check_base_url

BASE = check_base_url("https://scim.acme.example:8443/v2")
PROXY = {"HTTPS_PROXY": "http://proxy:3128"}


@pytest.mark.parametrize(
    ("environment", "url"),
    [
        (PROXY, "http://proxy:3128"),
        ({"https_proxy": "proxy:3128"}, "http://proxy:3128"),
        ({"ALL_PROXY": "http://all:1"} | PROXY, "http://proxy:3128"),
        ({"all_proxy": "http://all:1"}, "http://all:1"),
        ({"HTTP_PROXY": "http://plain:1"}, None),
        (PROXY | {"NO_PROXY": "*"}, None),
        (PROXY | {"NO_PROXY": "other.example, acme.example"}, None),
        (PROXY | {"no_proxy": ".acme.example:8443"}, None),
        (PROXY | {"NO_PROXY": "localhost acme.example"}, None),
        (PROXY | {"NO_PROXY": "acme.example:443"}, "http://proxy:3128"),
        (PROXY | {"NO_PROXY": "notacme.example,me.example"}, "http://proxy:3128"),
        ({}, None),
    ],
)
def test_that_the_proxy_is_found_as_curl_finds_it(
    environment: dict[str, str], url: str | None
) -> None:
    hop = environment_proxy(BASE, environment)

    assert (hop.url if hop else None) == url


@pytest.mark.parametrize(("entry", "is_straight"), [("10.0.0.0/8", True), ("10.1.0.0/16", False)])
def test_that_networks_go_straight(entry: str, *, is_straight: bool) -> None:
    base = check_base_url("https://10.0.0.7/v2")

    assert (environment_proxy(base, PROXY | {"NO_PROXY": entry}) is None) == is_straight


def test_that_user_and_password_of_a_proxy_are_parted_from_its_url() -> None:
    hop = proxy_hop("HTTP://me:p%40ss@proxy:3128")

    assert hop == ProxyHop("http://proxy:3128", "me", "p@ss")
    assert "p@ss" not in repr(hop)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("http://proxy:3128", "http://proxy:3128"),
        ("me:s3cret@proxy:3128", "proxy:3128"),
        ("http://me:s3cr://et@proxy", "http://proxy"),
        ("me:s3cr://et@proxy", "proxy"),
        ("http://me:s3@cret@proxy", "http://proxy"),
    ],
)
def test_that_an_odd_password_of_a_proxy_is_not_shown_in_parts(value: str, shown: str) -> None:
    assert without_user(value) == shown
    assert proxy_hop(value).url.removeprefix("http://") == shown.removeprefix("http://")


def test_that_what_is_noticed_shows_no_password() -> None:
    environment = {"https_proxy": "http://me:s3cret@proxy:3128", "NO_PROXY": "a,b"}

    assert noticed_words(environment, PROXY_VARIABLES) == (
        "HTTPS_PROXY=http://proxy:3128, NO_PROXY=a,b"
    )


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("http://proxy:3128", ""),
        ("https://proxy", ""),
        ("socks5://proxy:1080", "SOCKS proxies are not supported"),
        ("ftp://proxy", "a proxy is http://host:port or https://host:port"),
        ("http://proxy:99999", "a proxy is http://host:port or https://host:port"),
        ("http://", "a proxy is http://host:port or https://host:port"),
    ],
)
def test_that_a_proxy_that_cannot_be_used_has_its_reason(url: str, fault: str) -> None:
    assert proxy_fault(url) == fault

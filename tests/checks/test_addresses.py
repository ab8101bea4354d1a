"""Where else a server may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.checks.addresses import (
    base_behind,
    other_paths,
    pasted_endpoint,
    usable_form,
    without_flags,
)
from scim_explorer.client.urls import check_base_url


@pytest.mark.parametrize(
    ("given_path", "wanted"),
    [
        ("", "/scim/v2"),
        ("", "/v2"),
        ("/scim", "/scim/v2"),
        ("/tenants/a", "/tenants/a/scim/v2"),
        ("/scim/v2/Users", "/scim/v2"),
        ("/scim/v2/Users/2819c223", "/scim/v2"),
        ("/scim/v2/ServiceProviderConfig", "/scim/v2"),
        ("/scim/v2/scim/v2", "/scim/v2"),
        ("/a/scim/scim/v2", "/a/scim/v2"),
        ("/SCIM/V2", "/scim/v2"),
        ("/scim/v2/extra", "/scim/v2"),
        ("/v1", "/scim/v2"),
        ("/api/v1", "/api/v2"),
        ("/scim/v1.1/acme", "/scim/v2/acme"),
        ("/Users", ""),
    ],
)
def test_that_the_path_meant_is_among_those_tried(given_path: str, wanted: str) -> None:
    assert wanted in other_paths(given_path)


def test_that_a_pasted_endpoint_is_taken_off_first() -> None:
    assert other_paths("/scim/v2/Users")[0] == "/scim/v2"


@given(st.lists(st.sampled_from(["scim", "v2", "Users", "a", "API"]), max_size=8))
def test_that_few_paths_are_tried_and_never_the_one_given(parts: list[str]) -> None:
    path = "".join(f"/{part}" for part in parts)

    found = other_paths(path)

    assert path not in found
    assert len(set(found)) == len(found) <= 10
    assert all(check_base_url(f"https://host{one}").path == one for one in found)


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://host/v2/Users?count=1", "https://host/v2"),
        ("https://host/scim/Users", ""),
        ("https://host/login", ""),
    ],
)
def test_that_a_redirect_tells_its_base_url(url: str, found: str) -> None:
    assert base_behind(check_base_url("https://host/scim"), url, "/Users") == found


@pytest.mark.parametrize(
    ("typed", "url", "flags"),
    [
        ("https://h/scim?aadOptscim062020", "https://h/scim", "aadOptscim062020"),
        (" https://h/scim/?AADOPTSCIM062020 ", "https://h/scim/", "AADOPTSCIM062020"),
        (
            "https://h/scim?aadOptscim062020&AzureAdScimPatch2017=1",
            "https://h/scim",
            "aadOptscim062020&AzureAdScimPatch2017=1",
        ),
        ("https://h/scim?token=x&aadOptscim062020", "https://h/scim?token=x&aadOptscim062020", ""),
        ("https://h/scim", "https://h/scim", ""),
    ],
)
def test_that_flags_of_entra_id_are_split_off_and_nothing_else(
    typed: str, url: str, flags: str
) -> None:
    assert without_flags(typed) == (url, flags)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("acme.example/scim/v2", "https://acme.example/scim/v2"),
        ('"https://acme.example/scim/v2"', "https://acme.example/scim/v2"),
        ("<https://acme.example/scim/v2>", "https://acme.example/scim/v2"),
        ("https://acme.example/v2/Users?filter=x", "https://acme.example/v2"),
        ("https://acme.example/Users?count=1", "https://acme.example"),
        ("https://acme.example/v2#top", "https://acme.example/v2"),
        ("https://amelia:pw@acme.example/v2", ""),
        ("ftp://acme.example", ""),
        ("acme", ""),
        ("", ""),
    ],
)
def test_that_what_was_meant_is_offered_where_it_can_be_told(typed: str, meant: str) -> None:
    assert usable_form(typed) == meant


@given(st.text(max_size=60))
def test_that_what_is_offered_is_a_base_url_without_a_query(typed: str) -> None:
    offered = usable_form(typed)

    assert not offered or check_base_url(offered).text == offered


@pytest.mark.parametrize(
    ("path", "endpoint"),
    [("/scim/v2/Users", "/Users"), ("/v2/schemas", "/schemas"), ("/users/a/scim", ""), ("", "")],
)
def test_that_only_the_end_of_a_path_counts_as_pasted_along(path: str, endpoint: str) -> None:
    assert pasted_endpoint(path) == endpoint

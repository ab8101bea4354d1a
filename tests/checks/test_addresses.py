"""Where else a server may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.checks.addresses import base_behind, other_paths
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

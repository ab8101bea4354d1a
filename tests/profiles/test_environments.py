"""Guessing production from a host name."""

from __future__ import annotations

import pytest

from scim_explorer.profiles.environments import looks_like_production


@pytest.mark.parametrize(
    "host", ["scim.acme.com", "api.provider.io", "attestation.acme.com", "developer.acme.com"]
)
def test_that_a_host_without_a_word_for_test_looks_like_production(host: str) -> None:
    assert looks_like_production(host)


@pytest.mark.parametrize(
    "host",
    [
        "scim.staging.acme.com",
        "dev-scim.acme.com",
        "scim-qa.acme.com",
        "localhost",
        "127.0.0.1",
        "::1",
        "acme.example",
        "",
    ],
)
def test_that_test_systems_and_addresses_do_not(host: str) -> None:
    assert not looks_like_production(host)

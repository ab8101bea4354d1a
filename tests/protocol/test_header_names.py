"""Header fields that carry a secret."""

from __future__ import annotations

import pytest

from scim_explorer.protocol.header_names import carries_secret


@pytest.mark.parametrize(
    "name",
    ["Authorization", "proxy-authorization", "Cookie", "Set-Cookie", "X-Api-Key", "X-Auth-Token"],
)
def test_that_sign_in_fields_carry_a_secret(name: str) -> None:
    assert carries_secret(name)


@pytest.mark.parametrize(
    "name", ["Content-Type", "ETag", "WWW-Authenticate", "X-Tenant", "X-Request-Id"]
)
def test_that_plain_fields_are_shown(name: str) -> None:
    assert not carries_secret(name)

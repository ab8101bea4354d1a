"""The safety section by itself; whole stories are in the tests of the profile editor."""

from __future__ import annotations

import pytest

from scim_explorer.ui.widgets.safety_fields import host_of


@pytest.mark.parametrize(
    ("base_url", "host"),
    [
        ("https://scim.acme.com/v2", "scim.acme.com"),
        ("http://127.0.0.1:8080", "127.0.0.1"),
        ("", ""),
        ("not a url", ""),
    ],
)
def test_that_a_base_url_gives_its_host_or_nothing(base_url: str, host: str) -> None:
    assert host_of(base_url) == host

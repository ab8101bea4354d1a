from __future__ import annotations

import pytest

from scim_explorer.client.request import Request


@pytest.mark.parametrize(
    ("method", "target", "is_read"),
    [
        ("GET", "/Users", True),
        ("get", "", True),
        ("POST", "/.search", True),
        ("POST", "/Users/.search?a=b", True),
        ("POST", "/Users", False),
        ("POST", "/Users/x.search", False),
        ("POST", "/Users?path=/.search", False),
        ("POST", "//[x", False),
        ("DELETE", "/.search", False),
    ],
)
def test_which_requests_read(method: str, target: str, is_read: bool) -> None:  # noqa: FBT001
    assert Request(method, target).is_read is is_read

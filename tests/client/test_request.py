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


@pytest.mark.parametrize(
    "name", ["X-HTTP-Method-Override", "x-method-override", "X-HTTP-METHOD", " X-HTTP-Method "]
)
@pytest.mark.parametrize(
    ("method", "target"), [("GET", "/Users/1"), ("POST", "/Users/.search"), ("HEAD", "/Users/1")]
)
def test_that_a_header_that_makes_a_server_write_is_a_write(
    method: str, target: str, name: str
) -> None:
    assert not Request(method, target, (("Accept", "*/*"), (name, "delete"))).is_read


@pytest.mark.parametrize("value", ["GET", " head ", ""])
def test_that_a_header_that_names_a_read_leaves_a_read(value: str) -> None:
    assert Request("GET", "/Users", (("X-HTTP-Method-Override", value),)).is_read


def test_that_a_header_that_names_a_read_does_not_open_a_write() -> None:
    assert not Request("DELETE", "/Users/1", (("X-HTTP-Method-Override", "GET"),)).is_read

from __future__ import annotations

import pytest

from scim_explorer.client.guard import Writes, guarding_profile, refusal, writes
from scim_explorer.client.request import Request
from scim_explorer.client.urls import check_base_url
from scim_explorer.profiles.profile import Environment
from tests.client.memory_log import profile

READS = [
    Request("GET", "/Users"),
    Request("head", "/Users"),
    Request("OPTIONS", ""),
    Request("POST", "/Users/.search", body=b"{}"),
    Request("POST", "/.search?x=1", body=b"{}"),
]
WRITES = [
    Request("POST", "/Users", body=b"{}"),
    Request("PUT", "/Users/1", body=b"{}"),
    Request("patch", "/Users/1", body=b"{}"),
    Request("DELETE", "/Users/1"),
    Request("POST", "/Bulk", body=b"{}"),
    Request("POST", "/Users?x=/.search", body=b"{}"),
    Request("PROPFIND", "/Users"),
    Request("GET", "/Users/1", (("X-HTTP-Method-Override", "DELETE"),)),
]
READ_ONLY = profile(read_only=True)
PRODUCTION = profile(environment=Environment.PROD)


@pytest.mark.parametrize("request_", READS, ids=lambda r: f"{r.method} {r.target}")
def test_that_reads_always_may_leave(request_: Request) -> None:
    assert refusal(request_, READ_ONLY, unlocked=False) is None
    assert refusal(request_, PRODUCTION, unlocked=False) is None


@pytest.mark.parametrize("request_", WRITES, ids=lambda r: f"{r.method} {r.target}")
def test_that_everything_else_is_a_write(request_: Request) -> None:
    assert refusal(request_, READ_ONLY, unlocked=True) is not None
    assert refusal(request_, PRODUCTION, unlocked=False) is not None


def test_that_a_field_of_the_profile_can_make_a_read_a_write() -> None:
    changed = profile(read_only=True, headers=(("X-Method-Override", "DELETE"),))

    assert refusal(Request("GET", "/Users/1"), changed, unlocked=True) is not None


@pytest.mark.parametrize("environment", [Environment.DEV, Environment.TEST, Environment.DEMO])
def test_that_writes_may_leave_where_nothing_speaks_against_it(environment: Environment) -> None:
    assert refusal(WRITES[0], profile(environment=environment), unlocked=False) is None


@pytest.mark.parametrize(
    ("typed", "leaves"),
    [("Acme staging", True), ("ACME STAGING ", True), ("", False), ("Acme", False)],
)
def test_fault_110_that_production_needs_its_name_for_each_write(typed: str, leaves: bool) -> None:  # noqa: FBT001
    request = Request("DELETE", "/Users/1", confirmation=typed)

    assert (refusal(request, PRODUCTION, unlocked=True) is None) == leaves


def test_that_a_name_without_the_unlock_is_not_enough() -> None:
    request = Request("DELETE", "/Users/1", confirmation="Acme staging")

    assert refusal(request, PRODUCTION, unlocked=False) is not None


def test_that_a_read_only_profile_has_no_override() -> None:
    request = Request("DELETE", "/Users/1", confirmation="Acme staging")
    saved = profile(read_only=True, environment=Environment.PROD)

    assert refusal(request, saved, unlocked=True) is not None


def test_writes() -> None:
    assert writes(profile(), unlocked=False) is Writes.ALLOWED
    assert writes(PRODUCTION, unlocked=False) is Writes.LOCKED
    assert writes(PRODUCTION, unlocked=True) is Writes.ALLOWED
    assert writes(READ_ONLY, unlocked=True) is Writes.READ_ONLY


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://a.example/scim", "outer"),
        ("https://A.example:443/scim/v2/", "inner"),
        ("https://a.example/scim/v2/x", "inner"),
        ("https://a.example/scimitar", None),
        ("https://a.example", None),
        ("http://a.example/scim", None),
    ],
)
def test_that_a_bare_url_takes_the_guard_of_the_nearest_saved_profile(
    url: str, found: str | None
) -> None:
    saved = [
        profile("not a url", id="broken"),
        profile("https://a.example/scim", id="outer"),
        profile("https://a.example/scim/v2", id="inner"),
    ]

    guard = guarding_profile(check_base_url(url), saved)

    assert (guard.id if guard else None) == found

"""Profiles as JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.problems import InputError
from scim_explorer.profiles.profile import Auth, OAuth, Profile, Proxy, ProxyKind
from scim_explorer.profiles.profile_json import file_content, read_file, secret_faults
from tests.profiles.samples import profile


def changed(**members: object) -> bytes:
    return json.dumps(json.loads(file_content(profile())) | members).encode()


def test_that_a_profile_comes_back_as_it_was() -> None:
    loaded = read_file(file_content(profile()), "p1")

    assert loaded == (profile(), False)


def test_that_missing_members_take_their_defaults() -> None:
    loaded = read_file(b'{"name":"a","base_url":"b"}', "p9")

    assert loaded.profile == Profile("p9", "a", "b")


def test_that_unknown_members_are_tolerated_and_kept() -> None:
    previous = changed(tunnel={"of": "a later version"})

    content = file_content(read_file(previous, "p1").profile, previous)

    assert json.loads(content)["tunnel"] == {"of": "a later version"}


def test_that_a_newer_version_is_marked() -> None:
    assert read_file(changed(version=2), "p1").newer


@pytest.mark.parametrize(
    "members",
    [
        {"name": 7},
        {"read_only": "yes"},
        {"environment": "moon"},
        {"environment": ["prod"]},
        {"auth": {"kind": "magic"}},
        {"auth": []},
        {"headers": {"a": "b"}},
        {"headers": [["a"]]},
        {"limits": {"page_size": 0}},
        {"limits": {"parallel": True}},
        {"limits": {"total_s": float("nan")}},
        {"limits": {"total_s": float("inf")}},
        {"limits": {"connect_s": -1}},
        {"version": "1"},
    ],
)
def test_that_a_wrong_type_is_a_fault_and_no_silent_default(members: dict[str, object]) -> None:
    with pytest.raises(InputError):
        read_file(changed(**members), "p1")


def test_that_every_fault_is_named_at_once() -> None:
    with pytest.raises(InputError) as caught:
        read_file(b'{"read_only":1,"limits":{"parallel":0}}', "p1")

    detail = caught.value.problem.detail
    assert all(word in detail for word in ("name", "base_url", "read_only", "limits.parallel"))


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"\xff\xfe", b"[" * 100_000, b'{"name":' * 50_000, b" " * 5_000_000]
)
def test_that_no_profile_is_an_input_error(content: bytes) -> None:
    with pytest.raises(InputError):
        read_file(content, "p1")


@given(st.integers(0, 600), st.integers(0, 255))
def test_fault_98_a_flipped_byte_gives_a_profile_or_an_input_error(place: int, value: int) -> None:
    content = bytearray(file_content(profile()))
    content[place % len(content)] = value

    try:
        loaded = read_file(bytes(content), "p1")
    except InputError:
        return
    assert isinstance(loaded.profile, Profile)


def test_that_a_secret_is_no_part_of_a_file() -> None:
    faulty = profile(headers=(("Authorization", "Bearer x"),), base_url="https://a:b@c.example")

    oauth = OAuth("https://a:b@c.example/token", extra=(("client_secret", "x"),))
    also = profile(auth=Auth(oauth=oauth), proxy=Proxy(ProxyKind.MANUAL, "http://a:b@c:8080"))

    assert len(secret_faults(faulty)) == 2
    assert len(secret_faults(also)) == 3
    assert secret_faults(profile()) == []

"""Fault 109: a list of profiles that a stranger wrote, field by field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from scim_explorer.profiles.profile import (
    Auth,
    AuthKind,
    Environment,
    Limits,
    OAuth,
    Profile,
    Proxy,
    ProxyKind,
    SecretHeader,
    SecretKind,
    SecretSource,
    Tls,
)
from scim_explorer.profiles.profile_json import members_of
from scim_explorer.profiles.profile_list import LIST_FORMAT, import_text
from scim_explorer.profiles.store import ProfileStore
from tests.profiles.samples import profile

COMMAND = SecretSource(SecretKind.COMMAND, "rm -rf ~")
VARIABLE = SecretSource(SecretKind.VARIABLE, "AWS_SECRET_ACCESS_KEY")
USUAL = Limits()
HOSTILE = Profile(
    id="theirs",
    name="Stranger",
    base_url="https://stranger.example/scim",
    auth=Auth(
        AuthKind.OAUTH,
        "eve",
        "X-Eve",
        COMMAND,
        OAuth("https://stranger.example/token", "eve-id", "all", "me", (("tenant", "7"),), True),
    ),
    headers=(("X-Tenant", "7"),),
    secret_headers=(SecretHeader("X-Key", VARIABLE),),
    environment=Environment.PROD,
    colour="#aabbcc",
    read_only=False,
    notes="Trust me.",
    position=7,
    limits=Limits(500, 2**40, 90.0, 9000.0, 99, 50),
    tls=Tls(False, "/their/ca.pem", "/their/cert.p12", "/their/key.pem", COMMAND, True, True),
    proxy=Proxy(ProxyKind.MANUAL, "http://stranger.example:8080", "eve", VARIABLE),
)
"""Every field is another one than its default."""

KEPT = {
    *("name", "base_url", "headers", "environment", "colour", "notes", "secret_headers.name"),
    *("auth.kind", "auth.username", "auth.header_name"),
    *("auth.oauth.token_url", "auth.oauth.client_id", "auth.oauth.scope", "auth.oauth.audience"),
    *("auth.oauth.extra", "auth.oauth.in_body"),
    *("limits.page_size", "limits.connect_s", "limits.total_s", "limits.per_minute"),
}
"""What describes the endpoint, and asks nothing of this computer before the user does."""

DROPPED = {
    *("auth.source.kind", "auth.source.text"),
    *("secret_headers.source.kind", "secret_headers.source.text"),
    *("tls.verify", "tls.ca_file", "tls.certificate_file", "tls.key_file"),
    *("tls.passphrase.kind", "tls.passphrase.text", "tls.environment_ca", "tls.key_log"),
    *("proxy.kind", "proxy.url", "proxy.username", "proxy.source.kind", "proxy.source.text"),
    *("position", "limits.max_body_bytes", "limits.parallel"),
}
"""What runs a program, reads a file or a variable, leads elsewhere or lowers a guard."""

DECIDED_HERE = {"id": "ours", "read_only": True}


def leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Yield every field of a value and of the values in it, with its path."""
    if isinstance(value, tuple) and value and is_dataclass(value[0]):
        value = value[0]
    if not is_dataclass(value):
        yield path, value
        return
    for field in fields(value):
        yield from leaves(getattr(value, field.name), f"{path}.{field.name}".lstrip("."))


DEFAULTS = dict(leaves(Profile("", "", "", secret_headers=(SecretHeader(""),))))
THEIRS = dict(leaves(HOSTILE))


def imported(*strangers: Profile) -> Profile:
    entries = [members_of(one) | {"id": one.id, "token": "abc"} for one in strangers]
    text = json.dumps({"format": LIST_FORMAT, "version": 1, "profiles": entries})
    return import_text(text, lambda: "ours")[0]


def test_fault_109_each_field_of_a_profile_is_decided_upon() -> None:
    assert set(THEIRS) == KEPT | DROPPED | set(DECIDED_HERE)
    assert [path for path in KEPT | DROPPED if THEIRS[path] == DEFAULTS[path]] == []


@pytest.mark.parametrize("path", sorted(THEIRS))
def test_fault_109_a_field_of_a_stranger_is_kept_or_takes_its_default(path: str) -> None:
    ours = dict(leaves(imported(HOSTILE)))

    wanted = {**DEFAULTS, **{one: THEIRS[one] for one in KEPT}, **DECIDED_HERE}
    assert ours[path] == wanted[path]


def test_fault_109_lower_limits_of_a_stranger_are_kept() -> None:
    low = replace(USUAL, max_body_bytes=1000, parallel=1)

    assert imported(replace(HOSTILE, limits=low)).limits == low


def test_fault_109_nothing_poses_as_the_demo() -> None:
    assert imported(replace(HOSTILE, environment=Environment.DEMO)).environment is Environment.TEST


@pytest.mark.parametrize(
    "changes",
    [
        {"base_url": "https://eve:canary@stranger.example"},
        {"headers": (("Authorization", "Bearer canary"), ("X-Api-Key", "canary"))},
        {"auth": Auth(oauth=OAuth("https://eve:canary@stranger.example"))},
        {"auth": Auth(oauth=OAuth(extra=(("client_secret", "canary"),)))},
        {"proxy": Proxy(ProxyKind.MANUAL, "http://eve:canary@stranger.example:1")},
    ],
    ids=["address", "headers", "token address", "token fields", "proxy"],
)
def test_fault_109_a_secret_of_a_stranger_is_left_out(
    tmp_path: Path, changes: dict[str, Any]
) -> None:
    stranger = imported(profile(**changes))
    ProfileStore(tmp_path).save(stranger)

    assert "canary" not in repr(stranger)
    assert "canary" not in (tmp_path / "ours.json").read_text()

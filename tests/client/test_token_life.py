"""When a pasted token ends."""

from __future__ import annotations

import base64
import json

import pytest

from scim_explorer.client.token_life import ends_at


def jwt(claims: object) -> str:
    parts = ({"alg": "none"}, claims)
    coded = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode() for part in parts]
    return ".".join(part.rstrip("=") for part in (*coded, "c2ln"))


def test_that_a_jwt_says_when_it_ends() -> None:
    assert ends_at(f" {jwt({'exp': 1_800_000_000, 'sub': 'me'})}\n") == 1_800_000_000


@pytest.mark.parametrize(
    "token",
    [
        "opaque",
        "a.b",
        "a.!!.c",
        "a.ÿ.c",
        jwt([]),
        jwt({}),
        jwt({"exp": "soon"}),
        jwt({"exp": True}),
        jwt({"exp": -1}),
        jwt({"exp": 10**400}),
        f"a.{'e30' * 100_000}.c",
    ],
)
def test_that_anything_else_says_nothing(token: str) -> None:
    assert ends_at(token) is None

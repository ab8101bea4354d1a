from __future__ import annotations

import pytest

from scim_explorer.client.auth import auth_headers, sign_in_header
from scim_explorer.problems import EDIT_PROFILE, InputError, SecretUnavailable
from scim_explorer.profiles.profile import Auth, AuthKind

BEARER = Auth(AuthKind.BEARER)
BASIC = Auth(AuthKind.BASIC, username="eve")
HEADER = Auth(AuthKind.HEADER, header_name="X-Api-Key")


@pytest.mark.parametrize(
    ("auth", "secret", "headers"),
    [
        (Auth(), "unused", ()),
        (BEARER, "t0k", (("Authorization", "Bearer t0k"),)),
        (BASIC, "p\u00e4ss w", (("Authorization", "Basic ZXZlOnDDpHNzIHc="),)),
        (HEADER, "k=1", (("X-Api-Key", "k=1"),)),
    ],
)
def test_that_each_kind_signs_in_its_way(
    auth: Auth, secret: str, headers: tuple[tuple[str, str], ...]
) -> None:
    assert auth_headers(auth, secret) == headers


@pytest.mark.parametrize("auth", [BEARER, BASIC, HEADER])
@pytest.mark.parametrize("secret", [None, "", " \n"])
def test_that_a_missing_secret_is_told(auth: Auth, secret: str | None) -> None:
    with pytest.raises(SecretUnavailable) as caught:
        auth_headers(auth, secret)

    assert caught.value.problem.action == EDIT_PROFILE


def test_that_the_text_says_where_the_bad_character_is_and_nothing_of_the_token() -> None:
    with pytest.raises(InputError) as caught:
        auth_headers(BEARER, "canary\u200btail")

    detail = caught.value.problem.detail
    assert "a letter outside ASCII at position 7 of 11" in detail
    assert "canary" not in detail


def test_that_a_user_name_with_a_colon_is_refused() -> None:
    with pytest.raises(InputError):
        auth_headers(Auth(AuthKind.BASIC, username="a:b"), "x")


def test_that_a_sign_in_header_needs_a_header_name() -> None:
    with pytest.raises(InputError):
        auth_headers(Auth(AuthKind.HEADER, header_name="X Api"), "x")


@pytest.mark.parametrize(
    ("auth", "name"), [(Auth(), ""), (BEARER, "Authorization"), (HEADER, "X-Api-Key")]
)
def test_sign_in_header(auth: Auth, name: str) -> None:
    assert sign_in_header(auth) == name

"""Targets: which guard holds, and where secrets come from."""

from __future__ import annotations

import asyncio

import pytest

from scim_explorer.commands.target import SignIn, find_target, read_sign_in
from scim_explorer.problems import InputError
from scim_explorer.profiles.profile import SIGN_IN, Auth, AuthKind, Environment, Profile

PROD = Profile(
    "p1",
    "Acme Prod",
    "https://scim.example.com/v2",
    Auth(AuthKind.BEARER),
    environment=Environment.PROD,
    headers=(("X-Tenant", "acme"),),
)
NOTHING = SignIn()
VARIABLES = {"TOKEN": "s3cret-value", "LOGIN": "ada:pa:ss", "EMPTY": " "}


async def saved_secret(profile: Profile, _slot: str) -> str | None:
    return f"secret of {profile.id}"


def sign_in(
    bearer: str = "",
    basic: str = "",
    header_env: tuple[str, ...] = (),
    headers: tuple[str, ...] = (),
) -> SignIn:
    return read_sign_in(bearer, basic, header_env, headers, VARIABLES)


def secret_asked_for(text: str, given: SignIn = NOTHING) -> str | None:
    target = find_target(text, [PROD], given)
    return asyncio.run(_ask(target.reader(saved_secret)))


async def _ask(reader: object) -> str | None:
    assert callable(reader)
    answer: str | None = await reader(SIGN_IN)
    return answer


def test_that_a_profile_is_found_by_its_name_in_any_case() -> None:
    target = find_target("acme prod", [PROD], NOTHING)

    assert target.profile == PROD
    assert secret_asked_for("acme prod") == "secret of p1"


@pytest.mark.parametrize(
    "url", ["https://scim.example.com/v2", "https://SCIM.example.com:443/v2/tenant-7"]
)
def test_that_a_url_below_a_saved_profile_takes_its_guard_but_not_its_secret(url: str) -> None:
    target = find_target(url, [PROD], NOTHING)

    assert target.profile.environment is Environment.PROD
    assert target.profile.id == "p1"
    assert target.profile.auth.kind is AuthKind.NONE
    assert secret_asked_for(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://scim.example.com/v20",
        "http://scim.example.com/v2",
        "https://scim.example.com:444/v2",
    ],
)
def test_that_a_url_beside_a_saved_profile_has_no_guard(url: str) -> None:
    assert find_target(url, [PROD], NOTHING).profile.environment is not Environment.PROD


def test_that_a_given_sign_in_replaces_the_one_of_the_profile() -> None:
    target = find_target("Acme Prod", [PROD], sign_in(basic="LOGIN"))

    assert target.profile.auth == Auth(AuthKind.BASIC, username="ada")
    assert secret_asked_for("Acme Prod", sign_in(basic="LOGIN")) == "pa:ss"


def test_that_an_unknown_name_tells_the_known_ones() -> None:
    with pytest.raises(InputError, match='"Acme Prod"'):
        find_target("acme", [PROD], NOTHING)


def test_that_headers_of_the_command_line_win_over_those_of_the_profile() -> None:
    target = find_target("Acme Prod", [PROD], sign_in(headers=("x-tenant=other", "X-A=1")))

    assert target.profile.headers == (("x-tenant", "other"), ("X-A", "1"))


def test_that_a_header_variable_alone_is_the_sign_in() -> None:
    found = sign_in(header_env=("X-Api-Key=TOKEN",))

    assert found.auth == Auth(AuthKind.HEADER, header_name="X-Api-Key")
    assert found.secret == "s3cret-value"
    assert found.headers == ()


def test_that_a_gateway_key_goes_beside_a_token() -> None:
    found = sign_in(bearer="TOKEN", header_env=("X-Gateway-Key=TOKEN",))

    assert found.auth.kind is AuthKind.BEARER
    assert found.headers == (("X-Gateway-Key", "s3cret-value"),)


@pytest.mark.parametrize(
    "name", ["Authorization", "Cookie", "X-Api-Key", "X-Auth-Token", "Proxy-Authorization"]
)
def test_that_header_refuses_names_that_carry_secrets_and_points_to_header_env(name: str) -> None:
    with pytest.raises(InputError) as caught:
        sign_in(headers=(f"{name}=s3cret-value",))

    line = caught.value.problem.one_line()
    assert f"--header-env '{name}=VAR'" in line
    assert "s3cret-value" not in line


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"bearer": "s3cret-value"}, id="the token itself"),
        pytest.param({"bearer": "s3cret"}, id="a variable that is not set"),
        pytest.param({"bearer": "EMPTY"}, id="an empty variable"),
        pytest.param({"basic": "ada:s3cret"}, id="user and password themselves"),
        pytest.param({"basic": "TOKEN"}, id="no colon in the variable"),
        pytest.param({"bearer": "TOKEN", "basic": "LOGIN"}, id="two ways to sign in"),
        pytest.param({"header_env": ("X-Api-Key:s3cret",)}, id="no equals sign"),
        pytest.param({"header_env": ("X-Api-Key=s3cret",)}, id="a header variable not set"),
        pytest.param({"bearer": "TOKEN", "header_env": ("X-Plain=TOKEN",)}, id="a name too plain"),
        pytest.param({"headers": ("Host=x",)}, id="a header of the transport"),
        pytest.param({"headers": ("X-A=1\r\nX-B: 2",)}, id="a line break"),
        pytest.param({"headers": ("no pair",)}, id="no pair"),
    ],
)
def test_that_a_wrong_sign_in_is_refused_without_repeating_a_value(given: dict[str, str]) -> None:
    with pytest.raises(InputError) as caught:
        sign_in(**given)  # type: ignore[arg-type]  # a table of odd cases

    assert "s3cret" not in caught.value.problem.one_line()


def test_that_a_secret_never_shows_in_a_repr() -> None:
    given = sign_in(bearer="TOKEN")

    assert "s3cret" not in repr(given)
    assert "s3cret" not in repr(find_target("Acme Prod", [PROD], given))

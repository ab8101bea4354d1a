"""Token requests and what their answers mean."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.client.failures import Failure, FailureKind
from scim_explorer.client.oauth import (
    LONGEST_LIFE_S,
    SAFE_LIFE_S,
    Token,
    bare_token,
    life_of,
    read_token,
    token_failed,
    token_request,
)
from scim_explorer.exchanges.exchange import Body, Exchange
from scim_explorer.problems import EDIT_PROFILE, RUN_DOCTOR, InputError, ProtocolError
from scim_explorer.profiles.profile import OAuth
from scim_explorer.protocol.json_codec import Json
from tests.exchanges.samples import sample

OAUTH = OAuth("https://login.example/token?p=1", "cli:ent", "a b", "aud", (("resource", "x&y"),))


def answered(body: Json | bytes, status: int = 200) -> Exchange:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    made = sample(7, method="POST", status=status)
    body_of_it = Body(data, wire_bytes=len(data))
    return replace(made, url="https://login.example/token?p=1", response_body=body_of_it)


def test_that_the_secret_goes_into_the_header_form_encoded() -> None:
    wire = token_request(OAUTH, "p:ä s\n")
    headers = dict(wire.headers)

    said = base64.b64decode(headers["Authorization"].removeprefix("Basic ")).decode()
    assert said == "cli%3Aent:p%3A%C3%A4+s"
    assert parse_qsl((wire.body or b"").decode()) == [
        ("grant_type", "client_credentials"),
        ("scope", "a b"),
        ("audience", "aud"),
        ("resource", "x&y"),
    ]
    assert (wire.method, wire.url) == ("POST", OAUTH.token_url)
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert headers["User-Agent"].startswith("scim-explorer/")


def test_that_the_secret_goes_into_the_body_and_then_into_no_header() -> None:
    wire = token_request(OAuth("https://login.example/token", "me", in_body=True), "s&cret")

    assert "Authorization" not in dict(wire.headers)
    assert parse_qsl((wire.body or b"").decode())[1:] == [
        ("client_id", "me"),
        ("client_secret", "s&cret"),
    ]


def test_that_a_missing_token_url_is_said() -> None:
    with pytest.raises(InputError, match="no token URL"):
        token_request(OAuth(), "s")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://login.example/token", "https:// or http://"),
        ("https://me:pw@login.example/token", "user name or password"),
        ("https://login.example/token?a=b#c", "fragment"),
        ("https://login.example/token?a=b c", "query"),
        ("https://login.example/token?a=b\r\nX: y", "query"),
        ("https://login.example/token?a=ä", "query"),
    ],
)
def test_fault_53_a_token_url_that_cannot_be_used_is_refused_as_one(url: str, said: str) -> None:
    with pytest.raises(InputError, match=r"token URL.*" + said):
        token_request(OAuth(url, "me"), "s")


@pytest.mark.parametrize("oauth", [OAUTH, replace(OAUTH, in_body=True)])
def test_that_half_a_character_in_the_secret_is_refused_in_words(oauth: OAuth) -> None:
    with pytest.raises(InputError, match="half of a character") as caught:
        token_request(oauth, "c4nary\ud800")

    assert "c4nary" not in caught.value.problem.one_line()
    assert caught.value.__suppress_context__


def test_that_a_token_url_goes_out_without_the_spaces_around_it() -> None:
    assert token_request(OAuth(" https://login.example/t/ "), "s").url == "https://login.example/t/"


def test_that_a_token_is_read_and_never_shown() -> None:
    token = read_token(
        answered({"access_token": " t0k ", "token_type": "bearer", "expires_in": 60})
    )

    assert token == Token("t0k", 60.0)
    assert "t0k" not in repr(token)


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        (
            {"error": "invalid_client", "error_description": "no such\nclient"},
            400,
            "no such client",
        ),
        ({"error": "invalid_scope"}, 400, "400 invalid_scope"),
        ({}, 401, "answered 401"),
        (b"oops", 500, "answered 500"),
        (b"<html><title>Sign in</title>", 200, "a web page"),
        (b"", 200, "without an access_token"),
        ({"access_token": 7}, 200, "without an access_token"),
        ([], 200, "without an access_token"),
        ({"access_token": "t", "token_type": "mac"}, 200, 'of the type "mac"'),
        ({"access_token": "t\r\nX: 1", "token_type": "Bearer"}, 200, "no header field"),
        (b"", 302, "not followed"),
        ({"error": "invalid_scope", "error_description": "no"}, 200, '200 invalid_scope: "no"'),
    ],
)
def test_fault_58_an_answer_without_a_token_is_told_in_the_servers_words(
    body: Json | bytes, status: int, said: str
) -> None:
    with pytest.raises(ProtocolError) as caught:
        read_token(answered(body, status))

    problem = caught.value.problem
    assert problem.title == "No access token"
    assert said in problem.detail
    assert "login.example" in problem.detail
    assert "?p=1" not in problem.detail
    assert (problem.exchange, problem.action) == (7, EDIT_PROFILE)


@pytest.mark.parametrize(
    ("body", "status", "hint"),
    [
        ({"error": "invalid_client"}, 400, "Check client id and secret"),
        ({}, 401, "Check client id and secret"),
        ({"error": "invalid_scope"}, 401, "Check the scope in the profile."),
        ({}, 404, "Check the token URL in the profile."),
        ({"error": "slow_down"}, 429, "Try again later."),
        (b"", 503, "Try again later."),
        ({"error": "interaction_required"}, 400, ""),
    ],
)
def test_fault_58_the_advice_fits_what_the_server_said(
    body: Json | bytes, status: int, hint: str
) -> None:
    with pytest.raises(ProtocolError) as caught:
        read_token(answered(body, status))

    shown = caught.value.problem.hint
    assert shown.startswith(hint) if hint else not shown


@given(
    st.one_of(
        st.binary(),
        st.dictionaries(
            st.sampled_from(("access_token", "token_type", "expires_in", "error")),
            st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.integers()),
        ).map(lambda answer: json.dumps(answer).encode()),
    ),
    st.sampled_from((200, 201, 302, 400, 401, 429, 500)),
)
def test_fault_58_any_answer_is_a_token_for_a_header_or_told(body: bytes, status: int) -> None:
    token, said = None, ""

    try:
        token = read_token(answered(body, status))
    except ProtocolError as error:
        said = error.problem.detail

    if token is None:
        assert "login.example" in said
    else:
        assert status == 200
        assert token.value.isascii()
        assert token.value.isprintable()


@pytest.mark.parametrize(
    ("kind", "hint", "action"),
    [
        (FailureKind.CERTIFICATE, "Add the company CA in the profile under TLS.", EDIT_PROFILE),
        (FailureKind.REFUSED, "Is the server running on that port?", RUN_DOCTOR),
        (FailureKind.TOO_BIG, "Check the token URL in the profile.", EDIT_PROFILE),
        (FailureKind.TIMEOUT, "Check the token URL in the profile.", EDIT_PROFILE),
    ],
)
def test_fault_58_no_whole_answer_is_told_with_the_advice_that_fits(
    kind: FailureKind, hint: str, action: str
) -> None:
    told = token_failed(Failure(kind, "so it is"), OAUTH.token_url, 7)

    assert told.title == "No access token"
    assert told.detail == "The token endpoint login.example gave no answer: so it is."
    assert (told.hint, told.action, told.exchange) == (hint, action, 7)


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"eyJhbGciOi.eyJ.x\n", "eyJhbGciOi.eyJ.x"),
        (b'"0paque-t0ken"', "0paque-t0ken"),
        (b"short", ""),
        (b"not a token at all", ""),
        (b'{"a":"bcdefgh"}', ""),
        (b"x" * 100_000, ""),
        (b"", ""),
    ],
)
def test_that_an_answer_of_one_word_may_be_the_token_itself(body: bytes, word: str) -> None:
    assert bare_token(answered(body)) == word


def test_that_the_life_of_a_week_is_taken_at_its_word() -> None:
    assert life_of(7 * 86_400) == 604_800.0


@pytest.mark.parametrize("value", [None, 0, -5, "3600", 1e9, float("nan"), True, [], 10**400])
def test_fault_60_an_odd_life_counts_as_five_minutes(value: Json) -> None:
    assert life_of(value) == SAFE_LIFE_S


@given(st.one_of(st.integers(), st.floats(), st.text(), st.none(), st.booleans()))
def test_fault_60_every_life_is_usable(value: Json) -> None:
    life = life_of(value)

    assert 0 < life <= LONGEST_LIFE_S
    assert 0 < Token("t", life).renew_after_s < life

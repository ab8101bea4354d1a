"""The sign-in, judged from exchanges."""

from __future__ import annotations

import pytest

from scim_explorer.checks.access import judge_sign_in
from scim_explorer.checks.steps import Verdict
from scim_explorer.exchanges.exchange import Exchange
from scim_explorer.profiles.profile import AuthKind
from tests.checks.answers import got, listed, refused


def test_that_a_refused_sign_in_tells_what_the_server_asks_for() -> None:
    judged = judge_sign_in(AuthKind.BEARER, refused('Basic realm="x"'), refused(), None)

    assert judged.verdict is Verdict.FAILED
    assert 'Basic realm="x"' in judged.detail
    assert judged.detail.endswith("The profile signs in by bearer.")
    assert judged.hint == "Choose user name and password under Sign-in in the profile."


def test_that_a_scheme_that_nobody_here_speaks_is_named() -> None:
    judged = judge_sign_in(AuthKind.BASIC, refused("Negotiate"), refused("Negotiate"), None)

    assert "The server wants negotiate" in judged.hint


def test_that_a_401_without_challenge_says_so() -> None:
    judged = judge_sign_in(AuthKind.BEARER, refused(""), refused(""), None)

    assert "no WWW-Authenticate" in judged.detail


def test_that_a_missing_sign_in_is_asked_for() -> None:
    judged = judge_sign_in(AuthKind.NONE, refused(), None, None)

    assert judged.verdict is Verdict.FAILED
    assert "--bearer-env" in judged.hint


def test_that_a_secret_that_is_worse_than_none_is_named() -> None:
    judged = judge_sign_in(AuthKind.BEARER, refused(), listed("a"), None)

    assert "it is this secret that it refuses" in judged.detail


def test_that_403_is_a_missing_right_and_not_a_wrong_secret() -> None:
    judged = judge_sign_in(AuthKind.BEARER, got({}, 403), refused(), None)

    assert judged.verdict is Verdict.FAILED
    assert judged.detail.startswith("Not allowed.")
    assert "Ask for access" in judged.hint


def test_that_a_403_to_everybody_may_be_a_wrong_secret_all_the_same() -> None:
    judged = judge_sign_in(AuthKind.BEARER, got({}, 403), got({}, 403), None)

    assert judged.verdict is Verdict.FAILED
    assert "the secret may be unknown to it" in judged.detail


def test_that_a_sound_sign_in_shows_all_three_answers() -> None:
    judged = judge_sign_in(AuthKind.BEARER, listed("a"), refused(), refused())

    assert judged.verdict is Verdict.OK
    assert "without it 401, with a made-up one 401" in judged.detail


@pytest.mark.parametrize(
    ("without", "wrong", "words"),
    [
        (listed("a"), refused(), "everybody can read it"),
        (refused(), listed("a"), "the secret is not checked"),
        (refused(""), refused(""), "no WWW-Authenticate"),
    ],
)
def test_that_a_careless_server_is_a_warning(
    without: Exchange, wrong: Exchange, words: str
) -> None:
    judged = judge_sign_in(AuthKind.BEARER, listed("a"), without, wrong)

    assert judged.verdict is Verdict.WARNING
    assert words in judged.detail


def test_that_a_server_without_sign_in_is_fine() -> None:
    assert judge_sign_in(AuthKind.NONE, listed("a"), None, None).verdict is Verdict.OK


def test_that_a_list_that_cannot_be_read_proves_nothing() -> None:
    judged = judge_sign_in(AuthKind.BEARER, got({}, 429), refused(), None)

    assert judged.verdict is Verdict.WARNING
    assert judged.detail.startswith("Not proved")


@pytest.mark.parametrize(
    ("challenge", "is_ours"),
    [
        ('Basic realm="x", Bearer realm="a, Digest b"', True),
        ('Negotiate, Bearer realm="x"', True),
        ("Bearer", True),
        ('Basic realm="Bearer realm"', False),
        ('Digest realm="x, Bearer y"', False),
    ],
)
def test_that_one_of_several_ways_to_sign_in_is_enough(challenge: str, is_ours: bool) -> None:  # noqa: FBT001  # a column of the table
    judged = judge_sign_in(AuthKind.BEARER, refused(challenge), refused(challenge), None)

    assert ("signs in by bearer" not in judged.detail) is is_ours


def test_that_without_a_challenge_the_config_tells_how_to_sign_in() -> None:
    bare = refused("")

    judged = judge_sign_in(AuthKind.BEARER, bare, bare, None, ("httpbasic",))
    fitting = judge_sign_in(AuthKind.BEARER, bare, bare, None, ("httpbasic", "oauthbearertoken"))

    assert "ServiceProviderConfig names httpbasic." in judged.detail
    assert judged.hint == "Choose user name and password under Sign-in in the profile."
    assert "Replace it in the profile" in fitting.hint


def test_that_a_new_token_that_is_refused_was_meant_for_something_else() -> None:
    judged = judge_sign_in(AuthKind.OAUTH, refused(), refused(), None)

    assert "check scope and audience" in judged.hint

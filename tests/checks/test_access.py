"""HTTP and sign-in, judged from exchanges."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scim_explorer.checks.access import (
    is_elsewhere,
    judge_http,
    judge_sign_in,
    judge_wrong_path,
)
from scim_explorer.checks.steps import Verdict
from scim_explorer.client.urls import check_base_url
from scim_explorer.exchanges.exchange import Exchange
from scim_explorer.profiles.profile import AuthKind
from tests.checks.answers import HTML, LOGIN_PAGE, got, listed, refused, silent
from tests.exchanges.samples import BASE

HERE = check_base_url(BASE)
LOST = got({}, 404)
DOCUMENTS = (LOST, LOST, LOST)
PAGE = got(LOGIN_PAGE, headers=HTML)


def at(exchange: Exchange, url: str) -> Exchange:
    return replace(exchange, url=url)


def test_that_one_usable_answer_is_enough_for_http() -> None:
    judged = judge_http(HERE, listed("a"), DOCUMENTS)

    assert judged.verdict is Verdict.OK
    assert "HTTP/1.1" in judged.detail


def test_that_a_wish_for_a_sign_in_is_left_to_the_next_step() -> None:
    assert judge_http(HERE, refused(), (refused(),)).verdict is Verdict.OK


def test_that_no_answer_at_all_is_unreachable() -> None:
    judged = judge_http(HERE, silent(), (silent(),))

    assert judged.unreachable
    assert "reset" in judged.detail


def test_that_a_failing_server_is_there() -> None:
    failing = got({}, 500)

    judged = judge_http(HERE, failing, (failing,))

    assert judged.verdict is Verdict.FAILED
    assert not judged.unreachable


def test_that_a_followed_redirect_names_the_base_url_behind_it() -> None:
    moved = at(listed("a"), "https://scim.example/v2/Users?count=1")

    judged = judge_http(HERE, moved, DOCUMENTS)

    assert judged.verdict is Verdict.WARNING
    assert judged.hint == "Use https://scim.example/v2 as the base URL."


def test_that_a_redirect_to_a_slash_is_the_servers_to_mend() -> None:
    judged = judge_http(HERE, at(listed("a"), f"{BASE}/Users/?count=1"), DOCUMENTS)

    assert judged.verdict is Verdict.WARNING
    assert "take both" in judged.hint


@pytest.mark.parametrize("answers", [(LOST, LOST), (PAGE, LOST), (PAGE, PAGE)])
def test_that_other_paths_are_tried_where_this_one_is_empty(answers: tuple[Exchange, ...]) -> None:
    assert is_elsewhere(answers)


@pytest.mark.parametrize(
    "other", [listed(), refused(), got({}, 500), got(b"{"), silent()], ids=lambda one: one.outcome
)
def test_that_anything_else_is_judged_where_it_is(other: Exchange) -> None:
    assert not is_elsewhere((LOST, other))


def test_that_a_wrong_path_says_what_works() -> None:
    assert "https://x/v2 instead" in judge_wrong_path(HERE, LOST, "https://x/v2").hint
    assert "/scim/v2" in judge_wrong_path(HERE, LOST, "").hint
    assert "slash" in judge_wrong_path(HERE, LOST, "", wants_slash=True).hint


def test_that_a_web_page_is_named_as_one() -> None:
    assert "Got a web page" in judge_wrong_path(HERE, PAGE, "").detail


def test_that_a_refused_sign_in_tells_what_the_server_asks_for() -> None:
    judged = judge_sign_in(AuthKind.BEARER, refused('Basic realm="x"'), refused(), None)

    assert judged.verdict is Verdict.FAILED
    assert 'Basic realm="x"' in judged.detail
    assert judged.hint == "The server asks for basic; the profile signs in by bearer."


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

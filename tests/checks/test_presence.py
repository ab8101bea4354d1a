"""Whether SCIM is spoken at an address, judged from exchanges."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scim_explorer.checks.presence import is_elsewhere, judge_http, judge_wrong_path
from scim_explorer.checks.steps import Verdict
from scim_explorer.client.urls import check_base_url
from scim_explorer.exchanges.exchange import Exchange
from tests.checks.answers import HTML, LOGIN_PAGE, SCIM, got, listed, refused, silent
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


def moved(location: str, status: int = 302) -> Exchange:
    return got(b"", status, headers=(*SCIM, ("Location", location)))


def test_that_json_without_anything_of_scim_is_not_taken_for_scim() -> None:
    other = got({"hello": "world"})

    assert is_elsewhere((other, other))
    assert 'answered 200 with {"hello": "world"}' in judge_wrong_path(HERE, other, "").detail


def test_that_the_paths_that_were_tried_in_vain_are_listed() -> None:
    judged = judge_wrong_path(HERE, LOST, "", tried=("", "/v2"))

    assert "Nothing better at /, /v2." in judged.detail


def test_that_a_path_that_answers_is_offered_to_be_used() -> None:
    assert judge_wrong_path(HERE, LOST, "https://x/v2").better_url == "https://x/v2"
    assert judge_wrong_path(HERE, LOST, "").better_url == ""


def test_that_a_move_of_the_whole_server_is_offered_with_its_host() -> None:
    judged = judge_http(HERE, moved("https://new.example/v2/Users?count=1"), ())

    assert judged.verdict is Verdict.FAILED
    assert judged.better_url == "https://new.example/v2"
    assert judged.hint.startswith("If you know this host")


@pytest.mark.parametrize(
    "location", ["http://new.example/v2/Users", "https://new.example/login", "ftp://x/Users"]
)
def test_fault_49_that_nothing_unencrypted_and_no_login_page_is_offered(location: str) -> None:
    judged = judge_http(HERE, moved(location), ())

    assert judged.verdict is Verdict.FAILED
    assert judged.better_url == ""


def test_that_scim_1_1_is_told_apart() -> None:
    old = got({"schemas": ["urn:scim:schemas:core:1.0"], "Resources": []})

    assert "SCIM 1.1" in judge_http(HERE, old, DOCUMENTS).detail


def test_that_a_slow_answer_is_a_remark() -> None:
    page = listed("a")
    slow = replace(page, times=replace(page.times, done_ms=6_200.0))

    judged = judge_http(HERE, slow, DOCUMENTS)

    assert judged.verdict is Verdict.WARNING
    assert "answered 200, after 6.2 s" in judged.detail

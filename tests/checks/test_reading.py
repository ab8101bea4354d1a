"""What counts as a usable answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scim_explorer.checks.reading import (
    advice,
    complaint,
    is_fine,
    is_list,
    is_scim,
    media_type,
    page_of,
    status_words,
)
from scim_explorer.exchanges.exchange import Body, Exchange, Outcome
from tests.checks.answers import HTML, LOGIN_PAGE, got, listed, silent


@pytest.mark.parametrize(
    "answer",
    [
        got({}, 404),
        got({}, 302),
        got(b"{"),
        got(b""),
        got(LOGIN_PAGE, headers=HTML),
        silent(),
        replace(listed("a"), outcome=Outcome.CUT_SHORT),
    ],
    ids=["404", "302", "not-json", "empty", "fault-64-web-page", "silent", "cut-short"],
)
def test_that_only_a_whole_success_with_json_is_fine(answer: Exchange) -> None:
    assert not is_fine(answer)
    assert complaint(answer).title


def test_that_json_is_fine_whatever_its_label() -> None:
    assert is_fine(got({}, headers=(("Content-Type", "Text/HTML; charset=utf-8"),)))
    assert media_type(got({}, headers=(("Content-Type", "Text/HTML; charset=utf-8"),))) == (
        "text/html"
    )


def test_that_an_object_without_resources_is_no_list() -> None:
    assert page_of(got({"detail": "x"})) is None
    assert page_of(listed("a")) is not None


def test_that_a_missing_status_has_words() -> None:
    assert status_words(silent()) == "no answer"


@pytest.mark.parametrize(
    "answer",
    [listed(), got({"schemas": []}), got({"PATCH": {"supported": True}}), got(b"[]")],
    ids=["list", "resource", "config", "array"],
)
def test_that_scim_is_known_by_its_members(answer: Exchange) -> None:
    assert is_scim(answer)


@pytest.mark.parametrize("answer", [got({"hello": 1}), got(b"7"), got({"schemas": []}, 404)])
def test_that_other_json_is_no_scim(answer: Exchange) -> None:
    assert not is_scim(answer)
    assert not is_list(answer)


@pytest.mark.parametrize(
    "answer",
    [
        silent(),
        replace(listed("a"), outcome=Outcome.CUT_SHORT),
        got({}, 401),
        got({}, 429),
        got({}, 500),
        got({}, 503),
        got(b""),
        got(b"{"),
        replace(got(), response_body=Body(b"", 2, "br", undecoded=b"xx")),
    ],
    ids=["silent", "cut", "401", "429", "500", "503", "empty", "not-json", "encoded"],
)
def test_that_there_is_something_to_do_about_each_answer_of_no_use(answer: Exchange) -> None:
    assert advice(answer)

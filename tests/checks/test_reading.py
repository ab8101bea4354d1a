"""What counts as a usable answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scim_explorer.checks.reading import complaint, is_fine, media_type, page_of, status_words
from scim_explorer.exchanges.exchange import Exchange, Outcome
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

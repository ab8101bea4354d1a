"""Spellings of a request and the clock, judged from exchanges."""

from __future__ import annotations

from dataclasses import replace
from email.utils import formatdate

import pytest

from scim_explorer.checks.manners import (
    judge_clock,
    judge_compression,
    judge_entra_suffix,
    judge_user_agent,
)
from scim_explorer.checks.steps import Verdict
from scim_explorer.exchanges.exchange import Body, Exchange
from tests.checks.answers import got, listed, silent


def test_that_a_wish_for_a_user_agent_is_named() -> None:
    assert judge_user_agent(listed()).verdict is Verdict.OK
    assert judge_user_agent(got({}, 403)).verdict is Verdict.WARNING


def test_that_a_server_that_trips_over_the_suffix_is_named() -> None:
    assert judge_entra_suffix(listed()).verdict is Verdict.OK
    assert "400" in judge_entra_suffix(got({}, 400)).detail


@pytest.mark.parametrize(
    ("bare", "verdict"),
    [
        (got({}, 404), Verdict.OK),
        (got({}, 501), Verdict.OK),
        (got({}, 500), Verdict.WARNING),
        (silent(), Verdict.WARNING),
    ],
)
def test_that_a_query_on_the_base_url_may_be_refused_and_must_not_crash(
    bare: Exchange, verdict: Verdict
) -> None:
    assert judge_entra_suffix(listed(), bare).verdict is verdict


@pytest.mark.parametrize(
    ("body", "verdict", "words"),
    [
        (Body(b"{}", 2), Verdict.OK, "uncompressed"),
        (Body(b"{}", 2, "gzip"), Verdict.OK, "1 of 1 answers came compressed (gzip)"),
        (Body(b"", 2, "br", undecoded=b"xx"), Verdict.FAILED, "marked br"),
        (Body(), Verdict.SKIPPED, "No answer"),
    ],
)
def test_that_compression_is_judged_by_what_came(body: Body, verdict: Verdict, words: str) -> None:
    judged = judge_compression([replace(got(), response_body=body)])

    assert judged.verdict is verdict
    assert words in judged.detail


@pytest.mark.parametrize(
    ("ahead_s", "verdict", "words"),
    [
        (0, Verdict.OK, "agree"),
        (30, Verdict.OK, "30 s ahead of"),
        (-3600, Verdict.WARNING, "3,600 s behind"),
    ],
)
def test_that_the_clock_is_compared_with_date(ahead_s: int, verdict: Verdict, words: str) -> None:
    date = formatdate(1_000_000 + ahead_s, usegmt=True)

    judged = judge_clock([got(headers=(("Date", date),))])

    assert judged.verdict is verdict
    assert words in judged.detail


@pytest.mark.parametrize("date", ["", "yesterday", "Mon, 99 Foo 2026 00:00:00 GMT"])
def test_that_a_date_that_cannot_be_read_is_no_clock(date: str) -> None:
    judged = judge_clock([got(headers=(("Date", date),))])

    assert judged.verdict is Verdict.SKIPPED

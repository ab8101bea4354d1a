"""First reads, filter and paging, judged from exchanges."""

from __future__ import annotations

import pytest

from scim_explorer.checks.lists import judge_filter, judge_first_reads, judge_paging
from scim_explorer.checks.steps import Verdict
from scim_explorer.exchanges.exchange import Exchange
from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.schema import Capabilities
from tests.checks.answers import got, listed

NOTHING = Capabilities()
CLAIMED, DENIED = Capabilities(filter=True), Capabilities(filter=False)


def test_that_first_reads_count_each_type() -> None:
    judged = judge_first_reads({"User": listed("a", total=1104), "Group": listed()})

    assert judged.verdict is Verdict.OK
    assert judged.detail == "User: 1,104; Group: 0."


@pytest.mark.parametrize(
    ("reads", "verdict"),
    [
        ({"User": listed("a"), "Group": got({}, 403)}, Verdict.WARNING),
        ({"User": got({}, 404), "Group": got(b"[[")}, Verdict.FAILED),
    ],
)
def test_that_a_type_that_cannot_be_read_is_named(
    reads: dict[str, Exchange], verdict: Verdict
) -> None:
    judged = judge_first_reads(reads)

    assert judged.verdict is verdict
    assert "Group: " in judged.detail


@pytest.mark.parametrize(
    ("answer", "told", "verdict"),
    [
        (listed(), CLAIMED, Verdict.OK),
        (listed(), NOTHING, Verdict.OK),
        (listed(), DENIED, Verdict.OK),
        (listed(total=3), NOTHING, Verdict.WARNING),
        (listed("a", total=50), CLAIMED, Verdict.FAILED),
        (got({}, 400), CLAIMED, Verdict.WARNING),
        (got({}, 501), DENIED, Verdict.WARNING),
    ],
)
def test_that_a_filter_that_nothing_matches_shows_whether_it_is_applied(
    answer: Exchange, told: Capabilities, verdict: Verdict
) -> None:
    assert judge_filter(answer, told).verdict is verdict


def test_that_a_broken_claim_to_filter_is_named() -> None:
    judged = judge_filter(got({}, 400), CLAIMED)

    assert "although the server claims to filter" in judged.detail


@pytest.mark.parametrize(
    ("first", "second", "cursor", "told", "verdict"),
    [
        (listed("a", total=9), listed("b", total=9), None, NOTHING, Verdict.OK),
        (listed("a", total=1), listed(total=1), None, NOTHING, Verdict.SKIPPED),
        (listed("a", total=9), listed("a", total=9), None, NOTHING, Verdict.FAILED),
        (listed("a", "b", "c"), listed("b", "c"), None, NOTHING, Verdict.WARNING),
        (got({}, 400), got({}, 400), listed("a", cursor="x"), NOTHING, Verdict.OK),
        (got({}, 400), got({}, 400), got({}, 400), NOTHING, Verdict.WARNING),
        (
            listed("a", total=9),
            listed("b", total=9),
            listed("a"),
            Capabilities(cursor=True),
            Verdict.WARNING,
        ),
    ],
    ids=["index", "too-few", "ignored", "count-ignored", "cursor-only", "none", "false-claim"],
)
def test_that_the_style_of_paging_is_seen_from_two_pages(
    first: Exchange,
    second: Exchange,
    cursor: Exchange | None,
    told: Capabilities,
    verdict: Verdict,
) -> None:
    assert judge_paging(first, second, cursor, told).verdict is verdict


def test_that_a_total_below_what_pages_show_is_a_failure() -> None:
    judged = judge_paging(listed("a", total=1), listed("b", total=1), None, NOTHING)

    assert judged.verdict is Verdict.FAILED
    assert "totalResults is 1" in judged.detail


def test_that_a_filter_for_somebody_who_exists_must_find_him() -> None:
    lost = judge_filter(listed(), CLAIMED, listed())
    refused = judge_filter(listed(), CLAIMED, got({}, 400))

    assert (lost.verdict, refused.verdict) == (Verdict.FAILED, Verdict.FAILED)
    assert "gave 0" in lost.detail
    assert "answered 400" in refused.detail
    assert judge_filter(listed(), CLAIMED, listed("a")).verdict is Verdict.OK


def test_that_a_type_that_fails_is_worse_than_one_that_is_not_ours_to_read() -> None:
    judged = judge_first_reads({"User": listed("a"), "Group": got({}, 500)})

    assert judged.verdict is Verdict.FAILED


def test_that_a_type_that_nobody_announced_need_not_be_there() -> None:
    reads = {"User": listed("a"), "Group": got({}, 404)}

    assert judge_first_reads(reads, assumed=True).verdict is Verdict.OK
    assert judge_first_reads(reads).verdict is Verdict.WARNING


def test_that_a_list_without_total_is_a_remark_unless_it_goes_by_cursor() -> None:
    rows: list[Json] = [{"id": "a"}]
    bare, by_cursor = got({"Resources": rows}), got({"Resources": rows, "nextCursor": "x"})

    assert judge_first_reads({"User": bare}).verdict is Verdict.WARNING
    assert judge_first_reads({"User": by_cursor}).verdict is Verdict.OK


@pytest.mark.parametrize(
    ("beyond", "verdict"),
    [
        (listed(total=9), Verdict.OK),
        (listed("a", total=9), Verdict.WARNING),
        (listed("new", total=10), Verdict.OK),
        (got({}, 400), Verdict.OK),
    ],
    ids=["empty", "first-again", "one-more-meanwhile", "refused"],
)
def test_that_the_first_page_again_behind_the_last_is_a_remark(
    beyond: Exchange, verdict: Verdict
) -> None:
    pages = listed("a", total=9), listed("b", total=9)

    assert judge_paging(*pages, None, NOTHING, beyond).verdict is verdict

"""Discovery, first reads, filter and paging, judged from exchanges."""

from __future__ import annotations

import pytest

from scim_explorer.checks.contents import (
    Document,
    announced,
    claims,
    judge_config,
    judge_filter,
    judge_first_reads,
    judge_paging,
    judge_schemas,
    judge_types,
)
from scim_explorer.checks.steps import Verdict
from scim_explorer.exchanges.exchange import Exchange
from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.schema import Capabilities
from tests.checks.answers import got, listed, refused

NO: Json = {"supported": False}
CONFIG: dict[str, Json] = {
    "patch": {"supported": True},
    "bulk": NO,
    "filter": {"supported": True, "maxResults": 10},
    "changePassword": NO,
    "sort": NO,
    "etag": NO,
    "authenticationSchemes": [],
}
USER: dict[str, Json] = {"id": "User", "name": "User", "endpoint": "/Users", "schema": "urn:u"}
TYPES = got({"Resources": [USER]})
NOTHING = Capabilities()
CLAIMED, DENIED = Capabilities(filter=True), Capabilities(filter=False)


def test_that_a_config_tells_its_claims_and_who_may_read_it() -> None:
    judged = judge_config(Document(got(CONFIG), refused()))

    assert judged.verdict is Verdict.OK
    assert judged.detail == ("Claims PATCH, filter; denies Bulk, sort, ETag. Needs a sign-in.")
    assert "Open to everybody" in judge_config(Document(got(CONFIG), got(CONFIG))).detail


def test_that_a_config_with_a_gap_is_a_remark() -> None:
    judged = judge_config(Document(got({**CONFIG, "authenticationSchemes": None})))

    assert judged.verdict is Verdict.WARNING
    assert "authenticationSchemes is missing." in judged.detail


@pytest.mark.parametrize("answer", [got({}, 404), got({}, 500), got(b"{"), got({}, 403)])
def test_fault_82_that_a_document_that_is_missing_stops_nothing(answer: Exchange) -> None:
    judged = judge_types(Document(answer), "/scim/v2")

    assert judged.verdict is Verdict.WARNING
    assert "RFC" in judged.hint


def test_that_a_refused_sign_in_is_told_once() -> None:
    judged = judge_config(Document(refused(), refused(), is_signed_in=False))

    assert judged.verdict is Verdict.SKIPPED


def test_that_types_are_listed_with_where_they_are() -> None:
    judged = judge_types(Document(TYPES), "/scim/v2")

    assert judged.verdict is Verdict.OK
    assert judged.detail == "User at /Users."


def test_that_an_endpoint_that_repeats_the_base_path_is_a_remark() -> None:
    odd = got({"Resources": [{**USER, "endpoint": "/scim/v2/Users"}]})

    assert judge_types(Document(odd), "/scim/v2").verdict is Verdict.WARNING
    assert [one.endpoint for one in announced(odd, "/scim/v2")] == ["/Users"]


def test_that_a_schema_that_types_refer_to_must_be_there() -> None:
    schemas = Document(got({"Resources": [{"id": "urn:other", "name": "Other"}]}))

    judged = judge_schemas(schemas, announced(TYPES, ""))

    assert judged.verdict is Verdict.WARNING
    assert "urn:u" in judged.detail


def test_that_an_unreadable_config_claims_nothing() -> None:
    assert claims(got({}, 404)) == NOTHING
    assert claims(got(CONFIG)).patch is True


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
        (listed(), DENIED, Verdict.WARNING),
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

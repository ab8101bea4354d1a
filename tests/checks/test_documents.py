"""Discovery documents, judged from exchanges."""

from __future__ import annotations

import pytest

from scim_explorer.checks.documents import (
    Document,
    announced,
    claims,
    judge_config,
    judge_schemas,
    judge_types,
)
from scim_explorer.checks.steps import Verdict
from scim_explorer.client.urls import check_base_url
from scim_explorer.exchanges.exchange import Exchange
from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.list_response import LIST_URN
from scim_explorer.protocol.schema import Capabilities
from tests.checks.answers import got, refused
from tests.exchanges.samples import BASE


def in_list(*resources: dict[str, Json], **more: Json) -> Exchange:
    return got({"schemas": [LIST_URN], "totalResults": 1, "Resources": [*resources], **more})


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
TYPES = in_list(USER)
NOTHING = Capabilities()


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
    odd = in_list({**USER, "endpoint": "/scim/v2/Users"})

    assert judge_types(Document(odd), "/scim/v2").verdict is Verdict.WARNING
    assert [one.endpoint for one in announced(odd, "/scim/v2")] == ["/Users"]


def test_that_a_schema_that_types_refer_to_must_be_there() -> None:
    schemas = Document(in_list({"id": "urn:other", "name": "Other"}))

    judged = judge_schemas(schemas, announced(TYPES, ""))

    assert judged.verdict is Verdict.WARNING
    assert "urn:u" in judged.detail


def test_that_an_unreadable_config_claims_nothing() -> None:
    assert claims(got({}, 404)) == NOTHING
    assert claims(got(CONFIG)).patch is True


def test_that_a_claim_is_held_against_what_was_found() -> None:
    judged = judge_config(Document(got(CONFIG)), {"filter": False, "sort": True})

    assert judged.verdict is Verdict.WARNING
    assert "Claimed, and seen not to work: filter." in judged.detail
    assert "Denied, and seen all the same: sort." in judged.detail
    assert "Correct the document or the server" in judged.hint


def test_that_more_than_a_server_claims_is_no_warning() -> None:
    judged = judge_config(Document(got(CONFIG)), {"filter": True, "sort": True})

    assert judged.verdict is Verdict.OK
    assert "Seen to work: filter." in judged.detail


def test_that_an_endpoint_on_another_host_is_a_remark_and_its_path_is_used() -> None:
    far = in_list({**USER, "endpoint": "https://elsewhere.example/Users"})

    judged = judge_types(Document(far), "/scim/v2")

    assert judged.verdict is Verdict.WARNING
    assert "https://elsewhere.example" in judged.detail
    assert [one.endpoint for one in announced(far, "/scim/v2")] == ["/Users"]


def test_that_an_absolute_endpoint_on_the_same_server_is_fine() -> None:
    near = in_list({**USER, "endpoint": f"{BASE}/Users"})

    assert judge_types(Document(near), check_base_url(BASE).path).verdict is Verdict.OK


def test_that_a_type_without_a_schema_is_a_remark() -> None:
    vague = in_list({**USER, "schema": ""})

    judged = judge_types(Document(vague), "/scim/v2")

    assert judged.verdict is Verdict.WARNING
    assert "No schema is named for User" in judged.detail


def test_that_a_remark_says_where_the_rule_stands() -> None:
    judged = judge_config(Document(got({**CONFIG, "patch": None})))

    assert "RFC 7643 section 5" in judged.hint


def test_that_a_list_that_counts_nothing_is_a_remark() -> None:
    judged = judge_types(Document(in_list(USER, totalResults=None)), "/scim/v2")

    assert judged.verdict is Verdict.WARNING
    assert "totalResults is missing." in judged.detail
    assert "RFC 7644 section 3.4.2" in judged.hint


def test_that_a_bare_array_of_types_is_read_and_a_remark() -> None:
    judged = judge_types(Document(got([USER])), "/scim/v2")

    assert judged.verdict is Verdict.WARNING
    assert judged.detail.startswith("User at /Users.")
    assert "without the envelope" in judged.detail

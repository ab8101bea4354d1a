"""Pages of rows that stay the bytes the server sent."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.problems import ProtocolError
from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.list_response import LIST_URN, ListPage, read_list, read_ordinary
from tests.protocol.captures import Capture, captures, label
from tests.protocol.test_json_scan import JSON

FEW = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner),
    max_leaves=5,
)


def answer(*rows: Json, **envelope: Json) -> bytes:
    """Return a list response; an envelope member set to None is left out."""
    members: dict[str, Json] = {"schemas": [LIST_URN], "totalResults": len(rows), **envelope}
    members.setdefault("Resources", list(rows))
    return json.dumps({k: v for k, v in members.items() if v is not None}).encode()


def rules(page: ListPage) -> list[str]:
    return [finding.rule for finding in page.findings]


LISTS = [one for one in (*captures("Users_*"), *captures("Groups_list")) if one.status == 200]


@pytest.mark.parametrize("reply", LISTS, ids=label)
def test_that_a_list_of_a_real_server_is_read_without_loss(reply: Capture) -> None:
    page = read_list(reply.body)

    sent = json.loads(reply.body)
    assert [json.loads(bytes(row)) for row in page.rows] == sent["Resources"]
    assert all(bytes(row) in reply.body for row in page.rows)
    assert list(page.ids) == [row["id"] for row in sent["Resources"]]
    assert page.total_results == sent["totalResults"]
    assert set(rules(page)) <= {"list.items-per-page"}


@given(st.lists(st.dictionaries(st.text(max_size=8), FEW), max_size=4), st.integers(0, 10**6))
def test_that_the_fast_and_the_patient_reader_agree(rows: list[Json], total: int) -> None:
    body = answer(*rows, totalResults=total, startIndex=1)

    fast, patient = read_list(body), read_list(b"\xef\xbb\xbf" + body)

    assert [json.loads(bytes(row)) for row in fast.rows] == rows
    assert [bytes(row) for row in patient.rows] == [bytes(row) for row in fast.rows]
    assert (patient.ids, patient.total_results) == (fast.ids, fast.total_results)
    assert rules(patient) == ["json.bom", *rules(fast)] or "json.bom" in rules(patient)


@given(st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
def test_that_any_body_is_a_page_or_a_problem(body: bytes) -> None:
    try:
        page = read_list(body)
    except ProtocolError as error:
        assert len(error.problem.detail) > 10  # noqa: PT017  # a page is fine too
    else:
        assert len(page.ids) == len(page.rows)


@given(
    st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(
            ("Resources", "resources", "totalResults", "startIndex", "nextCursor"), FEW
        ),
    )
)
def test_that_any_envelope_is_a_page_or_a_problem(envelope: dict[str, Json]) -> None:
    try:
        page = read_list(json.dumps(envelope).encode())
    except ProtocolError as error:
        assert error.problem.title.startswith("Answer")  # noqa: PT017  # a page is fine too
    else:
        assert page.total_results is None or page.total_results >= 0


def test_that_a_page_with_cursors_needs_no_total() -> None:
    page = read_list(answer({"id": "1"}, totalResults=None, nextCursor="abc"))

    assert (page.next_cursor, page.total_results, page.findings) == ("abc", None, ())


@pytest.mark.parametrize("odd", [None, 7, {"a": 1}, True, ["x"]])
def test_that_a_row_without_a_usable_id_stays_a_row(odd: Json) -> None:
    page = read_list(answer({"id": odd, "userName": "a"}, {"id": "2"}))

    assert page.ids == (None, "2")
    assert rules(page) == ["resource.id"]
    assert page.findings[0].pointer == "/Resources/0/id"


def test_that_elements_that_are_no_objects_are_rows_too() -> None:
    page = read_list(answer(None, 1, "x", []))

    assert [bytes(row) for row in page.rows] == [b"null", b"1", b'"x"', b"[]"]
    assert set(rules(page)) == {"resource.type"}


def test_that_a_thousand_rows_without_id_are_not_a_thousand_findings() -> None:
    assert len(read_list(answer(*[{} for _ in range(1000)])).findings) <= 20


def test_that_rows_are_slices_and_no_copies() -> None:
    page = read_list(answer({"id": "1"}))

    assert isinstance(page.rows[0], msgspec.Raw)


def test_that_the_quick_reader_leaves_what_is_odd_to_the_patient_one() -> None:
    ordinary = answer({"id": "1"}, {"id": "2"})

    assert read_ordinary(ordinary) == read_list(ordinary)
    assert read_ordinary(answer({"id": "1"}, {"id": 2})) is None
    assert read_ordinary(b"\xef\xbb\xbf" + ordinary) is None
    assert read_ordinary(ordinary.replace(b'"2"', b'"\xe9"')) is None

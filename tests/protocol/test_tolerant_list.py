"""List answers that the fast reader refuses."""

from __future__ import annotations

import math

import pytest

from scim_explorer.problems import ProtocolError
from scim_explorer.protocol.list_response import read_list
from tests.protocol.test_list_response import answer, rules


@pytest.mark.parametrize(
    ("body", "total", "rule"),
    [
        pytest.param(answer({"id": "1"}, totalResults="7"), 7, "list.number-type", id="string"),
        pytest.param(answer({"id": "1"}, totalResults=7.0), 7, "list.number-type", id="decimal"),
        pytest.param(answer({"id": "1"}, totalResults=-1), None, "list.total-negative", id="-1"),
        pytest.param(answer({"id": "1"}, totalResults=[]), None, "list.number-type", id="array"),
        pytest.param(answer({"id": "1"}, totalResults=True), None, "list.number-type", id="true"),
        pytest.param(answer({"id": "1"}, totalResults=None), None, "list.total-missing", id="none"),
        pytest.param(answer({"id": "1"}, totalResults=0), 0, "list.total-too-small", id="zero"),
    ],
)
def test_that_a_wrong_total_is_a_finding_and_the_rows_stay(
    body: bytes, total: int | None, rule: str
) -> None:
    page = read_list(body)

    assert (page.total_results, page.ids, rules(page)) == (total, ("1",), [rule])


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (answer({"id": "1"}, startIndex=0), "list.start-index"),
        (answer({"id": "1"}, startIndex="1"), "list.number-type"),
        (answer({"id": "1"}, itemsPerPage=20), "list.items-per-page"),
        (answer({"id": "1"}, schemas=None), "list.schemas"),
        (answer({"id": "1"}, nextCursor=""), "list.cursor-empty"),
        (answer({"id": "1"}, nextCursor=5), "list.cursor-type"),
        (answer({"id": "1"}, Resources={"id": "1"}), "list.resources-type"),
        (answer({"id": "1"}, Resources=None, resources=[{"id": "1"}]), "list.resources-case"),
        (answer({"ID": "1"}), "resource.id-case"),
        (b'[{"id": "1"}]', "list.bare-array"),
        (b'{"id": "1", "userName": "a"}', "list.single-resource"),
        (b"\xef\xbb\xbf" + answer({"id": "1"}), "json.bom"),
        (answer({"id": "1", "x": "\ud800"}, totalResults="1"), "json.lone-surrogate"),
        (answer({"id": "1"}).replace(b'"1"}', b'"1", "n": NaN}'), "json.nan"),
        (answer({"id": "1"}).replace(b'"1"}', b'"1", "n": "\xe9"}'), "json.not-utf8"),
        (answer({"id": "1"}).decode().encode("utf-16"), "json.utf16"),
    ],
)
def test_that_an_odd_list_is_read_with_a_finding(body: bytes, rule: str) -> None:
    page = read_list(body)

    assert page.ids == ("1",)
    assert rule in rules(page)


def test_that_a_list_without_resources_and_with_a_total_is_empty() -> None:
    page = read_list(answer(Resources=None, totalResults=12))

    assert (page.rows, page.total_results) == ((), 12)


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (b"", "Answer is empty"),
        (b" \n", "Answer is empty"),
        (b"<!DOCTYPE html><title>Sign in</title>", "Got a web page, expected JSON"),
        (b"Service unavailable", "Answer is not valid JSON"),
        (b'{"Resources": [', "Answer is not valid JSON"),
        (b'"text"', "Answer is no list"),
        (b"{}", "Answer is no list"),
        (b'{"users": []}', "Answer is no list"),
        (b'{"Resources": "none", "totalResults": 0}', "Answer is no list"),
        (
            b'{"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "detail": "No."}',
            "Answer is an error, not a list",
        ),
        (b'{"totalResults": 1, "Resources": [' + b'{"a":' * 100_000, "Answer is not valid JSON"),
    ],
)
def test_that_what_is_no_list_is_named(body: bytes, title: str) -> None:
    with pytest.raises(ProtocolError) as caught:
        read_list(body)

    assert caught.value.problem.title == title


def test_that_numbers_beyond_any_reader_do_not_lose_the_page() -> None:
    body = answer({"id": "1"}).replace(b'"1"}', b'"1", "n": ' + b"9" * 5000 + b', "e": 1e400}')

    page = read_list(body)

    assert page.ids == ("1",)
    assert b"9" * 5000 in bytes(page.rows[0])


def test_that_json_faults_are_counted_and_point_to_the_first() -> None:
    body = answer({"id": "1", "n": math.nan}, {"id": "2", "n": math.nan})

    (finding,) = read_list(body).findings

    assert (finding.rule, finding.pointer) == ("json.nan", "/Resources/0/n")
    assert "2 such places" in finding.message

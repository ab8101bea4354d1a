"""Error answers of any shape."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.protocol.errors import ServerError, looks_like_html, page_title, read_error
from tests.protocol.captures import Capture, capture, captures, label
from tests.protocol.test_json_scan import JSON

JSON_TYPE = "application/scim+json"


@pytest.mark.parametrize("reply", captures("error_*"), ids=label)
def test_that_an_error_of_a_real_server_gives_its_own_words(reply: Capture) -> None:
    error = read_error(reply.status, reply.content_type, reply.body)

    assert error.status == reply.status
    if reply.body.startswith(b"{") and reply.status >= 400:
        told = json.loads(reply.body)
        assert error.scim_type == told.get("scimType", "")
        assert error.detail == " ".join(told["detail"].split())[:200]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        pytest.param(
            b'{"status": 404, "scimType": "noTarget", "detail": "Gone."}',
            ServerError(400, "noTarget", "Gone."),
            id="the HTTP status wins",
        ),
        pytest.param(b'{"Detail": "x"}', ServerError(400, "", "x"), id="other case"),
        pytest.param(b'{"detail": {"message": "in"}}', ServerError(400, "", "in"), id="nested"),
        pytest.param(b'{"error": "e", "message": "m"}', ServerError(400, "", "m"), id="message"),
        pytest.param(
            b'{"error": "invalid_client", "error_description": "no such client"}',
            ServerError(400, "", "no such client"),
            id="oauth",
        ),
        pytest.param(
            b'{"detail": [{"loc": ["body"], "msg": "field required"}, {"msg": "too long"}]}',
            ServerError(400, "", "field required; too long"),
            id="validation list",
        ),
        pytest.param(b'{"reason": 7}', ServerError(400, "", '{"reason":7}'), id="unknown keys"),
        pytest.param(b'{"schemas": ["x"]}', ServerError(400), id="nothing said"),
        pytest.param(b"{}", ServerError(400), id="empty object"),
        pytest.param(b"", ServerError(400), id="empty body"),
        pytest.param(b'"just text"', ServerError(400, "", "just text"), id="a string"),
        pytest.param(b"plain\n  text", ServerError(400, "", "plain text"), id="plain text"),
        pytest.param(
            b"<html><head><title>502 Bad &amp; Gateway</title></head><body>x</body></html>",
            ServerError(400, "", "502 Bad & Gateway"),
            id="web page",
        ),
        pytest.param(
            b"\n <!DOCTYPE html><script>alert(1)</script><h1>No</h1><p>way",
            ServerError(400, "", "No way"),
            id="web page without title",
        ),
        pytest.param(b'{"scimType": 5, "detail": "d"}', ServerError(400, "", "d"), id="odd type"),
    ],
)
def test_that_an_error_says(body: bytes, error: ServerError) -> None:
    assert read_error(400, JSON_TYPE, body) == error


def test_that_the_bytes_decide_and_not_their_label() -> None:
    body = b'{"detail": "SCIM after all"}'

    assert read_error(500, "text/html", body).detail == "SCIM after all"
    assert read_error(500, JSON_TYPE, b"<html><title>T</title>").detail == "T"


def test_that_a_web_page_of_a_real_server_is_known_by_its_bytes() -> None:
    reply = capture("django-scim2", "error_404_path")

    assert looks_like_html(reply.body)
    assert page_title(reply.body) == "Not Found"


def test_that_long_words_are_cut_at_two_hundred_characters() -> None:
    detail = read_error(500, "", json.dumps({"detail": "trace " * 5_000}).encode()).detail

    assert len(detail) == 200
    assert detail.endswith("\u2026")


@given(st.binary() | JSON.map(lambda v: json.dumps({"detail": v, "x": v}).encode()), st.text())
def test_that_any_error_answer_gives_one_short_line(body: bytes, content_type: str) -> None:
    detail = read_error(500, content_type, body).detail

    assert len(detail) <= 200
    assert "\n" not in detail


def test_that_a_hostile_page_takes_no_time() -> None:
    assert len(page_title(b"<html>" + b"<" * 60_000)) <= 200
    assert page_title(b"<html>" + b"<script>" * 8_000) == ""
    assert page_title(b"<html><title>" * 5_000) == ""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from scim_explorer.client.answers import json_of, parsed, problem_for
from scim_explorer.exchanges.exchange import Body, Exchange, Headers, Outcome, Times
from scim_explorer.problems import EDIT_PROFILE, AnswerError, ProtocolError
from scim_explorer.protocol.json_codec import Json


def answered(
    status: int, body: Json | bytes = b"", headers: Headers = (), sent: Headers = ()
) -> Exchange:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Exchange(
        number=7,
        endpoint="p1",
        origin="",
        method="GET",
        url="https://a.example/scim/Users?filter=canary",
        times=Times(0.0, 1.0, 2.0, 3.0),
        outcome=Outcome.ANSWERED,
        request_headers=sent,
        status=status,
        response_headers=headers,
        response_body=Body(data),
    )


@pytest.mark.parametrize(
    ("status", "body", "title"),
    [
        (400, {"scimType": "invalidFilter", "detail": "ew not supported"}, "Filter refused"),
        (400, {"scimType": "invalidValue"}, "Request refused"),
        (400, {"scimType": "tooMany"}, "Too many results"),
        (401, {}, "Sign-in refused"),
        (403, {}, "Not allowed"),
        (404, {}, "Not found"),
        (409, {"scimType": "uniqueness"}, "Name already taken"),
        (409, {}, "Conflict with another resource"),
        (412, {}, "Changed by someone else"),
        (418, {}, "Request refused"),
        (429, {}, "Server asks to wait"),
        (500, {"detail": "boom"}, "Server failed"),
        (501, {}, "Not supported by this server"),
        (503, {}, "Server not available"),
        (599, {}, "Server failed"),
        (204, b"", "Answer is empty"),
        (200, b"<!doctype html>", "Got a web page, expected JSON"),
    ],
)
def test_that_each_status_has_its_words(status: int, body: Json | bytes, title: str) -> None:
    problem = problem_for(answered(status, body))

    assert problem.title == title
    assert problem.exchange == 7
    assert problem.detail.endswith((".", '."'))
    assert "canary" not in repr(problem)


def test_that_the_words_of_the_server_are_quoted() -> None:
    body: Json = {"scimType": "invalidFilter", "detail": "ew not {supported}"}

    assert problem_for(answered(400, body)).detail == '400 invalidFilter: "ew not {supported}".'


def test_that_a_wait_is_told_as_the_server_told_it() -> None:
    exchange = answered(429, {}, (("Retry-After", "30"),))

    assert problem_for(exchange).detail == "429 with Retry-After: 30."


@pytest.mark.parametrize(
    ("outcome", "method", "title"),
    [
        (Outcome.STARTED, "POST", "Outcome unknown"),
        (Outcome.NO_REPLY, "PATCH", "Outcome unknown"),
        (Outcome.CANCELLED, "DELETE", "Outcome unknown"),
        (Outcome.NO_REPLY, "GET", "No complete answer"),
        (Outcome.CANCELLED, "GET", "Stopped"),
        (Outcome.REFUSED, "GET", "Request not sent"),
    ],
)
def test_that_an_exchange_without_an_answer_has_words_too(
    outcome: Outcome, method: str, title: str
) -> None:
    exchange = replace(
        answered(200), outcome=outcome, method=method, status=None, reason="it broke"
    )

    problem = problem_for(exchange)

    assert problem.title == title
    assert "t broke" in problem.detail


def test_that_a_write_that_never_left_is_not_unknown() -> None:
    exchange = replace(
        answered(200), outcome=Outcome.NO_REPLY, method="POST", status=None, times=Times(0.0)
    )

    assert problem_for(exchange).title == "No complete answer"


async def test_that_an_undecodable_body_is_named() -> None:
    exchange = replace(
        answered(200), response_body=Body(undecoded=b"x"), notes=('Content-Encoding "br" is odd',)
    )

    with pytest.raises(ProtocolError) as caught:
        await json_of(exchange)

    assert caught.value.problem.title == "Answer cannot be decoded"
    assert '"br"' in caught.value.problem.detail


async def test_that_an_error_status_raises_with_its_scim_type() -> None:
    with pytest.raises(AnswerError) as caught:
        await json_of(answered(400, {"scimType": "invalidPath"}))

    assert (caught.value.status, caught.value.scim_type) == (400, "invalidPath")


async def test_that_a_large_body_is_read_all_the_same() -> None:
    big = answered(200, json.dumps({"a": "x" * 100_000}).encode())

    assert await parsed(big, len) == await parsed(big, len, in_thread=False)


async def test_that_a_large_body_is_read_at_once_where_the_quick_reader_can() -> None:
    big = answered(200, b"[" + b" " * 100_000 + b"]")

    assert await parsed(big, lambda _: "slow", quick=lambda _: "quick") == "quick"
    assert await parsed(big, lambda _: "slow", quick=lambda _: None) == "slow"


async def test_that_a_huge_body_goes_to_the_thread_without_a_quick_try() -> None:
    huge = answered(200, b"[" + b" " * 5 * 1024 * 1024 + b"]")

    assert await parsed(huge, lambda _: "slow", quick=lambda _: "quick") == "slow"


@pytest.mark.parametrize(("status", "action"), [(401, EDIT_PROFILE), (403, ""), (404, "")])
def test_that_only_a_refused_sign_in_leads_to_the_profile(status: int, action: str) -> None:
    assert problem_for(answered(status, {})).action == action


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (403, b"", '"insufficient_scope (scope scim.write)"'),
        (401, b"", '"insufficient_scope (scope scim.write)"'),
        (403, {"detail": "Not yours."}, '"Not yours."'),
        (404, b"", ""),
    ],
)
def test_fault_57_a_refused_token_is_told_by_the_challenge_where_the_body_is_silent(
    status: int, body: Json | bytes, said: str
) -> None:
    challenge = 'Bearer error="insufficient_scope", scope="scim.write"'
    headers = (("WWW-Authenticate", challenge), ("Content-Type", "application/scim+json"))

    detail = problem_for(answered(status, body, headers)).detail

    assert said in detail
    assert ("insufficient_scope" in detail) == ("insufficient_scope" in said)

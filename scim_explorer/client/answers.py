"""From an answer to a value, or to the words for what is wrong with it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from typing import NamedTuple, TypeVar
from urllib.parse import urlsplit

from scim_explorer.client.challenge import bearer_error
from scim_explorer.client.failures import outcome_unknown
from scim_explorer.client.redirects import is_redirect, redirect_problem
from scim_explorer.client.request import Request
from scim_explorer.client.urls import without_query
from scim_explorer.exchanges.exchange import Exchange, Outcome, header
from scim_explorer.problems import (
    CHECK_OPERATORS,
    EDIT_PROFILE,
    AnswerError,
    Problem,
    ProtocolError,
)
from scim_explorer.protocol.errors import ServerError, read_error
from scim_explorer.protocol.json_codec import Json, loads

_T = TypeVar("_T")
_IN_THREAD_BYTES = 64 * 1024
_QUICK_BYTES = 4 * 1024 * 1024
_SHOWN_CHARACTERS = 200
_HTML_STARTS = (b"<!doctype", b"<html", b"<head", b"<body", b"<?xml")
_FIRST_ERROR = 300
_SERVER_ERROR = 500


class _Words(NamedTuple):
    """One row: ``{said}`` is what the server said, ``{asked}`` method and path."""

    title: str
    detail: str = "{status} to {asked}{said}"
    hint: str = ""
    action: str = ""


_BY_SCIM_TYPE = {
    "invalidfilter": _Words(
        "Filter refused",
        "{status}{said}",
        "Other operators may work with this server.",
        CHECK_OPERATORS,
    ),
    "toomany": _Words("Too many results", hint="Narrow the filter."),
    "uniqueness": _Words("Name already taken", "{status}{said}", "Find the resource that has it."),
    "expiredcursor": _Words("Cursor expired", hint="Load the list again from its beginning."),
    "sensitive": _Words("Not allowed in a URL", hint="Send the search by POST to /.search."),
}
_BY_STATUS = {
    401: _Words(
        "Sign-in refused",
        "The server answered 401 to {asked} {signed_in}{said}",
        "The secret may be expired or meant for another environment. Replace it in the profile.",
        EDIT_PROFILE,
    ),
    403: _Words(
        "Not allowed",
        "The server answered 403 to {asked}: the sign-in is known, the right is missing{said}",
        "Ask for access to {path}, or use another account.",
    ),
    404: _Words("Not found", "The server answered 404 to {asked}{said}"),
    405: _Words("Method not allowed", "The server answered 405 to {asked}{said}"),
    406: _Words("No answer in SCIM JSON", "The server answered 406 to {asked}{said}"),
    407: _Words(
        "Proxy asks for a sign-in",
        "A proxy on the way answered 407{said}",
        "Enter its user and password in the profile under Proxy.",
        EDIT_PROFILE,
    ),
    409: _Words("Conflict with another resource"),
    410: _Words("Gone", "The server answered 410 to {asked}{said}"),
    412: _Words(
        "Changed by someone else",
        "412: the version you read was {if_match}. Nothing was overwritten{said}",
        "Read again and compare.",
    ),
    413: _Words("Request too large for this server"),
    415: _Words("Content type refused", hint="Some servers want application/json."),
    422: _Words("Request refused"),
    429: _Words("Server asks to wait", "429{retry_after}{said}"),
    501: _Words("Not supported by this server"),
    503: _Words("Server not available", "503 to {asked}{retry_after}{said}", "Try again later."),
}


def problem_for(exchange: Exchange) -> Problem:
    """Return the words for an exchange that did not bring what was asked for."""
    if exchange.outcome is not Outcome.ANSWERED or exchange.status is None:
        return _unanswered(exchange)
    if is_redirect(exchange):
        return redirect_problem(exchange)
    if exchange.status < _FIRST_ERROR:
        return unusable(exchange) or Problem(
            "Answer cannot be used", _asked(exchange), "", exchange.number
        )
    error = server_error(exchange)
    words = _BY_SCIM_TYPE.get(error.scim_type.lower()) or _BY_STATUS.get(exchange.status)
    if words is None:
        by_server = exchange.status >= _SERVER_ERROR
        words = _Words("Server failed" if by_server else "Request refused")
    fields = _fields(exchange, error)
    return Problem(
        words.title,
        _sentence(words.detail.format(**fields)),
        words.hint.format(**fields),
        exchange.number,
        action=words.action,
    )


def server_error(exchange: Exchange) -> ServerError:
    """Return what the server said about an error, whatever shape it said it in."""
    content_type = header(exchange.response_headers, "Content-Type")
    return read_error(exchange.status or 0, content_type, exchange.response_body.data)


def unusable(exchange: Exchange) -> Problem | None:
    """Return why a 2xx answer holds no JSON, or None when it may."""
    body = exchange.response_body
    if body.undecoded:
        note = next(iter(exchange.notes), "its encoding is not known")
        return Problem("Answer cannot be decoded", _sentence(note), "", exchange.number)
    start = body.data[:_SHOWN_CHARACTERS].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        detail = f"The server answered {exchange.status} to {_asked(exchange)} without a body."
        return Problem("Answer is empty", detail, "", exchange.number)
    if start.lower().startswith(_HTML_STARTS):
        return Problem(
            "Got a web page, expected JSON",
            f"The server answered {exchange.status} with "
            f"{header(exchange.response_headers, 'Content-Type') or 'no content type'} "
            f'that starts "{_plain(start)}".',
            "A login page or proxy answers in place of the SCIM server. "
            "Check the address and the network.",
            exchange.number,
        )
    return None


async def parsed(
    exchange: Exchange,
    read: Callable[[bytes], _T],
    *,
    quick: Callable[[bytes], _T | None] | None = None,
    in_thread: bool = True,
) -> _T:
    """Return what ``read`` makes of the body of a 2xx answer.

    Args:
        exchange: With the answer.
        read: Pure.
        quick: Does the same in a few milliseconds where it can, else returns None. It is tried
            before a thread is: two threads that compute take turns of 5 ms each.
        in_thread: Read a large body in a thread, so that the window stays alive. Without a
            window that only costs: the other core does not have the bytes in its cache.

    Raises:
        AnswerError: The status is none of success.
        ProtocolError: The body cannot be used.
    """
    check_status(exchange)
    problem = unusable(exchange)
    if problem is not None:
        raise ProtocolError(problem)
    data = exchange.response_body.data
    try:
        if in_thread and len(data) > _IN_THREAD_BYTES:
            found = quick(data) if quick is not None and len(data) <= _QUICK_BYTES else None
            if found is not None:
                return found
            return await asyncio.to_thread(read, data)
        return read(data)
    except ProtocolError as error:
        raise ProtocolError(replace(error.problem, exchange=exchange.number)) from error


async def json_of(exchange: Exchange) -> Json:
    """Return the body of a 2xx answer as a value; raises as ``parsed`` does."""
    return await parsed(exchange, loads)


def check_status(exchange: Exchange) -> None:
    """Raise ``AnswerError`` when the status is 300 or more."""
    status = exchange.status or 0
    if status >= _FIRST_ERROR:
        raise AnswerError(problem_for(exchange), status, server_error(exchange).scim_type)


def is_missing(exchange: Exchange) -> bool:
    return exchange.status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}


def _unanswered(exchange: Exchange) -> Problem:
    reason = exchange.reason or "no reason is known"
    left = exchange.outcome is Outcome.STARTED or exchange.times.sent_ms is not None
    path = urlsplit(exchange.url).path
    is_read = Request(exchange.method, path, exchange.request_headers).is_read
    if left and not is_read and exchange.status is None:
        return outcome_unknown(reason, exchange.method, exchange.number)
    if exchange.outcome is Outcome.REFUSED:
        return Problem("Request not sent", _sentence(reason), "", exchange.number)
    title = "Stopped" if exchange.outcome is Outcome.CANCELLED else "No complete answer"
    return Problem(title, _sentence(f"{reason}: {_asked(exchange)}"), "", exchange.number)


def _fields(exchange: Exchange, error: ServerError) -> dict[str, str]:
    retry_after = header(exchange.response_headers, "Retry-After")
    scim_type = f" {error.scim_type}" if error.scim_type else ""
    words = error.detail[:_SHOWN_CHARACTERS] or _challenge_error(exchange)
    detail = f': "{words}"' if words else ""
    return {
        "status": str(exchange.status),
        "asked": _asked(exchange),
        "path": urlsplit(exchange.url).path,
        "said": f"{scim_type}{detail}",
        "signed_in": _signed_in(exchange),
        "if_match": header(exchange.request_headers, "If-Match") or "not named",
        "retry_after": f" with Retry-After: {retry_after[:40]}" if retry_after else "",
    }


def _challenge_error(exchange: Exchange) -> str:
    refused = exchange.status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
    return bearer_error(exchange.response_headers) if refused else ""


def _signed_in(exchange: Exchange) -> str:
    scheme = header(exchange.request_headers, "Authorization").partition(" ")[0].lower()
    shown = {"bearer": "with the bearer token", "basic": "with user name and password"}
    return shown.get(scheme, "with this sign-in" if scheme else "without an Authorization header")


def _asked(exchange: Exchange) -> str:
    return f"{exchange.method} {urlsplit(without_query(exchange.url)).path or '/'}"


def _plain(start: bytes) -> str:
    return " ".join(start.decode("utf-8", "replace").split())


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", '."')) else f"{text}."

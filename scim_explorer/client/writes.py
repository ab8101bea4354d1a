"""Writes: sent once, then always read again, because a 2xx does not mean done."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from functools import partial
from http import HTTPStatus
from urllib.parse import unquote

from scim_explorer.client.answers import is_missing, json_of, problem_for
from scim_explorer.client.patience import send_patiently
from scim_explorer.client.request import SCIM_JSON, Request
from scim_explorer.client.resource import (
    Resource,
    id_of,
    location_target,
    resource_of,
    resource_target,
)
from scim_explorer.client.session import Session
from scim_explorer.exchanges.exchange import Exchange
from scim_explorer.problems import ExplorerError, Problem
from scim_explorer.protocol.compare import MISSING, Change, Missing, diff
from scim_explorer.protocol.json_codec import Json, loads
from scim_explorer.protocol.verdict import (
    Fate,
    Judgement,
    Verdict,
    attribute_path,
    judge,
    managed_attributes,
)

_ORIGIN = "Resource"
_FIRST_ERROR = 300
_SHOWN_PATHS = 3
_IN_THREAD_BYTES = 64 * 1024
_BODY_IS_WHOLE = frozenset({"POST", "PUT"})


@dataclass(frozen=True, slots=True)
class WriteResult:
    """What a write came to.

    Attributes:
        exchange: Of the write itself.
        problem: What went wrong, also "not all of it was applied"; None when nothing did.
        verdict: UNKNOWN when no answer came, FAILED when the server refused.
        reread: The resource as it is now; None when it is gone, or could not be read.
        gone: The server said 404 or 410 when it was read again.
        changes: From what was known before to what is there now.
        judgement: Attribute by attribute, when it is known what was asked for.
        note: A remark, such as that it was gone already; "" for none.
    """

    exchange: Exchange
    problem: Problem | None
    verdict: Verdict
    reread: Resource | None = None
    gone: bool = False
    changes: tuple[Change, ...] = ()
    judgement: Judgement | None = None
    note: str = ""


def create_request(endpoint: str, body: bytes, origin: str = _ORIGIN) -> Request:
    return Request("POST", endpoint, _content_type(), body, origin)


def replace_request(
    endpoint: str, resource_id: str, body: bytes, etag: str = "", origin: str = _ORIGIN
) -> Request:
    headers = (*_content_type(), *_if_match(etag))
    return Request("PUT", resource_target(endpoint, resource_id), headers, body, origin)


def patch_request(
    endpoint: str, resource_id: str, body: bytes, etag: str = "", origin: str = _ORIGIN
) -> Request:
    headers = (*_content_type(), *_if_match(etag))
    return Request("PATCH", resource_target(endpoint, resource_id), headers, body, origin)


def delete_request(
    endpoint: str, resource_id: str, etag: str = "", origin: str = _ORIGIN
) -> Request:
    target = resource_target(endpoint, resource_id)
    return Request("DELETE", target, _if_match(etag), None, origin)


async def write(
    session: Session,
    request: Request,
    *,
    before: Json | Missing = MISSING,
    expected: Json | Missing = MISSING,
) -> WriteResult:
    """Send a write once, read the resource again, and say what became of it.

    Args:
        session: Of the server.
        request: From one of the functions above; its target is the resource, or for POST the
            endpoint.
        before: The resource as it was read.
        expected: The whole resource as it should be now.

    Raises:
        WriteRefused, InputError, SecretUnavailable: Nothing left, as in ``Session.send``.
    """
    exchange, problem = await session.try_send(request)
    if problem is not None and exchange.status is None:
        return WriteResult(exchange, problem, Verdict.UNKNOWN)
    gone_before = request.method == "DELETE" and is_missing(exchange)
    if problem is None and (exchange.status or 0) >= _FIRST_ERROR and not gone_before:
        problem = session.explained(problem_for(exchange), exchange)
    verdict = Verdict.FAILED if problem else Verdict.APPLIED
    note = f"It was gone already: the server answered {exchange.status}." if gone_before else ""
    result = WriteResult(exchange, problem, verdict, note=note)
    target = await _written_target(session, request, exchange)
    if target is None or exchange.status == HTTPStatus.TOO_MANY_REQUESTS:
        return result
    reread, result = await _read_again(session, request, result, target)
    if reread is None or request.method == "DELETE":
        return result
    if isinstance(expected, Missing) and request.method in _BODY_IS_WHOLE:
        expected = _body_value(request)
    judged = partial(_judged, session, result, reread, (before, expected))
    return await asyncio.to_thread(judged) if len(reread.raw) > _IN_THREAD_BYTES else judged()


async def _read_again(
    session: Session, request: Request, result: WriteResult, target: str
) -> tuple[Resource | None, WriteResult]:
    get = Request("GET", target, origin=request.origin)
    # Of a write that went wrong the user shall hear soon.
    was_accepted = result.problem is None
    try:
        again = await (send_patiently(session, get) if was_accepted else session.send(get))
    except ExplorerError as error:
        # No reply, or the token ended meanwhile: the write has its answer all the same.
        return None, _unread(result, error.problem)
    if is_missing(again):
        return None, _missing(result, again)
    try:
        endpoint, _, last = target.partition("?")[0].rpartition("/")
        reread = await resource_of(again, endpoint, unquote(last))
    except ExplorerError as error:
        return None, _unread(result, error.problem)
    result = replace(result, reread=reread)
    if request.method == "DELETE" and result.problem is None:
        result = _still_there(result, again)
    return reread, result


async def _written_target(session: Session, request: Request, exchange: Exchange) -> str | None:
    """Return where the written resource is, None when nobody can say."""
    path = request.target.partition("?")[0]
    if request.method != "POST":
        return path
    if (exchange.status or _FIRST_ERROR) >= _FIRST_ERROR:
        return None
    try:
        new_id = id_of(await json_of(exchange))
        return resource_target(path, new_id)
    except ExplorerError:
        # No body, or one without an id: Location is the only trace left.
        return location_target(session, exchange)


def _judged(
    session: Session,
    result: WriteResult,
    reread: Resource,
    sides: tuple[Json | Missing, Json | Missing],
) -> WriteResult:
    before, expected = sides
    actual, method = reread.value, result.exchange.method
    changes = () if isinstance(before, Missing) else diff(before, actual)
    result = replace(result, changes=changes)
    unknown = isinstance(before, Missing) and isinstance(expected, Missing)
    if result.problem is not None or unknown:
        return result
    known_type = session.schema_set.type_at(reread.endpoint)
    attributes = session.schema_set.attributes_of(known_type) if known_type else ()
    judgement = judge(before, expected, actual, managed_attributes(attributes))
    result = replace(result, judgement=judgement, verdict=judgement.verdict)
    if judgement.verdict is not Verdict.NOT_APPLIED:
        return result
    missed = [one.pointer for one in judgement.outcomes if one.fate is Fate.NOT_APPLIED]
    shown = ", ".join(attribute_path(pointer) for pointer in missed[:_SHOWN_PATHS])
    more = f" and {len(missed) - _SHOWN_PATHS} more" if len(missed) > _SHOWN_PATHS else ""
    what = f"not as asked: {shown}{more}" if missed else "nothing has changed"
    problem = Problem(
        "Sent, but not all of it was applied" if missed else "Sent, but nothing changed",
        f"{result.exchange.status} to {method}; read again, {what}.",
        "Compare before, expected and actual." if missed else "",
        result.exchange.number,
    )
    return replace(result, problem=problem)


def _unread(result: WriteResult, failure: Problem) -> WriteResult:
    if result.problem is not None:
        return result
    problem = Problem(
        "Sent, but not read again",
        f"{result.exchange.status} to {result.exchange.method}; reading it again failed: "
        f"{failure.detail}",
        "Read again and compare.",
        failure.exchange,
    )
    return replace(result, problem=problem, verdict=Verdict.UNKNOWN)


def _missing(result: WriteResult, again: Exchange) -> WriteResult:
    result = replace(result, gone=True)
    if result.problem is not None or result.exchange.method == "DELETE":
        return result
    problem = Problem(
        "Sent, but not found when read again",
        f"{result.exchange.status} to {result.exchange.method}; the server then answered "
        f"{again.status} to GET.",
        "Some servers show a change late, or under another id.",
        again.number,
    )
    return replace(result, problem=problem, verdict=Verdict.NOT_APPLIED)


def _still_there(result: WriteResult, again: Exchange) -> WriteResult:
    problem = Problem(
        "Sent, but the resource is still there",
        f"{result.exchange.status} to DELETE; read again, the server still answers {again.status}.",
        "Some servers only mark it as inactive.",
        again.number,
    )
    return replace(result, problem=problem, verdict=Verdict.NOT_APPLIED)


def _body_value(request: Request) -> Json | Missing:
    try:
        return loads(request.body or b"")
    except ExplorerError:
        return MISSING


def _content_type() -> tuple[tuple[str, str], ...]:
    return (("Content-Type", SCIM_JSON),)


def _if_match(etag: str) -> tuple[tuple[str, str], ...]:
    return (("If-Match", etag),) if etag else ()

"""``scim-explorer send``: any request as given, and what came back."""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path

from scim_explorer.client.guard import Writes
from scim_explorer.client.request import Request
from scim_explorer.client.session import Session
from scim_explorer.commands.opened import opened_session
from scim_explorer.commands.rows import finding_object, json_text
from scim_explorer.commands.text import put, say
from scim_explorer.exchanges.exchange import Exchange, Headers
from scim_explorer.exchanges.redact import RedactionRules, redact
from scim_explorer.problems import InputError, Problem, ProtocolError, WriteRefused
from scim_explorer.protocol.findings import Finding, Severity
from scim_explorer.protocol.json_codec import Json, dumps, readable_text, scan
from scim_explorer.protocol.list_response import LIST_URN, read_list
from scim_explorer.ui.display import duration_text, size_text, visible

ORIGIN = "send"
FIRST_ERROR = 400
UNLOCKED_S = 60.0
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def run_send(arguments: argparse.Namespace) -> int:
    """Send, print the answer, and return 0 below status 400, else 1.

    Raises:
        ExplorerError: The request cannot be sent as given, the guard refused it, or no whole
            answer came.
    """
    target = relative_path(arguments.path)
    body = _body(arguments.data)
    headers = (("Content-Type", arguments.content_type),) if arguments.content_type else ()
    request = Request(
        arguments.method, target, headers, body, origin=ORIGIN, confirmation=arguments.confirm
    )
    return asyncio.run(_run(arguments, request))


async def _run(arguments: argparse.Namespace, request: Request) -> int:
    async with opened_session(arguments, request.target) as session:
        if arguments.confirm:
            session.unlock(UNLOCKED_S)
        try:
            exchange = await session.send(request)
        except WriteRefused as error:
            raise _with_option(error, session) from error
    if arguments.json:
        _print_document(exchange, session.redaction_rules)
    else:
        _print_body(exchange)
        say(_status_line(exchange))
    return int((exchange.status or 0) >= FIRST_ERROR)


def relative_path(path: str) -> str:
    """Return PATH as a target below the base URL; nothing in it is changed.

    Raises:
        InputError: It names a scheme or another host.
    """
    if SCHEME.match(path) or path.startswith("//"):
        raise InputError(
            Problem(
                "Request not sent",
                "PATH has to be relative to the base URL, and this one names a scheme or a host.",
                "Give the part behind the base URL, such as /Users?count=1.",
            )
        )
    return path if not path or path[0] in "/?" else f"/{path}"


def _body(name: str | None) -> bytes | None:
    if name is None:
        return None
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise InputError(
            Problem("Request not sent", f"{name} cannot be read ({error.strerror}).")
        ) from error


def _with_option(error: WriteRefused, session: Session) -> WriteRefused:
    """Say how the command line unlocks, where the window would be unlocked with a button."""
    if session.writes is Writes.READ_ONLY:
        return error
    name = session.profile.name
    hint = f"Confirm this one write with --confirm '{name}'."
    return WriteRefused(replace(error.problem, hint=hint))


def _status_line(exchange: Exchange) -> str:
    status = exchange.status or 0
    try:
        phrase = f" {HTTPStatus(status).phrase}"
    except ValueError:
        phrase = ""
    size = size_text(len(exchange.response_body.data))
    return f"{status}{phrase}, {size}, {duration_text(exchange.times.done_ms)}, #{exchange.number}"


def _print_body(exchange: Exchange) -> None:
    data = exchange.response_body.data
    out = sys.stdout.buffer
    if sys.stdout.isatty():
        text = visible(data.decode("utf-8", "backslashreplace"), keep="\n\t")
        data = f"{text}\n".encode("utf-8", "backslashreplace") if text else b""
    out.write(data)
    out.flush()


def _print_document(exchange: Exchange, rules: RedactionRules) -> None:
    """Print request and response as one JSON document; the request without its secrets."""
    shown = redact(exchange, rules)
    request: dict[str, Json] = {
        "method": exchange.method,
        "url": shown.url,
        "headers": _header_object(shown.request_headers),
    }
    response: dict[str, Json] = {
        "status": exchange.status,
        "headers": _header_object(shown.response_headers),
    }
    findings: list[Json] = [finding_object(finding) for finding in find(exchange)]
    sent = json_text(shown.request_body.data) if exchange.request_body.data else "null"
    came = json_text(exchange.response_body.data) if exchange.response_body.data else "null"
    text = (
        f'{{"request":{dumps(request)[:-1]},"body":{sent}}},'
        f'"response":{dumps(response)[:-1]},"body":{came}}},'
        f'"exchange":{exchange.number},"findings":{dumps(findings)}}}'
    )
    put(text)


def find(exchange: Exchange) -> list[Finding]:
    """Return what is odd about the JSON of an answer, and about its list when it is one."""
    data = exchange.response_body.data
    if not data:
        return []
    text, faults = readable_text(data)
    try:
        faults = (*faults, *scan(text).faults)
    except ProtocolError as error:
        return [Finding("json.not-json", Severity.ERROR, error.problem.detail)]
    found = [Finding(fault.rule, Severity.ERROR, fault.message) for fault in faults]
    if LIST_URN in text:
        found += read_list(data).findings
    return found


def _header_object(headers: Headers) -> dict[str, Json]:
    """Return header fields by name; values of a repeated one are joined (RFC 9110 section 5.3)."""
    names: dict[str, str] = {}
    values: dict[str, list[str]] = {}
    for name, value in headers:
        names.setdefault(name.lower(), name)
        values.setdefault(name.lower(), []).append(value)
    return {names[key]: ", ".join(parts) for key, parts in values.items()}

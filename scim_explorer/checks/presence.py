"""Verdicts on HTTP: is a SCIM server at this address, and where else it may be. No I/O."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from urllib.parse import urlsplit

from scim_explorer.checks.addresses import base_behind
from scim_explorer.checks.reading import (
    WANTS_SIGN_IN,
    advice,
    complaint,
    is_fine,
    is_missing,
    is_scim,
    is_web_page,
    status_words,
    trouble,
    words,
)
from scim_explorer.checks.steps import Judgement, failed, ok, warning
from scim_explorer.client.redirects import is_redirect
from scim_explorer.client.urls import BaseUrl, origin_of, redirect_target, without_query
from scim_explorer.exchanges.exchange import Exchange, header

_OLD_SCIM = b"urn:scim:schemas:core:1."
_SHOWN = 120
_SLOW_MS = 5_000


def is_scim_here(asked: Sequence[Exchange]) -> bool:
    """Tell whether something that may be SCIM answers, or a wish for a sign-in."""
    return any(is_scim(one) or one.status in WANTS_SIGN_IN for one in asked)


def is_elsewhere(asked: Sequence[Exchange]) -> bool:
    """Tell whether the server is there, but shows nothing of SCIM at this path."""
    return not is_scim_here(asked) and all(
        is_missing(one) or is_fine(one) or (one.status == HTTPStatus.OK and is_web_page(one))
        for one in asked
    )


def judge_http(base: BaseUrl, users: Exchange, documents: Sequence[Exchange]) -> Judgement:
    """Judge the first answers, where nothing better was found elsewhere.

    Args:
        base: What was asked.
        users: The last answer to ``GET /Users?count=1``, after redirects.
        documents: Those of the discovery documents.
    """
    asked = (users, *documents)
    if not is_scim_here(asked):
        silent = all(one.status is None for one in asked)
        if is_redirect(users):
            return _not_followed(base, users)
        return failed(words(complaint(users)), advice(users), unreachable=silent)
    if is_fine(users) and _OLD_SCIM in users.response_body.data:
        return failed(
            "The server speaks SCIM 1.1; this program speaks SCIM 2.0.",
            "Ask for the address of its SCIM 2.0: often v2 stands there in place of v1.",
        )
    if is_fine(users) and without_query(users.url) != f"{base.text}/Users":
        return _redirected(base, users)
    server = header(users.response_headers, "Server")[:_SHOWN]
    by = f" from {server}" if server else ""
    said = f"{users.http_version or 'HTTP'}{by}; GET /Users answered {status_words(users)}"
    if users.times.done_ms > _SLOW_MS:
        return warning(
            f"{said}, after {users.times.done_ms / 1000:.1f} s.",
            "Provisioning clients give up on slow servers: a page of one should be there at once.",
        )
    return ok(f"{said}.")


def judge_wrong_path(
    base: BaseUrl,
    users: Exchange,
    found: str,
    *,
    tried: Sequence[str] = (),
    asks_sign_in: bool = False,
    wants_slash: bool = False,
) -> Judgement:
    """Judge a server that shows no SCIM at this path.

    Args:
        base: What was asked.
        users: The answer to ``GET /Users?count=1``.
        found: A base URL of the same server that answers, "" when none did.
        tried: Other paths that were asked.
        asks_sign_in: All that is known of ``found`` is that it asks for a sign-in.
        wants_slash: ``/Users/`` answers where ``/Users`` does not.
    """
    said = _nothing_here(base, users)
    if wants_slash:
        return failed(
            f"{said} /Users/ answers, with a slash at its end.",
            "SCIM clients ask without that slash: let the server take both.",
        )
    if found and asks_sign_in:
        return failed(
            said,
            f"{found} asks for a sign-in, so SCIM may be there. Look there with a sign-in.",
            better_url=found,
        )
    if found:
        return failed(said, f"Use {found} instead: it answers.", better_url=found)
    if tried:
        said = f"{said} Nothing better at {', '.join(path or '/' for path in tried)}."
    hint = complaint(users).hint if is_web_page(users) else ""
    return failed(said, hint or "Ask for the base URL: it often ends in /scim/v2.")


def _nothing_here(base: BaseUrl, users: Exchange) -> str:
    problem = trouble(users)
    if problem is not None and not is_missing(users):
        return words(problem)
    if problem is None:
        start = " ".join(users.response_body.data[:_SHOWN].decode("utf-8", "replace").split())
        return f"Got JSON that is not SCIM. {base.text}/Users answered 200 with {start}."
    return (
        "No SCIM at this address. /ServiceProviderConfig, /ResourceTypes, /Schemas and "
        f"/Users all answered {status_words(users)}: {base.text}."
    )


def _redirected(base: BaseUrl, users: Exchange) -> Judgement:
    said = f"The server redirects to {without_query(users.url)}."
    if without_query(users.url) == f"{base.text}/Users/":
        return warning(
            f"{said} Each request takes two.",
            "SCIM clients ask without the slash at the end: let the server take both.",
        )
    found = base_behind(base, users.url, "/Users")
    return warning(said, f"Use {found} as the base URL." if found else "", better_url=found)


def _not_followed(base: BaseUrl, users: Exchange) -> Judgement:
    problem = complaint(users)
    url = redirect_target(users.url, header(users.response_headers, "Location")) or ""
    if origin_of(url) == base.origin:
        return failed(
            words(problem),
            "Whoever runs the server has to break the circle: often two proxies disagree about "
            "https or a slash.",
        )
    found = base_behind(base, url, "/Users") if origin_of(url) else ""
    if not found or not url.startswith("https:"):
        return failed(
            words(problem),
            problem.hint
            if found
            else "A login page seems to stand in front: ask for the address that programs use.",
        )
    if urlsplit(url).hostname == base.host:
        return failed(
            f"The server redirects to {origin_of(url)}. No secret was sent there.",
            f"Use {found} as the base URL.",
            better_url=found,
        )
    return failed(
        words(problem), f"If you know this host, use {found} as the base URL.", better_url=found
    )

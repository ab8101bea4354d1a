"""Verdicts on HTTP and sign-in: is this a SCIM server, and does it let us in. No I/O."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from scim_explorer.checks.addresses import base_behind
from scim_explorer.checks.reading import (
    WANTS_SIGN_IN,
    complaint,
    is_fine,
    is_missing,
    is_web_page,
    status_words,
    trouble,
    words,
)
from scim_explorer.checks.steps import Judgement, failed, ok, warning
from scim_explorer.client.auth import SHOWN_AS
from scim_explorer.client.redirects import is_redirect
from scim_explorer.client.urls import BaseUrl, without_query
from scim_explorer.exchanges.exchange import Exchange, header
from scim_explorer.profiles.profile import AuthKind

_SCHEMES = {AuthKind.BEARER: "bearer", AuthKind.BASIC: "basic"}
_SHOWN = 120


def is_scim_here(asked: Sequence[Exchange]) -> bool:
    """Tell whether something that may be SCIM answers: JSON, or a wish for a sign-in."""
    return any(is_fine(one) or one.status in WANTS_SIGN_IN for one in asked)


def is_elsewhere(asked: Sequence[Exchange]) -> bool:
    """Tell whether the server is there, but shows nothing of SCIM at this path."""
    return not is_scim_here(asked) and all(
        is_missing(one) or (one.status == HTTPStatus.OK and is_web_page(one)) for one in asked
    )


def judge_http(base: BaseUrl, users: Exchange, documents: Sequence[Exchange]) -> Judgement:
    """Judge the first answers, where nothing better was found elsewhere.

    Args:
        base: What was asked.
        users: The last answer to ``GET /Users?count=1``, after redirects.
        documents: Those of the discovery documents.
    """
    asked = (users, *documents)
    if all(one.status is None for one in asked):
        problem = complaint(users)
        return failed(words(problem), problem.hint, unreachable=True)
    if not is_scim_here(asked):
        problem = complaint(users)
        return failed(words(problem), problem.hint)
    target = f"{base.text}/Users"
    if users.status is not None and without_query(users.url) != target and is_fine(users):
        return _redirected(base, users)
    server = header(users.response_headers, "Server")[:_SHOWN]
    by = f" from {server}" if server else ""
    return ok(f"{users.http_version or 'HTTP'}{by}; GET /Users answered {status_words(users)}.")


def judge_wrong_path(
    base: BaseUrl,
    users: Exchange,
    found: str,
    *,
    asks_sign_in: bool = False,
    wants_slash: bool = False,
) -> Judgement:
    """Judge a server that shows no SCIM at this path.

    Args:
        base: What was asked.
        users: The answer to ``GET /Users?count=1``.
        found: A base URL of the same server that answers, "" when none did.
        asks_sign_in: All that is known of ``found`` is that it asks for a sign-in.
        wants_slash: ``/Users/`` answers where ``/Users`` does not.
    """
    problem = trouble(users)
    if problem is None or is_missing(users):
        said = (
            "No SCIM at this address. /ServiceProviderConfig, /ResourceTypes, /Schemas and "
            f"/Users all answered {status_words(users)}: {base.text}."
        )
    else:
        said = words(problem)
    if wants_slash:
        return failed(
            f"{said} /Users/ answers, with a slash at its end.",
            "SCIM clients ask without that slash: let the server take both.",
        )
    if found and asks_sign_in:
        return failed(
            said, f"{found} asks for a sign-in, so SCIM may be there. Look there with a sign-in."
        )
    if found:
        return failed(said, f"Use {found} instead: it answers.")
    return failed(said, "The base URL often ends in /scim/v2.")


def _redirected(base: BaseUrl, users: Exchange) -> Judgement:
    said = f"The server redirects to {without_query(users.url)}."
    if without_query(users.url) == f"{base.text}/Users/":
        return warning(
            f"{said} Each request takes two.",
            "SCIM clients ask without the slash at the end: let the server take both.",
        )
    found = base_behind(base, users.url, "/Users")
    return warning(said, f"Use {found} as the base URL." if found else "")


def judge_sign_in(
    kind: AuthKind, signed: Exchange, without: Exchange | None, wrong: Exchange | None
) -> Judgement:
    """Judge a sign-in by reading a list: discovery may be open to everybody.

    Args:
        kind: How the profile signs in.
        signed: ``GET /Users?count=1`` as the profile asks it.
        without: The same without a sign-in; None when ``kind`` is.
        wrong: The same with a made-up secret; None when it was not tried.
    """
    if signed.status == HTTPStatus.UNAUTHORIZED:
        return _refused(kind, signed, without)
    problem = trouble(signed)
    if problem is not None:
        if signed.status == HTTPStatus.FORBIDDEN or is_redirect(signed) or signed.status is None:
            return failed(words(problem), problem.hint)
        return warning(f"Not proved: no list could be read. {words(problem)}", problem.hint)
    if kind is AuthKind.NONE:
        return ok("GET /Users answered without a sign-in.")
    return _accepted(kind, without, wrong)


def _refused(kind: AuthKind, signed: Exchange, without: Exchange | None) -> Judgement:
    problem = complaint(signed)
    challenge = header(signed.response_headers, "WWW-Authenticate")[:_SHOWN]
    asks = (
        f"It asks for: {challenge}"
        if challenge
        else "It does not name a way to sign in (no WWW-Authenticate)."
    )
    said = f"{words(problem)} {asks}"
    if kind is AuthKind.NONE:
        return failed(
            said,
            "Enter a token or a password in the profile; a command takes one by "
            "--bearer-env, --basic-env or --header-env.",
        )
    if without is not None and is_fine(without):
        said = f"{said} Without a sign-in it answers: it is this secret that it refuses."
    scheme = challenge.partition(" ")[0].rstrip(",").lower()
    ours = _SCHEMES.get(kind, "")
    if scheme and ours and scheme != ours:
        return failed(said, f"The server asks for {scheme}; the profile signs in by {ours}.")
    return failed(said, problem.hint)


def _accepted(kind: AuthKind, without: Exchange | None, wrong: Exchange | None) -> Judgement:
    said = f"GET /Users answered with {SHOWN_AS[kind]}"
    if without is not None and is_fine(without):
        return warning(
            f"{said}, and without a sign-in too: everybody can read it.",
            "Let the server refuse requests without a sign-in.",
        )
    if wrong is not None and is_fine(wrong):
        return warning(
            f"{said}, and with a made-up one too: the secret is not checked.",
            "Let the server check the secret.",
        )
    others = [
        f"{how} {status_words(one)}"
        for how, one in (("without it", without), ("with a made-up one", wrong))
        if one is not None
    ]
    said = f"{said}; {', '.join(others)}." if others else f"{said}."
    if without is None or without.status != HTTPStatus.UNAUTHORIZED:
        return ok(said)
    if not header(without.response_headers, "WWW-Authenticate"):
        return warning(
            f"{said} The 401 does not name a way to sign in (no WWW-Authenticate).",
            "RFC 9110 section 11.6.1 wants that field with each 401.",
        )
    return ok(said)

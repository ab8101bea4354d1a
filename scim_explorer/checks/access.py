"""Verdicts on the sign-in: does the server let us in, and only us. No I/O."""

from __future__ import annotations

import re
from collections.abc import Sequence
from http import HTTPStatus

from scim_explorer.checks.reading import (
    advice,
    complaint,
    is_fine,
    status_words,
    trouble,
    words,
)
from scim_explorer.checks.steps import Judgement, failed, ok, warning
from scim_explorer.client.auth import SHOWN_AS
from scim_explorer.client.redirects import is_redirect
from scim_explorer.exchanges.exchange import Exchange, header
from scim_explorer.profiles.profile import AuthKind

_SCHEMES = {AuthKind.BEARER: "bearer", AuthKind.BASIC: "basic", AuthKind.OAUTH: "bearer"}
_WAYS = {"basic": "user name and password", "bearer": "a bearer token"}
_BY_TYPE = {
    "httpbasic": "basic",
    "oauth": "bearer",
    "oauth2": "bearer",
    "oauthbearertoken": "bearer",
}
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_SCHEME = re.compile(r"(?:^|,)\s*([A-Za-z][A-Za-z0-9-]*)(?=\s+[^\s=]|\s*$|\s*,)")
_SHOWN = 120


def judge_sign_in(
    kind: AuthKind,
    signed: Exchange,
    without: Exchange | None,
    wrong: Exchange | None,
    named: Sequence[str] = (),
) -> Judgement:
    """Judge a sign-in by reading a list: discovery may be open to everybody.

    Args:
        kind: How the profile signs in.
        signed: ``GET /Users?count=1`` as the profile asks it.
        without: The same without a sign-in; None when ``kind`` is.
        wrong: The same with a made-up secret; None when it was not tried.
        named: Types of sign-in that ServiceProviderConfig names.
    """
    if signed.status == HTTPStatus.UNAUTHORIZED:
        return _refused(kind, signed, without, named)
    problem = trouble(signed)
    if problem is not None:
        if signed.status == HTTPStatus.FORBIDDEN:
            return _forbidden(words(problem), problem.hint, without)
        if is_redirect(signed) or signed.status is None:
            return failed(words(problem), advice(signed))
        return warning(f"Not proved: no list could be read. {words(problem)}", advice(signed))
    if kind is AuthKind.NONE:
        return ok("GET /Users answered without a sign-in.")
    return _accepted(kind, without, wrong)


def _refused(
    kind: AuthKind, signed: Exchange, without: Exchange | None, named: Sequence[str]
) -> Judgement:
    problem = complaint(signed)
    challenge = ", ".join(_challenges(signed))[:_SHOWN]
    said = f"{words(problem)} " + (
        f"It asks for: {challenge}."
        if challenge
        else "It does not name a way to sign in (no WWW-Authenticate)."
    )
    if named:
        said = f"{said} ServiceProviderConfig names {', '.join(named)[:_SHOWN]}."
    if kind is AuthKind.NONE:
        return failed(
            said,
            "Enter a token or a password in the profile; a command takes one by "
            "--bearer-env, --basic-env or --header-env.",
        )
    if without is not None and is_fine(without):
        said = f"{said} Without a sign-in it answers: it is this secret that it refuses."
    ours, wanted = _SCHEMES.get(kind, ""), _schemes(signed) or _spoken(named)
    if ours and wanted and ours not in wanted:
        return failed(f"{said} The profile signs in by {ours}.", _other_way(wanted))
    if kind is AuthKind.OAUTH:
        return failed(
            said,
            "The token is new: check scope and audience in the profile, and that the server "
            "takes tokens of this endpoint.",
        )
    return failed(said, problem.hint)


def _other_way(wanted: Sequence[str]) -> str:
    way = next((_WAYS[scheme] for scheme in wanted if scheme in _WAYS), "")
    if way:
        return f"Choose {way} under Sign-in in the profile."
    return f"The server wants {', '.join(wanted)}: ask whoever runs it for a token or a password."


def _challenges(exchange: Exchange) -> tuple[str, ...]:
    fields = exchange.response_headers
    return tuple(value for name, value in fields if name.lower() == "www-authenticate")


def _schemes(exchange: Exchange) -> tuple[str, ...]:
    """Return the schemes that challenges begin with; a parameter has an equals sign behind it."""
    challenges = (_QUOTED.sub("x", value) for value in _challenges(exchange))
    found = (one.lower() for value in challenges for one in _SCHEME.findall(value))
    return tuple(dict.fromkeys(found))


def _spoken(named: Sequence[str]) -> tuple[str, ...]:
    """Return the schemes that types of RFC 7643 section 5 stand for."""
    found = (_BY_TYPE.get(one.lower(), one) for one in named)
    return tuple(dict.fromkeys(found))


def _forbidden(said: str, hint: str, without: Exchange | None) -> Judgement:
    if without is None or without.status != HTTPStatus.FORBIDDEN:
        return failed(said, hint)
    return failed(
        f"{said} Without a sign-in it answers 403 too, so the secret may be unknown to it.",
        "Check the secret first, then the path: some gateways answer 403 to a path they do not "
        "know, or to computers they do not know.",
    )


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
            "Let the server send that field with each 401 (RFC 9110 section 11.6.1).",
        )
    return ok(said)

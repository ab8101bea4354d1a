"""Verdicts on the sign-in: does the server let us in, and only us. No I/O."""

from __future__ import annotations

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

_SCHEMES = {AuthKind.BEARER: "bearer", AuthKind.BASIC: "basic"}
_SHOWN = 120


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
        if signed.status == HTTPStatus.FORBIDDEN:
            return _forbidden(words(problem), problem.hint, without)
        if is_redirect(signed) or signed.status is None:
            return failed(words(problem), advice(signed))
        return warning(f"Not proved: no list could be read. {words(problem)}", advice(signed))
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
        other = {"basic": "user name and password", "bearer": "a bearer token"}.get(scheme)
        return failed(
            f"{said} The profile signs in by {ours}.",
            f"Choose {other} under Sign-in in the profile."
            if other
            else f"The server wants {scheme}: ask whoever runs it for a token or a password.",
        )
    return failed(said, problem.hint)


def _forbidden(said: str, hint: str, without: Exchange | None) -> Judgement:
    if without is None or without.status != HTTPStatus.FORBIDDEN:
        return failed(said, hint)
    return failed(
        f"{said} Without a sign-in it answers 403 too, so the secret may be unknown to it.",
        "Check the secret first, then the rights of its account, then whether a gateway in "
        "between lets this computer in.",
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
            "RFC 9110 section 11.6.1 wants that field with each 401.",
        )
    return ok(said)

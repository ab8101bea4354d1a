"""OAuth 2.0 client credentials: the token request, and what an answer to it means. No I/O.

Source: RFC 6749 sections 2.3.1, 4.4, 5.1 and 5.2.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from urllib.parse import quote_plus, urlencode, urlsplit

from scim_explorer import __version__
from scim_explorer.client.failures import Failure, FailureKind, problem_of
from scim_explorer.client.urls import BaseUrl, check_base_url
from scim_explorer.client.wire import WireRequest
from scim_explorer.exchanges.exchange import Exchange
from scim_explorer.problems import EDIT_PROFILE, InputError, Problem, ProtocolError
from scim_explorer.profiles.profile import OAuth
from scim_explorer.protocol.errors import looks_like_html, one_line
from scim_explorer.protocol.json_codec import Json, loads

SAFE_LIFE_S = 300.0
LONGEST_LIFE_S = 366 * 86_400.0
_MARGIN_S = 30.0
_MARGIN_SHARE = 0.1
_TITLE = "No access token"
_CHECK_URL = "Check the token URL in the profile."
_NOT_ALLOWED = re.compile(r"[^\x21-\x7e]")
_CHECK_CLIENT = (
    "Check client id and secret in the profile; some servers want the secret in the body, others "
    "in the header."
)
_BARE = re.compile(rb'"?([\x21-\x7e]{8,8192}?)"?')
_HINTS = {
    "invalid_client": _CHECK_CLIENT,
    "invalid_scope": "Check the scope in the profile.",
    "unauthorized_client": "This client may not use client credentials; its owner can allow it.",
    "unsupported_grant_type": "This server gives no token for client credentials.",
    "invalid_request": "The server may want another field: a scope, an audience or a resource.",
    "invalid_target": "Check audience and resource in the profile.",
}


@dataclass(frozen=True, slots=True)
class Token:
    """An access token.

    Attributes:
        life_s: How long it may be used from the moment of its arrival.
    """

    value: str = field(repr=False)
    life_s: float = SAFE_LIFE_S

    @property
    def renew_after_s(self) -> float:
        """When to ask for the next one, so that none ends on the way to the server."""
        return self.life_s - min(_MARGIN_S, self.life_s * _MARGIN_SHARE)


def check_token_url(text: str) -> BaseUrl:
    """Return where a token URL leads; unlike a base URL it may have a query.

    Raises:
        InputError: It is missing, or no plain http(s) URL.

    Source: RFC 6749 section 3.2.
    """
    place, _, query = text.strip().partition("?")
    if not place:
        raise _unfit("The profile names no token URL.")
    try:
        base = check_base_url(place)
    except InputError as error:
        raise _unfit(f"The token URL is not accepted. {error.problem.detail}") from error
    if "#" in query:
        raise _unfit("The token URL is not accepted. A fragment may not stand in it.")
    if _NOT_ALLOWED.search(query):
        raise _unfit(
            "The token URL is not accepted. "
            "Its query holds a character that may not stand in a URL."
        )
    return base


def sent_secret(secret: str) -> str:
    """Return the secret without the line ends that come along when it is pasted or printed."""
    return secret.strip("\r\n")


def token_request(oauth: OAuth, secret: str) -> WireRequest:
    """Return the request for a token.

    Raises:
        InputError: The token URL cannot be used, or a field cannot be written.
    """
    check_token_url(oauth.token_url)
    try:
        return _token_request(oauth, sent_secret(secret))
    except UnicodeEncodeError:
        said = "A field or the secret holds half of a character (a lone surrogate)."
        raise _unfit(said) from None


def _token_request(oauth: OAuth, secret: str) -> WireRequest:
    fields = [("grant_type", "client_credentials")]
    headers = [
        ("Accept", "application/json"),
        ("User-Agent", f"scim-explorer/{__version__}"),
        ("Content-Type", "application/x-www-form-urlencoded"),
    ]
    if oauth.in_body:
        fields += [("client_id", oauth.client_id), ("client_secret", secret)]
    else:
        headers.append(("Authorization", f"Basic {_basic(oauth.client_id, secret)}"))
    optional = (("scope", oauth.scope), ("audience", oauth.audience))
    fields += [pair for pair in optional if pair[1]]
    fields += oauth.extra
    body = urlencode(fields).encode("ascii")
    return WireRequest("POST", oauth.token_url.strip(), tuple(headers), body)


def read_token(exchange: Exchange) -> Token:
    """Return the token in an answer of the token endpoint.

    Raises:
        ProtocolError: There is none; the text says what the server said.
    """
    place = _place(exchange.url)
    body = exchange.response_body.data
    if exchange.status != HTTPStatus.OK:
        raise _refused(exchange, place)
    if looks_like_html(body):
        raise _no_token(exchange, f"{place} answered with a web page.", _CHECK_URL)
    try:
        answer = loads(body) if body.strip() else None
    except ProtocolError:
        answer = None
    value = answer.get("access_token") if isinstance(answer, dict) else None
    if isinstance(answer, dict) and value is None and isinstance(answer.get("error"), str):
        raise _refused(exchange, place)
    if not isinstance(answer, dict) or not isinstance(value, str) or not value.strip():
        said = f"{place} answered 200 without an access_token."
        raise _no_token(exchange, said, _CHECK_URL)
    kind = answer.get("token_type", "Bearer")
    if not isinstance(kind, str) or kind.strip().lower() != "bearer":
        shown = one_line(str(kind))[:40]
        said = f'{place} gave a token of the type "{shown}"; SCIM Explorer sends bearer tokens.'
        raise _no_token(exchange, said)
    value = value.strip()
    if _NOT_ALLOWED.search(value):
        raise _no_token(exchange, f"{place} gave a token that no header field can carry.")
    return Token(value, life_of(answer.get("expires_in")))


def life_of(expires_in: Json) -> float:
    """Return how many seconds a token may be used; odd values count as five minutes."""
    if isinstance(expires_in, bool) or not isinstance(expires_in, int | float):
        return SAFE_LIFE_S
    # Compared before it is a float: an integer may be too long for one, and NaN compares false.
    return float(expires_in) if 1 <= expires_in <= LONGEST_LIFE_S else SAFE_LIFE_S


def bare_token(exchange: Exchange) -> str:
    """Return what may be a token in an answer that is nothing but one word, or ""."""
    found = _BARE.fullmatch(exchange.response_body.data.strip())
    word = found[1].decode("ascii") if found else ""
    return "" if word[:1] in {"{", "[", "<"} else word


def token_failed(failure: Failure, url: str, exchange: int | None) -> Problem:
    """Return the problem for a token request that got no whole answer."""
    told = problem_of(failure, "POST", url, number=exchange, may_have_written=False)
    detail = f"{_place(url)} gave no answer: {failure.reason}."
    hint = _CHECK_URL if failure.kind is FailureKind.TOO_BIG else told.hint or _CHECK_URL
    action = told.action or EDIT_PROFILE
    return replace(told, title=_TITLE, detail=detail, hint=hint, action=action)


def _refused(exchange: Exchange, place: str) -> ProtocolError:
    error, description = _said(exchange.response_body.data)
    quoted = f': "{description}"' if description else ""
    said = f"{place} answered {exchange.status}{f' {error}' if error else ''}{quoted}."
    status = exchange.status or 0
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        said = f"{place} answered {status}, which was not followed: the secret goes nowhere else."
    return _no_token(exchange, said, _HINTS.get(error) or _advice(status, error))


def _advice(status: int, error: str) -> str:
    if status == HTTPStatus.UNAUTHORIZED:
        return _CHECK_CLIENT
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return "Try again later."
    # An error of OAuth came from a token endpoint: its address is not what is wrong.
    return "" if error else _CHECK_URL


def _said(body: bytes) -> tuple[str, str]:
    try:
        answer = loads(body)
    except ProtocolError:
        return "", ""
    if not isinstance(answer, dict):
        return "", ""
    error, description = answer.get("error"), answer.get("error_description")
    shown = (one_line(text)[:200] if isinstance(text, str) else "" for text in (error, description))
    first, second = shown
    return first, second


def _place(url: str) -> str:
    return f"The token endpoint {urlsplit(url).netloc.rpartition('@')[2]}"


def _unfit(detail: str) -> InputError:
    return InputError(Problem(_TITLE, detail, "Correct it in the profile.", action=EDIT_PROFILE))


def _no_token(exchange: Exchange, detail: str, hint: str = "") -> ProtocolError:
    return ProtocolError(Problem(_TITLE, detail, hint, exchange.number, action=EDIT_PROFILE))


def _basic(client_id: str, secret: str) -> str:
    # Both are form-encoded first (section 2.3.1), so that a colon in them parts nothing.
    pair = f"{quote_plus(client_id)}:{quote_plus(secret)}"
    return base64.b64encode(pair.encode("ascii")).decode("ascii")

"""Why there is no whole answer: kinds, and the words for them. No I/O.

Foreign errors are told apart by the names of their classes, so that this module needs neither the
HTTP library nor sockets, and its text never is a library's: those may be empty, or hold a token.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from urllib.parse import urlsplit

from scim_explorer.client.certificates import Certificate, certificate_words
from scim_explorer.client.urls import without_query
from scim_explorer.problems import EDIT_PROFILE, RUN_DOCTOR, Problem


class FailureKind(StrEnum):
    """What kept a whole answer from arriving."""

    NAME = "name"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    CONNECT_TIMEOUT = "connect-timeout"
    TIMEOUT = "timeout"
    CERTIFICATE = "certificate"
    CLIENT_CERTIFICATE = "client-certificate"
    SETTINGS = "settings"
    PROXY = "proxy"
    NOT_TLS = "not-tls"
    OLD_TLS = "old-tls"
    TLS = "tls"
    HUNG_UP = "hung-up"
    DISCONNECTED = "disconnected"
    RESET = "reset"
    NOT_HTTP = "not-http"
    HEADERS_TOO_BIG = "headers-too-big"
    PROTOCOL = "protocol"
    TOO_BIG = "too-big"
    DAMAGED = "damaged"
    INVALID = "invalid"
    POOL = "pool"
    CANCELLED = "cancelled"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Failure:
    """One failure.

    Attributes:
        reason: A clause in plain words, the ``reason`` of the exchange; never empty.
    """

    kind: FailureKind
    reason: str


DEAD_CONNECTION = frozenset({FailureKind.DISCONNECTED, FailureKind.RESET})
"""What a kept-alive connection looks like that the server had closed meanwhile."""

# First row wins: a refused connection is told as such, not as the ConnectError around it.
_KINDS = (
    ("SSLCertVerificationError", FailureKind.CERTIFICATE),
    ("ProxyError", FailureKind.PROXY),
    ("ProxyRefusedError", FailureKind.PROXY),
    ("SSLError", FailureKind.TLS),
    ("gaierror", FailureKind.NAME),
    ("ConnectionRefusedError", FailureKind.REFUSED),
    ("PoolTimeout", FailureKind.POOL),
    ("ConnectTimeout", FailureKind.CONNECT_TIMEOUT),
    ("TimeoutException", FailureKind.TIMEOUT),
    ("TimeoutError", FailureKind.TIMEOUT),
    ("InvalidURL", FailureKind.INVALID),
    ("UnsupportedProtocol", FailureKind.INVALID),
    ("LocalProtocolError", FailureKind.INVALID),
    ("InterimFloodError", FailureKind.PROTOCOL),
    ("RemoteProtocolError", FailureKind.PROTOCOL),
    ("ConnectionError", FailureKind.RESET),
    ("ReadError", FailureKind.RESET),
    ("WriteError", FailureKind.RESET),
    ("CloseError", FailureKind.RESET),
    ("ConnectError", FailureKind.UNREACHABLE),
    ("ValueError", FailureKind.INVALID),
    ("OSError", FailureKind.UNREACHABLE),
)
_REMOTE = (
    ("disconnected without", FailureKind.DISCONNECTED),
    ("peer closed", FailureKind.DISCONNECTED),
    ("incomplete", FailureKind.DISCONNECTED),
    ("illegal status line", FailureKind.NOT_HTTP),
    ("illegal request line", FailureKind.NOT_HTTP),
    ("no response line", FailureKind.NOT_HTTP),
    ("buffer too long", FailureKind.HEADERS_TOO_BIG),
)
_REASONS = {
    FailureKind.NAME: "no host named {host}",
    FailureKind.REFUSED: "connection refused on port {port}",
    FailureKind.UNREACHABLE: "{host} cannot be reached on port {port}",
    FailureKind.CONNECT_TIMEOUT: "no connection to {host} on port {port} in time",
    FailureKind.TIMEOUT: "no answer in time",
    FailureKind.DISCONNECTED: "the server closed the connection without an answer",
    FailureKind.RESET: "connection reset by the server",
    FailureKind.NOT_HTTP: "the answer is not from an HTTP/1.1 server",
    FailureKind.HEADERS_TOO_BIG: "the header fields are longer than 100 KB",
    FailureKind.INVALID: "the request cannot be written as HTTP",
    FailureKind.POOL: "no free connection",
    FailureKind.OTHER: "the connection failed",
}
_CERTIFICATE_CODES = {
    9: "the certificate is not valid yet",
    10: "the certificate has expired",
    18: "the certificate is self-signed, and this computer does not trust it",
    19: "the chain ends in a certificate that this computer does not trust",
    20: "the certificate's issuer is not one that this computer trusts",
    21: "the certificate's issuer is not one that this computer trusts",
    23: "the certificate was revoked",
    62: "the certificate is for another host name",
    64: "the certificate is for another address",
}
_WANTS_CERTIFICATE = re.compile("CERTIFICATE_REQUIRED|BAD_CERTIFICATE|HANDSHAKE_FAILURE")
_NOT_TLS = re.compile("WRONG_VERSION_NUMBER|RECORD_LAYER_FAILURE|HTTP_REQUEST")
_OLD_TLS = re.compile("UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION")
_UNREACHABLE = frozenset({errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EADDRNOTAVAIL})
_QUOTED = re.compile(r"[^\x20-\x7e]")


def failure_of(error: BaseException, url: str) -> Failure:
    """Return the failure that a library's ``error`` means, for a request to ``url``."""
    chain = list(_chain(error))
    for name, kind in _KINDS:
        found = next((e for e in chain if name in _class_names(e)), None)
        if found is not None:
            return _refined(kind, found, url)
    return Failure(FailureKind.OTHER, _REASONS[FailureKind.OTHER])


def no_http() -> Failure:
    return Failure(FailureKind.NOT_HTTP, _REASONS[FailureKind.NOT_HTTP])


def with_certificate(failure: Failure | None, shown: Certificate) -> Failure:
    """Add to a refused certificate whose it is."""
    reason = failure.reason if failure is not None else "the certificate was refused"
    return Failure(FailureKind.CERTIFICATE, f"{reason} ({certificate_words(shown)})")


def _refined(kind: FailureKind, error: BaseException, url: str) -> Failure:
    if kind is FailureKind.CERTIFICATE:
        code = getattr(error, "verify_code", 0)
        return Failure(kind, _CERTIFICATE_CODES.get(code, "the certificate cannot be verified"))
    if kind is FailureKind.TLS:
        return _tls_failure(getattr(error, "reason", None) or "")
    if kind is FailureKind.PROXY:
        return _proxy_failure(getattr(error, "status", None) or _leading_number(str(error)))
    if kind is FailureKind.PROTOCOL:
        return _protocol_failure(str(error))
    if getattr(error, "errno", None) in _UNREACHABLE:
        kind = FailureKind.UNREACHABLE
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return Failure(kind, _REASONS[kind].format(host=parts.hostname, port=port))


def _tls_failure(reason: str) -> Failure:
    if _WANTS_CERTIFICATE.search(reason):
        text = "the TLS handshake was refused; the server may want a client certificate"
        return Failure(FailureKind.CLIENT_CERTIFICATE, text)
    if _NOT_TLS.search(reason):
        return Failure(FailureKind.NOT_TLS, "the server does not speak TLS on this port")
    if _OLD_TLS.search(reason):
        return Failure(FailureKind.OLD_TLS, "the server offers no TLS 1.2 or newer")
    if "EOF" in reason:
        text = "the server hung up during the TLS handshake"
        return Failure(FailureKind.HUNG_UP, text)
    said = f" ({reason.lower().replace('_', ' ')})" if reason else ""
    return Failure(FailureKind.TLS, f"the TLS connection failed{said}")


def _proxy_failure(status: int) -> Failure:
    if status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
        return Failure(FailureKind.PROXY, "the proxy asks for a user and password (407)")
    said = f" (it answered {status})" if status else ""
    return Failure(FailureKind.PROXY, f"the proxy opened no way to the server{said}")


def _leading_number(text: str) -> int:
    number = text.partition(" ")[0]
    return (
        int(number) if number.isascii() and number.isdigit() and len(number) == 3 else 0
    )  # a status


def _protocol_failure(text: str) -> Failure:
    lowered = text.lower()
    for words, kind in _REMOTE:
        if words in lowered:
            return Failure(kind, _REASONS[kind])
    # The library quotes what it stumbled over after a colon; that may be a cookie.
    said = _QUOTED.sub(" ", text.partition(":")[0])[:120].strip()
    return Failure(FailureKind.PROTOCOL, f"the answer breaks HTTP/1.1: {said or 'unreadable'}")


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        current = waiting.pop(0)
        if current is None or id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        # Suppressed contexts too: httpcore re-raises "from None" and hides a refused connection.
        waiting += [current.__cause__, current.__context__]
        if isinstance(current, BaseExceptionGroup):
            waiting.extend(current.exceptions)


def _class_names(error: BaseException) -> tuple[str, ...]:
    return tuple(cls.__name__ for cls in type(error).__mro__)


_CANNOT_REACH = "Cannot reach the server"
_NOT_TRUSTED = "Certificate not trusted"
_NO_WHOLE = "No complete answer"
_WORDS = {
    FailureKind.NAME: (_CANNOT_REACH, "Check the spelling in the profile."),
    FailureKind.REFUSED: (_CANNOT_REACH, "Is the server running on that port?"),
    FailureKind.UNREACHABLE: (_CANNOT_REACH, "Check the network."),
    FailureKind.CONNECT_TIMEOUT: (_CANNOT_REACH, "A firewall in between may drop the connection."),
    FailureKind.POOL: (_CANNOT_REACH, "Try again."),
    FailureKind.CERTIFICATE: (
        _NOT_TRUSTED,
        "Add the company CA in the profile under TLS.",
    ),
    FailureKind.CLIENT_CERTIFICATE: (
        _CANNOT_REACH,
        "Name the client certificate and its key in the profile under TLS.",
    ),
    FailureKind.SETTINGS: ("Connection not possible", "Look at TLS and Proxy in the profile."),
    FailureKind.PROXY: (_CANNOT_REACH, "Look at Proxy in the profile."),
    FailureKind.NOT_TLS: (_CANNOT_REACH, "The address may begin with http:// instead."),
    FailureKind.OLD_TLS: (_CANNOT_REACH, "Whoever runs the server has to enable TLS 1.2 or 1.3."),
    FailureKind.TLS: (_CANNOT_REACH, ""),
    FailureKind.HUNG_UP: (
        _CANNOT_REACH,
        "Check host and port: a firewall or another service may hang up there.",
    ),
    FailureKind.NOT_HTTP: (_NO_WHOLE, "Check scheme and port: another service may answer there."),
    FailureKind.INVALID: ("Request not sent", ""),
    FailureKind.CANCELLED: ("Stopped", ""),
    FailureKind.TIMEOUT: ("No answer in time", ""),
    FailureKind.TOO_BIG: (_NO_WHOLE, "Ask for fewer resources, or raise the limit in the profile."),
}


_IN_THE_PROFILE = frozenset(
    {
        FailureKind.CERTIFICATE,
        FailureKind.CLIENT_CERTIFICATE,
        FailureKind.SETTINGS,
        FailureKind.PROXY,
    }
)


def problem_of(
    failure: Failure, method: str, url: str, *, number: int | None, may_have_written: bool
) -> Problem:
    """Return the words for ``failure``.

    Args:
        failure: What happened.
        method: Of the request.
        url: Of the request; its query is not shown.
        number: Of the exchange in the log.
        may_have_written: A write that left, or may have left, and got no answer.
    """
    if may_have_written:
        return outcome_unknown(failure.reason, method, number)
    title, hint = _WORDS.get(failure.kind, (_NO_WHOLE, ""))
    detail = f"{failure.reason[0].upper()}{failure.reason[1:]}: {method} {without_query(url)}."
    return Problem(title, detail, hint, number, action=_action(failure.kind, title))


def _action(kind: FailureKind, title: str) -> str:
    if kind in _IN_THE_PROFILE:
        return EDIT_PROFILE
    return RUN_DOCTOR if title == _CANNOT_REACH else ""


def outcome_unknown(reason: str, method: str, number: int | None) -> Problem:
    return Problem(
        "Outcome unknown",
        f"No whole answer to {method}: {reason}. The server may or may not have made the change. "
        "It was not sent again.",
        "Read again and compare.",
        number,
    )

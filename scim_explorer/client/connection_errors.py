"""What a library's error means: the failure behind it, in words of ours. No I/O.

Foreign errors are told apart by the names of their classes, so that this module needs neither the
HTTP library nor sockets, and its text never is a library's: those may be empty, or hold a token.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus
from urllib.parse import urlsplit

from scim_explorer.client.certificates import Certificate, certificate_words
from scim_explorer.client.failures import DEAD_CONNECTION, Failure, FailureKind
from scim_explorer.problems import Problem

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
_REFUSALS = (
    ("ALERT_UNKNOWN_CA", "its issuer is not one that the server knows"),
    ("ALERT_CERTIFICATE_EXPIRED", "it has expired"),
    ("ALERT_CERTIFICATE_REVOKED", "it was revoked"),
    ("ALERT_CERTIFICATE_UNKNOWN", "no reason was given"),
    ("ALERT_UNSUPPORTED_CERTIFICATE", "it is of a kind that the server does not take"),
    ("ALERT_ACCESS_DENIED", "it has no access"),
)
_NOT_TLS = re.compile("WRONG_VERSION_NUMBER|RECORD_LAYER_FAILURE|HTTP_REQUEST")
_OLD_TLS = re.compile("UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION")
_NO_ERRORS = frozenset({"SSLWantReadError", "SSLWantWriteError"})
"""How ssl asks for more bytes; left in the context of what went wrong then."""
_NEXT_HOP = frozenset({FailureKind.NAME, FailureKind.REFUSED, FailureKind.UNREACHABLE})
_NO_TUNNEL = {
    FailureKind.DISCONNECTED: "it hung up",
    FailureKind.RESET: "it hung up",
    FailureKind.NOT_HTTP: "its answer is not HTTP/1.1",
}
_UNREACHABLE = frozenset({errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EADDRNOTAVAIL})
_HIDDEN = re.compile(r"[^\x20-\x7e]")
_QUOTATION = re.compile(r":|(?:\bb)?['\"]")


def failure_of(error: BaseException, url: str, proxy_url: str = "") -> Failure:
    """Return the failure that a library's ``error`` means, for a request to ``url``.

    Args:
        error: As it was raised.
        url: Of the request.
        proxy_url: Of the proxy on the way, which then is what could not be reached.
    """
    chain = list(_chain(error))
    for name, kind in _KINDS:
        found = next((e for e in chain if name in _class_names(e)), None)
        if found is not None:
            return _refined(kind, found, url, proxy_url)
    return Failure(FailureKind.OTHER, _REASONS[FailureKind.OTHER])


def no_http() -> Failure:
    return Failure(FailureKind.NOT_HTTP, _REASONS[FailureKind.NOT_HTTP])


def settings_failure(problem: Problem) -> Failure:
    """Return the failure of a connection that the profile itself makes impossible."""
    return Failure(FailureKind.SETTINGS, problem.detail.removesuffix("."), problem.hint)


def no_tunnel(kind: FailureKind) -> Failure | None:
    """Return what it means that a connection ended so before a proxy had opened the way."""
    why = _NO_TUNNEL.get(kind)
    return _proxy_failure(why) if why else None


def with_certificate(failure: Failure, shown: Certificate, whose: str = "") -> Failure:
    """Add to a refused certificate what it says; ``whose`` is "of the proxy", or ""."""
    words = f"{whose}: {certificate_words(shown)}" if whose else certificate_words(shown)
    return replace(failure, reason=f"{failure.reason} ({words})")


def of_client_certificate(failure: Failure, *, is_shown: bool, was_silent: bool) -> Failure:
    """Return ``failure`` as it reads for a client that showed a certificate, or showed none.

    With TLS 1.3 a server looks for the client's certificate after the handshake, and many hang
    up without the alert that would tell.

    Args:
        failure: Of a connection by TLS.
        is_shown: The client has a certificate.
        was_silent: Nothing came over the new connection after the handshake.
    """
    if failure.kind is FailureKind.CLIENT_CERTIFICATE and is_shown:
        text = "the TLS handshake was refused; the server may not accept the client certificate"
        return Failure(FailureKind.REFUSED_CERTIFICATE, text)
    is_dead = was_silent and failure.kind in DEAD_CONNECTION
    if is_dead or failure.kind is FailureKind.HUNG_UP:
        may = "may not accept the" if is_shown else "may want a"
        return replace(failure, reason=f"{failure.reason}; it {may} client certificate")
    return failure


def _refined(kind: FailureKind, error: BaseException, url: str, proxy_url: str) -> Failure:
    if kind is FailureKind.CERTIFICATE:
        code = getattr(error, "verify_code", 0)
        return Failure(kind, _CERTIFICATE_CODES.get(code, "the certificate cannot be verified"))
    if kind is FailureKind.TLS:
        return _tls_failure(getattr(error, "reason", None) or "")
    if kind is FailureKind.PROXY:
        return _proxy_refusal(getattr(error, "status", None) or _leading_number(str(error)))
    if kind is FailureKind.PROTOCOL:
        return _protocol_failure(str(error))
    return _broken_connection(kind, error, url, proxy_url)


def _broken_connection(
    kind: FailureKind, error: BaseException, url: str, proxy_url: str
) -> Failure:
    if getattr(error, "errno", None) in _UNREACHABLE:
        kind = FailureKind.UNREACHABLE
    if proxy_url and kind in _NEXT_HOP:
        reason = f"the proxy cannot be reached: {_reason(kind, proxy_url)}"
        return Failure(FailureKind.PROXY, reason)
    if proxy_url and kind is FailureKind.CONNECT_TIMEOUT:
        return Failure(
            kind, f"no connection through the proxy {urlsplit(proxy_url).netloc} in time"
        )
    return Failure(kind, _reason(kind, url))


def _reason(kind: FailureKind, url: str) -> str:
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return _REASONS[kind].format(host=parts.hostname, port=port)


def _tls_failure(reason: str) -> Failure:
    for alert, why in _REFUSALS:
        if alert in reason:
            text = f"the server refused the client certificate: {why}"
            return Failure(FailureKind.REFUSED_CERTIFICATE, text)
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


def _proxy_refusal(status: int) -> Failure:
    if status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
        return Failure(FailureKind.PROXY, "the proxy asks for a user and password (407)")
    return _proxy_failure(f"it answered {status}" if status else "")


def _proxy_failure(why: str) -> Failure:
    said = f" ({why})" if why else ""
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
    # The library quotes what it stumbled over, mostly after a colon; that may be a cookie.
    said = _HIDDEN.sub(" ", _QUOTATION.split(text)[0])[:120].strip()
    return Failure(FailureKind.PROTOCOL, f"the answer breaks HTTP/1.1: {said or 'unreadable'}")


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        current = waiting.pop(0)
        if current is None or id(current) in seen:
            continue
        seen.add(id(current))
        if type(current).__name__ not in _NO_ERRORS:
            yield current
        # Suppressed contexts too: httpcore re-raises "from None" and hides a refused connection.
        waiting += [current.__cause__, current.__context__]
        if isinstance(current, BaseExceptionGroup):
            waiting.extend(current.exceptions)


def _class_names(error: BaseException) -> tuple[str, ...]:
    return tuple(cls.__name__ for cls in type(error).__mro__)

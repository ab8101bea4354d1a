"""What errors of libraries mean."""

from __future__ import annotations

import errno
import socket
import ssl

import httpx
import pytest

from scim_explorer.client.certificates import Certificate
from scim_explorer.client.connection_errors import (
    failure_of,
    no_tunnel,
    of_client_certificate,
    settings_failure,
    with_certificate,
)
from scim_explorer.client.failures import Failure, FailureKind, problem_of
from scim_explorer.problems import Problem

URL = "https://scim.acme.example:8443/Users?filter=secret"
PROXY = "http://proxy.acme.example:3128"


def caused(outer: Exception, inner: BaseException) -> Exception:
    outer.__cause__ = inner
    return outer


def in_context(outer: Exception, inner: BaseException) -> Exception:
    outer.__context__ = inner
    return outer


def ssl_error(reason: str) -> ssl.SSLError:
    error = ssl.SSLError(1, "handshake")
    error.reason = reason
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (caused(httpx.ConnectError("x"), socket.gaierror(-2, "x")), FailureKind.NAME),
        (caused(httpx.ConnectError("x"), ConnectionRefusedError()), FailureKind.REFUSED),
        (ExceptionGroup("x", [OSError(), ConnectionRefusedError()]), FailureKind.REFUSED),
        (OSError(errno.ENETUNREACH, "x"), FailureKind.UNREACHABLE),
        (httpx.ConnectTimeout(""), FailureKind.CONNECT_TIMEOUT),
        (httpx.ReadTimeout(""), FailureKind.TIMEOUT),
        (httpx.PoolTimeout(""), FailureKind.POOL),
        (httpx.ReadError(""), FailureKind.RESET),
        (BrokenPipeError(), FailureKind.RESET),
        (httpx.InvalidURL("x"), FailureKind.INVALID),
        (httpx.LocalProtocolError("Illegal header value b'canary'"), FailureKind.INVALID),
        (UnicodeEncodeError("ascii", "canary", 0, 1, "x"), FailureKind.INVALID),
        (httpx.RemoteProtocolError("illegal status line: b'x'"), FailureKind.NOT_HTTP),
        (httpx.RemoteProtocolError("illegal header line: b'canary'"), FailureKind.PROTOCOL),
        (httpx.RemoteProtocolError("Illegal header value b'canary'"), FailureKind.PROTOCOL),
        (httpx.RemoteProtocolError('Expected "x", got "canary"'), FailureKind.PROTOCOL),
        (httpx.ProxyError("canary"), FailureKind.PROXY),
        (httpx.UnsupportedProtocol("canary"), FailureKind.INVALID),
        (OSError(errno.EIO, "canary"), FailureKind.UNREACHABLE),
        (KeyError("canary"), FailureKind.OTHER),
        (caused(httpx.ConnectError("x"), ssl_error("WRONG_VERSION_NUMBER")), FailureKind.NOT_TLS),
        (ssl_error("UNSUPPORTED_PROTOCOL"), FailureKind.OLD_TLS),
        (ssl_error("TLSV1_ALERT_PROTOCOL_VERSION"), FailureKind.OLD_TLS),
        (ssl_error("TLSV13_ALERT_CERTIFICATE_REQUIRED"), FailureKind.CLIENT_CERTIFICATE),
        (ssl_error("TLSV1_ALERT_UNKNOWN_CA"), FailureKind.REFUSED_CERTIFICATE),
        (ssl_error("SSLV3_ALERT_CERTIFICATE_EXPIRED"), FailureKind.REFUSED_CERTIFICATE),
        (in_context(ConnectionResetError(), ssl.SSLWantReadError()), FailureKind.RESET),
        (ssl.SSLCertVerificationError("x"), FailureKind.CERTIFICATE),
        (httpx.StreamError("x"), FailureKind.OTHER),
    ],
)
def test_fault_34_that_each_error_has_a_kind_and_words_of_ours(
    error: Exception, kind: FailureKind
) -> None:
    failure = failure_of(error, URL)

    problem = problem_of(failure, "GET", URL, number=7, may_have_written=False)
    assert failure.kind is kind
    assert len(problem.detail) > 20
    assert "canary" not in repr(problem)
    assert "secret" not in repr(problem)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (socket.gaierror(-2, "x"), "no host named proxy.acme.example"),
        (ConnectionRefusedError(), "connection refused on port 3128"),
        (OSError(errno.EHOSTUNREACH, "x"), "proxy.acme.example cannot be reached on port 3128"),
    ],
)
def test_fault_33_what_is_unreachable_behind_a_proxy_is_the_proxy(
    error: Exception, reason: str
) -> None:
    failure = failure_of(error, URL, PROXY)

    assert failure == Failure(FailureKind.PROXY, f"the proxy cannot be reached: {reason}")


def test_that_a_slow_way_through_a_proxy_blames_neither() -> None:
    failure = failure_of(httpx.ConnectTimeout(""), URL, PROXY)

    assert failure.reason == "no connection through the proxy proxy.acme.example:3128 in time"


def test_that_an_end_before_the_tunnel_was_open_is_of_the_proxy() -> None:
    hung_up, other = no_tunnel(FailureKind.DISCONNECTED), no_tunnel(FailureKind.TIMEOUT)

    assert hung_up == Failure(
        FailureKind.PROXY, "the proxy opened no way to the server (it hung up)"
    )
    assert other is None


@pytest.mark.parametrize(
    ("kind", "is_shown", "was_silent", "said"),
    [
        (FailureKind.DISCONNECTED, False, True, "broke; it may want a client certificate"),
        (FailureKind.RESET, True, True, "broke; it may not accept the client certificate"),
        (FailureKind.HUNG_UP, False, False, "broke; it may want a client certificate"),
        (FailureKind.DISCONNECTED, False, False, "broke"),
        (FailureKind.TIMEOUT, False, True, "broke"),
        (FailureKind.CLIENT_CERTIFICATE, False, False, "broke"),
    ],
)
def test_fault_39_a_client_certificate_is_suspected_where_it_may_be_the_reason(
    kind: FailureKind, said: str, *, is_shown: bool, was_silent: bool
) -> None:
    failure = of_client_certificate(
        Failure(kind, "broke"), is_shown=is_shown, was_silent=was_silent
    )

    assert failure == Failure(kind, said)


def test_fault_39_a_refusal_of_the_certificate_shown_asks_for_no_other_field() -> None:
    refused = Failure(FailureKind.CLIENT_CERTIFICATE, "broke")

    failure = of_client_certificate(refused, is_shown=True, was_silent=False)

    assert failure.kind is FailureKind.REFUSED_CERTIFICATE


def test_fault_38_a_refused_certificate_is_named_with_its_owner() -> None:
    shown = Certificate("CN=acme", "CN=Acme CA")

    failure = with_certificate(Failure(FailureKind.CERTIFICATE, "expired"), shown, "of the proxy")

    assert failure.reason == "expired (of the proxy: certificate CN=acme, issued by CN=Acme CA)"


def test_that_what_the_profile_makes_impossible_keeps_its_hint() -> None:
    problem = Problem("Connection not possible", "No file.", "Write it again.")

    failure = settings_failure(problem)

    assert failure == Failure(FailureKind.SETTINGS, "No file", "Write it again.")

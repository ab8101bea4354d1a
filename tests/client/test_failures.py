from __future__ import annotations

import errno
import socket
import ssl

import httpx
import pytest

from scim_explorer.client.failures import Failure, FailureKind, failure_of, problem_of
from scim_explorer.problems import EDIT_PROFILE, RUN_DOCTOR

URL = "https://scim.acme.example:8443/Users?filter=secret"


def caused(outer: Exception, inner: BaseException) -> Exception:
    outer.__cause__ = inner
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
        (caused(httpx.ConnectError("x"), ssl_error("WRONG_VERSION_NUMBER")), FailureKind.NOT_TLS),
        (ssl_error("UNSUPPORTED_PROTOCOL"), FailureKind.OLD_TLS),
        (ssl_error("TLSV1_ALERT_PROTOCOL_VERSION"), FailureKind.OLD_TLS),
        (ssl_error("TLSV13_ALERT_CERTIFICATE_REQUIRED"), FailureKind.CLIENT_CERTIFICATE),
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


def test_that_every_kind_has_words() -> None:
    for kind in FailureKind:
        problem = problem_of(
            Failure(kind, "it broke"), "GET", URL, number=7, may_have_written=False
        )
        assert problem.title
        assert problem.detail == "It broke: GET https://scim.acme.example:8443/Users."


@pytest.mark.parametrize(
    ("kind", "action"),
    [
        (FailureKind.NAME, RUN_DOCTOR),
        (FailureKind.REFUSED, RUN_DOCTOR),
        (FailureKind.CERTIFICATE, EDIT_PROFILE),
        (FailureKind.TOO_BIG, ""),
    ],
)
def test_that_what_helps_is_offered(kind: FailureKind, action: str) -> None:
    failure = Failure(kind, "it broke")

    problem = problem_of(failure, "GET", URL, number=7, may_have_written=False)

    assert problem.action == action


def test_that_a_write_that_may_have_happened_is_unknown_whatever_broke() -> None:
    failure = Failure(FailureKind.RESET, "connection reset by the server")

    problem = problem_of(failure, "PATCH", URL, number=7, may_have_written=True)

    assert problem.title == "Outcome unknown"
    assert problem.exchange == 7

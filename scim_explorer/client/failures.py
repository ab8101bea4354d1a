"""Why there is no whole answer: kinds, and the words for them. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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
    REFUSED_CERTIFICATE = "refused-certificate"
    SETTINGS = "settings"
    PROXY = "proxy"
    NOT_TLS = "not-tls"
    SPEAKS_TLS = "speaks-tls"
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
        hint: What to do, where that is known better than from the kind.
    """

    kind: FailureKind
    reason: str
    hint: str = ""


DEAD_CONNECTION = frozenset({FailureKind.DISCONNECTED, FailureKind.RESET})
"""What a kept-alive connection looks like that the server had closed meanwhile."""

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
    FailureKind.REFUSED_CERTIFICATE: (
        _CANNOT_REACH,
        "Ask whoever runs the server which client certificates it takes.",
    ),
    FailureKind.SETTINGS: ("Connection not possible", "Look at TLS and Proxy in the profile."),
    FailureKind.PROXY: (_CANNOT_REACH, "Look at Proxy in the profile."),
    FailureKind.NOT_TLS: (_CANNOT_REACH, "The address may begin with http:// instead."),
    FailureKind.SPEAKS_TLS: (_CANNOT_REACH, "The address may have to begin with https:// instead."),
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
        FailureKind.REFUSED_CERTIFICATE,
        FailureKind.SPEAKS_TLS,
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
    return Problem(title, detail, failure.hint or hint, number, action=_action(failure.kind, title))


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

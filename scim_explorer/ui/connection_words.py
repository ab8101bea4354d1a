"""The connection of an endpoint in a few words, for the status bar. Pure but for translation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QCoreApplication

from scim_explorer.profiles.profile import Profile
from scim_explorer.ui.display import utc_text

if TYPE_CHECKING:
    from scim_explorer.client.session import Connection
    from scim_explorer.client.urls import BaseUrl

_MINUTE_S = 60
_HOUR_S = 3600
_DAY_S = 86_400


class Connected(Protocol):
    """What is needed of a session."""

    profile: Profile
    base: BaseUrl
    connection_state: Connection

    @property
    def sign_in_ends_at(self) -> float | None: ...


class ConnectionWords(NamedTuple):
    """What stands in the status bar.

    Attributes:
        role: Colour role of the text; "" for the usual one.
        tip: The exact end of the token, or "".
    """

    text: str
    role: str
    tip: str


def connection_words(session: Connected, now: float) -> ConnectionWords:
    """Return how the connection is.

    Args:
        session: Of the active tab.
        now: Seconds since 1970.
    """
    parts = [
        {
            "unused": _tr("Not connected yet"),
            "answering": _tr("Connected"),
            "failing": _tr("No answer"),
        }[session.connection_state.value]
    ]
    security, role = _security(session)
    parts.append(security)
    ends_at = session.sign_in_ends_at
    if ends_at is not None:
        parts.append(token_words(ends_at - now))
        role = role or ("" if ends_at > now else "error")
    tip = _tr("The token ends at {0}").format(utc_text(ends_at)) if ends_at is not None else ""
    return ConnectionWords(", ".join(part for part in parts if part), role, tip)


def token_words(left_s: float) -> str:
    """Return how long a token is still valid, in its largest unit."""
    if left_s <= 0:
        return _tr("token ended")
    if left_s < _MINUTE_S:
        return _tr("token valid less than 1 min")
    if left_s < _HOUR_S:
        return _tr("token valid {0} min").format(str(int(left_s // _MINUTE_S)))
    if left_s < _DAY_S:
        return _tr("token valid {0} h").format(str(int(left_s // _HOUR_S)))
    return _tr("token valid {0} days").format(str(int(left_s // _DAY_S)))


def _security(session: Connected) -> tuple[str, str]:
    profile = session.profile
    if session.base.scheme != "https":
        return "", ""
    if profile.checks_certificates:
        return _tr("TLS"), ""
    return _tr("TLS unchecked"), "error"


def _tr(text: str) -> str:
    return QCoreApplication.translate("ConnectionWords", text)

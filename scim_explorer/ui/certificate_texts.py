"""What a certificate says, in the words of the window."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from scim_explorer.client.certificates import Certificate
from scim_explorer.ui.display import NO_VALUE, visible

_NAMES_SHOWN = 12


def validity(one: Certificate, now: datetime) -> tuple[str, str]:
    """Return a word on the dates of a certificate, and its role of colour."""
    if one.not_after is not None and one.not_after < now:
        return _tr("expired"), "error"
    if one.not_before is not None and one.not_before > now:
        return _tr("not yet"), "error"
    return _tr("in date"), "muted"


def certificate_text(one: Certificate) -> str:
    """Return subject, issuer, names, dates and fingerprint, a line each."""
    names = ", ".join(one.names[:_NAMES_SHOWN])
    more = len(one.names) - _NAMES_SHOWN
    lines = [
        (_tr("Subject: {0}"), one.subject or NO_VALUE),
        (_tr("Issuer: {0}"), one.issuer or NO_VALUE),
        (_tr("For: {0}"), f"{names} +{more}" if more > 0 else names),
        (_tr("Valid: {0}"), _tr("{0} to {1}").format(_date(one.not_before), _date(one.not_after))),
        (_tr("SHA-256: {0}"), one.fingerprint),
    ]
    return "\n".join(words.format(visible(value)) for words, value in lines if value)


def _date(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment is not None else NO_VALUE


def _tr(text: str) -> str:
    return QCoreApplication.translate("Certificates", text)

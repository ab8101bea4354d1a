"""A certificate as a value and in words. No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

_NAMES = {"commonName": "CN", "organizationName": "O", "organizationalUnitName": "OU"}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONGEST = 255
"""No name of a host is longer; what is stands for no name but for mischief."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What one certificate of a chain says.

    Attributes:
        subject: "CN=scim.acme.example, O=Acme".
        issuer: In the same form.
        not_before: Begin, as a moment in UTC; None when it cannot be read.
        not_after: End.
        names: Hosts and addresses that it is for.
        fingerprint: SHA-256 of its bytes, "AB:CD:..."; "" when they are not known.
    """

    subject: str
    issuer: str
    not_before: datetime | None = None
    not_after: datetime | None = None
    names: tuple[str, ...] = ()
    fingerprint: str = ""


def certificate_of(described: Mapping[str, Any], der: bytes = b"") -> Certificate:
    """Return the certificate that Python's ssl describes (``SSLSocket.getpeercert``).

    Args:
        described: What it says.
        der: The certificate itself.
    """
    names = tuple(_clipped(str(value)) for _, value in described.get("subjectAltName", ()))
    return Certificate(
        _distinguished(described.get("subject", ())),
        _distinguished(described.get("issuer", ())),
        _moment(described.get("notBefore", "")),
        _moment(described.get("notAfter", "")),
        names,
        sha256(der).digest().hex(":").upper() if der else "",
    )


def certificate_words(one: Certificate) -> str:
    """Return one line: subject, names, issuer, dates."""
    names = f" for {', '.join(one.names[:5])}" if one.names else ""
    end = f", valid until {one.not_after:%Y-%m-%d}" if one.not_after else ""
    return f"certificate {one.subject or 'without a subject'}{names}, issued by {one.issuer}{end}"


def _distinguished(names: Iterable[Iterable[tuple[str, str]]]) -> str:
    return _clipped(", ".join(_parts(names)))


def _clipped(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def _parts(names: Iterable[Iterable[tuple[str, str]]]) -> Iterator[str]:
    for group in names:
        for key, value in group:
            yield f"{_NAMES.get(key, key)}={value}"


def _moment(text: str) -> datetime | None:
    """Read "Jun  1 12:00:00 2027 GMT".

    ``strptime`` would look for the month's name in the language of the computer, once Qt has
    set it.
    """
    try:
        month, day, clock, year, _zone = text.split()
        hour, minute, second = map(int, clock.split(":"))
        number = _MONTHS.index(month) + 1
        return datetime(int(year), number, int(day), hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None

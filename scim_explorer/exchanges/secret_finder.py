"""Where the secrets of one endpoint stand in bytes of any kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from scim_explorer.exchanges.secret_forms import SecretForms
from scim_explorer.exchanges.secret_names import SecretNames
from scim_explorer.exchanges.spans import DecodedView, Span
from scim_explorer.protocol.header_names import carries_secret

ALWAYS_SECRET = frozenset(
    (
        *("password", "access_token", "refresh_token", "id_token", "registration_access_token"),
        *("client_secret", "client_assertion", "assertion"),
        *("accesstoken", "refreshtoken", "idtoken", "clientsecret"),
    )
)
"""Member and parameter names that are secret on every server, lower case."""

_PARAMETER = re.compile(rb"(?:^|(?<=[?&#]))([^=&?#;\s\"'<>{}]{1,80})=([^&#\s\"'<>]*)")
_FORM_FIELD = re.compile(rb"(?:^|(?<=&))\s*([^=&]{1,80})=([^&]*)")
_SECRET_PARAMETER = re.compile(
    rb"^\s*(?:code|code_verifier|device_code|sig|key|pwd|api[-_]?key|samlresponse"
    rb"|(?!token_type_hint$|.*_type$).*(?:token|secret|passw|signature|assertion).*)\s*$",
    re.IGNORECASE | re.DOTALL,
)
_USER_INFO = re.compile(rb"(?<=://)[^/?#\s@\"'<>]+(?=@)")
_CREDENTIAL = re.compile(
    rb"\b(?:bearer|basic|digest|dpop)\s+((?=[^\s\"',;]*[0-9._=+/])[A-Za-z0-9._~+/=-]{8,})",
    re.IGNORECASE,
)
_BEARER = re.compile(rb"\b[Bb]earer ((?=[^\s\"',;\\<]*[0-9])[A-Za-z0-9._~+/=-]{8,})")
_WEB_TOKEN = re.compile(rb"\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_.-]*)?")
_HEADER_LINE = re.compile(rb"^[ \t<>]*([A-Za-z0-9_-]{2,60}):[ \t]*([^\r\n]+)", re.MULTILINE)
_SEGMENT = re.compile(
    rb'(?:"[^"\\%]*"|[^\s"\\%]++(?=[\s"]|\Z)|\s+)+'  # without an escape: many in one step
    rb'|"([^"\\]*(?:\\.[^"\\]*)*)(?:"|\\?\Z)|[^\s"]+',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class RedactionRules:
    """What is secret on one endpoint.

    Attributes:
        secrets: Live secrets in plain text: token, password, header value.
        header_names: The profile's own sign-in fields.
        attributes: Names of ``writeOnly`` and ``returned: never`` attributes, lower case.
    """

    secrets: tuple[str, ...] = field(default=(), repr=False)
    header_names: tuple[str, ...] = ()
    attributes: frozenset[str] = frozenset()


NO_RULES = RedactionRules()
"""What holds on every endpoint."""


class SecretFinder:
    """The rules, prepared for many messages."""

    def __init__(self, rules: RedactionRules) -> None:
        self.forms = SecretForms(rules.secrets)
        self.headers = frozenset(name.lower() for name in rules.header_names)
        self.names = ALWAYS_SECRET | {name.lower() for name in rules.attributes}
        self.known_fields: dict[tuple[str, str], tuple[str, str]] = {}
        self._spelled_names = SecretNames(self.names)

    def mentions_name(self, data: bytes) -> bool:
        """Tell whether a secret attribute may be named in ``data``: the fast way out."""
        return self._spelled_names.are_mentioned(data)

    def by_name(self, data: bytes) -> Iterator[Span]:
        """Yield values in filters and members, also escaped ones and JSON within a string.

        Each string and word is looked at by itself without its escapes: an escaped quotation
        mark must not reach into the next string.
        """
        names = self._spelled_names
        yield from names.values(data)
        if b"\\" not in data and b"%" not in data:
            return
        for match in _SEGMENT.finditer(data):
            start, end = match.span(1 if match[1] is not None else 0)
            segment = data[start:end]
            if (b"\\" in segment or b"%" in segment) and names.are_mentioned(segment):
                view = DecodedView(segment)
                yield from (
                    _shifted(view.span(*found[:2]), start) for found in names.values(view.text)
                )


def _shifted(span: Span, offset: int) -> Span:
    return Span(span.start + offset, span.end + offset)


@lru_cache(maxsize=8)
def finder_for(rules: RedactionRules) -> SecretFinder:
    """Return the finder of ``rules``, prepared once."""
    return SecretFinder(rules)


def parameters(data: bytes) -> Iterator[Span]:
    """Yield the values of secret parameters of a query, or of what looks like a form."""
    return _secret_pairs(_PARAMETER.finditer(data))


def form_fields(data: bytes) -> Iterator[Span]:
    """Yield the values of secret fields of a form, whatever characters they are written in."""
    return _secret_pairs(_FORM_FIELD.finditer(data))


def credentials(data: bytes) -> Iterator[Span]:
    """Yield the tokens in a body that tell what they are: behind "Bearer", and JWTs."""
    if b"earer " in data:
        yield from (Span(*match.span(1)) for match in _BEARER.finditer(data))
    if b".eyJ" in data:
        yield from (Span(*match.span()) for match in _WEB_TOKEN.finditer(data))


def _secret_pairs(matches: Iterable[re.Match[bytes]]) -> Iterator[Span]:
    for match in matches:
        name = match[1]
        if b"%" in name:
            name = DecodedView(name).text
        if match[2] and _SECRET_PARAMETER.match(name):
            yield Span(*match.span(2))


def url_spans(data: bytes) -> Iterator[Span]:
    """Yield what is secret in URLs: parameters, user and password."""
    if b"=" in data:
        yield from parameters(data)
    if b"@" in data:
        yield from (Span(*match.span()) for match in _USER_INFO.finditer(data))


def text_spans(data: bytes, headers: frozenset[str]) -> Iterator[Span]:
    """Yield what is secret in a text of any kind: header lines, credentials, tokens."""
    for match in _HEADER_LINE.finditer(data):
        name = match[1].decode().lower()
        if name in headers or carries_secret(name):
            yield Span(*match.span(2))
    yield from (Span(*match.span(1)) for match in _CREDENTIAL.finditer(data))
    yield from (Span(*match.span()) for match in _WEB_TOKEN.finditer(data))

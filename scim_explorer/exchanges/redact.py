"""Secrets leave here, before anything is stored, copied or exported.

One set of rules for the log, copied commands, drafts and crash texts: header fields by name,
query parameters by name, JSON members and filters by attribute name, and every live secret
wherever it stands and however it is spelled.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import NamedTuple

from scim_explorer.exchanges.exchange import Body, Exchange, Headers
from scim_explorer.exchanges.json_secrets import secret_values, string_value
from scim_explorer.exchanges.secret_forms import SecretForms
from scim_explorer.exchanges.spans import MASK, MASK_BYTES, DecodedView, Span, cut, merged
from scim_explorer.protocol.header_names import SHOWN, carries_secret

__all__ = [
    "MASK",
    "NO_RULES",
    "RedactionRules",
    "has_mask",
    "redact",
    "redact_body",
    "redact_headers",
    "redact_text",
    "redact_url",
]

ALWAYS_SECRET = frozenset(
    {"password", "access_token", "refresh_token", "id_token", "client_secret", "client_assertion"}
)
"""Member and parameter names that are secret on every server."""

_ALWAYS_NEEDLES = (b"password", b"_token", b"client_")
"""At least one of these is in each of them; three searches instead of six."""

_PARAMETER = re.compile(rb"(?:^|(?<=[?&#]))([^=&?#;\s\"'<>{}]{1,80})=([^&#\s\"'<>]*)")
_SECRET_PARAMETER = re.compile(
    rb"^(?:code|sig|key|pwd|apikey|api[-_]key|.*(?:token|secret|passw|signature|assertion).*)$",
    re.IGNORECASE,
)
_USER_INFO = re.compile(rb"(?<=://)[^/?#\s@\"'<>]+(?=@)")
_SCHEME = re.compile(r"^(?:Bearer|Basic|Digest|Negotiate|Token|ApiKey|DPoP)(?= )", re.IGNORECASE)
_CREDENTIAL = re.compile(
    rb"\b(?:bearer|basic|digest|dpop)\s+((?=[^\s\"',;]*[0-9._=+/])[A-Za-z0-9._~+/=-]{8,})",
    re.IGNORECASE,
)
_WEB_TOKEN = re.compile(rb"\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_.-]*)?")
_HEADER_LINE = re.compile(rb"^[ \t<>]*([A-Za-z0-9_-]{2,60}):[ \t]*([^\r\n]+)", re.MULTILINE)
_SEGMENT = re.compile(rb'"([^"\\]*(?:\\.[^"\\]*)*)(?:"|\\?\Z)|[^\s"]+', re.DOTALL)
_ESCAPED_LETTER = re.compile(rb"\\u00[4-7]|%[4-7]")
_KNOWN_FIELDS = 200
_URL_FIELDS = frozenset({"location", "content-location", "referer", "link"})


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


class _Masked(NamedTuple):
    body: Body
    values: tuple[str, ...]
    """Texts that were cut out because of their attribute: an answer may repeat them."""


class _Finder:
    """The rules, prepared for many messages."""

    def __init__(self, rules: RedactionRules) -> None:
        self.forms = SecretForms(rules.secrets)
        self.headers = frozenset(name.lower() for name in rules.header_names)
        self.names = ALWAYS_SECRET | {name.lower() for name in rules.attributes}
        own = (name.encode() for name in sorted(self.names - ALWAYS_SECRET))
        self.known_fields: dict[tuple[str, str], tuple[str, str]] = {}
        self._needles = (*_ALWAYS_NEEDLES, *own)
        choices = b"|".join(re.escape(name.encode()) for name in sorted(self.names))
        value = rb"(\"(?:[^\"\\]|\\.)*\"?|'[^'\"\\]*'?|[^\s,;)}\]&{\[\"'\\]+)"
        self._filter = re.compile(
            rb"(?<![A-Za-z0-9_])(?:"
            + choices
            + rb")[\s+]+(?:eq|ne|co|sw|ew|gt|ge|lt|le)[\s+]+"
            + value,
            re.IGNORECASE | re.DOTALL,
        )
        self._member = re.compile(
            rb"[\"'](?:[^\"'\\\s]*[:.])?(?:" + choices + rb")[\"']\s*[:=]\s*" + value,
            re.IGNORECASE | re.DOTALL,
        )

    def mentions_name(self, data: bytes) -> bool:
        """Tell whether a secret attribute may be named in ``data``: the fast way out."""
        lowered = data.lower()
        if any(lowered.find(name) >= 0 for name in self._needles):
            return True
        escaped = b"\\u00" in data or b"%" in data
        return escaped and _ESCAPED_LETTER.search(data) is not None

    def by_name(self, data: bytes) -> Iterator[Span]:
        """Yield values in filters and members, also escaped ones and JSON within a string."""
        for text, span in _views(data):
            for pattern in (self._filter, self._member):
                for match in pattern.finditer(text):
                    start, end = match.span(1)
                    quote = text[start:end][:1]
                    if quote in (b'"', b"'"):
                        start += 1
                        end -= text[end - 1 : end] == quote and end - 1 > start - 1
                    if start < end and text[start:end] != b"null":
                        yield span(start, end)


def _views(data: bytes) -> Iterator[tuple[bytes, Callable[[int, int], Span]]]:
    """Yield ``data``, and each string and word in it without its escapes.

    One at a time: an escaped quotation mark must not reach into the next string.
    """
    yield data, Span
    if b"\\" not in data and b"%" not in data:
        return
    for match in _SEGMENT.finditer(data):
        start, end = match.span(1 if match[1] is not None else 0)
        segment = data[start:end]
        if b"\\" in segment or b"%" in segment:
            view = DecodedView(segment)
            yield view.text, partial(_shifted, view, start)


def _shifted(view: DecodedView, offset: int, start: int, end: int) -> Span:
    span = view.span(start, end)
    return Span(span.start + offset, span.end + offset)


@lru_cache(maxsize=8)
def _finder(rules: RedactionRules) -> _Finder:
    return _Finder(rules)


def _parameters(data: bytes) -> Iterator[Span]:
    for match in _PARAMETER.finditer(data):
        name = match[1]
        if b"%" in name:
            name = DecodedView(name).text
        if match[2] and _SECRET_PARAMETER.match(name):
            yield Span(*match.span(2))


def _url_spans(data: bytes) -> Iterator[Span]:
    if b"=" in data:
        yield from _parameters(data)
    if b"@" in data:
        yield from (Span(*match.span()) for match in _USER_INFO.finditer(data))


def _text_spans(data: bytes, headers: frozenset[str]) -> Iterator[Span]:
    """Yield what is secret in a text of any kind: header lines, credentials, tokens."""
    for match in _HEADER_LINE.finditer(data):
        name = match[1].decode().lower()
        if name in headers or carries_secret(name):
            yield Span(*match.span(2))
    yield from (Span(*match.span(1)) for match in _CREDENTIAL.finditer(data))
    yield from (Span(*match.span()) for match in _WEB_TOKEN.finditer(data))


def has_mask(data: bytes) -> bool:
    """Tell whether ``data`` holds the eight dots of a secret that was cut out."""
    return MASK_BYTES in data


def redact_url(url: str, rules: RedactionRules = NO_RULES) -> str:
    """Mask secret query parameters, filter values, user info and live secrets in ``url``."""
    return _clean_url(url, _finder(rules))


def redact_text(text: str, rules: RedactionRules = NO_RULES) -> str:
    """Mask what is secret in a text of any kind: a draft, an error, an HTTP message."""
    return _clean_text(text, _finder(rules))


def redact_headers(headers: Headers, rules: RedactionRules = NO_RULES) -> Headers:
    """Mask the values of secret fields; of sign-in fields the scheme stays ("Bearer")."""
    return _clean_headers(headers, _finder(rules))


def redact_body(body: Body, rules: RedactionRules = NO_RULES) -> Body:
    """Cut secrets out of ``body`` by span; bytes around them stay as they are.

    What could not be decoded is dropped: secrets in it cannot be found.
    """
    return _clean_body(body, _finder(rules)).body


def redact(exchange: Exchange, rules: RedactionRules = NO_RULES) -> Exchange:
    """Return ``exchange`` as it may be stored: nothing secret in any of its texts."""
    finder = _finder(rules)
    request = _clean_body(exchange.request_body, finder)
    if any(request.values):
        # Not through the cache: passwords of resources are not kept.
        finder = _Finder(replace(rules, secrets=(*rules.secrets, *request.values)))
    return replace(
        exchange,
        url=_clean_url(exchange.url, finder),
        reason=_clean_text(exchange.reason, finder),
        notes=tuple(_clean_text(note, finder) for note in exchange.notes),
        request_headers=_clean_headers(exchange.request_headers, finder),
        request_body=request.body,
        response_headers=_clean_headers(exchange.response_headers, finder),
        response_body=_clean_body(exchange.response_body, finder).body,
    )


def _clean_url(url: str, finder: _Finder) -> str:
    data = url.encode("utf-8", "surrogatepass")
    spans = [*finder.forms.spans(data), *_url_spans(data)]
    if finder.mentions_name(data):
        spans += finder.by_name(data)
    return _cut_text(url, data, spans)


def _clean_text(text: str, finder: _Finder) -> str:
    if not text:
        return text
    data = text.encode("utf-8", "surrogatepass")
    spans = [*finder.forms.spans(data), *_url_spans(data), *_text_spans(data, finder.headers)]
    if finder.mentions_name(data):
        spans += finder.by_name(data)
        spans += secret_values(data, finder.names)
    return _cut_text(text, data, spans)


def _clean_literals(text: str, finder: _Finder) -> str:
    data = text.encode("utf-8", "surrogatepass")
    return _cut_text(text, data, finder.forms.spans(data))


def _cut_text(text: str, data: bytes, spans: list[Span]) -> str:
    if not spans:
        return text
    return cut(data, merged(spans))[0].decode("utf-8", "surrogatepass")


def _clean_headers(headers: Headers, finder: _Finder) -> Headers:
    return tuple(_clean_field(field_line, finder) for field_line in headers)


def _clean_field(line: tuple[str, str], finder: _Finder) -> tuple[str, str]:
    """Most fields repeat from exchange to exchange."""
    clean = finder.known_fields.get(line)
    if clean is None:
        name, value = line
        clean = (_clean_literals(name, finder), _header_value(name, value, finder))
        if len(finder.known_fields) >= _KNOWN_FIELDS:
            finder.known_fields.clear()
        finder.known_fields[line] = clean
    return clean


def _header_value(name: str, value: str, finder: _Finder) -> str:
    lowered = name.strip().lower()
    if lowered in finder.headers or carries_secret(lowered):
        scheme = _SCHEME.match(value)
        return f"{scheme[0]} {MASK}" if scheme else MASK
    if lowered in _URL_FIELDS:
        return _clean_url(value, finder)
    if lowered in SHOWN:
        return _clean_literals(value, finder)
    return _clean_text(value, finder)


def _clean_body(body: Body, finder: _Finder) -> _Masked:
    if not body.data and not body.undecoded:
        return _Masked(body, ())
    if body.undecoded:
        body = replace(body, undecoded=b"", stored=False)
    encoding = _wide_encoding(body.data)
    if encoding is None:
        data, masks, values = _clean_bytes(body.data, body.masked, finder)
    else:
        text = body.data.decode(encoding, "surrogatepass").encode("utf-8", "surrogatepass")
        data, masks, values = _clean_bytes(text, (), finder)
        if not masks:
            return _Masked(body, values)
        data, masks = _widened(data, masks, encoding)
    if data is body.data:
        return _Masked(body, values)
    return _Masked(replace(body, data=data, masked=masks), values)


def _clean_bytes(
    data: bytes, known: tuple[tuple[int, int], ...], finder: _Finder
) -> tuple[bytes, tuple[tuple[int, int], ...], tuple[str, ...]]:
    spans = finder.forms.spans(data)
    values: tuple[str, ...] = ()
    if finder.mentions_name(data):
        members = secret_values(data, finder.names)
        values = tuple(string_value(data[s.start : s.end]) for s in members)
        spans += members
        spans += finder.by_name(data)
    if b"=" in data and (b"?" in data or data.lstrip()[:1] not in (b"{", b"[", b"<")):
        spans += _parameters(data)
    if not spans:
        return data, known, values
    spans += (Span(*place) for place in known)
    return *cut(data, merged(spans)), values


def _wide_encoding(data: bytes) -> str | None:
    """Return the UTF-16 flavour of ``data`` when it is one and decodes."""
    if b"\0" not in data[:4]:
        return None
    encoding = "utf-16-be" if data[0] in (0, 0xFE) else "utf-16-le"
    try:
        data.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        return None
    return encoding


def _widened(
    data: bytes, masks: tuple[tuple[int, int], ...], encoding: str
) -> tuple[bytes, tuple[tuple[int, int], ...]]:
    def wide(part: bytes) -> bytes:
        return part.decode("utf-8", "surrogatepass").encode(encoding, "surrogatepass")

    places = tuple((len(wide(data[:start])), len(wide(data[:end]))) for start, end in masks)
    return wide(data), places

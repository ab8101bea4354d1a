"""Secrets leave here, before anything is stored, copied or exported.

One set of rules for the log, copied commands, drafts and crash texts: header fields by name,
query parameters by name, JSON members and filters by attribute name, and every live secret
wherever it stands and however it is spelled.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import unquote_plus

from scim_explorer.exchanges.exchange import Body, Exchange, Headers, header
from scim_explorer.exchanges.json_secrets import secret_values, string_value
from scim_explorer.exchanges.secret_finder import (
    NO_RULES,
    RedactionRules,
    SecretFinder,
    credentials,
    finder_for,
    form_fields,
    parameters,
    text_spans,
    url_spans,
)
from scim_explorer.exchanges.spans import MASK, MASK_BYTES, Span, cut, merged
from scim_explorer.protocol.header_names import SHOWN, carries_secret

__all__ = [
    "MASK",
    "NO_RULES",
    "RedactionRules",
    "has_mask",
    "is_form",
    "redact",
    "redact_body",
    "redact_headers",
    "redact_text",
    "redact_typed",
    "redact_url",
]

_SCHEME = re.compile(r"^(?:Bearer|Basic|Digest|Negotiate|Token|ApiKey|DPoP)(?= )", re.IGNORECASE)
_KNOWN_FIELDS = 200
_SHORTEST_TYPED = 8
"""Shorter values of fields such as ``X-Auth-Type`` are words that stand everywhere."""
_FORM = "application/x-www-form-urlencoded"
_URL_FIELDS = frozenset({"location", "content-location", "referer", "link"})


class _Masked(NamedTuple):
    body: Body
    values: tuple[str, ...]
    """Texts that were cut out because of their attribute: an answer may repeat them."""


def has_mask(data: bytes) -> bool:
    """Tell whether ``data`` holds the eight dots of a secret that was cut out."""
    return MASK_BYTES in data


def redact_url(url: str, rules: RedactionRules = NO_RULES) -> str:
    """Mask secret query parameters, filter values, user info and live secrets in ``url``."""
    return _clean_url(url, finder_for(rules))


def redact_text(text: str, rules: RedactionRules = NO_RULES) -> str:
    """Mask what is secret in a text of any kind: a draft, an error, an HTTP message."""
    return _clean_text(text, finder_for(rules))


def redact_headers(headers: Headers, rules: RedactionRules = NO_RULES) -> Headers:
    """Mask the values of secret fields; of sign-in fields the scheme stays ("Bearer")."""
    return _clean_headers(headers, finder_for(rules))


def redact_body(body: Body, rules: RedactionRules = NO_RULES, *, form: bool = False) -> Body:
    """Cut secrets out of ``body`` by span; bytes around them stay as they are.

    What could not be decoded is dropped: secrets in it cannot be found. ``form`` says that the
    message called it one; see ``is_form``.
    """
    return _clean_body(body, finder_for(rules), form=form).body


def is_form(headers: Headers) -> bool:
    """Tell whether a message with these header fields has a form for a body."""
    return (header(headers, "Content-Type") or "").strip().lower().startswith(_FORM)


def redact_typed(text: str, rules: RedactionRules = NO_RULES) -> str:
    """Mask in a body that is still being typed what would be masked in its bytes.

    All other characters stay as they are, lone surrogates too.
    """
    data = text.encode("utf-8", "surrogatepass")
    clean = _clean_bytes(data, (), finder_for(rules))[0]
    return text if clean is data else clean.decode("utf-8", "surrogatepass")


def redact(exchange: Exchange, rules: RedactionRules = NO_RULES) -> Exchange:
    """Return ``exchange`` as it may be stored: nothing secret in any of its texts.

    What was cut out of the request is cut out of the answer wherever it is repeated.
    """
    finder = finder_for(rules)
    typed = tuple(_typed_secrets(exchange, finder))
    if typed:
        finder = SecretFinder(replace(rules, secrets=(*rules.secrets, *typed)))
    request = _clean_body(exchange.request_body, finder, form=is_form(exchange.request_headers))
    if any(request.values):
        # Not through the cache: passwords of resources are not kept.
        secrets = (*rules.secrets, *typed, *request.values)
        finder = SecretFinder(replace(rules, secrets=secrets))
    form = is_form(exchange.response_headers)
    return replace(
        exchange,
        url=_clean_url(exchange.url, finder),
        reason=_clean_text(exchange.reason, finder),
        notes=tuple(_clean_text(note, finder) for note in exchange.notes),
        request_headers=_clean_headers(exchange.request_headers, finder),
        request_body=request.body,
        response_headers=_clean_headers(exchange.response_headers, finder),
        response_body=_clean_body(exchange.response_body, finder, form=form).body,
    )


def _clean_url(url: str, finder: SecretFinder) -> str:
    data = url.encode("utf-8", "surrogatepass")
    return _cut_text(url, data, [*finder.forms.spans(data), *_named_in_url(data, finder)])


def _named_in_url(data: bytes, finder: SecretFinder) -> Iterator[Span]:
    yield from url_spans(data)
    if finder.mentions_name(data):
        yield from finder.by_name(data)


def _clean_text(text: str, finder: SecretFinder) -> str:
    if not text:
        return text
    data = text.encode("utf-8", "surrogatepass")
    spans = [*finder.forms.spans(data), *url_spans(data), *text_spans(data, finder.headers)]
    if finder.mentions_name(data):
        spans += finder.by_name(data)
        spans += secret_values(data, finder.names)
    return _cut_text(text, data, spans)


def _clean_literals(text: str, finder: SecretFinder) -> str:
    data = text.encode("utf-8", "surrogatepass")
    return _cut_text(text, data, finder.forms.spans(data))


def _cut_text(text: str, data: bytes, spans: list[Span]) -> str:
    if not spans:
        return text
    return cut(data, merged(spans))[0].decode("utf-8", "surrogatepass")


def _clean_headers(headers: Headers, finder: SecretFinder) -> Headers:
    return tuple(_clean_field(field_line, finder) for field_line in headers)


def _clean_field(line: tuple[str, str], finder: SecretFinder) -> tuple[str, str]:
    """Most fields repeat from exchange to exchange."""
    clean = finder.known_fields.get(line)
    if clean is None:
        name, value = line
        clean = (_clean_literals(name, finder), _header_value(name, value, finder))
        if len(finder.known_fields) >= _KNOWN_FIELDS:
            finder.known_fields.clear()
        finder.known_fields[line] = clean
    return clean


def _typed_secrets(exchange: Exchange, finder: SecretFinder) -> Iterator[str]:
    """Yield the secrets that were typed into fields and URL: an answer may repeat them."""
    url = exchange.url.encode("utf-8", "surrogatepass")
    for value in (*_in_fields(exchange.request_headers), *_texts(url, _named_in_url(url, finder))):
        if len(value) >= _SHORTEST_TYPED and MASK not in _clean_literals(value, finder):
            yield value


def _in_fields(headers: Headers) -> Iterator[str]:
    for name, value in headers:
        if not carries_secret(name):
            continue
        yield _SCHEME.sub("", value).strip()
        if name.strip().lower() == "cookie":
            yield from (pair.partition("=")[2].strip() for pair in value.split(";"))
        elif value[:6].lower() == "basic ":
            yield _password(value[6:])


def _password(credentials: str) -> str:
    try:
        return b64decode(credentials).decode().partition(":")[2]
    except ValueError:
        return ""


def _texts(data: bytes, spans: Iterable[Span]) -> Iterator[str]:
    """Yield what stands in ``spans`` of a URL or a form, as meant and as written."""
    for span in spans:
        written = data[span.start : span.end].decode("utf-8", "surrogatepass")
        yield from {written, unquote_plus(written)}


def _header_value(name: str, value: str, finder: SecretFinder) -> str:
    lowered = name.strip().lower()
    if lowered in finder.headers or carries_secret(lowered):
        scheme = _SCHEME.match(value)
        return f"{scheme[0]} {MASK}" if scheme else MASK
    if lowered in _URL_FIELDS:
        return _clean_url(value, finder)
    if lowered in SHOWN:
        return _clean_literals(value, finder)
    return _clean_text(value, finder)


def _clean_body(body: Body, finder: SecretFinder, *, form: bool = False) -> _Masked:
    if not body.data and not body.undecoded:
        return _Masked(body, ())
    if body.undecoded:
        body = replace(body, undecoded=b"", stored=False)
    encoding = _wide_encoding(body.data)
    if encoding is None:
        data, masks, values = _clean_bytes(body.data, body.masked, finder, form=form)
    else:
        text = body.data.decode(encoding, "surrogatepass").encode("utf-8", "surrogatepass")
        data, masks, values = _clean_bytes(text, (), finder, form=form)
        if not masks:
            return _Masked(body, values)
        data, masks = _widened(data, masks, encoding)
    if data is body.data:
        return _Masked(body, values)
    return _Masked(replace(body, data=data, masked=masks), values)


def _clean_bytes(
    data: bytes,
    known: tuple[tuple[int, int], ...],
    finder: SecretFinder,
    *,
    form: bool = False,
) -> tuple[bytes, tuple[tuple[int, int], ...], tuple[str, ...]]:
    spans = [*finder.forms.spans(data), *credentials(data)]
    values: tuple[str, ...] = ()
    if finder.mentions_name(data):
        members = secret_values(data, finder.names)
        values = tuple(
            # Objects and arrays are no text to look for, and may be nested a million times.
            string_value(data[span.start : span.end])
            for span in members
            if data[span.start : span.start + 1] not in (b"{", b"[")
        )
        spans += members
        spans += finder.by_name(data)
    if form:
        fields = list(form_fields(data))
        values += tuple(text for text in _texts(data, fields) if len(text) >= _SHORTEST_TYPED)
        spans += fields
    if b"=" in data and (b"?" in data or data.lstrip()[:1] not in (b"{", b"[", b"<")):
        spans += parameters(data)
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

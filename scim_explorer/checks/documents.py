"""Verdicts on the discovery documents: there, for whom, valid, honest. No I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scim_explorer.checks.honesty import compared
from scim_explorer.checks.reading import (
    WANTS_SIGN_IN,
    is_fine,
    is_list,
    is_missing,
    page_of,
    status_words,
    trouble,
    value_of,
    words,
)
from scim_explorer.checks.steps import Judgement, ok, skipped, warning
from scim_explorer.client.urls import origin_of
from scim_explorer.exchanges.exchange import Exchange
from scim_explorer.protocol.discovery import (
    parse_capabilities,
    parse_resource_types,
    parse_schemas,
)
from scim_explorer.protocol.findings import Finding, Severity
from scim_explorer.protocol.paths import get_member
from scim_explorer.protocol.schema import Capabilities, ResourceType

_SHOWN_FINDINGS = 3
_SHOWN_TYPES = 8
_CLAIMS = (
    ("patch", "PATCH"),
    ("bulk", "Bulk"),
    ("filter", "filter"),
    ("sort", "sort"),
    ("etag", "ETag"),
    ("cursor", "cursors"),
)


@dataclass(frozen=True, slots=True)
class Document:
    """A discovery document as it came.

    Attributes:
        signed: The answer to the profile's own sign-in.
        unsigned: Without one; None when the profile has none.
        is_signed_in: The sign-in is known to be accepted elsewhere.
    """

    signed: Exchange
    unsigned: Exchange | None = None
    is_signed_in: bool = True

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        return (self.signed,) if self.unsigned is None else (self.signed, self.unsigned)


def claims(document: Exchange) -> Capabilities:
    """Return what ``/ServiceProviderConfig`` claims, nothing when it cannot be read."""
    return parse_capabilities(value_of(document))[0] if is_fine(document) else Capabilities()


def announced(document: Exchange, base_path: str) -> tuple[ResourceType, ...]:
    """Return what ``/ResourceTypes`` announces, nothing when it cannot be read."""
    return parse_resource_types(value_of(document), base_path)[0] if is_fine(document) else ()


def judge_config(document: Document, found: Mapping[str, bool] | None = None) -> Judgement:
    """Judge ``/ServiceProviderConfig``, also by what was found to work.

    Args:
        document: As it came.
        found: Of ``honesty.seen``; None when nothing could be tried.
    """
    missing = _unusable(document, "until then what it can do has to be tried out.")
    if missing is not None:
        return missing
    told, findings = parse_capabilities(value_of(document.signed))
    yes = [name for key, name in _CLAIMS if getattr(told, key)]
    no = [name for key, name in _CLAIMS if getattr(told, key) is False]
    said = f"Claims {', '.join(yes) or 'nothing'}; denies {', '.join(no) or 'nothing'}."
    said = f"{said}{_access(document)}"
    beside, is_broken = compared(told, found or {})
    if beside:
        said = f"{said} {beside}"
    judged = _with_findings(said, findings)
    if is_broken:
        hint = "Correct the document or the server: clients that believe it go wrong."
        return warning(judged.detail, hint)
    return judged


def judge_types(document: Document, base_path: str) -> Judgement:
    missing = _unusable(
        document, 'until then User and Group of the RFC are used, marked "assumed".'
    )
    if missing is not None:
        return missing
    types, findings = parse_resource_types(value_of(document.signed), base_path)
    if not types:
        return warning(
            "/ResourceTypes names no type.",
            "Let it name them; until then User and Group of the RFC are used.",
        )
    said = ", ".join(f"{one.name} at {one.endpoint}" for one in types[:_SHOWN_TYPES])
    more = len(types) - _SHOWN_TYPES
    said = f"{said}{f' and {more} more' if more > 0 else ''}.{_access(document)}"
    if strangers := _other_hosts(document.signed):
        return warning(
            f"{said} An endpoint is on another host: {', '.join(strangers)}.",
            "Clients ask the host of the base URL: let the endpoint be a path relative to it.",
        )
    if vague := [one.name for one in types if not one.schema]:
        return warning(
            f"{said} No schema is named for {', '.join(vague[:_SHOWN_TYPES])}.",
            "Each resource type needs the id of its schema.",
        )
    return _with_findings(said, (*findings, *_of_the_list(document.signed)))


def _other_hosts(document: Exchange) -> tuple[str, ...]:
    """Return the origins of endpoints that are neither relative nor on the server asked."""
    value = value_of(document)
    listed = get_member(value, "Resources") if isinstance(value, dict) else value
    rows = listed if isinstance(listed, list) else []
    endpoints = (get_member(row, "endpoint") for row in rows if isinstance(row, dict))
    origins = (origin_of(one) for one in endpoints if isinstance(one, str) and "://" in one)
    here = origin_of(document.url)
    return tuple(dict.fromkeys(one for one in origins if one and one != here))


def judge_schemas(document: Document, types: tuple[ResourceType, ...]) -> Judgement:
    """Judge ``/Schemas``, also by whether it has what the resource types refer to."""
    missing = _unusable(document, 'until then the schemas of the RFC are used, marked "assumed".')
    if missing is not None:
        return missing
    schemas, findings = parse_schemas(value_of(document.signed))
    if not schemas:
        return warning(
            "/Schemas holds no schema.", "Let it list them; until then those of the RFC are used."
        )
    known = {schema.id.lower() for schema in schemas}
    wanted = (urn for one in types for urn in (one.schema, *one.extensions) if urn)
    lost = [urn for urn in dict.fromkeys(wanted) if urn.lower() not in known]
    said = f"{len(schemas)} schema{'' if len(schemas) == 1 else 's'}.{_access(document)}"
    if lost:
        return warning(
            f"{said} The resource types refer to {', '.join(lost[:_SHOWN_FINDINGS])}, "
            "which /Schemas does not have.",
            "Add them: clients that build forms from schemas miss these attributes.",
        )
    return _with_findings(said, (*findings, *_of_the_list(document.signed)))


def _of_the_list(document: Exchange) -> tuple[Finding, ...]:
    """Return what is wrong with the list around the types or schemas."""
    page = page_of(document) if is_list(document) else None
    return page.findings if page is not None else ()


def _unusable(document: Document, instead: str) -> Judgement | None:
    problem = trouble(document.signed)
    if problem is None:
        return None
    if is_missing(document.signed):
        return warning(
            f"Not there: answered {status_words(document.signed)}.",
            f"Let the server answer there (RFC 7644 section 4); {instead}",
        )
    if document.signed.status in WANTS_SIGN_IN and not document.is_signed_in:
        return skipped("It needs a sign-in that the server accepts.")
    return warning(words(problem), f"Let the server answer there; {instead}")


def _access(document: Document) -> str:
    if document.unsigned is None:
        return ""
    if document.unsigned.status in WANTS_SIGN_IN:
        return " Needs a sign-in."
    return " Open to everybody." if is_fine(document.unsigned) else ""


def _with_findings(said: str, findings: tuple[Finding, ...]) -> Judgement:
    serious = [one for one in findings if one.severity is not Severity.INFO]
    if not serious:
        return ok(said)
    shown = " ".join(one.message for one in serious[:_SHOWN_FINDINGS])
    more = len(serious) - _SHOWN_FINDINGS
    rule = " section ".join(serious[0].source.rsplit(" ", 1))
    return warning(
        f"{said} {shown}{f' And {more} more.' if more > 0 else ''}",
        f"Whoever runs the server should correct it ({rule}).",
    )

"""Verdicts on what a SCIM server serves: discovery, first reads, filter, paging. No I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scim_explorer.checks.reading import (
    WANTS_SIGN_IN,
    is_fine,
    is_missing,
    page_of,
    status_words,
    trouble,
    value_of,
    words,
)
from scim_explorer.checks.steps import Judgement, failed, ok, skipped, warning
from scim_explorer.exchanges.exchange import Exchange
from scim_explorer.protocol.discovery import (
    parse_capabilities,
    parse_resource_types,
    parse_schemas,
)
from scim_explorer.protocol.findings import Finding, Severity
from scim_explorer.protocol.list_response import ListPage
from scim_explorer.protocol.schema import Capabilities, ResourceType

_SHOWN_FINDINGS = 3
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


def judge_config(document: Document) -> Judgement:
    missing = _unusable(document, "What the server can do has to be tried out.")
    if missing is not None:
        return missing
    told, findings = parse_capabilities(value_of(document.signed))
    yes = [name for key, name in _CLAIMS if getattr(told, key)]
    no = [name for key, name in _CLAIMS if getattr(told, key) is False]
    said = f"Claims {', '.join(yes) or 'nothing'}; denies {', '.join(no) or 'nothing'}."
    return _with_findings(f"{said}{_access(document)}", findings)


def judge_types(document: Document, base_path: str) -> Judgement:
    missing = _unusable(document, 'User and Group of the RFC are used, marked "assumed".')
    if missing is not None:
        return missing
    types, findings = parse_resource_types(value_of(document.signed), base_path)
    if not types:
        return warning("/ResourceTypes names no type.", "User and Group of the RFC are used.")
    said = ", ".join(f"{one.name} at {one.endpoint}" for one in types[:8])
    return _with_findings(f"{said}.{_access(document)}", findings)


def judge_schemas(document: Document, types: tuple[ResourceType, ...]) -> Judgement:
    """Judge ``/Schemas``, also by whether it has what the resource types refer to."""
    missing = _unusable(document, 'The schemas of the RFC are used, marked "assumed".')
    if missing is not None:
        return missing
    schemas, findings = parse_schemas(value_of(document.signed))
    if not schemas:
        return warning("/Schemas holds no schema.", "The schemas of the RFC are used.")
    known = {schema.id.lower() for schema in schemas}
    wanted = (urn for one in types for urn in (one.schema, *one.extensions) if urn)
    lost = [urn for urn in dict.fromkeys(wanted) if urn.lower() not in known]
    said = f"{len(schemas)} schemas.{_access(document)}"
    if lost:
        return warning(
            f"{said} The resource types refer to {', '.join(lost[:_SHOWN_FINDINGS])}, "
            "which /Schemas does not have.",
            "Clients that build their forms from schemas miss these attributes.",
        )
    return _with_findings(said, findings)


def _unusable(document: Document, instead: str) -> Judgement | None:
    problem = trouble(document.signed)
    if problem is None:
        return None
    if is_missing(document.signed):
        return warning(f"Not there: answered {status_words(document.signed)}.", instead)
    if document.signed.status in WANTS_SIGN_IN and not document.is_signed_in:
        return skipped("It needs a sign-in that the server accepts.")
    return warning(words(problem), instead)


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
    return warning(f"{said} {shown}{f' And {more} more.' if more > 0 else ''}")


def judge_first_reads(reads: Mapping[str, Exchange], left_out: int = 0) -> Judgement:
    """Judge one small page of each resource type.

    Args:
        reads: By name of the type.
        left_out: Types that were not asked for, because there are so many.
    """
    said, problems = [], 0
    for name, exchange in reads.items():
        problem = trouble(exchange)
        page = None if problem else page_of(exchange)
        if problem is not None or page is None:
            problems += 1
            said.append(
                f"{name}: {problem.title if problem else 'no list'} ({status_words(exchange)})"
            )
        elif page.total_results is None:
            said.append(f"{name}: {len(page.rows)} read, no total told")
        else:
            said.append(f"{name}: {page.total_results:,}")
    more = f"; {left_out} more types were not asked for" if left_out else ""
    detail = f"{'; '.join(said)}{more}."
    if not problems:
        return ok(detail)
    if problems == len(reads):
        return failed(detail, "Nothing can be read: check the address and the rights.")
    return warning(detail, "What is announced should be readable.")


def judge_filter(exchange: Exchange, told: Capabilities) -> Judgement:
    """Judge the answer to a filter that nothing matches."""
    claim = ", as the server says itself" if told.filter is False else ""
    claim = ", although the server claims to filter" if told.filter else claim
    problem = trouble(exchange)
    if problem is not None:
        return warning(
            f"{words(problem)} The filter was refused{claim}.",
            "Provisioning clients look for people by userName eq.",
        )
    page = page_of(exchange)
    if page is None:
        return warning("The answer to a filter is no list.")
    if page.rows or page.total_results:
        count = page.total_results if page.total_results is not None else len(page.rows)
        return failed(
            f"Filter not applied. A filter that nothing matches gave {count:,}.",
            "Provisioning clients would match the wrong user.",
        )
    if told.filter is False:
        return warning("A filter is applied, although ServiceProviderConfig says it is not.")
    return ok("userName eq is applied: a name that nobody has gave 0.")


def judge_paging(
    first: Exchange, second: Exchange, cursor: Exchange | None, told: Capabilities
) -> Judgement:
    """Judge two pages of one resource each, and the first page by cursor.

    Args:
        first: ``startIndex=1&count=1``.
        second: ``startIndex=2&count=1``.
        cursor: ``cursor=&count=1``; None when it was not tried.
        told: What the server claims.
    """
    one, two = (page_of(each) if is_fine(each) else None for each in (first, second))
    by_cursor = cursor is not None and _has_next(cursor)
    if one is None or two is None:
        return _not_by_index(first, second, by_cursor=by_cursor)
    return _by_index(one, two, told, by_cursor=by_cursor)


def _not_by_index(first: Exchange, second: Exchange, *, by_cursor: bool) -> Judgement:
    if by_cursor:
        return ok("By cursor only (RFC 9865).")
    problem = trouble(first) or trouble(second)
    return warning(f"Paging refused. {words(problem) if problem else 'There is no list.'}")


def _by_index(one: ListPage, two: ListPage, told: Capabilities, *, by_cursor: bool) -> Judgement:
    if one.total_results is not None and one.total_results < 2:
        return skipped("Fewer than two resources: nothing to page through.")
    if one.ids and one.ids == two.ids:
        way_out = " Cursors work (RFC 9865)." if by_cursor else ""
        return failed(
            f"startIndex is ignored: pages 1 and 2 are the same.{way_out}",
            "Clients that page would see the first page only, or never end.",
        )
    if len(one.rows) > 1:
        return warning(f"count is ignored: asked for 1, got {len(one.rows):,}.")
    if told.cursor and not by_cursor:
        return warning("By index. Cursors are claimed, and gave no nextCursor.")
    return ok("By index and by cursor." if by_cursor else "By index (startIndex and count).")


def _has_next(exchange: Exchange) -> bool:
    page = page_of(exchange) if is_fine(exchange) else None
    return page is not None and bool(page.next_cursor)

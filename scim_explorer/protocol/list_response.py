"""A page of resources: each row stays the bytes the server sent (RFC 7644 section 3.4.2)."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from scim_explorer.protocol.cells import Row, cell_reader, cells
from scim_explorer.protocol.findings import Finding, Severity
from scim_explorer.protocol.json_codec import READ_FAILURES
from scim_explorer.protocol.json_text import check_utf8
from scim_explorer.protocol.tolerant_list import Envelope, read_envelope, row_id

__all__ = ["LIST_URN", "ListPage", "Row", "cell_reader", "cells", "read_list", "read_ordinary"]

LIST_URN = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
_SOURCE = "RFC 7644 3.4.2"
_MAX_ROW_FINDINGS = 20


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list as the server sent it.

    Attributes:
        body: The whole answer.
        rows: Each resource as a slice of ``body``, or bytes of its own when the answer is not
            UTF-8.
        ids: ``id`` of each row; None when it is missing or not a string.
        total_results: None when missing, negative or not a number.
        start_index: As told; may be below 1.
        items_per_page: As told; often only an echo of what was asked.
        next_cursor: None on the last page and when paging by index.
        findings: What is wrong with the envelope and the ids.
    """

    body: bytes
    rows: tuple[msgspec.Raw, ...]
    ids: tuple[str | None, ...]
    total_results: int | None
    start_index: int | None
    items_per_page: int | None
    next_cursor: str | None
    previous_cursor: str | None
    findings: tuple[Finding, ...] = ()


class _Body(msgspec.Struct, rename="camel"):
    resources: list[msgspec.Raw] = msgspec.field(name="Resources")
    total_results: int | None = None
    start_index: int | None = None
    items_per_page: int | None = None
    next_cursor: str | None = None
    previous_cursor: str | None = None
    schemas: list[str] = msgspec.field(default_factory=list)


class _IdOnly(msgspec.Struct):
    id: str


_body_decoder = msgspec.json.Decoder(_Body)
_id_decoder = msgspec.json.Decoder(_IdOnly)


def read_list(body: bytes) -> ListPage:
    """Return the page in ``body``, however oddly it is written.

    Whatever can be read is; what is odd becomes a finding. A single resource is read as a list
    of one, an array as a list without its envelope.

    Raises:
        ProtocolError: No list: empty, a web page, not JSON, an error, nothing like ``Resources``.
    """
    page = read_ordinary(body)
    if page is not None:
        return page
    envelope = _read_fast(body) or read_envelope(body)
    return _page(body, envelope, *_read_ids(envelope.rows))


def read_ordinary(body: bytes) -> ListPage | None:
    """Return the page when it is written as most are, None when ``read_list`` has to look.

    1.5 ms for 1 MB and never much more, where the patient reader may take a hundred times that.
    """
    envelope = _read_fast(body)
    if envelope is None:
        return None
    decode = _id_decoder.decode
    try:
        ids: list[str | None] = [decode(row).id for row in envelope.rows]
    except READ_FAILURES:
        return None
    return _page(body, envelope, ids, [])


def _page(
    body: bytes, envelope: Envelope, ids: list[str | None], id_findings: list[Finding]
) -> ListPage:
    return ListPage(
        body,
        tuple(envelope.rows),
        tuple(ids),
        envelope.total_results,
        envelope.start_index,
        envelope.items_per_page,
        envelope.next_cursor,
        envelope.previous_cursor,
        (*envelope.findings, *_judge(envelope), *id_findings),
    )


def _read_fast(body: bytes) -> Envelope | None:
    """Return the envelope of an ordinary answer, None when the patient reader must look."""
    try:
        # Rows are not looked into here, so bytes that are no UTF-8 would pass unseen.
        check_utf8(body)
        read = _body_decoder.decode(body)
    except READ_FAILURES:
        return None
    by_cursor = read.next_cursor is not None or read.previous_cursor is not None
    if "" in (read.next_cursor, read.previous_cursor):
        return None
    if not by_cursor and (read.total_results is None or read.total_results < 0):
        return None
    return Envelope(
        read.resources,
        read.total_results,
        read.start_index,
        read.items_per_page,
        read.next_cursor,
        read.previous_cursor,
        schemas=tuple(read.schemas),
    )


def _read_ids(rows: list[msgspec.Raw]) -> tuple[list[str | None], list[Finding]]:
    decode = _id_decoder.decode
    ids: list[str | None] = []
    findings: list[Finding] = []
    for place, row in enumerate(rows):
        try:
            ids.append(decode(row).id)
        except READ_FAILURES:
            found, finding = row_id(row, f"/Resources/{place}")
            ids.append(found)
            if finding is not None and len(findings) < _MAX_ROW_FINDINGS:
                findings.append(finding)
    return ids, findings


def _judge(page: Envelope) -> list[Finding]:
    """Return what the numbers of the envelope say against each other."""
    received = len(page.rows)
    total = page.total_results
    by_cursor = page.next_cursor is not None or page.previous_cursor is not None
    findings = []
    if page.is_list and LIST_URN.lower() not in (urn.lower() for urn in page.schemas):
        findings.append(_finding("list.schemas", Severity.ERROR, f"schemas has no {LIST_URN}."))
    if page.is_list and total is None and not by_cursor and not page.bad_total:
        findings.append(_finding("list.total-missing", Severity.ERROR, "totalResults is missing."))
    if total is not None and received > total:
        message = f"totalResults is wrong: server reported {total:,}, got {received:,}."
        findings.append(_finding("list.total-too-small", Severity.ERROR, message, "/totalResults"))
    if page.start_index is not None and page.start_index < 1:
        message = f"startIndex is {page.start_index}; it counts from 1."
        findings.append(_finding("list.start-index", Severity.WARNING, message, "/startIndex"))
    if page.items_per_page is not None and page.items_per_page != received:
        message = f"itemsPerPage is {page.items_per_page:,}, and {received:,} resources came."
        findings.append(_finding("list.items-per-page", Severity.INFO, message, "/itemsPerPage"))
    return findings


def _finding(rule: str, severity: Severity, message: str, pointer: str = "") -> Finding:
    return Finding(rule, severity, message, pointer, _SOURCE)

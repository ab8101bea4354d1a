"""Reading a list answer that the fast reader refuses: what is odd is read and reported."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NoReturn

import msgspec

from scim_explorer.problems import Problem, ProtocolError
from scim_explorer.protocol.errors import looks_like_html, read_error, web_page_problem
from scim_explorer.protocol.findings import Finding, Severity
from scim_explorer.protocol.json_codec import (
    Document,
    Fault,
    Json,
    Kind,
    Node,
    encode_text,
    loads,
    node_at,
    pointer,
    readable_text,
    scan,
    value_of,
)
from scim_explorer.protocol.paths import get_member

_ERROR_URN = "urn:ietf:params:scim:api:messages:2.0:error"
_MAX_DIGITS = 18
_FAULT_SEVERITY = {
    "json.bom": Severity.ERROR,
    "json.utf16": Severity.ERROR,
    "json.not-utf8": Severity.ERROR,
    "json.nan": Severity.ERROR,
    "json.control-character": Severity.ERROR,
    "json.lone-surrogate": Severity.WARNING,
    "json.number-range": Severity.WARNING,
}
"""RFC 8259: what breaks its grammar or encoding is an error; the rest is INFO."""


@dataclass(slots=True)
class Envelope:
    """What surrounds the rows of a page.

    Attributes:
        is_list: False when the answer is no list response and was read as one all the same.
        bad_total: ``totalResults`` is there and was reported as unusable.
    """

    rows: list[msgspec.Raw]
    total_results: int | None = None
    start_index: int | None = None
    items_per_page: int | None = None
    next_cursor: str | None = None
    previous_cursor: str | None = None
    schemas: tuple[str, ...] = ()
    is_list: bool = True
    bad_total: bool = False
    findings: list[Finding] = field(default_factory=list)

    def report(self, rule: str, severity: Severity, message: str, place: str = "") -> None:
        self.findings.append(Finding(rule, severity, message, place, "RFC 7644 3.4.2"))


def read_envelope(body: bytes) -> Envelope:
    """Return the rows and the numbers of a list answer.

    Raises:
        ProtocolError: It is no list and nothing that can be read as one.
    """
    if not body.strip():
        _refuse("Answer is empty", "The server sent no body where a list is expected.")
    if looks_like_html(body):
        raise ProtocolError(web_page_problem(body))
    text, faults = readable_text(body)
    document = scan(text)
    root = document.root
    if root.kind is Kind.ARRAY:
        envelope = Envelope(_slices(document, root.items), is_list=False)
        message = "The answer is an array, without the envelope of a list response."
        envelope.report("list.bare-array", Severity.ERROR, message)
    elif root.kind is Kind.OBJECT:
        envelope = _read_object(document, body)
    else:
        _refuse("Answer is no list", f"The server sent a {root.kind} where a list is expected.")
    envelope.findings.extend(_fault_findings(document, (*faults, *document.faults)))
    return envelope


def _refuse(title: str, detail: str) -> NoReturn:
    raise ProtocolError(Problem(title, detail, "The raw view shows the bytes."))


def _read_object(document: Document, body: bytes) -> Envelope:
    resources = _member(document.root, "Resources")
    scalars: dict[str, Json] = {
        member.key: value_of(document, member.value)
        for member in document.root.members
        if member.value is not resources
    }
    envelope = Envelope([])
    if resources is None:
        _read_without_resources(envelope, document, scalars, body)
    else:
        _read_rows(envelope, document, resources)
    if envelope.is_list:
        _read_numbers(envelope, scalars)
    return envelope


def _member(node: Node, name: str) -> Node | None:
    exact = [member.value for member in node.members if member.key == name]
    folded = [member.value for member in node.members if member.key.lower() == name.lower()]
    found = exact or folded
    return found[-1] if found else None


def _read_rows(envelope: Envelope, document: Document, resources: Node) -> None:
    if all(member.key != "Resources" for member in document.root.members):
        message = 'The resources are not under "Resources" but under the name in another case.'
        envelope.report("list.resources-case", Severity.WARNING, message)
    if resources.kind is Kind.ARRAY:
        envelope.rows = _slices(document, resources.items)
    elif resources.kind is Kind.OBJECT:
        envelope.rows = _slices(document, (resources,))
        message = "Resources is one object and not an array."
        envelope.report("list.resources-type", Severity.ERROR, message, "/Resources")
    elif document.text[resources.start : resources.end] == "null":
        envelope.report("list.resources-null", Severity.INFO, "Resources is null.", "/Resources")
    else:
        _refuse("Answer is no list", f"Resources is a {resources.kind} and not an array.")


def _read_without_resources(
    envelope: Envelope, document: Document, scalars: dict[str, Json], body: bytes
) -> None:
    urns = get_member(scalars, "schemas")
    if isinstance(urns, list) and any(str(urn).lower() == _ERROR_URN for urn in urns):
        detail = read_error(200, "", body).detail
        _refuse("Answer is an error, not a list", f"The server sent an error: {detail}")
    if get_member(scalars, "totalResults") is not None:
        return
    if get_member(scalars, "id") is None and get_member(scalars, "meta") is None:
        keys = ", ".join(list(scalars)[:5]) or "nothing"
        _refuse("Answer is no list", f"There is no Resources in it; it has {keys}.")
    envelope.rows = _slices(document, (document.root,))
    envelope.is_list = False
    message = "The answer is one resource, not a list response."
    envelope.report("list.single-resource", Severity.ERROR, message)


def _slices(document: Document, nodes: tuple[Node, ...]) -> list[msgspec.Raw]:
    text = document.text
    return [msgspec.Raw(encode_text(text[node.start : node.end])) for node in nodes]


def _read_numbers(envelope: Envelope, scalars: dict[str, Json]) -> None:
    urns = get_member(scalars, "schemas")
    if isinstance(urns, list):
        envelope.schemas = tuple(urn for urn in urns if isinstance(urn, str))
    total = _number(envelope, scalars, "totalResults")
    if total is not None and total < 0:
        message = f"totalResults is {total}."
        envelope.report("list.total-negative", Severity.ERROR, message, "/totalResults")
        total = None
    envelope.bad_total = total is None and get_member(scalars, "totalResults") is not None
    envelope.total_results = total
    envelope.start_index = _number(envelope, scalars, "startIndex")
    envelope.items_per_page = _number(envelope, scalars, "itemsPerPage")
    envelope.next_cursor = _cursor(envelope, scalars, "nextCursor")
    envelope.previous_cursor = _cursor(envelope, scalars, "previousCursor")


def _number(envelope: Envelope, scalars: dict[str, Json], name: str) -> int | None:
    value = get_member(scalars, name)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    shown = str(value)[:40]
    message = f"{name} is no integer but {type(value).__name__} {shown}."
    envelope.report("list.number-type", Severity.ERROR, message, f"/{name}")
    if isinstance(value, str):
        digits = value.strip()
        plain = digits.removeprefix("-")
        if plain.isascii() and plain.isdigit() and len(plain) <= _MAX_DIGITS:
            return int(digits)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return None


def _cursor(envelope: Envelope, scalars: dict[str, Json], name: str) -> str | None:
    value = get_member(scalars, name)
    if value is None or (isinstance(value, str) and value):
        return value
    if value == "":
        envelope.report("list.cursor-empty", Severity.INFO, f"{name} is empty.", f"/{name}")
        return None
    envelope.report("list.cursor-type", Severity.ERROR, f"{name} is not a string.", f"/{name}")
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _fault_findings(document: Document, faults: tuple[Fault, ...]) -> list[Finding]:
    """Return one finding a rule: the first place, and how many there are."""
    counts = Counter(fault.rule for fault in faults)
    firsts = {fault.rule: fault for fault in reversed(faults)}
    findings = []
    for rule, count in counts.items():
        fault = firsts[rule]
        place = pointer(node_at(document, fault.start)[0])
        more = f" ({count:,} such places)" if count > 1 else ""
        severity = _FAULT_SEVERITY.get(rule, Severity.INFO)
        findings.append(Finding(rule, severity, f"{fault.message}{more}", place, "RFC 8259"))
    return findings


def row_id(row: bytes | msgspec.Raw, place: str) -> tuple[str | None, Finding | None]:
    """Return the ``id`` of a row that the fast reader could not give, and what is odd."""
    value = loads(bytes(row))
    if not isinstance(value, dict):
        message = "This element is not an object."
        return None, Finding("resource.type", Severity.ERROR, message, place, "RFC 7644 3.4.2")
    found = get_member(value, "id")
    if isinstance(found, str):
        if "id" in value:
            return found, None
        message = "id is spelled in another case."
        return found, Finding("resource.id-case", Severity.WARNING, message, place, "RFC 7643 3.1")
    message = "id is missing." if found is None else "id is not a string."
    return None, Finding("resource.id", Severity.ERROR, message, f"{place}/id", "RFC 7643 3.1")

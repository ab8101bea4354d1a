"""What stands in one row of the form: attributes, their values and what they point at. Qt-free."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scim_explorer.client.resources import Reference
from scim_explorer.protocol.json_codec import Document, Kind, Node, Steps, value_of
from scim_explorer.protocol.schema import Attribute
from scim_explorer.ui.display import count_text, date_text

REFERENCE_ATTRIBUTES = frozenset({"members", "groups", "manager"})
_MONO_NAMES = frozenset({"id", "externalid", "$ref", "location", "version", "schemas"})
_MONO_TYPES = frozenset({"reference", "binary", "integer", "decimal"})
_SUMMARY_NAMES = ("display", "displayName", "formatted", "value")
_LONG_TEXT = 300
_FILLED_AT_ONCE = 100
_NOT_SCIM = frozenset({"external", "uri"})


class Mark(StrEnum):
    """What stands right of a value."""

    READ_ONLY = "readOnly"
    WRITE_ONLY = "writeOnly"
    IMMUTABLE = "immutable"
    UNKNOWN = "unknown"


@dataclass(slots=True, eq=False)
class FormRow:
    """One attribute, one value of a multi-valued one, or an offer.

    Attributes:
        label: Exact attribute name, or "[0]" for a value of a multi-valued attribute.
        steps: Way from the root of the document; () for a row that is not in it.
        place: Row number below ``parent``.
        text: What is shown as the value, on one line.
        full_text: The tool tip; "" for none.
        is_link: ``reference`` can be followed, or ``is_offer`` can be asked for.
        is_summary: ``text`` is drawn from values further down, or counts them.
        is_offer: Not in the resource; the server can be asked for it.
        is_filled: False until ``fill_row`` has read what the row shows.
    """

    label: str
    steps: Steps = ()
    node: Node | None = None
    parent: FormRow | None = None
    place: int = 0
    text: str = ""
    full_text: str = ""
    description: str = ""
    mark: Mark | None = None
    reference: Reference | None = None
    is_section: bool = False
    is_summary: bool = False
    is_mono: bool = False
    is_empty: bool = False
    is_offer: bool = False
    children: list[FormRow] | None = None
    is_filled: bool = True

    @property
    def is_link(self) -> bool:
        return self.reference is not None or self.is_offer

    @property
    def has_children(self) -> bool:
        if self.children is not None:
            return bool(self.children)
        return self.node is not None and bool(self.node.members or self.node.items)


def top_rows(document: Document, attributes: Mapping[str, Attribute]) -> list[FormRow]:
    """Return the attributes of a resource: with a value, without one, extensions, ``meta``."""
    rows = [
        _row(document, None, member.key, member.value, attributes)
        for member in document.root.members
    ]
    rows.sort(key=_order)
    for place, row in enumerate(rows):
        row.place = place
    return rows


def _order(row: FormRow) -> int:
    if row.label == "meta":
        return 3
    if row.is_section:
        return 2
    return 1 if row.is_empty else 0


def rows_below(
    document: Document, parent: FormRow, attributes: Mapping[str, Attribute]
) -> list[FormRow]:
    """Return the sub-attributes or the values of ``parent``."""
    node = parent.node
    if node is None:
        return []
    rows = [_row(document, parent, member.key, member.value, attributes) for member in node.members]
    if len(node.items) > _FILLED_AT_ONCE:
        rows += [
            FormRow(f"[{index}]", (*parent.steps, index), item, parent, is_filled=False)
            for index, item in enumerate(node.items)
        ]
    else:
        rows += [
            _row(document, parent, index, item, attributes) for index, item in enumerate(node.items)
        ]
    for place, row in enumerate(rows):
        row.place = place
    return rows


def _row(
    document: Document,
    parent: FormRow | None,
    step: str | int,
    node: Node,
    attributes: Mapping[str, Attribute],
) -> FormRow:
    row = FormRow(
        label=step if isinstance(step, str) else f"[{step}]",
        steps=(*(parent.steps if parent else ()), step),
        node=node,
        parent=parent,
    )
    fill_row(document, row, attributes)
    return row


def fill_row(document: Document, row: FormRow, attributes: Mapping[str, Attribute]) -> None:
    """Read what a row shows; done when somebody looks at it where there are many."""
    row.is_filled = True
    node, steps = row.node, row.steps
    if node is None:
        return
    name = next(str(part) for part in reversed(steps) if isinstance(part, str))
    attribute = attributes.get(schema_path(steps))
    row.is_section = len(steps) == 1 and name.lower().startswith("urn:")
    row.description = attribute.description if attribute else ""
    row.is_mono = _is_mono(name, node, attribute)
    row.is_empty = _is_empty(document, node)
    if isinstance(steps[-1], str) and not row.is_section:
        row.mark = _mark(attribute, name)
    row.reference = _reference(document, row, name, attribute)
    _fill_text(document, row, attribute)


def schema_path(steps: Steps) -> str:
    """Return the attribute path of a place in lower case: "name.givenname", "urn:...:user:x"."""
    names = [step for step in steps if isinstance(step, str)]
    if len(names) > 1 and names[0].lower().startswith("urn:"):
        return f"{names[0]}:{'.'.join(names[1:])}".lower()
    return ".".join(names).lower()


def _mark(attribute: Attribute | None, name: str) -> Mark | None:
    if attribute is None:
        known = name.lower() in ("schemas", "id", "meta", "externalid", "$ref")
        return None if known else Mark.UNKNOWN
    if attribute.mutability == "readWrite":
        return None
    marks = {mark.value: mark for mark in Mark}
    return marks.get(attribute.mutability)


def _is_mono(name: str, node: Node, attribute: Attribute | None) -> bool:
    if node.kind in (Kind.NUMBER, Kind.LITERAL) or name.lower() in _MONO_NAMES:
        return True
    return attribute is not None and attribute.type in _MONO_TYPES


def _is_empty(document: Document, node: Node) -> bool:
    if node.kind in (Kind.OBJECT, Kind.ARRAY):
        return not (node.members or node.items)
    return document.text[node.start : node.end] in ("null", '""')


def _fill_text(document: Document, row: FormRow, attribute: Attribute | None) -> None:
    node = row.node
    if node is None:
        return
    if row.is_empty or node.kind in (Kind.NUMBER, Kind.LITERAL):
        row.text = document.text[node.start : node.end]
    elif node.kind is Kind.STRING:
        sent = str(value_of(document, node))
        row.text = sent
        is_date = attribute is not None and attribute.type == "dateTime"
        if is_date or row.label in ("created", "lastModified"):
            row.text = _date(sent)
        row.full_text = sent[:_LONG_TEXT]
    elif node.kind is Kind.ARRAY:
        row.is_summary = True
        count = len(node.items)
        row.text = "1 value" if count == 1 else f"{count_text(count)} values"
    else:
        row.is_summary = not row.is_link
        row.text = "" if row.is_section else _summary(document, node)


def _date(sent: str) -> str:
    """Return a date as local time, or as sent when it is spelled in an odd way."""
    try:
        moment = datetime.fromisoformat(sent)
        return date_text(moment.timestamp()) if moment.tzinfo else sent
    except (ValueError, OverflowError, OSError):
        return sent


def _summary(document: Document, node: Node) -> str:
    """Return the telling sub-attributes of a complex value: value, type, primary."""
    strings = _strings(document, node)
    parts = [strings[name] for name in _SUMMARY_NAMES if strings.get(name)][:1]
    if not parts:
        parts = [text for name, text in strings.items() if name != "type"][:2]
    if strings.get("type"):
        parts.append(strings["type"])
    for member in node.members:
        if member.key == "primary" and document.text.startswith("true", member.value.start):
            parts.append("primary")
    return " \u00b7 ".join(parts)


def _strings(document: Document, node: Node) -> dict[str, str]:
    return {
        member.key: str(value_of(document, member.value))
        for member in node.members
        if member.value.kind is Kind.STRING
    }


def _reference(
    document: Document, row: FormRow, name: str, attribute: Attribute | None
) -> Reference | None:
    node = row.node
    if node is None or node.kind not in (Kind.OBJECT, Kind.STRING):
        return None
    if node.kind is Kind.OBJECT:
        return _object_reference(row, _strings(document, node), name)
    if name == "$ref":
        return row.parent.reference if row.parent else None
    text = str(value_of(document, node))
    if attribute is None or attribute.type != "reference" or not text:
        return None
    kinds = {kind.lower() for kind in attribute.reference_types}
    return Reference(value="", ref=text, type="") if kinds - _NOT_SCIM else None


def _object_reference(row: FormRow, strings: dict[str, str], name: str) -> Reference | None:
    value, ref = strings.get("value", ""), strings.get("$ref", "")
    if not (ref or (value and name in REFERENCE_ATTRIBUTES)):
        return None
    row.is_mono = not any(strings.get(key) for key in _SUMMARY_NAMES if key != "value")
    return Reference(value=value, ref=ref, type=strings.get("type", ""))

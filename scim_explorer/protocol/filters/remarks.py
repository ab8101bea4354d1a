"""Remarks on filters that parse and still deserve a word: held against the schemas and habits.

None of them makes a filter invalid. Source: RFC 7644 table 3; RFC 7643 sections 2.2 to 2.5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scim_explorer.protocol.filters.attributes import Attributes
from scim_explorer.protocol.filters.parser import in_short
from scim_explorer.protocol.filters.syntax import (
    OF_ORDER,
    OF_PARTS,
    PRESENT,
    Comparison,
    Filter,
    FilterProblem,
    Junction,
    Negation,
    Node,
    Path,
    Presence,
    ValuePath,
)
from scim_explorer.protocol.schema import Attribute

_ZONE = re.compile(r"(?:Z|[+-]\d\d:?\d\d)$", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d\d-\d\d[T ]?")
_UNFIT = {
    "boolean": OF_PARTS | OF_ORDER,
    "binary": OF_ORDER,
    "integer": OF_PARTS,
    "decimal": OF_PARTS,
    "dateTime": OF_PARTS,
}
_JSON_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "reference": (str,),
    "binary": (str,),
    "dateTime": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "decimal": (int, float),
}
_TYPE_WORDS = {bool: "a boolean", str: "a string", int: "a number", float: "a number"}


def remarks_on(parsed: Filter, attributes: Attributes) -> tuple[FilterProblem, ...]:
    """Return the remarks on a filter in the order of their places, with those of the parser.

    Args:
        parsed: One that has a tree; another one has no remarks but the parser's.
        attributes: Of the resource type; without any only the text itself is judged.
    """
    found = list(parsed.warnings)
    if parsed.tree is not None:
        found += _of_node(parsed.tree, attributes, None)
    return in_short(sorted(found, key=lambda one: one.span))


def is_unfit(operator: str, attribute: Attribute) -> bool:
    """Return whether an operator cannot apply to the type of an attribute."""
    return operator in _UNFIT.get(attribute.type, frozenset())


def _of_node(node: Node, attributes: Attributes, inside: Path | None) -> Iterator[FilterProblem]:
    if isinstance(node, Junction):
        for term in node.terms:
            yield from _of_node(term, attributes, inside)
    elif isinstance(node, Negation):
        yield from _of_node(node.term, attributes, inside)
    elif isinstance(node, ValuePath):
        yield from _of_value_path(node, attributes)
        outer = attributes.find(node.path)
        if not attributes.is_known or (outer is not None and outer.type == "complex"):
            yield from _of_node(node.condition, attributes, node.path)
    else:
        yield from _of_expression(node, attributes, inside)


def _of_value_path(node: ValuePath, attributes: Attributes) -> Iterator[FilterProblem]:
    if not attributes.is_known:
        return
    attribute = attributes.find(node.path)
    if attribute is None:
        yield _unknown(node.path)
    elif attribute.type != "complex":
        said = f"{node.path.text} has no sub-attributes, so a condition in brackets means nothing."
        yield FilterProblem(node.path.span, said)


def _of_expression(
    node: Comparison | Presence, attributes: Attributes, inside: Path | None
) -> Iterator[FilterProblem]:
    attribute = attributes.find(node.path, inside)
    if attributes.is_known and attribute is None:
        yield _unknown(node.path)
    if isinstance(node, Presence):
        return
    if node.value is None:
        yield FilterProblem(
            node.span,
            f"The RFC does not say what {node.operator} null matches; servers differ.",
            f"{node.path.text} {PRESENT}"
            if node.operator == "ne"
            else f"not ({node.path.text} pr)",
        )
    elif attribute is not None:
        yield from _of_comparison(node, attribute)


def _of_comparison(node: Comparison, attribute: Attribute) -> Iterator[FilterProblem]:
    if attribute.type == "complex":
        yield _complex(node, attribute)
        return
    if is_unfit(node.operator, attribute):
        yield FilterProblem(
            node.span,
            f"{node.operator} cannot apply to {attribute.name}, which is {attribute.type}; "
            "servers answer 400 invalidFilter.",
        )
    yield from _of_value(node, attribute)


def _of_value(node: Comparison, attribute: Attribute) -> Iterator[FilterProblem]:
    wanted = _JSON_TYPES.get(attribute.type)
    is_odd_boolean = isinstance(node.value, bool) and attribute.type != "boolean"
    if wanted is not None and (not isinstance(node.value, wanted) or is_odd_boolean):
        given = _TYPE_WORDS.get(type(node.value), "another type")
        hint = ""
        if attribute.type == "boolean" and isinstance(node.value, str):
            hint = f"{node.path.text} {node.operator} {node.value.lower()}"
        yield FilterProblem(
            node.value_span, f"{attribute.name} is {attribute.type}, and this is {given}.", hint
        )
        return
    if attribute.type == "dateTime" and isinstance(node.value, str):
        yield from _of_date(node, node.value)
    canonical = attribute.canonical_values
    if canonical and node.operator in {"eq", "ne"} and isinstance(node.value, str):
        known = {value.lower() for value in canonical if isinstance(value, str)}
        if node.value.lower() not in known:
            shown = ", ".join(str(value) for value in canonical[:8])
            yield FilterProblem(
                node.value_span, f"This is none of the values that the schema lists: {shown}."
            )


def _of_date(node: Comparison, value: str) -> Iterator[FilterProblem]:
    if not _DATE.match(value):
        yield FilterProblem(
            node.value_span, "This is not a date and time.", "Such as 2026-11-23T13:02:00Z"
        )
    elif not _ZONE.search(value):
        yield FilterProblem(
            node.value_span,
            "Without a time zone each server reads another instant.",
            f'"{value}Z" for UTC' if "T" in value else "",
        )


def _complex(node: Comparison, attribute: Attribute) -> FilterProblem:
    subs = [sub.name for sub in attribute.sub_attributes]
    meant = "value" if "value" in subs else (subs[0] if subs else "value")
    hint = f"{node.path.text}.{meant} {node.operator} {node.literal}"
    said = (
        f"{attribute.name} is complex, and the RFC names no sub-attribute that is meant without one"
        f"{'; most servers take value' if meant == 'value' else ''}."
    )
    return FilterProblem(node.path.span, said, hint)


def _unknown(path: Path) -> FilterProblem:
    return FilterProblem(path.span, f"{path.text} is not in the schema of this resource type.")

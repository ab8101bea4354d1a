"""Evaluates filters against resources: quickly for many, or clause by clause with reasons.

Source: RFC 7644 section 3.4.2.2. A multi-valued attribute matches when any one of its values
does; the conditions in a value path have to hold for one and the same element.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from scim_explorer.protocol.filters.attributes import NOTHING_KNOWN, Attributes
from scim_explorer.protocol.filters.compare import value_test
from scim_explorer.protocol.filters.printer import canonical
from scim_explorer.protocol.filters.syntax import (
    Comparison,
    Junction,
    Negation,
    Node,
    Path,
    Presence,
)
from scim_explorer.protocol.filters.values import attribute_value, elements_of, values_of
from scim_explorer.protocol.json_codec import Json

Resource = Mapping[str, Json]
Matches = Callable[[Resource], bool]


@dataclass(frozen=True, slots=True)
class Clause:
    """What came of one part of a filter for one resource.

    Attributes:
        text: The part, canonical.
        values: What was looked at; for a comparison all values of its path.
        parts: Clauses below it; of a value path one for each element.
    """

    text: str
    matched: bool
    values: tuple[Json, ...] = ()
    parts: tuple[Clause, ...] = ()


def compile_filter(node: Node, attributes: Attributes = NOTHING_KNOWN) -> Matches:
    """Return a function that says whether a resource matches.

    Args:
        node: The filter.
        attributes: What the schemas say about its paths: type and ``caseExact``.
    """
    return _compiled(node, attributes, None)


def _compiled(node: Node, attributes: Attributes, inside: Path | None) -> Matches:
    if isinstance(node, Comparison):
        return _comparison(node, attributes, inside)
    if isinstance(node, Presence):
        path = node.path
        return lambda resource: bool(_present(resource, path))
    if isinstance(node, Negation):
        term = _compiled(node.term, attributes, inside)
        return lambda resource: not term(resource)
    if isinstance(node, Junction):
        terms = tuple(_compiled(term, attributes, inside) for term in node.terms)
        every = all if node.operator == "and" else any
        return lambda resource: every(term(resource) for term in terms)
    path, condition = node.path, _compiled(node.condition, attributes, node.path)
    return lambda resource: any(condition(one) for one in _elements(resource, path))


def _comparison(node: Comparison, attributes: Attributes, inside: Path | None) -> Matches:
    path = node.path
    if node.value is None:
        wants_absent = node.operator == "eq"
        if node.operator not in {"eq", "ne"}:
            return lambda _resource: False
        return lambda resource: (not _present(resource, path)) is wants_absent
    test = value_test(node, attributes.find(path, inside))
    if node.operator != "ne":
        return lambda resource: any(map(test, values_of(resource, path)))

    def differs(resource: Resource) -> bool:
        values = values_of(resource, path)
        # Nothing assigned is not equal to anything (RFC 7643 section 2.5 makes it null).
        return not values or not all(map(test, values))

    return differs


def _present(resource: Resource, path: Path) -> list[Json]:
    if not path.sub:
        return [one for one in elements_of(attribute_value(resource, path)) if one != ""]
    return [one for one in values_of(resource, path) if one != ""]


def _elements(resource: Resource, path: Path) -> list[Resource]:
    """Return what a condition in brackets is held against; a plain value counts as its value."""
    found = elements_of(attribute_value(resource, path))
    if path.sub:
        inner = [one.get(path.sub) for one in found if isinstance(one, dict)]
        found = [part for one in inner for part in elements_of(one)]
    return [one if isinstance(one, dict) else {"value": one} for one in found]


def explain(node: Node, resource: Resource, attributes: Attributes = NOTHING_KNOWN) -> Clause:
    """Return why ``resource`` matches, or does not, part by part."""
    return _explained(node, resource, attributes, None)


def _explained(
    node: Node, resource: Resource, attributes: Attributes, inside: Path | None
) -> Clause:
    text = canonical(node)
    if isinstance(node, Comparison | Presence):
        matched = _compiled(node, attributes, inside)(resource)
        is_whole = isinstance(node, Presence) and not node.path.sub
        values = (
            elements_of(attribute_value(resource, node.path))
            if is_whole
            else values_of(resource, node.path)
        )
        return Clause(text, matched, tuple(values))
    if isinstance(node, Negation):
        part = _explained(node.term, resource, attributes, inside)
        return Clause(text, not part.matched, (), (part,))
    if isinstance(node, Junction):
        parts = tuple(_explained(term, resource, attributes, inside) for term in node.terms)
        every = all if node.operator == "and" else any
        return Clause(text, every(part.matched for part in parts), (), parts)
    found = _elements(resource, node.path)
    parts = tuple(_explained(node.condition, one, attributes, node.path) for one in found)
    return Clause(text, any(part.matched for part in parts), tuple(map(dict, found)), parts)

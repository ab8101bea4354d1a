"""Evaluates filters against resources: quickly for many, or clause by clause with reasons.

Source: RFC 7644 section 3.4.2.2. A multi-valued attribute matches when any one of its values
does; the conditions in a value path have to hold for one and the same element.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from scim_explorer.protocol.filters.attributes import NOTHING_KNOWN, Attributes
from scim_explorer.protocol.filters.compare import Test, value_test
from scim_explorer.protocol.filters.printer import canonical
from scim_explorer.protocol.filters.quick import (
    Matches,
    quick_comparison,
    quick_elements,
    quick_home,
    quick_presence,
)
from scim_explorer.protocol.filters.syntax import (
    Comparison,
    Junction,
    Negation,
    Node,
    Path,
    Presence,
)
from scim_explorer.protocol.filters.values import (
    Resource,
    compared_values,
    elements_at,
    is_primary,
    looked_at,
    values_of,
)
from scim_explorer.protocol.json_codec import Json


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


Reasons = Callable[[Resource], Clause]


def compile_filter(
    node: Node, attributes: Attributes = NOTHING_KNOWN, inside: Path | None = None
) -> Matches:
    """Return a function that says whether a resource matches.

    Args:
        node: The filter.
        attributes: What the schemas say about its paths: type and ``caseExact``.
        inside: The value path whose condition it is; what is given then is one element.
    """
    return _compiled(node, attributes, inside)


def _compiled(node: Node, attributes: Attributes, inside: Path | None) -> Matches:
    if isinstance(node, Comparison):
        return _comparison(node, attributes, inside)
    if isinstance(node, Presence):
        return _quickly(node.path, _presence, quick_presence)
    if isinstance(node, Negation):
        term = _compiled(node.term, attributes, inside)
        return lambda resource: not term(resource)
    if isinstance(node, Junction):
        terms = tuple(_compiled(term, attributes, inside) for term in node.terms)
        return _every(terms) if node.operator == "and" else _any(terms)
    condition = _compiled(node.condition, attributes, node.path)
    return _quickly(
        node.path,
        lambda path: lambda resource: any(condition(one) for one in elements_at(resource, path)),
        lambda path, patient: quick_elements(path, condition, patient),
    )


def _quickly(
    path: Path, patient_for: Callable[[Path], Matches], quick: Callable[[Path, Matches], Matches]
) -> Matches:
    """Return a condition that takes the quick road, and the patient one where it has to."""
    relative = replace(path, urn="")
    return quick_home(path.urn, quick(relative, patient_for(relative)), patient_for(path))


def _every(terms: tuple[Matches, ...]) -> Matches:
    if len(terms) == 2:  # the usual number, without a loop
        first, second = terms
        return lambda resource: first(resource) and second(resource)

    def matches(resource: Resource) -> bool:
        for term in terms:  # noqa: SIM110  # a generator would cost more than the terms
            if not term(resource):
                return False
        return True

    return matches


def _any(terms: tuple[Matches, ...]) -> Matches:
    if len(terms) == 2:  # as above
        first, second = terms
        return lambda resource: first(resource) or second(resource)

    def matches(resource: Resource) -> bool:
        for term in terms:  # noqa: SIM110
            if term(resource):
                return True
        return False

    return matches


def _comparison(node: Comparison, attributes: Attributes, inside: Path | None) -> Matches:
    if node.value is None:
        if node.operator not in {"eq", "ne"}:
            return lambda _resource: False
        is_there = _quickly(node.path, _presence, quick_presence)
        return is_there if node.operator == "ne" else lambda resource: not is_there(resource)
    test = value_test(node, attributes.find(node.path, inside))
    holds = _differs if node.operator == "ne" else _passes
    if is_primary(node.path, inside):
        path = node.path
        return lambda resource: holds(compared_values(resource, path, inside), test.of_any)
    return _quickly(
        node.path,
        lambda path: lambda resource: holds(values_of(resource, path), test.of_any),
        lambda path, patient: quick_comparison(replace(node, path=path), test, patient),
    )


def _passes(values: list[Json], test: Test) -> bool:
    return any(map(test, values))


def _differs(values: list[Json], test: Test) -> bool:
    # Nothing assigned is not equal to anything (RFC 7643 section 2.5 makes it null).
    return not values or not all(map(test, values))


def _presence(path: Path) -> Matches:
    return lambda resource: bool(_present(resource, path))


def _present(resource: Resource, path: Path) -> list[Json]:
    return [one for one in looked_at(resource, path) if one != ""]


def compile_reasons(node: Node, attributes: Attributes = NOTHING_KNOWN) -> Reasons:
    """Return a function that says why a resource matches, or does not, part by part."""
    return _reasons(node, attributes, None)


def _reasons(node: Node, attributes: Attributes, inside: Path | None) -> Reasons:
    text = canonical(node)
    if isinstance(node, Comparison | Presence):
        path, matches = node.path, _compiled(node, attributes, inside)
        if isinstance(node, Presence):
            return lambda resource: Clause(
                text, matches(resource), tuple(looked_at(resource, path))
            )
        return lambda resource: Clause(
            text, matches(resource), tuple(compared_values(resource, path, inside))
        )
    if isinstance(node, Negation):
        of_term = _reasons(node.term, attributes, inside)

        def opposite(resource: Resource) -> Clause:
            part = of_term(resource)
            return Clause(text, not part.matched, (), (part,))

        return opposite
    if isinstance(node, Junction):
        of_terms = tuple(_reasons(term, attributes, inside) for term in node.terms)
        every = all if node.operator == "and" else any

        def together(resource: Resource) -> Clause:
            parts = tuple(of_term(resource) for of_term in of_terms)
            return Clause(text, every(part.matched for part in parts), (), parts)

        return together
    whole, of_element = node.path, _reasons(node.condition, attributes, node.path)

    def in_elements(resource: Resource) -> Clause:
        found = elements_at(resource, whole)
        parts = tuple(map(of_element, found))
        return Clause(text, any(part.matched for part in parts), tuple(found), parts)

    return in_elements

"""Whether a filter matches a row, or the RFC leaves that open. Pure.

Source: RFC 7644 section 3.4.2.2. Where its text is silent or cuts both ways (``ne`` over nothing,
``pr`` over "", the order of letters, digits that a date does not show) nobody is accused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from scim_explorer.protocol.filters.attributes import Attributes
from scim_explorer.protocol.filters.evaluate import compile_filter
from scim_explorer.protocol.filters.likeness import Unsure, unsure_of_text
from scim_explorer.protocol.filters.quick import Matches
from scim_explorer.protocol.filters.syntax import (
    Comparison,
    Junction,
    Negation,
    Node,
    Path,
    Presence,
)
from scim_explorer.protocol.filters.truth import Truth, every, opposite, some
from scim_explorer.protocol.filters.values import (
    Resource,
    attribute_value,
    compared_values,
    elements_at,
    elements_of,
    is_assigned,
    is_primary,
    looked_at,
)
from scim_explorer.protocol.json_codec import Json

Judged: TypeAlias = Callable[[Resource], Truth]
Doubt: TypeAlias = Callable[[Resource], bool]

_DEFAULT_SUBS = frozenset({"type", "primary", "display", "value", "$ref"})


def compile_judged(node: Node, attributes: Attributes, inside: Path | None = None) -> Judged:
    """Return a function that says whether the RFC wants a resource to match.

    Args:
        node: The filter.
        attributes: What the schemas say about its paths.
        inside: The value path whose condition it is.
    """
    if isinstance(node, Comparison | Presence):
        return _leaf(node, attributes, inside)
    if isinstance(node, Negation):
        term = compile_judged(node.term, attributes, inside)
        return lambda resource: opposite(term(resource))
    if isinstance(node, Junction):
        terms = tuple(compile_judged(term, attributes, inside) for term in node.terms)
        join = every if node.operator == "and" else some
        return lambda resource: join(term(resource) for term in terms)
    path, condition = node.path, compile_judged(node.condition, attributes, node.path)
    return lambda resource: some(condition(one) for one in elements_at(resource, path))


def _leaf(node: Comparison | Presence, attributes: Attributes, inside: Path | None) -> Judged:
    matches = compile_filter(node, attributes, inside)
    if isinstance(node, Presence):
        doubt = _doubt_of_presence(node.path, inside)
    else:
        unsure = _unsure_value(node, attributes, inside)
        doubt = _doubt_of(node, unsure, inside, matches)
    return lambda resource: None if doubt(resource) else matches(resource)


def _doubt_of_presence(path: Path, inside: Path | None) -> Doubt:
    """Whether "" counts, or a complex value of nothing, or a ``primary`` that is assumed."""

    def doubt(resource: Resource) -> bool:
        found = looked_at(resource, path)
        if is_primary(path, inside) and not found:
            return bool(compared_values(resource, path, inside))
        return bool(found) and all(map(_is_blank, found))

    return doubt


def _is_blank(value: Json) -> bool:
    """An empty text is not null, and is not "non-empty" either."""
    if isinstance(value, dict):
        return all(one == "" for one in value.values() if is_assigned(one))
    return value == ""


def _doubt_of(node: Comparison, unsure: Unsure, inside: Path | None, matches: Matches) -> Doubt:
    path, is_other = node.path, node.operator == "ne"
    if node.value is None:
        return lambda _resource: True

    def doubt(resource: Resource) -> bool:
        values = compared_values(resource, path, inside)
        found = elements_of(attribute_value(resource, path))
        if not path.sub and any(isinstance(one, dict) for one in found):
            return True  # what is complex has no value that all compare
        if not values:
            # Silent: nothing is not equal to anything, and is not compared either.
            return is_other or bool(found)
        if any(map(unsure, values)):
            return True
        # Among equal values one that is unassigned: the same silence.
        has_gap = bool(path.sub) and len(values) < len(found)
        return is_other and has_gap and not matches(resource)

    return doubt


def _unsure_value(node: Comparison, attributes: Attributes, inside: Path | None) -> Unsure:
    """Return what says of one value that the comparison with it is open."""
    wanted, attribute = node.value, attributes.find(node.path, inside)
    if _is_foreign(node.path, attributes, inside):
        return lambda _value: True
    if isinstance(wanted, str):
        is_an_id = _is_an_id(node.path, attributes, inside)
        return unsure_of_text(node.operator, wanted, attribute, is_an_id=is_an_id)
    is_boolean = isinstance(wanted, bool)
    # A number or boolean written as a text: some read it, as "True".
    return lambda value: isinstance(value, str) or isinstance(value, bool) is not is_boolean


def _is_foreign(path: Path, attributes: Attributes, inside: Path | None) -> bool:
    """Return whether a path is in no schema, or its ``primary`` is none that is assumed.

    RFC 7643 section 2.4 gives sub-attributes to what is multi-valued, listed or not.
    """
    if not attributes.is_known:
        return False
    outer = attributes.find(_outer(path, inside))
    if outer is not None and outer.multi_valued:
        is_default = (path.sub or path.name).lower() in _DEFAULT_SUBS
        return not is_default and attributes.find(path, inside) is None
    return is_primary(path, inside) or attributes.find(path, inside) is None


def _outer(path: Path, inside: Path | None) -> Path:
    """Return the attribute that a path is a part of; of a whole attribute itself."""
    return inside if inside is not None and not path.sub else replace(path, sub="")


def _is_an_id(path: Path, attributes: Attributes, inside: Path | None) -> bool:
    """Return whether a path names an id: that of a resource, or of one that is referred to."""
    name = (path.sub or path.name).lower()
    if name != "value":
        return name in {"id", "$ref"}
    parent = attributes.find(_outer(path, inside))
    return parent is None or parent.sub("$ref") is not None

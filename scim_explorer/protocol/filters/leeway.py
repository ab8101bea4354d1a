"""Whether a filter matches a row, or the RFC leaves that open. Pure.

Source: RFC 7644 section 3.4.2.2. Where its text is silent or cuts both ways (``ne`` over nothing,
``pr`` over "", the order of letters, digits that a date does not show) nobody is accused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from scim_explorer.protocol.filters.attributes import Attributes
from scim_explorer.protocol.filters.compare import moment_of
from scim_explorer.protocol.filters.evaluate import compile_filter
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
    attribute_value,
    elements_of,
    values_of,
)
from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.schema import Attribute

Truth: TypeAlias = bool | None
"""True and False are settled, None is left open."""
Judged = Callable[[Resource], Truth]
Doubt = Callable[[Resource], bool]

_ORDER = frozenset({"gt", "ge", "lt", "le"})


def _has(text: str, part: str) -> bool:
    return part in text


def _is_same(text: str, other: str) -> bool:
    return text == other


_TEXT: dict[str, Callable[[str, str], bool]] = {
    "co": _has,
    "sw": str.startswith,
    "ew": str.endswith,
}


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
        return lambda resource: _opposite(term(resource))
    if isinstance(node, Junction):
        terms = tuple(compile_judged(term, attributes, inside) for term in node.terms)
        join = every if node.operator == "and" else some
        return lambda resource: join(term(resource) for term in terms)
    path, condition = node.path, compile_judged(node.condition, attributes, node.path)
    return lambda resource: some(condition(one) for one in _elements(resource, path))


def every(found: Iterable[Truth]) -> Truth:
    """Return whether all are true; an open one leaves it open unless another is false."""
    seen = set(found)
    return False if False in seen else None if None in seen else True


def some(found: Iterable[Truth]) -> Truth:
    """Return whether one is true; an open one leaves it open unless another is true."""
    seen = set(found)
    return True if True in seen else None if None in seen else False


def is_before(one: str, other: str) -> Truth:
    """Return whether a text comes before another; None where collations differ.

    Lexicographical order (RFC 7644 table 3) names no alphabet: case, marks and signs may count.
    """
    if not (one.isascii() and other.isascii()):
        return None
    keys = ((one, other), (one.casefold(), other.casefold()), (_letters(one), _letters(other)))
    seen = {(left > right) - (left < right) for left, right in keys}
    return seen.pop() < 0 if len(seen) == 1 else None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _opposite(found: Truth) -> Truth:
    return None if found is None else not found


def _elements(resource: Resource, path: Path) -> list[Resource]:
    found = elements_of(attribute_value(resource, path))
    return [one if isinstance(one, dict) else {"value": one} for one in found]


def _leaf(node: Comparison | Presence, attributes: Attributes, inside: Path | None) -> Judged:
    matches = compile_filter(node, attributes, inside)
    if isinstance(node, Presence):
        doubt = _doubt_of_presence(node.path)
    else:
        doubt = _doubt_of(node, attributes.find(node.path, inside))
    return lambda resource: None if doubt(resource) else matches(resource)


def _doubt_of_presence(path: Path) -> Doubt:
    """An empty text is not null, and is not "non-empty" either."""

    def doubt(resource: Resource) -> bool:
        if path.sub:
            found = values_of(resource, path)
        else:
            found = elements_of(attribute_value(resource, path))
        return bool(found) and all(_is_blank(one) for one in found)

    return doubt


def _is_blank(value: Json) -> bool:
    return value == "" or (isinstance(value, dict) and "" in value.values())


def _doubt_of(node: Comparison, attribute: Attribute | None) -> Doubt:
    path, wanted = node.path, node.value
    unsure = _unsure_value(node, attribute)
    if wanted is None or unsure is None:
        return lambda _resource: True

    def doubt(resource: Resource) -> bool:
        values = values_of(resource, path)
        if not values:
            # Silent: nothing is not equal to anything, and is not compared either.
            return node.operator == "ne"
        return any(unsure(one) for one in values)

    return doubt


def _unsure_value(node: Comparison, attribute: Attribute | None) -> Callable[[Json], bool] | None:
    """Return what says of one value that the comparison with it is open; None: with all."""
    wanted, kind = node.value, attribute.type if attribute is not None else "string"
    if kind == "dateTime" and isinstance(wanted, str):
        return lambda value: _is_unsure_date(node.operator, value, wanted)
    if not isinstance(wanted, str):
        return lambda _value: False
    if node.operator in _ORDER:
        return lambda value: isinstance(value, str) and _is_unsure_order(value, wanted)
    is_exact = attribute is not None and attribute.case_exact
    # 7643 section 2.3.7 and its listing contradict each other about references; ids stand in both.
    either = attribute is None or kind == "reference" or _is_an_id(node.path)
    return lambda value: (
        isinstance(value, str)
        and _is_unsure_text(node.operator, value, wanted, either=either, exact=is_exact)
    )


def _is_an_id(path: Path) -> bool:
    return (path.sub or path.name).lower() in {"id", "value", "$ref"}


def _is_unsure_order(value: str, wanted: str) -> bool:
    return value != wanted and is_before(value, wanted) is None


def _is_unsure_text(operator: str, value: str, wanted: str, *, either: bool, exact: bool) -> bool:
    test = _TEXT.get(operator, _is_same)
    as_is = test(value, wanted)
    folded = test(value.casefold(), wanted.casefold())
    if either:
        return as_is != folded
    # Which letters outside ASCII are the same in other case is a matter of tables.
    lowered = test(_ascii_lower(value), _ascii_lower(wanted))
    return not exact and lowered != folded


def _ascii_lower(text: str) -> str:
    return "".join(char.lower() if char.isascii() else char for char in text)


def _is_unsure_date(operator: str, value: Json, wanted: str) -> bool:
    moment, other = moment_of(value) if isinstance(value, str) else None, moment_of(wanted)
    if moment is None or other is None or not (_has_zone(str(value)) and _has_zone(wanted)):
        return True
    if moment != other:
        return False
    # The server may keep more digits than it shows; "identical" spelling is settled for eq.
    return operator in {"gt", "le"} or (operator in {"eq", "ne"} and value != wanted)


def _has_zone(text: str) -> bool:
    return text.upper().endswith("Z") or "+" in text or text.count("-") > 2

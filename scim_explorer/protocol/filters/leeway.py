"""Whether a filter matches a row, or the RFC leaves that open. Pure.

Source: RFC 7644 section 3.4.2.2. Where its text is silent or cuts both ways (``ne`` over nothing,
``pr`` over "", the order of letters, digits that a date does not show) nobody is accused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeAlias

from scim_explorer.protocol.filters.attributes import Attributes
from scim_explorer.protocol.filters.compare import moment_of
from scim_explorer.protocol.filters.evaluate import compile_filter
from scim_explorer.protocol.filters.quick import Matches
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
    compared_values,
    elements_at,
    elements_of,
    is_assigned,
    is_primary,
    looked_at,
)
from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.schema import Attribute

Truth: TypeAlias = bool | None
"""True and False are settled, None is left open."""
Judged = Callable[[Resource], Truth]
Doubt = Callable[[Resource], bool]
Unsure = Callable[[Json], bool]

_ORDER = frozenset({"gt", "ge", "lt", "le"})
_DEFAULT_SUBS = frozenset({"type", "primary", "display", "value", "$ref"})
_FRACTION = re.compile(r"[.,]([0-9]+)")
_NUMBERS = re.compile("([0-9]{1,18})")
_SHOWN_DIGITS = 6
"""Of a second, as far as moments are compared."""


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
    return lambda resource: some(condition(one) for one in elements_at(resource, path))


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

    Lexicographical order (RFC 7644 table 3) names no alphabet: case, marks and signs may count,
    and numbers in a text by their size.
    """
    if not (one.isascii() and other.isascii()):
        return None
    ways = (str, str.casefold, _letters, _by_size)
    keys: list[tuple[Any, Any]] = [(way(one), way(other)) for way in ways]
    numbers = _number(one), _number(other)
    if None not in numbers:
        keys.append(numbers)
    seen = {(left > right) - (left < right) for left, right in keys}
    return seen.pop() < 0 if len(seen) == 1 else None


def is_earlier(one: str, other: str) -> Truth:
    """Return whether a date comes before another; None where that cannot be known."""
    moment, later = moment_of(one), moment_of(other)
    if moment is None or later is None or not (_has_zone(one) and _has_zone(other)):
        return None
    return moment < later


def _by_size(text: str) -> list[tuple[int, str]]:
    """Return a key that sorts numbers in a text by size, before words."""
    parts = _NUMBERS.split(text.casefold())
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts if part]


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _opposite(found: Truth) -> Truth:
    return None if found is None else not found


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
        return _unsure_of_text(node.operator, wanted, attribute, is_an_id=is_an_id)
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


def _unsure_of_text(
    operator: str, wanted: str, attribute: Attribute | None, *, is_an_id: bool
) -> Unsure:
    kind = attribute.type if attribute is not None else ""
    is_exact = attribute is not None and attribute.case_exact
    # 7643 section 2.3.7 and its listing contradict each other about references; ids stand in both.
    either = attribute is None or kind == "reference" or is_an_id

    def unsure(value: Json) -> bool:
        if not isinstance(value, str):
            return True
        is_date = kind == "dateTime" or (attribute is None and moment_of(value) is not None)
        if is_date and moment_of(wanted) is not None:
            return _is_unsure_date(operator, value, wanted)
        if kind == "dateTime":
            return True
        if operator in _ORDER:
            return _is_unsure_order(value, wanted)
        return _is_unsure_text(operator, value, wanted, either=either, exact=is_exact)

    return unsure


def _is_an_id(path: Path, attributes: Attributes, inside: Path | None) -> bool:
    """Return whether a path names an id: that of a resource, or of one that is referred to."""
    name = (path.sub or path.name).lower()
    if name != "value":
        return name in {"id", "$ref"}
    parent = attributes.find(_outer(path, inside))
    return parent is None or parent.sub("$ref") is not None


def _is_unsure_order(value: str, wanted: str) -> bool:
    return value != wanted and is_before(value, wanted) is None


def _is_unsure_text(operator: str, value: str, wanted: str, *, either: bool, exact: bool) -> bool:
    test = _TEXT.get(operator, _is_same)
    as_is = test(value, wanted)
    folded = test(value.casefold(), wanted.casefold())
    if either and as_is != folded:
        return True
    if value.isascii() and wanted.isascii():
        return False
    # Which letters are the same, in other case, width or composition, is a matter of tables
    # (PRECIS for userName, RFC 7644 section 5).
    ways = _SAME_LETTERS if exact else (*_SAME_LETTERS, *_SAME_IN_ANY_CASE)
    settled = as_is if exact else folded
    return any(test(way(value), way(wanted)) != settled for way in ways)


def _ascii_lower(text: str) -> str:
    return "".join(char.lower() if char.isascii() else char for char in text)


_SAME_LETTERS: tuple[Callable[[str], str], ...] = (
    lambda text: unicodedata.normalize("NFC", text),
    lambda text: unicodedata.normalize("NFKC", text),
)
_SAME_IN_ANY_CASE: tuple[Callable[[str], str], ...] = (
    _ascii_lower,
    str.upper,
    lambda text: text.replace("\u0130", "i").casefold(),
    lambda text: unicodedata.normalize("NFC", text).casefold(),
    lambda text: unicodedata.normalize("NFKC", text).casefold(),
)


def _is_unsure_date(operator: str, value: str, wanted: str) -> bool:
    moment, other = moment_of(value), moment_of(wanted)
    if moment is None or other is None or not (_has_zone(value) and _has_zone(wanted)):
        return True
    if moment != other:
        # One of the two may have digits that it does not show.
        return abs(moment - other) < max(_unit(value), _unit(wanted))
    if value == wanted:
        # The server may keep more digits than it shows; "identical" spelling is settled for eq.
        return operator in {"gt", "le"}
    return (
        operator in {"gt", "le", "eq", "ne"} or max(map(_digits, (value, wanted))) > _SHOWN_DIGITS
    )


def _digits(text: str) -> int:
    """Return how many digits of a second a date shows."""
    found = _FRACTION.search(text)
    return len(found[1]) if found is not None else 0


def _unit(text: str) -> timedelta:
    return timedelta(microseconds=10 ** max(_SHOWN_DIGITS - _digits(text), 0))


def _has_zone(text: str) -> bool:
    return text.upper().endswith("Z") or "+" in text or text.count("-") > 2

"""One value against one literal. Source: RFC 7644 table 3; RFC 7643 section 2.3 for the types."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from scim_explorer.protocol.filters.syntax import Comparison
from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.schema import Attribute

Test = Callable[[Json], bool]
_Factory = Callable[[str], Callable[[Any], bool]]
_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "gt": operator.gt,
    "ge": operator.ge,
    "lt": operator.lt,
    "le": operator.le,
}
# Written out, since each further call would cost as much as the comparison.
_IN_ANY_CASE: dict[str, _Factory] = {
    "eq": lambda wanted: lambda value: value.casefold() == wanted,
    "gt": lambda wanted: lambda value: value.casefold() > wanted,
    "ge": lambda wanted: lambda value: value.casefold() >= wanted,
    "lt": lambda wanted: lambda value: value.casefold() < wanted,
    "le": lambda wanted: lambda value: value.casefold() <= wanted,
    "co": lambda wanted: lambda value: wanted in value.casefold(),
    "sw": lambda wanted: lambda value: value.casefold().startswith(wanted),
    "ew": lambda wanted: lambda value: value.casefold().endswith(wanted),
}
AS_SPELLED: dict[str, _Factory] = {
    "eq": lambda wanted: lambda value: value == wanted,
    "gt": lambda wanted: lambda value: value > wanted,
    "ge": lambda wanted: lambda value: value >= wanted,
    "lt": lambda wanted: lambda value: value < wanted,
    "le": lambda wanted: lambda value: value <= wanted,
    "co": lambda wanted: lambda value: wanted in value,
    "sw": lambda wanted: lambda value: value.startswith(wanted),
    "ew": lambda wanted: lambda value: value.endswith(wanted),
}


class ValueTest(NamedTuple):
    """The test of one assigned value.

    Attributes:
        kind: The type that values usually have.
        of_kind: The test of a value of just this type, and the quicker one.
        of_any: The test of any value.
        wanted_in_any_case: The literal as texts in any case are held against it, None for others.
    """

    kind: type[str | int | bool]
    of_kind: Callable[[Any], bool]
    of_any: Test
    wanted_in_any_case: str | None = None


def value_test(node: Comparison, attribute: Attribute | None) -> ValueTest:
    """Return the test of one assigned value.

    ``ne`` is not here: it is the opposite of ``eq`` on any one value.

    Args:
        node: Operator and literal.
        attribute: What the schema says about the values; None when it says nothing.
    """
    kind = node.operator if node.operator != "ne" else "eq"
    wanted = node.value
    if isinstance(wanted, str):
        return _text_test(kind, wanted, attribute)
    if isinstance(wanted, bool) and kind == "eq":
        return ValueTest(bool, lambda value: value is wanted, lambda value: value is wanted)
    if isinstance(wanted, int | float) and not isinstance(wanted, bool) and kind in _ORDER:
        return _number_test(_ORDER[kind], wanted)
    return ValueTest(bool, _never, _never)


def _text_test(kind: str, wanted: str, attribute: Attribute | None) -> ValueTest:
    folded: str | None = None
    passes = _date_test(kind, wanted) if attribute and attribute.type == "dateTime" else None
    if passes is None and attribute is not None and attribute.case_exact:
        passes = AS_SPELLED[kind](wanted)
    if passes is None:
        folded = wanted.casefold()
        passes = _IN_ANY_CASE[kind](folded)
    of_text = passes
    return ValueTest(str, of_text, lambda value: isinstance(value, str) and of_text(value), folded)


def _date_test(kind: str, wanted: str) -> Callable[[str], bool] | None:
    """Return the test of instants, None where the operator or the literal is not for them."""
    moment, order = moment_of(wanted), _ORDER.get(kind)
    if moment is None or order is None:
        return None

    def is_in_order(value: str) -> bool:
        found = moment_of(value)
        return found is not None and order(found, moment)

    return is_in_order


def _number_test(order: Callable[[Any, Any], bool], wanted: float) -> ValueTest:
    def of_any(value: Json) -> bool:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return is_number and order(value, wanted)

    return ValueTest(int, lambda value: order(value, wanted), of_any)


def _never(_value: Json) -> bool:
    return False


def moment_of(text: str) -> datetime | None:
    """Return the instant of an xsd:dateTime; without a zone it is taken as UTC."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)

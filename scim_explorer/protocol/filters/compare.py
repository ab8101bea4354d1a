"""One value against one literal. Source: RFC 7644 table 3; RFC 7643 section 2.3 for the types."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from scim_explorer.protocol.filters.syntax import Comparison
from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.schema import Attribute

Test = Callable[[Json], bool]
_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "gt": operator.gt,
    "ge": operator.ge,
    "lt": operator.lt,
    "le": operator.le,
}
_TEXT: dict[str, Callable[[str, str], bool]] = _ORDER | {
    "co": operator.contains,
    "sw": str.startswith,
    "ew": str.endswith,
}


def value_test(node: Comparison, attribute: Attribute | None) -> Test:
    """Return the test of one assigned value.

    ``ne`` is not here: it is the opposite of ``eq`` on any one value.

    Args:
        node: Operator and literal.
        attribute: What the schema says about the values; None when it says nothing.
    """
    kind = node.operator if node.operator != "ne" else "eq"
    wanted = node.value
    if attribute is not None and attribute.type == "dateTime" and isinstance(wanted, str):
        return _date_test(kind, wanted)
    if isinstance(wanted, str):
        exact = attribute is not None and attribute.case_exact
        return _text_test(kind, wanted if exact else wanted.casefold(), exact=exact)
    if isinstance(wanted, bool):
        return (lambda value: value is wanted) if kind == "eq" else _never
    if isinstance(wanted, int | float):
        return _number_test(kind, wanted)
    return _never


def _text_test(kind: str, wanted: str, *, exact: bool) -> Test:
    test = _TEXT[kind]
    if exact:
        return lambda value: isinstance(value, str) and test(value, wanted)
    return lambda value: isinstance(value, str) and test(value.casefold(), wanted)


def _number_test(kind: str, wanted: float) -> Test:
    order = _ORDER.get(kind)
    if order is None:
        return _never
    return lambda value: (
        isinstance(value, int | float) and not isinstance(value, bool) and order(value, wanted)
    )


def _date_test(kind: str, wanted: str) -> Test:
    moment, order = moment_of(wanted), _ORDER.get(kind)
    if moment is None or order is None:
        return _text_test(kind, wanted.casefold(), exact=False)

    def test(value: Json) -> bool:
        found = moment_of(value) if isinstance(value, str) else None
        return found is not None and order(found, moment)

    return test


def _never(_value: Json) -> bool:
    return False


def moment_of(text: str) -> datetime | None:
    """Return the instant of an xsd:dateTime; without a zone it is taken as UTC."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)

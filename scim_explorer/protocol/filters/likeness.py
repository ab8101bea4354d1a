"""Where it is open how two texts compare: letters, numbers in them, spellings of dates. Pure.

Sources: RFC 7644 section 3.4.2.2 and table 3, RFC 7643 section 2.3.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from scim_explorer.protocol.filters.compare import AS_SPELLED, moment_of
from scim_explorer.protocol.filters.syntax import OF_ORDER
from scim_explorer.protocol.filters.truth import Truth
from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.schema import Attribute

Unsure: TypeAlias = Callable[[Json], bool]
"""Says of a value whether the comparison with it is open."""

_FRACTION = re.compile(r"[.,]([0-9]+)")
_NUMBERS = re.compile("([0-9]{1,18})")
_SHOWN_DIGITS = 6
"""Of a second, as far as moments are compared."""


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
    moment, later = _instant(one), _instant(other)
    return moment < later if moment is not None and later is not None else None


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


def unsure_of_text(
    operator: str, wanted: str, attribute: Attribute | None, *, is_an_id: bool
) -> Unsure:
    """Return what says of one value that it is open how it compares with a text.

    Args:
        operator: Any but "pr".
        wanted: What is compared with.
        attribute: What the schemas say about the values; None when nothing.
        is_an_id: Whether they are ids.
    """
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
        if operator in OF_ORDER:
            return _is_unsure_order(value, wanted)
        return _is_unsure_text(operator, value, wanted, either=either, exact=is_exact)

    return unsure


def _is_unsure_order(value: str, wanted: str) -> bool:
    return value != wanted and is_before(value, wanted) is None


def _is_unsure_text(operator: str, value: str, wanted: str, *, either: bool, exact: bool) -> bool:
    test = AS_SPELLED["eq" if operator == "ne" else operator]

    def passes(way: Callable[[str], str]) -> bool:
        return test(way(wanted))(way(value))

    as_is, folded = passes(str), passes(str.casefold)
    if either and as_is != folded:
        return True
    if value.isascii() and wanted.isascii():
        return False
    # Which letters are the same, in other case, width or composition, is a matter of tables
    # (PRECIS for userName, RFC 7644 section 5).
    ways = _SAME_LETTERS if exact else (*_SAME_LETTERS, *_SAME_IN_ANY_CASE)
    settled = as_is if exact else folded
    return any(passes(way) != settled for way in ways)


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
    moment, other = _instant(value), _instant(wanted)
    if moment is None or other is None:
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


def _instant(text: str) -> datetime | None:
    """Return the moment of a date with a zone; None for any other text."""
    has_zone = text.upper().endswith("Z") or "+" in text or text.count("-") > 2
    return moment_of(text) if has_zone else None

"""Is a page in the order that was asked for? Pure.

Servers compare text in different ways (letter case, accents, punctuation), and RFC 7644 leaves
that open. So a row counts as out of order only where every usual way of comparing agrees.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from scim_explorer.protocol.filters.leeway import is_before, is_earlier


def rows_out_of_order(values: Sequence[str], *, descending: bool, dates: bool = False) -> int:
    """Return how many neighbours in ``values`` certainly stand the wrong way round.

    Args:
        values: Texts of the sort attribute, row after row; empty ones are skipped, since servers
            put them first or last.
        descending: The order asked for.
        dates: Compare as instants; what is not a date with a zone is skipped.

    Source: RFC 7644 section 3.4.2.3.
    """
    filled = [value for value in values if value]
    pairs: Iterable[tuple[str, str]] = pairwise(filled)
    if descending:
        pairs = ((second, first) for first, second in pairs)
    certain = _later if dates else _certainly_greater
    return sum(certain(first, second) for first, second in pairs)


def _certainly_greater(first: str, second: str) -> bool:
    return is_before(second, first) is True


def _later(first: str, second: str) -> bool:
    return is_earlier(second, first) is True

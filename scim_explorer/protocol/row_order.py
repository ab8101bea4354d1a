"""Is a page in the order that was asked for? Pure.

Servers compare text in different ways (letter case, accents, punctuation), and RFC 7644 leaves
that open. So a row counts as out of order only where every usual way of comparing agrees.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from scim_explorer.protocol.filters.likeness import is_before, is_earlier
from scim_explorer.protocol.filters.truth import Truth


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
    return wrong_steps(filled, descending=descending, dates=dates).count(True)


def wrong_steps(
    values: Sequence[str | None], *, descending: bool, dates: bool = False
) -> list[Truth]:
    """Return whether each two neighbours stand the wrong way round.

    It is None where nobody can tell: one has no value, both are the same, collations differ.

    Args:
        values: Texts of the sort attribute, row after row.
        descending: The order asked for.
        dates: Compare as instants.
    """
    comes_before = is_earlier if dates else is_before
    pairs: Iterable[tuple[str | None, str | None]] = pairwise(values)
    if descending:
        pairs = ((second, first) for first, second in pairs)
    return [
        None if one is None or other is None or one == other else comes_before(other, one)
        for one, other in pairs
    ]

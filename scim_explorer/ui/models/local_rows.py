"""Which of the loaded rows are shown, in which order; no server is asked. Qt-free."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

import msgspec

from scim_explorer.protocol.cells import Row, cell_reader
from scim_explorer.protocol.local_order import SortKey, in_order, key_reader
from scim_explorer.protocol.schema import Attribute
from scim_explorer.ui.models.page_cache import Block
from scim_explorer.ui.models.table_columns import Column, cell_text

RowTest: TypeAlias = Callable[[Row], bool]
Stop: TypeAlias = Callable[[], bool]

_SLICE = 500


class LocalState(NamedTuple):
    """What the foot of a list says about its local search.

    Attributes:
        found: How many rows are shown; None without a search.
        searched: How many rows are there to search and to sort.
        is_filter: Whether a filter was evaluated, and not words found.
        is_searching: Whether it takes long, and what is shown is older.
        sorted_by: Attribute path; "" where the rows stand as the server sent them.
    """

    found: int | None = None
    searched: int = 0
    is_filter: bool = False
    is_searching: bool = False
    sorted_by: str = ""


def word_test(words: str, columns: Sequence[Column]) -> RowTest:
    """Return whether a row shows ``words`` in one of its cells.

    Letter case does not matter. A value counts as shown and as sent.
    """
    wanted = words.casefold()
    read = cell_reader([column.path for column in columns])

    def test(row: Row) -> bool:
        sent = read(row)
        shown = map(cell_text, columns, sent)
        return any(wanted in text.casefold() for text in (*sent, *shown))

    return test


class OwnOrder:
    """An order by one attribute, with what was read for it.

    Attributes:
        path: Attribute path.
        descending: Whether the largest comes first.
    """

    def __init__(self, path: str, attribute: Attribute | None, *, descending: bool) -> None:
        self.path = path
        self.descending = descending
        self._read = key_reader(path, attribute)
        self._kept: dict[int, tuple[tuple[msgspec.Raw, ...], list[SortKey]]] = {}

    def turn(self, *, descending: bool) -> None:
        """Sort the other way from now on; what was read stays."""
        self.descending = descending

    def keys(self, blocks: Sequence[Block], should_stop: Stop) -> dict[int, SortKey] | None:
        """Return by number what each row is sorted by; None when it is to stop.

        Of each block that is the one of the last time nothing is read again.
        """
        known: dict[int, tuple[tuple[msgspec.Raw, ...], list[SortKey]]] = {}
        for block in blocks:
            rows, keys = self._kept.get(block.first, ((), []))
            if rows is not block.rows:
                keys = []
                for part in _slices(block.rows):
                    if should_stop():
                        return None
                    keys += map(self._read, part)
            known[block.first] = (block.rows, keys)
        self._kept = known
        return {
            number: key
            for first, (_, keys) in known.items()
            for number, key in enumerate(keys, first)
        }


def local_rows(
    blocks: Sequence[Block],
    test: RowTest | None,
    order: OwnOrder | None,
    should_stop: Stop = lambda: False,
) -> tuple[int, ...] | None:
    """Return the numbers of the rows to show, from top to bottom.

    Args:
        blocks: The rows that are loaded.
        test: Which are wanted; None for all.
        order: None for the order of the list.
        should_stop: Asked every few hundred rows; once it says so, the answer is None.
    """
    numbers: list[int] = []
    for block in blocks:
        if test is None:
            numbers += range(block.first, block.first + len(block.rows))
            continue
        first = block.first
        for part in _slices(block.rows):
            if should_stop():
                return None
            numbers += [number for number, row in enumerate(part, first) if test(row)]
            first += len(part)
    return tuple(numbers) if order is None else _ordered(numbers, blocks, order, should_stop)


def _ordered(
    numbers: Sequence[int], blocks: Sequence[Block], order: OwnOrder, should_stop: Stop
) -> tuple[int, ...] | None:
    keys = order.keys(blocks, should_stop)
    if keys is None:
        return None
    wanted = [keys[number] for number in numbers]
    places = in_order(wanted, descending=order.descending, should_stop=should_stop)
    return None if places is None else tuple(numbers[place] for place in places)


def _slices(rows: tuple[msgspec.Raw, ...]) -> Iterator[tuple[msgspec.Raw, ...]]:
    return (rows[start : start + _SLICE] for start in range(0, len(rows), _SLICE))

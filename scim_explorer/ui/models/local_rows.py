"""Which of the loaded rows are shown, in which order; no server is asked. Qt-free."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
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


_Keys: TypeAlias = dict[int, tuple[tuple[msgspec.Raw, ...], list[SortKey]]]
"""The rows of each block, by the number of its first one, and what they are sorted by."""


class _Sorted(NamedTuple):
    keys: _Keys
    numbers: list[int]
    ascending: list[int]


class OwnOrder:
    """An order by one attribute, with what was read and sorted for it before.

    Attributes:
        path: Attribute path.
        descending: Whether the largest comes first.
    """

    def __init__(self, path: str, attribute: Attribute | None, *, descending: bool) -> None:
        self.path = path
        self.descending = descending
        self._read = key_reader(path, attribute)
        self._keys: _Keys = {}
        self._last = _Sorted({}, [], [])

    def turn(self, *, descending: bool) -> None:
        """Sort the other way from now on; what was read stays."""
        self.descending = descending

    def ordered(
        self, numbers: list[int], blocks: Sequence[Block], should_stop: Stop
    ) -> tuple[int, ...] | None:
        """Return the numbers of rows in this order; None when it is to stop.

        Args:
            numbers: Of rows in ``blocks``, ascending.
            blocks: Of one that was there the last time nothing is read again.
            should_stop: Asked every few hundred rows.
        """
        descending, last = self.descending, self._last
        keys = self._keys_of(blocks, should_stop)
        if keys is None:
            return None
        is_known = last.keys is keys and last.numbers == numbers
        places = in_order(
            _in_line(keys, numbers),
            descending=descending,
            ascending=last.ascending if is_known else None,
            should_stop=should_stop,
        )
        if places is None:
            return None
        if not descending:
            self._last = _Sorted(keys, numbers, places)
        return tuple(map(numbers.__getitem__, places))

    def _keys_of(self, blocks: Sequence[Block], should_stop: Stop) -> _Keys | None:
        before = self._keys
        if [(first, id(rows)) for first, (rows, _) in before.items()] == [
            (block.first, id(block.rows)) for block in blocks
        ]:
            return before
        keys: _Keys = {}
        for block in blocks:
            rows, found = before.get(block.first, ((), []))
            if rows is not block.rows:
                found = []
                for part in _slices(block.rows):
                    if should_stop():
                        return None
                    found += map(self._read, part)
            keys[block.first] = (block.rows, found)
        self._keys = keys
        return keys


def _in_line(keys: _Keys, numbers: Sequence[int]) -> list[SortKey]:
    """Return the key of each of ``numbers``."""
    of_all = list(chain.from_iterable(found for _, found in keys.values()))
    if len(of_all) == len(numbers):
        return of_all
    all_numbers = chain.from_iterable(
        range(first, first + len(rows)) for first, (rows, _) in keys.items()
    )
    by_number = dict(zip(all_numbers, of_all, strict=True))
    return [by_number[number] for number in numbers]


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
    return tuple(numbers) if order is None else order.ordered(numbers, blocks, should_stop)


def _slices(rows: tuple[msgspec.Raw, ...]) -> Iterator[tuple[msgspec.Raw, ...]]:
    return (rows[start : start + _SLICE] for start in range(0, len(rows), _SLICE))

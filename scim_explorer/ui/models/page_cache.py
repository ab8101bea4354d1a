"""The rows of one list, as far as they came. Qt-free.

Sparse: a dictionary of pages, each row the bytes the server sent. Page bodies are kept up to a
limit; the least recently used go first, never one that is on the screen.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple, TypeAlias

import msgspec

from scim_explorer.protocol.list_response import ListPage
from scim_explorer.protocol.paging import Position
from scim_explorer.ui.models.page_chain import PageChain
from scim_explorer.ui.models.page_grid import PageGrid

KEPT_BYTES = 64 * 1024 * 1024
Layout: TypeAlias = PageGrid | PageChain
PairBlock: TypeAlias = tuple[tuple[str | None, ...], tuple[msgspec.Raw, ...]]


class Mark(Enum):
    """What is odd about a row of a list."""

    NONE = "none"
    NO_ID = "no-id"
    REPEATED = "repeated"


class Row(NamedTuple):
    """One resource of a list.

    Attributes:
        raw: The bytes the server sent for it.
        id: Its id, None when it has none that is a string.
        mark: What is odd about it.
        first_seen: Row (from 0) where the same id stood first; its own for the first one.
    """

    raw: msgspec.Raw
    id: str | None
    mark: Mark
    first_seen: int


class Block(NamedTuple):
    """Rows that stand one after the other.

    Attributes:
        first: Number (from 0) of the first one.
        rows: The bytes of each; the same object as long as they are the same rows.
    """

    first: int
    rows: tuple[msgspec.Raw, ...]


class _Kept(NamedTuple):
    """A page as it is held: two tuples and what is odd, since a ``Row`` each costs as much again.

    Attributes:
        rows: The bytes of each row.
        ids: Their ids.
        first_seen: Place on the page to the row where the same id stood first, repeats only.
        size: Bytes of the answers they are slices of.
    """

    rows: tuple[msgspec.Raw, ...]
    ids: tuple[str | None, ...]
    first_seen: dict[int, int]
    size: int

    def row(self, place: int, number: int) -> Row:
        name = self.ids[place]
        first = self.first_seen.get(place, number)
        odd = Mark.NONE if first == number else Mark.REPEATED
        return Row(self.rows[place], name, Mark.NO_ID if name is None else odd, first)


_NOTHING = _Kept((), (), {}, 0)


class PageCache:
    """Holds the pages of one query.

    Attributes:
        layout: Where pages stand.
        loaded: Rows received and placed, also those no longer held.
        repeated: Page to the number of its rows whose id was seen before.
        without_id: Rows received without a usable id.
        ignored_page: First page that brought nothing but known ids, None without.
    """

    def __init__(
        self, first: ListPage, asked: int, start: Position, *, kept_bytes: int = KEPT_BYTES
    ) -> None:
        total = first.total_results
        # Without a cursor and short of the total: cursors are ignored, the index works.
        ignores_cursor = first.next_cursor is None and len(first.rows) < (total or 0)
        by_index = total is not None and (start.cursor is None or ignores_cursor)
        self.layout: Layout = PageGrid(first, asked) if by_index else PageChain(first, asked, start)
        self.repeated: dict[int, int] = {}
        self.without_id = 0
        self.ignored_page: int | None = None
        self._limit = kept_bytes
        self._kept_size = 0
        self._pages: OrderedDict[int, _Kept] = OrderedDict()
        self._placed: dict[int, int] = {}
        self._first_seen: dict[str, int] = {}
        self._visible: range = range(1)
        self._store(0, first, 0, len(first.rows))

    @property
    def loaded(self) -> int:
        return sum(self._placed.values())

    @property
    def held_bytes(self) -> int:
        return self._kept_size

    @property
    def held_pages(self) -> tuple[int, ...]:
        return tuple(self._pages)

    @property
    def row_count(self) -> int:
        return self.layout.row_count

    def row(self, number: int) -> Row | None:
        """Return the row at ``number`` (from 0), None when it is not held."""
        page = self.layout.page_at(number)
        kept = self._pages.get(page, _NOTHING)
        place = number - self.layout.first_row(page)
        return kept.row(place, number) if place < len(kept.rows) else None

    def held_rows(self) -> Iterator[tuple[int, Row]]:
        """Return all rows held, in the order of the list, with their numbers."""
        for page in sorted(self._pages):
            kept, start = self._pages[page], self.layout.first_row(page)
            for place in range(len(kept.rows)):
                yield start + place, kept.row(place, start + place)

    @property
    def held_count(self) -> int:
        return sum(len(kept.rows) for kept in self._pages.values())

    def blocks(self) -> tuple[Block, ...]:
        """Return all rows held, in the order of the list; at once, however many they are."""
        pages = sorted(self._pages)
        return tuple(Block(self.layout.first_row(page), self._pages[page].rows) for page in pages)

    def pair_blocks(self) -> tuple[tuple[tuple[str | None, ...], tuple[msgspec.Raw, ...]], ...]:
        """Return ids and bytes of all rows held, page by page, in the order of the list."""
        return tuple(
            (self._pages[page].ids, self._pages[page].rows) for page in sorted(self._pages)
        )

    def sample(self, count: int) -> tuple[msgspec.Raw, ...]:
        """Return up to ``count`` rows of the first page held."""
        return self._pages[min(self._pages)].rows[:count] if self._pages else ()

    def missing(self, first: int, last: int) -> tuple[int, ...]:
        """Return the pages needed to show rows ``first`` to ``last`` that are not held."""
        end = min(last, self.row_count - 1)
        if end < first:
            return ()
        pages = range(self.layout.page_at(first), self.layout.page_at(end) + 1)
        return tuple(page for page in pages if not self._is_whole(page))

    def show(self, first: int, last: int) -> None:
        """Remember what is on the screen: these pages stay, others make room."""
        self._visible = range(self.layout.page_at(first), self.layout.page_at(last) + 1)
        for page in self._visible:
            if page in self._pages:
                self._pages.move_to_end(page)

    def add(self, page: int, answer: ListPage) -> range:
        """Store an answer for ``page``; return the rows it filled."""
        before = 0 if self.layout.is_complete(page) else self.layout.received(page)
        start = self.layout.first_row(page) + before
        new = sum(
            1
            for i, name in enumerate(answer.ids)
            if name is None or self._first_seen.get(name, start + i) >= start
        )
        # A page past the reported end only tests the total; that it repeats is no news.
        inside = page < self.layout.page_count or isinstance(self.layout, PageChain)
        taken = self.layout.place(page, answer, new)
        if not taken:
            if answer.rows and inside and self.ignored_page is None:
                self.ignored_page = page
            return range(0)
        return self._store(page, answer, before, taken)

    def _store(self, page: int, answer: ListPage, before: int, taken: int) -> range:
        start = self.layout.first_row(page)
        old = self._pages.pop(page, _NOTHING)
        self._kept_size -= old.size
        ids = (*old.ids[:before], *answer.ids[:taken])
        kept = _Kept(
            (*old.rows[:before], *answer.rows[:taken]),
            ids,
            self._repeats(start, ids),
            len(answer.body) + (old.size if before else 0),
        )
        self._pages[page] = kept
        self._kept_size += kept.size
        self._count(page, kept)
        self._make_room()
        return range(start + before, start + before + taken)

    def _repeats(self, start: int, ids: Sequence[str | None]) -> dict[int, int]:
        enter = self._first_seen.setdefault
        firsts = (
            (place, enter(name, start + place))
            for place, name in enumerate(ids)
            if name is not None
        )
        return {place: first for place, first in firsts if first != start + place}

    def _count(self, page: int, kept: _Kept) -> None:
        if page not in self._placed:
            self.without_id += kept.ids.count(None)
        self._placed[page] = len(kept.rows)
        if kept.first_seen:
            self.repeated[page] = len(kept.first_seen)
        else:
            self.repeated.pop(page, None)

    def _is_whole(self, page: int) -> bool:
        return page in self._pages and self.layout.is_complete(page)

    def _make_room(self) -> None:
        for page in tuple(self._pages):
            if self._kept_size <= self._limit:
                return
            if page in self._visible or page == next(reversed(self._pages)):
                continue
            self._kept_size -= self._pages.pop(page).size
            self.layout.forget(page)

"""Which row stands on which page of a list that can only be read in order. Qt-free.

For cursors (RFC 9865) and for servers that report no ``totalResults``: a page's place is known
only once the page before it came.
"""

from __future__ import annotations

from bisect import bisect_right

from scim_explorer.protocol.list_response import ListPage
from scim_explorer.protocol.paging import Position

_MAX_EMPTY_PAGES = 3


class PageChain:
    """Appends pages; the next position comes out of the page before.

    Attributes:
        size: The ``count`` to ask for.
        reported: ``totalResults`` as the server said it last, None when it says none.
        loop: True when a cursor came a second time, so that the walk would never end.
    """

    def __init__(self, first: ListPage, asked: int, start: Position) -> None:
        self.size = asked
        self.reported = first.total_results
        self.loop = False
        self._positions = [start]
        self._starts = [0]
        self._counts = [len(first.rows)]
        self._next: Position | None = None
        self._cursors: set[str] = set()
        # Some servers give cursors without being asked, and no total then (RFC 9865).
        self._by_cursor = start.cursor is not None or first.next_cursor is not None
        self._empty_pages = 0
        self._follow(first)

    @property
    def row_count(self) -> int:
        return self._starts[-1] + self._counts[-1]

    @property
    def page_count(self) -> int:
        return len(self._starts)

    @property
    def has_more(self) -> bool:
        return self._next is not None

    def page_at(self, row: int) -> int:
        return max(bisect_right(self._starts, row) - 1, 0)

    def first_row(self, page: int) -> int:
        return self._starts[page] if page < len(self._starts) else self.row_count

    def received(self, page: int) -> int:
        """Return how many rows came for ``page``."""
        return self._counts[page] if page < len(self._counts) else 0

    def is_complete(self, page: int) -> bool:
        return page < len(self._starts)

    def position(self, page: int) -> Position:
        """Return where to ask for ``page``: one that came before, or the next one."""
        if page < len(self._positions):
            return self._positions[page]
        if self._next is None:
            raise ValueError(f"page {page} is past the end")
        return self._next

    def probe(self) -> int | None:
        """Return None: the end of a chain is never in doubt."""
        return None

    def next_page(self, running: tuple[int, ...]) -> int | None:
        """Return the page after the last, unless it is in ``running`` or the end was reached."""
        page = len(self._starts)
        return page if self._next is not None and page not in running else None

    def forget(self, page: int) -> None:
        """Pages of a chain come whole; nothing to forget."""

    def page_beyond(self, row: int) -> int | None:
        """Return the page to append when ``row`` is past the rows that are there."""
        return self.next_page(()) if row >= self.row_count else None

    def one_more(self) -> int | None:
        """Return None: a chain says itself where it ends."""
        return None

    def place(self, page: int, answer: ListPage, new: int) -> int:
        """Take note of an answer for ``page``; return how many of its rows belong there."""
        if answer.total_results is not None:
            self.reported = answer.total_results
        if page < len(self._starts):
            return min(len(answer.rows), self._counts[page])
        asked = self._next
        self._next = None
        if asked is None or (answer.rows and new == 0):
            return 0
        if not answer.rows:
            self._empty_pages += 1
            if self._empty_pages <= _MAX_EMPTY_PAGES:
                self._follow(answer)
            return 0
        self._empty_pages = 0
        self._starts.append(self.row_count)
        self._counts.append(len(answer.rows))
        self._positions.append(asked)
        self._follow(answer)
        return len(answer.rows)

    def _follow(self, answer: ListPage) -> None:
        if not self._by_cursor:
            start = self.row_count + 1
            self._next = Position(start_index=start, cursor=None) if answer.rows else None
            return
        cursor = answer.next_cursor
        if not cursor:
            return
        if cursor in self._cursors:
            self.loop = True
            return
        self._cursors.add(cursor)
        self._next = Position(start_index=None, cursor=cursor)

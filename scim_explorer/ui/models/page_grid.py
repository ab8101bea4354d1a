"""Which row of an index-paged list stands on which page. Qt-free.

A grid: page ``k`` begins at row ``k * size``, so any row of a million costs one request. Rows and
pages count from 0 here; ``startIndex`` counts from 1.
"""

from __future__ import annotations

from scim_explorer.protocol.list_response import ListPage
from scim_explorer.protocol.paging import Position

MAX_ROWS = 5_000_000
"""More rows than any view is asked to hold; a total above it is the server's joke."""


class PageGrid:
    """Places pages by arithmetic, and finds the true end where the reported total lies.

    An empty page, or one with nothing but known ids, is the proof that the list ends before it.
    Between the last row seen and that page the end is searched by halving.

    Attributes:
        size: Rows a page; also the ``count`` to ask for.
        reported: ``totalResults`` as the server said it last.
    """

    def __init__(self, first: ListPage, asked: int) -> None:
        received = len(first.rows)
        self.reported = first.total_results or 0
        # A server that caps a page sets the grid (fault 71, L13); so does one that ignores count.
        capped = 0 < received < asked and self.reported > received
        self.size = received if capped or received > asked else asked
        self._counts: dict[int, int] = {0: received}
        self._seen_end = received
        self._end: int | None = 0 if received == 0 else None
        self._check_neighbour = False
        self._first_open = 0

    @property
    def row_count(self) -> int:
        total = max(self.reported, self._seen_end) if self._end is None else self._end
        return min(total, MAX_ROWS)

    @property
    def page_count(self) -> int:
        return max(1, -(-self.row_count // self.size))

    @property
    def has_more(self) -> bool:
        return self.next_page(()) is not None

    def page_at(self, row: int) -> int:
        return row // self.size

    def first_row(self, page: int) -> int:
        return page * self.size

    def received(self, page: int) -> int:
        """Return how many rows ever came for ``page``."""
        return self._counts.get(page, 0)

    def is_complete(self, page: int) -> bool:
        expected = min(self.size, self.row_count - self.first_row(page))
        return page in self._counts and self._counts[page] >= expected

    def position(self, page: int) -> Position:
        """Return where to ask for ``page``, or for the rest of it when a part came."""
        taken = 0 if self.is_complete(page) else self.received(page)
        return Position(start_index=self.first_row(page) + taken + 1, cursor=None)

    def probe(self) -> int | None:
        """Return the page that halves the doubt about the end, None without doubt."""
        if self._end is None or self._end <= self._seen_end:
            return None
        low, high = self.page_at(self._seen_end), self.page_at(self._end - 1)
        return low if self._check_neighbour else (low + high) // 2

    def next_page(self, running: tuple[int, ...]) -> int | None:
        """Return the first page not received yet and not in ``running``."""
        while self._first_open < self.page_count and self.is_complete(self._first_open):
            self._first_open += 1
        return next(
            (
                page
                for page in range(self._first_open, self.page_count)
                if page not in running and not self.is_complete(page)
            ),
            None,
        )

    def forget(self, page: int) -> None:
        """Ask for all of ``page`` again, where only a part of it came and is no longer held."""
        if not self.is_complete(page):
            self._counts.pop(page, None)

    def place(self, page: int, answer: ListPage, new: int) -> int:
        """Take note of an answer for ``page``; return how many of its rows belong there.

        Args:
            page: The page that was asked for.
            answer: What came.
            new: How many of its rows have an id not seen on another page, or none.
        """
        if answer.total_results not in (None, self.reported):
            self.reported = answer.total_results or 0
            self._first_open = 0
        start = self.first_row(page)
        before = 0 if self.is_complete(page) else self.received(page)
        if not answer.rows or (new == 0 and page > 0):
            self._found_end(start + before, repeated=bool(answer.rows))
            return 0
        taken = min(len(answer.rows), self.size - before)
        self._counts[page] = before + taken
        self._seen_end = max(self._seen_end, start + before + taken)
        self._check_neighbour = False
        if self._end is not None:
            self._end = max(self._end, self._seen_end)
        return taken

    def page_beyond(self, row: int) -> int | None:
        """Return None: where every page stands is known, so none is asked for ahead."""
        return None

    def one_more(self) -> int | None:
        """Return the page after the reported end if the last one was full, to test the total."""
        last = self.page_at(max(self.row_count - 1, 0))
        full = self.received(last) >= self.size
        return last + 1 if self._end is None and full else None

    def _found_end(self, row: int, *, repeated: bool) -> None:
        if row < self._seen_end:
            return
        self._end = row if self._end is None else min(self._end, row)
        self._check_neighbour = repeated

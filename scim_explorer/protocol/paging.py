"""Walking a list from page to page, by index or by cursor, whatever the server tells.

The rows received decide the step, ids decide whether a page is new, and the server's numbers
are compared with what came (RFC 7644 section 3.4.2.4, RFC 9865).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from scim_explorer.problems import Problem
from scim_explorer.protocol.findings import Finding, Severity
from scim_explorer.protocol.list_response import ListPage

_MAX_EMPTY_PAGES = 3
# A third digit of Python's integers would take 16 bytes more for each row of a walk.
_MARK_BITS = 2**60 - 1
_INDEX_RULES = "RFC 7644 3.4.2.4"
_CURSOR_RULES = "RFC 9865 2"


class Position(NamedTuple):
    """Where a page begins: one of the two is set.

    Attributes:
        start_index: Counted from 1.
        cursor: As the server gave it; "" for the first page of a walk by cursor.
    """

    start_index: int | None = None
    cursor: str | None = None


FIRST = Position(start_index=1)
FIRST_BY_CURSOR = Position(cursor="")


@dataclass(frozen=True, slots=True)
class WalkSummary:
    """What a walk has received so far.

    Attributes:
        rows: Rows received on pages with something new, repeats included.
        distinct: Different resources among them.
        reported: The last ``totalResults``, or None.
        ended: Why there is no next page; "" while there is one.
        is_full_walk: It began at the first row.
        is_cut: It was ended because the server went round in circles.
    """

    pages: int
    rows: int
    distinct: int
    reported: int | None
    ended: str
    is_full_walk: bool = True
    is_cut: bool = False

    @property
    def complete(self) -> bool:
        """All that the server has, as far as it says so itself."""
        agrees = self.reported in (None, self.distinct)
        return bool(self.ended) and self.is_full_walk and agrees and not self.is_cut

    @property
    def repeated(self) -> int:
        return self.rows - self.distinct

    def problem(self) -> Problem | None:
        """Return what to tell when the server reported another number than it gave."""
        if not self.ended or not self.is_full_walk or self.reported is None:
            return None
        missed = self.reported - self.distinct
        if not missed:
            return None
        hint = f"Provisioning clients would miss {missed:,} resources." if missed > 0 else ""
        return Problem(
            f"Server reported {self.reported:,}, gave {self.distinct:,}",
            f"{self.ended} Ids repeated: {self.repeated:,}.",
            hint,
        )


class Walk:
    """One walk through all pages, in order.

    It ends at the reported total, at an empty page and at the first page without anything new;
    so each further page costs the server something new, and no server can keep it for ever
    without inventing resources. When a full walk ends with a full page, one page more is asked
    for, because some servers report a cap as their total.

    Attributes:
        findings: What the pages contradict.
        repeats: For each row of the last page whether it came before; () when none did. A row
            without an id counts as repeated only on a page that has nothing new at all.
    """

    def __init__(self, start: Position = FIRST, *, count: int | None = None) -> None:
        """Begin a walk.

        Args:
            start: The position asked for first.
            count: The page size asked for; None leaves it to the server.
        """
        self.findings: list[Finding] = []
        self.repeats: tuple[bool, ...] = ()
        self._asked = start
        self._count = count
        self._is_full_walk = start in (FIRST, FIRST_BY_CURSOR)
        self._pages = 0
        self._rows = 0
        self._reported: int | None = None
        self._largest_page = 0
        self._is_past_total = False
        self._is_cut = False
        self._empty_pages = 0
        self._ended = ""
        self._cursors: set[str] = set()
        # Hashes and no strings: 200,000 ids would be 23 MB, and a walk keeps nothing else.
        self._seen: set[int] = set()

    def next_position(self, page: ListPage) -> Position | None:
        """Take the page that came for the last position; return the next one, or None."""
        self._pages += 1
        new = self._enter(page)
        position: Position | None = None
        if page.rows and not new:
            self._end_without_news()
        elif self._asked.cursor is not None or (page.next_cursor and page.total_results is None):
            position = self._after_cursor_page(page)
        else:
            position = self._after_index_page(page)
        if position is None:
            self._compare_with_total()
        else:
            self._asked = position
        return position

    def summary(self) -> WalkSummary:
        return WalkSummary(
            self._pages,
            self._rows,
            len(self._seen),
            self._reported,
            self._ended,
            is_full_walk=self._is_full_walk,
            is_cut=self._is_cut,
        )

    def _enter(self, page: ListPage) -> int:
        """Count the rows that have not come before, and note what changed."""
        marks = _marks(page)
        before = len(self._seen)
        known = self._seen.intersection(marks)
        self._seen.update(marks)
        new = len(self._seen) - before
        self.repeats = _repeats(page, marks, known) if new < len(marks) else ()
        if new:
            self._rows += len(page.rows)
            if new < len(page.rows):
                self._note(
                    "paging.repeated-ids",
                    Severity.WARNING,
                    f"Page {self._pages:,} repeats {len(page.rows) - new:,} resources.",
                )
        total = page.total_results
        if total is not None:
            if self._reported not in (None, total) and not self._is_past_total:
                message = f"totalResults was {self._reported:,}, on page {self._pages:,} {total:,}."
                self._note("paging.total-moved", Severity.INFO, message)
            self._reported = total
        self._largest_page = max(self._largest_page, len(page.rows))
        return new

    def _end_without_news(self) -> None:
        if self._is_past_total:
            self._ended = f"Page {self._pages:,}, past the end, had nothing new."
            message = "A startIndex past the end gives resources that came before."
            self._note("paging.past-end", Severity.ERROR, message)
            return
        self._is_cut = True
        self._ended = f"Page {self._pages:,} had nothing new."
        if self._asked.cursor is not None:
            message = f"Page {self._pages:,}, by cursor, has only resources that came before."
            self._note("paging.repeated-page", Severity.ERROR, message, _CURSOR_RULES)
        else:
            message = f"startIndex {self._asked.start_index:,} gives resources that came before."
            self._note("paging.ignored", Severity.ERROR, message)

    def _after_cursor_page(self, page: ListPage) -> Position | None:
        cursor = page.next_cursor
        if cursor is None:
            return self._after_last_cursor(page)
        if cursor in self._cursors:
            self._is_cut = True
            self._ended = f"Page {self._pages:,} gave a cursor that was used before."
            message = (
                f"nextCursor of page {self._pages:,} was given before; following it is a loop."
            )
            self._note("paging.cursor-loop", Severity.ERROR, message, _CURSOR_RULES)
            return None
        self._cursors.add(cursor)
        self._empty_pages = 0 if page.rows else self._empty_pages + 1
        if self._empty_pages > _MAX_EMPTY_PAGES:
            self._is_cut = True
            self._ended = f"{self._empty_pages} pages in a row were empty."
            message = "Page after page is empty and has a nextCursor."
            self._note("paging.empty-pages", Severity.ERROR, message, _CURSOR_RULES)
            return None
        return Position(cursor=cursor)

    def _after_last_cursor(self, page: ListPage) -> Position | None:
        left = (page.total_results or 0) - len(self._seen)
        if self._pages == 1 and page.rows and left > 0:
            message = (
                f"The first page by cursor has {len(page.rows):,} of {page.total_results:,} "
                "resources and no nextCursor: cursors are ignored. The walk goes on by index."
            )
            self._note("paging.cursor-ignored", Severity.WARNING, message, _CURSOR_RULES)
            return Position(start_index=len(page.rows) + 1)
        self._ended = f"Page {self._pages:,} had no nextCursor."
        return None

    def _after_index_page(self, page: ListPage) -> Position | None:
        if not page.rows:
            self._ended = f"Page {self._pages:,} was empty."
            return None
        following = Position(start_index=(self._asked.start_index or 1) + len(page.rows))
        total = page.total_results
        if total is None or following.start_index is None or following.start_index <= total:
            return following
        if self._is_past_total:
            return following
        if self._is_full_walk and self._is_full(page):
            self._is_past_total = True
            return following
        self._ended = "The reported total was reached."
        return None

    def _is_full(self, page: ListPage) -> bool:
        """Return whether the server may have had more to give than fitted on the page."""
        received = len(page.rows)
        if self._count is None or received >= self._count:
            return True
        return self._pages > 1 and received >= self._largest_page

    def _compare_with_total(self) -> None:
        if self._reported is None or not self._is_full_walk:
            return
        came = len(self._seen)
        if came != self._reported:
            rule = "paging.total-too-big" if came < self._reported else "paging.total-too-small"
            message = f"totalResults is wrong: server reported {self._reported:,}, got {came:,}."
            self._note(rule, Severity.ERROR, message)

    def _note(
        self, rule: str, severity: Severity, message: str, source: str = _INDEX_RULES
    ) -> None:
        self.findings.append(Finding(rule, severity, message, "", source))


def _repeats(page: ListPage, marks: Sequence[int], known: set[int]) -> tuple[bool, ...]:
    if known.issuperset(marks):
        return (True,) * len(marks)
    seen = set(known)
    repeats = []
    for one, mark in zip(page.ids, marks, strict=True):
        repeats.append(one is not None and mark in seen)
        seen.add(mark)
    return tuple(repeats) if any(repeats) else ()


def _marks(page: ListPage) -> list[int]:
    """Return what tells rows apart: the id, else the bytes of the row."""
    if None not in page.ids:
        return [hash(one) & _MARK_BITS for one in page.ids]
    pairs = zip(page.ids, page.rows, strict=True)
    return [hash(bytes(row) if one is None else one) & _MARK_BITS for one, row in pairs]

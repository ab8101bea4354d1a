"""Which ids came on which page of a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class PageIds(NamedTuple):
    """How many ids of a page were seen for the first time, and how many before."""

    new: int
    repeated: int


class IdLedger:
    """Which ids came on which page, for pages that are fetched in any order and again."""

    def __init__(self) -> None:
        self._pages: dict[int | str, tuple[str, ...]] = {}
        self._counts: dict[str, int] = {}

    def add(self, page: int | str, ids: Iterable[str | None]) -> PageIds:
        """Enter a page; the same page again replaces what it held. Rows without id do not count."""
        for one in self._pages.pop(page, ()):
            self._counts[one] -= 1
            if not self._counts[one]:
                del self._counts[one]
        entered = tuple(one for one in ids if one is not None)
        before = len(self._counts)
        for one in entered:
            self._counts[one] = self._counts.get(one, 0) + 1
        self._pages[page] = entered
        new = len(self._counts) - before
        return PageIds(new, len(entered) - new)

    @property
    def distinct(self) -> int:
        return len(self._counts)

    @property
    def repeated(self) -> int:
        """Rows that came although a row with the same id had come."""
        return sum(len(ids) for ids in self._pages.values()) - len(self._counts)

"""The resources of a type that were read without a filter: what a filter can be held against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import msgspec
from PySide6.QtCore import QObject, Signal

from scim_explorer.client.pages import Page, Query
from scim_explorer.protocol.paging import Position
from scim_explorer.ui.directory import Directory
from scim_explorer.ui.models.page_cache import PageCache, PairBlock
from scim_explorer.ui.models.resource_table import ResourceTableModel
from scim_explorer.ui.page_loader import PageLoader
from scim_explorer.ui.tasks import TaskScope

Pair = tuple[str | None, msgspec.Raw]


class KnownRows(QObject):
    """Keeps the newest list without a filter, or reads one.

    Attributes:
        tasks: Owns the requests.

    Signals:
        changed: There is more of it, or less, or the reading began or ended.
        failed: A ``Failure``.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, directory: Directory, parent: QObject) -> None:
        super().__init__(parent)
        self.tasks = TaskScope(self)
        self._model = ResourceTableModel(self)
        self._loader = PageLoader(directory, self._model, self.tasks, self)
        self._cache: PageCache | None = None
        self._read_at = 0.0
        self.is_paused = False
        self._loader.began.connect(self._begin)
        self._loader.added.connect(self.changed)
        self._loader.failed.connect(self.failed)
        self._loader.paused.connect(self._pause)
        self.tasks.busy_changed.connect(self.changed)

    @property
    def read_at(self) -> float:
        """When the list was asked for, in seconds since 1970 UTC; 0 without one."""
        return self._read_at

    @property
    def is_loading(self) -> bool:
        return self.tasks.busy

    @property
    def is_complete(self) -> bool:
        """Whether these are all resources that the server reports, each with an id."""
        cache = self._cache
        return cache is not None and not cache.without_id and is_complete(cache)

    @property
    def reported(self) -> int | None:
        """How many resources of the type the server reports."""
        return self._cache.layout.reported if self._cache is not None else None

    def blocks(self) -> tuple[PairBlock, ...]:
        """Return id and bytes of each resource; at once, however many they are."""
        return self._cache.pair_blocks() if self._cache is not None else ()

    def keep(self, cache: PageCache, read_at: float) -> None:
        """Use this list from now on; pages that are added to it later count too."""
        self.stop()
        self._cache, self._read_at = cache, read_at
        self.changed.emit()

    def load(self, query: Query, start: Position) -> None:
        """Read all resources that ``query`` would give without its filter and projection."""
        if self.is_paused:
            self.is_paused = False
            self._loader.load_all()
            return
        whole = replace(query, filter="", attributes=(), excluded=(), sort_by="", descending=False)
        self._loader.search(whole, start)

    def stop(self) -> None:
        """Stop reading; what came is kept."""
        self.is_paused = False
        self._loader.stop()

    def forget(self) -> None:
        """Keep nothing: what was read may be another by now."""
        self.stop()
        self._cache, self._read_at = None, 0.0
        self.changed.emit()

    def _begin(self, page: Page) -> None:
        self._cache, self._read_at = self._model.cache, page.exchange.times.queued_at
        self.changed.emit()
        self._loader.load_all()

    def _pause(self) -> None:
        self.is_paused = True
        self.changed.emit()


def pairs_in(blocks: tuple[PairBlock, ...]) -> Iterator[Pair]:
    """Return the resources of blocks one by one."""
    for ids, rows in blocks:
        yield from zip(ids, rows, strict=True)


def is_complete(cache: PageCache) -> bool:
    """Return whether a list holds as many rows as the server reports, and no row is let go."""
    held = cache.held_count
    agrees = cache.layout.reported in (None, held)
    return agrees and held == cache.loaded and not cache.layout.has_more

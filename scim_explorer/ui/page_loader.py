"""Fetches the pages a table needs: those on the screen, and all of them when asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from scim_explorer.client.pages import Page, Query
from scim_explorer.problems import ExplorerError, NoReplyError, Problem
from scim_explorer.protocol.paging import Position
from scim_explorer.ui.directory import Directory
from scim_explorer.ui.models.page_cache import PageCache
from scim_explorer.ui.models.resource_table import ResourceTableModel
from scim_explorer.ui.tasks import TaskScope

REST_MS = 80
AT_ONCE = 2
PAUSE_ROWS, PAUSE_REQUESTS = 10_000, 200
_SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Failure:
    """A page that did not come.

    Attributes:
        problem: What the user sees.
        no_reply: True when the server did not answer at all.
    """

    problem: Problem
    no_reply: bool


@dataclass(slots=True)
class _Walk:
    """A walk over the pages that are not there yet, and what it may still take."""

    rows_left: int = PAUSE_ROWS
    requests_left: int = PAUSE_REQUESTS
    one_page: bool = False
    tests_the_end: bool = True


class PageLoader(QObject):
    """Asks a ``Directory`` for pages and gives them to a ``ResourceTableModel``.

    A search that is under way leaves the list on the screen alone until its first page is in.
    What was scrolled past is not asked for any more, and cancelled if it was.

    Signals:
        began: The first ``Page`` of a new list is in the model.
        added: A later ``Page`` is in the model.
        failed: A ``Failure``.
        rested: The screen stood still long enough; its rows were asked for if need be.
        paused: A walk over all pages reached its limit and waits for ``load_all``.
    """

    began = Signal(object)
    added = Signal(object)
    failed = Signal(object)
    rested = Signal()
    paused = Signal()

    def __init__(
        self, directory: Directory, model: ResourceTableModel, tasks: TaskScope, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._directory = directory
        self._model = model
        self._tasks = tasks
        self._query: Query | None = None
        self._visible = (0, 0)
        self._walk: _Walk | None = None
        self._walk_requests = 0
        self._given_up: set[int] = set()
        self._is_behind = True
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._ask_for_visible)
        self._rest.timeout.connect(self.rested)

    @property
    def query(self) -> Query | None:
        """The query whose list is in the model."""
        return self._query

    @property
    def is_searching(self) -> bool:
        return _SEARCH in self._tasks.keys

    @property
    def is_behind(self) -> bool:
        """True when the newest search has not replaced the list in the model."""
        return self._is_behind

    @property
    def is_walking(self) -> bool:
        return self._walk is not None

    @property
    def walk_requests(self) -> int:
        """How many requests the walk over all pages has made, or the last one had."""
        return self._walk_requests

    @property
    def running_pages(self) -> tuple[int, ...]:
        names = (key.partition(":") for key in self._tasks.keys)
        return tuple(int(number) for kind, _, number in names if kind == "page")

    @property
    def can_load_more(self) -> bool:
        cache = self._model.cache
        return cache is not None and cache.layout.has_more

    def search(self, query: Query, start: Position) -> None:
        """Ask for the first page of another list."""
        self._cancel_pages()
        self._walk = None
        self._is_behind = True
        work = self._ask(query, start)
        self._tasks.start(_SEARCH, work, partial(self._begin, query, start))

    def show_rows(self, first: int, last: int) -> None:
        """Say which rows of the list are on the screen; asked for after a short rest."""
        self._visible = (first, last)
        cache = self._model.cache
        if cache is not None:
            cache.show(first, last)
            self._rest.start()

    def load_all(self) -> None:
        """Fetch every page, up to the pause; again: go on from there."""
        self._start_walk(_Walk())

    def load_more(self) -> None:
        """Fetch the first page that is not there yet."""
        self._start_walk(_Walk(one_page=True, tests_the_end=False))

    def retry(self) -> None:
        """Ask again for pages that failed."""
        self._given_up.clear()
        self._ask_for_visible()

    def stop(self) -> None:
        """Stop everything that runs; what came stays."""
        self._rest.stop()
        self._walk = None
        self._tasks.cancel(_SEARCH)
        self._cancel_pages()

    def _start_walk(self, walk: _Walk) -> None:
        self._given_up.clear()
        self._walk, self._walk_requests = walk, 0
        self._pump()

    def _begin(self, query: Query, start: Position, outcome: Page | Failure) -> None:
        if isinstance(outcome, Failure):
            self.failed.emit(outcome)
            return
        self._is_behind = False
        self._query = query
        self._given_up.clear()
        self._visible = (0, 0)
        self._model.show_cache(PageCache(outcome.list, query.count, start))
        self.began.emit(outcome)

    def _ask_for_visible(self) -> None:
        wanted = self._wanted_pages()
        if self._walk is None:
            for page in self.running_pages:
                if page not in wanted:
                    self._tasks.cancel(f"page:{page}")
        self._pump()

    def _wanted_pages(self) -> tuple[int, ...]:
        """Return the pages to ask for, most urgent first."""
        cache = self._model.cache
        if cache is None or self._model.found is not None:
            return ()
        probe = cache.layout.probe()
        if probe is not None:
            return (probe,)
        first, last = self._visible
        pages = cache.missing(first, last)
        ahead = cache.layout.page_beyond(last + (last - first) + 1)
        return pages if ahead is None else (*pages, ahead)

    def _pump(self) -> None:
        if self.is_searching:
            return
        for page in self._wanted_pages():
            self._start(page)
        while self._walk is not None and len(self.running_pages) < AT_ONCE:
            if not self._walk_on(self._walk):
                return

    def _walk_on(self, walk: _Walk) -> bool:
        """Start the next page of the walk; False when it has to wait, or is over."""
        cache = self._model.cache
        if cache is None:
            return False
        page = cache.layout.next_page((*self.running_pages, *self._given_up))
        if page is None and not self.running_pages and walk.tests_the_end:
            page = cache.layout.one_more()
        if page is None:
            if not self.running_pages:
                self._walk = None
            return False
        if walk.requests_left <= 0 or walk.rows_left <= 0:
            if not self.running_pages:
                self._walk = None
                self.paused.emit()
            return False
        walk.requests_left -= 1
        self._walk_requests += 1
        walk.rows_left -= cache.layout.size
        self._start(page)
        if walk.one_page:
            self._walk = None
            return False
        return True

    def _start(self, page: int) -> None:
        cache, query, running = self._model.cache, self._query, self.running_pages
        if cache is None or query is None or page in self._given_up or page in running:
            return
        if len(running) >= AT_ONCE:
            return
        # The same count as the grid, or a server that caps pages would leave holes.
        query = replace(query, count=cache.layout.size)
        self._tasks.start(
            f"page:{page}",
            self._ask(query, cache.layout.position(page)),
            partial(self._add, page),
        )

    async def _ask(self, query: Query, position: Position) -> Page | Failure:
        try:
            return await self._directory.page(query, position)
        except ExplorerError as error:
            return Failure(error.problem, isinstance(error, NoReplyError))

    def _add(self, page: int, outcome: Page | Failure) -> None:
        if isinstance(outcome, Failure):
            self._fail(page, outcome)
            return
        self._model.add_page(page, outcome.list)
        self._pump()
        self.added.emit(outcome)

    def _fail(self, page: int, failure: Failure) -> None:
        self._given_up.add(page)
        self._walk = None
        self.failed.emit(failure)

    def _cancel_pages(self) -> None:
        for page in self.running_pages:
            self._tasks.cancel(f"page:{page}")

"""What a list says of itself: how much came, in which order, what is odd, why there is nothing."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from scim_explorer.client.pages import Page
from scim_explorer.ui.column_desk import ColumnDesk
from scim_explorer.ui.filter_judge import FilterJudge
from scim_explorer.ui.list_status import ListStatus, Why
from scim_explorer.ui.local_search import LocalSearch
from scim_explorer.ui.models.resource_table import ResourceTableModel
from scim_explorer.ui.page_loader import PageLoader
from scim_explorer.ui.widgets.list_body import ListBody
from scim_explorer.ui.widgets.page_foot import PageFoot

_FOOT_MS = 80


class Judges(NamedTuple):
    """Who else has a say about a list: its columns, the search over it, its filter."""

    desk: ColumnDesk
    local: LocalSearch
    judge: FilterJudge


class ListReport(QObject):
    """Reads the parts of a browse pane and fills its foot and its middle.

    Signals:
        total_changed: How many resources of the type the server reports.
        state_changed: The pane's ``state`` as it is now.
    """

    total_changed = Signal(object)
    state_changed = Signal(str)

    def __init__(
        self,
        loader: PageLoader,
        model: ResourceTableModel,
        status: ListStatus,
        judges: Judges,
        foot: PageFoot,
        body: ListBody,
    ) -> None:
        super().__init__(loader)
        self._loader, self._model, self._status = loader, model, status
        self._judges, self._foot, self._body = judges, foot, body
        self._is_out_of_order = False
        self._total: int | None = None
        self._later = QTimer(self, singleShot=True, interval=_FOOT_MS)
        self._later.timeout.connect(self.show)

    def list_began(self, page: Page) -> None:
        """Judge another list from its first page on."""
        self._is_out_of_order = False
        self.page_came(page)

    def page_came(self, page: Page) -> None:
        """Judge the order of a page, and tell the total."""
        query = self._loader.query
        if query is not None and query.sort_by and not self._is_out_of_order:
            self._is_out_of_order = self._judges.desk.choice.is_out_of_order(
                page.list.rows, query.sort_by, descending=query.descending
            )
        sort_by, descending = (query.sort_by, query.descending) if query else ("", False)
        self._model.show_sort(sort_by, descending=descending, doubted=self._is_out_of_order)
        self._report_total()

    def show_soon(self) -> None:
        """Show it at once, or a little later while pages come by the hundred."""
        if not self._loader.is_walking:
            self.show()
        elif not self._later.isActive():
            # The foot draws a block for each page of a walk.
            self._later.start()

    def show(self) -> None:
        """Show all of it as it is now."""
        cache, query, local = self._model.cache, self._loader.query, self._judges.local.state
        foot, status = self._foot, self._status
        has_rows = cache is not None and cache.row_count > 0
        foot.show_progress(cache, self._loader.running_pages, local)
        foot.show_buttons(more=self._loader.can_load_more and not self._loader.is_walking)
        foot.show_why(status.why, waiting_s=status.waiting_s, requests=self._requests_told())
        if cache is not None and query is not None:
            by = query.sort_by if self._is_out_of_order else ""
            doubted = self._judges.judge.doubted
            foot.show_remarks(foot.remarks_on(cache, out_of_order=by, not_matching=doubted))
        state = status.state(has_rows=has_rows)
        if has_rows and local.found == 0 and not local.is_searching:
            self._body.show_nothing_found(local.searched)
        elif has_rows:
            self._body.show_rows()
        else:
            self._body.show_note(state, query.filter if query is not None else None)
        self.state_changed.emit(state)

    def _report_total(self) -> None:
        cache, query = self._model.cache, self._loader.query
        if cache is None or query is None or query.filter:
            return
        reported = cache.layout.reported
        if reported is not None and reported != self._total:
            self._total = reported
            self.total_changed.emit(reported)

    def _requests_told(self) -> int:
        """Return how many requests a walk made while that is of interest, else 0."""
        is_told = self._loader.is_walking or self._status.why is Why.PAUSED
        return self._loader.walk_requests if is_told else 0

"""The list of one resource type: filter, table, foot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from scim_explorer.client.pages import Page, Query, first_position
from scim_explorer.protocol.filters.attributes import attributes_for
from scim_explorer.protocol.paging import FIRST
from scim_explorer.protocol.schema import Capabilities, ResourceType
from scim_explorer.ui.announce import announce
from scim_explorer.ui.column_desk import ColumnDesk
from scim_explorer.ui.directory import Directory
from scim_explorer.ui.filter_judge import FilterJudge
from scim_explorer.ui.list_report import Judges, ListReport
from scim_explorer.ui.list_status import ListStatus, Why
from scim_explorer.ui.local_search import LocalSearch
from scim_explorer.ui.models.page_cache import Row
from scim_explorer.ui.models.resource_table import ResourceTableModel
from scim_explorer.ui.models.view_edits import query_of, with_filter, with_next_sort
from scim_explorer.ui.page_loader import Failure, PageLoader
from scim_explorer.ui.seen_values import SeenValues
from scim_explorer.ui.tasks import TaskScope
from scim_explorer.ui.widgets.busy_bar import BusyBar
from scim_explorer.ui.widgets.filter_bar import FilterBar
from scim_explorer.ui.widgets.find_bar import FindBar
from scim_explorer.ui.widgets.lab_split import LabSplit
from scim_explorer.ui.widgets.list_body import ListBody
from scim_explorer.ui.widgets.page_foot import PageFoot
from scim_explorer.ui.widgets.problem_strip import ProblemStrip
from scim_explorer.ui.widgets.resource_table_view import ResourceTableView
from scim_explorer.ui.widgets.row_choice import RowChoice
from scim_explorer.ui.widgets.sort_menu import SortMenu
from scim_explorer.ui.widgets.state import set_state
from scim_explorer.ui.widgets.table_menu import TableMenu
from scim_explorer.ui.window_state import SavedView, ViewSettings

if TYPE_CHECKING:
    from scim_explorer.ui.lab_desk import LabDesk


class BrowsePane(QWidget):
    """Asks a ``Directory`` for a resource type and shows what comes.

    Attributes:
        tasks: Owns the requests; to be watched and stopped by the window.

    Signals:
        resource_chosen: Bytes and id (or None) of the row that was selected.
        resource_opened: The same, when the user wants to work on it (Enter, double click, menu).
        tab_requested: The same, to be opened as a tab of its own.
        delete_requested: The same, to be deleted after a question.
        problem_link: Number of the exchange behind a problem.
        problem_action: The ``action`` of a problem was chosen.
        total_changed: How many resources of this type the server reports.
        view_changed: A ``ViewSettings`` to remember.
        message: A short text for the status bar.
        asked: A list is asked for.
    """

    resource_chosen = Signal(object, object)
    resource_opened = Signal(object, object)
    tab_requested = Signal(object, object)
    delete_requested = Signal(object, object)
    problem_link = Signal(int)
    problem_action = Signal(str)
    total_changed = Signal(object)
    view_changed = Signal(object)
    message = Signal(str)
    asked = Signal()

    def __init__(
        self,
        directory: Directory,
        resource_type: ResourceType,
        view: ViewSettings,
        parent: QWidget | None = None,
        *,
        page_size: int = 100,
    ) -> None:
        super().__init__(parent)
        self._directory = directory
        self._type = resource_type
        self._view = view
        self._page_size = page_size
        self._start = FIRST
        self._kept_scroll = 0
        self._exchange_number: int | None = None
        self._lab: LabDesk | None = None
        self.tasks = TaskScope(self)
        self._model = ResourceTableModel(self)
        self._loader = PageLoader(directory, self._model, self.tasks, self)
        self._status = ListStatus(self)
        self._seen = SeenValues(self._held_bytes)
        self._build()
        self._lay_out()
        self._connect()
        self._connect_table()
        self.bar.filter_edit.setText(view.filter_text)
        self.bar.show_sort_paths(self.desk.choice.sortable())
        self.bar.show_view(view)
        self._take_attributes_of_type()
        self._report.show()

    @property
    def view(self) -> ViewSettings:
        """How the list is shown now; to be remembered."""
        return self._view

    @property
    def is_used(self) -> bool:
        """Whether anything was asked for yet."""
        return self._loader.query is not None

    @property
    def exchange_number(self) -> int | None:
        """The exchange that brought the newest page or problem, or None."""
        return self._exchange_number

    @property
    def _capabilities(self) -> Capabilities:
        return self._directory.schema_set.capabilities

    @property
    def current_row(self) -> Row | None:
        """The resource under the cursor of the table."""
        return self.choice.row

    @property
    def lab(self) -> LabDesk:
        """The filter lab, made when it is first asked for."""
        if self._lab is None:
            self._lab = self._make_lab()
        return self._lab

    def toggle_lab(self) -> None:
        """Open the filter lab, or close it."""
        self.lab.toggle()

    def search(self) -> None:
        """Ask for the list with the filter as typed."""
        self._ask(self._view)

    def search_for(self, text: str) -> None:
        """Ask for the list with another filter."""
        self.bar.filter_edit.setText(text)
        self.search()

    def open_saved(self, saved: SavedView) -> None:
        """Show the list as it was saved, and ask for it."""
        if saved.is_filter:
            self.search_for(saved.view.filter_text)
            return
        self._remember(replace(saved.view, history=self._view.history))
        if self._model.columns:
            self.desk.show_columns(self._view)
        self.search_for(saved.view.filter_text)

    def refresh(self) -> None:
        """Ask again for the list that is shown, and stay where the user is in it."""
        self.judge.forget()
        if self._loader.query is not None:
            self._send(self._view)

    def take_schemas(self, resource_type: ResourceType) -> None:
        """Use what was learned about the server since this pane was made."""
        self._type = resource_type
        self.desk.take_type(resource_type)
        self._take_attributes_of_type()
        self.bar.show_sort_paths(self.desk.choice.sortable())
        if self._model.columns:
            self.desk.show_columns(self._view)
        self._begin_as_learned()

    def _take_attributes_of_type(self) -> None:
        attributes = attributes_for(self._directory.schema_set, self._type)
        self.bar.check.take(attributes)
        self.bar.completion.take(attributes, self._seen)
        self.judge.take(attributes, self._noun())
        if self._lab is not None:
            self._lab.take(self._seen)
        self.bar.templates_button.take(self._type.schema, self._current_bytes)
        self.local.take(attributes)

    def _current_bytes(self) -> bytes | None:
        row = self.current_row
        return bytes(row.raw) if row is not None else None

    def _held_bytes(self) -> Iterator[msgspec.Raw]:
        cache = self._model.cache
        rows = cache.held_rows() if cache is not None else iter(())
        return (row.raw for _, row in rows)

    def stop(self) -> None:
        """Stop what this pane asks for; what came stays."""
        if self.tasks.busy:
            self._loader.stop()
            self._status.set_why(Why.STOPPED)

    def select_first(self) -> None:
        """Put the cursor on the first row, if there is one."""
        if self._model.rowCount():
            self.table.selectRow(0)

    def focus_filter(self) -> None:
        self.bar.filter_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_find(self) -> None:
        """Open the search over the loaded rows."""
        self.find_bar.open_bar()

    def scopes(self) -> tuple[TaskScope, ...]:
        """Return what owns the work of this pane, all of it."""
        return (self.tasks, self.local.tasks, self.judge.tasks, self.judge.known.tasks)

    async def aclose(self) -> None:
        """Stop all work and wait for its clean-up."""
        for scope in self.scopes():
            await scope.aclose()

    # --- building ----------------------------------------------------------------

    def _build(self) -> None:
        self.setObjectName("browsePane")
        self.setAccessibleName(self.tr("List of {0}").format(self._noun()))
        self.bar = FilterBar(self._page_size, self)
        self.busy_bar = BusyBar(self)
        self.strip = ProblemStrip(self, can_act=True)
        self.find_bar = FindBar(self)
        self.table = ResourceTableView(self._model, self)
        self.desk = ColumnDesk(self._directory, self._type, self._model, self.table)
        self.sort_menu = SortMenu(self.table, self._model)
        self.menu = TableMenu(self.table, self._model, self.sort_menu)
        self.choice = RowChoice(self.table, self._model)
        self.local = LocalSearch(self.find_bar, self._model, self.choice, self)
        self.foot = PageFoot(self)
        self.body = ListBody(self.table, self._noun(), self)
        self._split = LabSplit(self.body, self)
        self.judge = FilterJudge(self._model, self._directory, self)
        judges = Judges(self.desk, self.local, self.judge)
        self._report = ListReport(
            self._loader, self._model, self._status, judges, self.foot, self.body
        )
        self.setFocusProxy(self.bar.filter_edit)

    def _make_lab(self) -> LabDesk:
        from scim_explorer.ui.lab_desk import LabDesk
        from scim_explorer.ui.widgets.filter_lab import FilterLab

        panel = FilterLab(self)
        desk = LabDesk(
            panel,
            self.bar.filter_edit,
            self.judge,
            self._directory,
            lambda: self._query(replace(self._view, filter_text=self.bar.filter_text)),
        )
        desk.take(self._seen)
        desk.opened.connect(self.resource_opened)
        self.choice.chosen.connect(desk.explain_row)
        panel.wire.plus_chosen.connect(lambda plus: self._prepare(replace(self._view, plus=plus)))
        panel.wire.copied.connect(self.message)
        self._split.add_lab(panel)
        return desk

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.busy_bar, self.bar, self.strip, self.find_bar):
            layout.addWidget(widget)
        layout.addWidget(self._split, 1)
        layout.addWidget(self.foot)

    def _connect(self) -> None:
        self.bar.search_requested.connect(self.search)
        self.bar.stop_requested.connect(self.stop)
        self.bar.view_edited.connect(self._ask)
        self.bar.view_prepared.connect(self._prepare)
        self.bar.columns_requested.connect(self.desk.choose_columns)
        self.bar.lab_requested.connect(self.toggle_lab)
        self.judge.known.failed.connect(self._show_failure)
        self.judge.doubted_changed.connect(self._report.show)
        self.judge.not_applied.connect(lambda one: self.strip.show_problem(one, "warning"))
        self.bar.attributes_requested.connect(lambda: self.desk.choose_attributes(self._view))
        self.desk.columns_chosen.connect(self._take_columns)
        self.desk.attributes_chosen.connect(self._take_attributes)
        self.strip.retry.connect(self._retry)
        self.strip.link_activated.connect(self.problem_link)
        self.strip.action_chosen.connect(self.problem_action)
        self.local.changed.connect(self._show_local)
        self.sort_menu.requested.connect(lambda path, down: self.local.sort(path, descending=down))
        self.find_bar.closed.connect(self.table.setFocus)
        self.body.all_requested.connect(lambda: self.search_for(""))
        self.body.search_ended.connect(self.find_bar.close_bar)
        self.foot.load_more_requested.connect(self._load_more)
        self.foot.load_all_requested.connect(self._load_all)
        for rows_changed in (self._loader.began, self._loader.added):
            rows_changed.connect(self._seen.forget)
        self._loader.began.connect(self._show_first_page)
        self._loader.added.connect(self._show_page)
        self._loader.failed.connect(self._show_failure)
        self._loader.failed.connect(self._tell_judge_of_failure)
        self._loader.paused.connect(lambda: self._status.set_why(Why.PAUSED))
        self.tasks.busy_changed.connect(self.busy_bar.set_busy)
        self.tasks.busy_changed.connect(self._status.set_busy)
        self._status.slow_changed.connect(self.bar.show_busy)
        self._status.changed.connect(self._report.show)
        self._report.total_changed.connect(self.total_changed)
        self._report.state_changed.connect(lambda state: set_state(self, state))

    def _connect_table(self) -> None:
        self.table.rows_shown.connect(self._loader.show_rows)
        self.table.sort_requested.connect(lambda path: self._ask(with_next_sort(self._view, path)))
        self.table.columns_moved.connect(self._take_columns)
        self.table.widths_changed.connect(self._take_widths)
        for signal, out in (
            (self.choice.chosen, self.resource_chosen),
            (self.choice.opened, self.resource_opened),
            (self.menu.opened, self.resource_opened),
            (self.menu.tab_requested, self.tab_requested),
            (self.menu.delete_requested, self.delete_requested),
        ):
            signal.connect(lambda row, out=out: out.emit(bytes(row.raw), row.id))
        self.menu.filter_requested.connect(self.search_for)
        self.menu.copied.connect(self.message)

    # --- asking ------------------------------------------------------------------

    def _ask(self, view: ViewSettings) -> None:
        view = with_filter(view, self.bar.filter_text)
        if (view.sort_by, view.descending) != (self._view.sort_by, self._view.descending):
            self.local.sort("")
        self._remember(view)
        self.bar.show_view(view)
        self._send(view)

    def _prepare(self, view: ViewSettings) -> None:
        self._remember(view)
        self.bar.show_view(view)

    def _send(self, view: ViewSettings) -> None:
        self.strip.clear()
        self._status.forget()
        query = self._query(view)
        is_same = query == self._loader.query
        self._kept_scroll = self.table.verticalScrollBar().value() if is_same else 0
        self.choice.keep()
        self._start = first_position(self._capabilities)
        self._loader.search(query, self._start)
        self.asked.emit()
        self._report.show()

    def _query(self, view: ViewSettings) -> Query:
        return query_of(view, self._type.endpoint, self._page_size)

    def _retry(self) -> None:
        if self._loader.is_behind:
            self.search()
            return
        self.strip.clear()
        self._status.forget()
        self._loader.retry()

    def _load_more(self) -> None:
        self._status.forget()
        self._loader.load_more()

    def _load_all(self) -> None:
        if self._loader.is_behind:
            # What was stopped is the search itself; the rows are those of the one before.
            self.search()
            return
        self._status.forget()
        self._loader.load_all()

    # --- showing -----------------------------------------------------------------

    def _show_first_page(self, page: Page) -> None:
        if page.list.rows or not self._model.columns:
            self.desk.show_columns(self._view)
        self._exchange_number = page.exchange.number
        self._report.list_began(page)
        self.choice.restore()
        self.table.verticalScrollBar().setValue(self._kept_scroll)
        self.table.report_rows()
        self.local.list_began()
        if self._loader.query is not None:
            self.judge.list_began(self._loader.query, page)
        self._report.show()
        announce(self, self.foot.status.text())

    def _show_page(self, page: Page) -> None:
        self._status.answer_came()
        self._exchange_number = page.exchange.number
        self._report.page_came(page)
        self.local.rows_came()
        self.choice.rows_came()
        self.judge.list_grew()
        self._report.show_soon()

    def _show_failure(self, failure: Failure) -> None:
        self._exchange_number = failure.problem.exchange or self._exchange_number
        self.strip.show_problem(failure.problem, "offline" if failure.no_reply else "error")
        self._status.fail(failure)
        self._begin_as_learned()

    def _tell_judge_of_failure(self) -> None:
        if self._loader.is_behind:
            self.judge.list_failed(self._view.filter_text)

    def _begin_as_learned(self) -> None:
        """Search again where discovery came too late: this server pages by cursor only."""
        failure, start = self._status.failure, first_position(self._capabilities)
        refused = failure is not None and not failure.no_reply and self._loader.is_behind
        if refused and start != self._start:
            self.search()

    def _show_local(self) -> None:
        self.table.report_rows()
        self._report.show()

    # --- the view ----------------------------------------------------------------

    def _take_columns(self, paths: tuple[str, ...]) -> None:
        self._remember(replace(self._view, columns=paths))
        self.desk.show_columns(self._view)
        self.local.columns_changed()

    def _take_widths(self, widths: dict[str, int]) -> None:
        self._remember(replace(self._view, widths=widths))

    def _take_attributes(self, attributes: tuple[str, ...], excluded: tuple[str, ...]) -> None:
        self._ask(replace(self._view, attributes=attributes, excluded=excluded))

    def _remember(self, view: ViewSettings) -> None:
        if view != self._view:
            self._view = view
            self.view_changed.emit(view)
            if self._lab is not None:
                self._lab.show_wire()

    def _noun(self) -> str:
        """Return what the resources are called in a sentence, "users"."""
        last = self._type.endpoint.strip("/").rpartition("/")[2].lower()
        return last or self.tr("resources")

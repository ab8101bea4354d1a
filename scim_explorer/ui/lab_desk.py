"""The filter lab at work: holds the filter as typed against the resources that are loaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from scim_explorer.client.pages import Page, Query, first_position
from scim_explorer.problems import Problem
from scim_explorer.protocol.filters.answer import (
    JudgedRow,
    Judgement,
    Raw,
    Sample,
    is_arguable,
    judge,
    kept_back,
    resource_of,
    samples_of,
)
from scim_explorer.protocol.filters.attributes import NOTHING_KNOWN, Attributes
from scim_explorer.protocol.filters.completion import SeenValues
from scim_explorer.protocol.filters.evaluate import compile_reasons
from scim_explorer.protocol.filters.habits import never_sent
from scim_explorer.protocol.filters.parser import parse_filter
from scim_explorer.protocol.filters.syntax import Filter, Node, Span
from scim_explorer.ui.directory import Directory
from scim_explorer.ui.display import count_text
from scim_explorer.ui.editors.filter_edit import FilterEdit
from scim_explorer.ui.known_rows import KnownRows, is_complete, pairs_in
from scim_explorer.ui.lab_words import Standing, Tone, ignored_problem, standing_words
from scim_explorer.ui.models.clause_rows import counted_rows, explained_rows
from scim_explorer.ui.models.judged_rows import Judged, clauses_of, in_order
from scim_explorer.ui.models.page_cache import Row
from scim_explorer.ui.models.resource_table import ResourceTableModel
from scim_explorer.ui.off_thread import computed
from scim_explorer.ui.tasks import TaskScope
from scim_explorer.ui.widgets.filter_lab import FilterLab

REST_MS = 150
_JUDGE = "judge"


@dataclass(frozen=True, slots=True)
class _Case:
    """What is judged: a filter, and how it stands apart from the outcome."""

    tree: Node
    standing: Standing


def _judged(
    samples: Callable[[], tuple[Sample, ...]],
    case: _Case,
    attributes: Attributes,
    should_stop: Callable[[], bool],
) -> tuple[Judgement, list[Judged]] | None:
    judgement = judge(samples(), case.tree, attributes, should_stop)
    if judgement is None:
        return None
    one = case.standing
    return judgement, in_order(judgement, is_asked=one.is_judged, has_all=one.has_all)


class LabDesk(QObject):
    """Judges while the lab is open; and each answer to a filter, to say what does not match.

    Attributes:
        known: The resources that a filter can be held against.
        tasks: Owns the judging.
        doubted: How many rows of the answer on the screen do not match its filter.

    Signals:
        doubted_changed: ``doubted`` is another number.
        opened: Bytes and id of a resource to work on.
        failed: A ``Failure`` of reading the resources.
        not_applied: A ``Problem``: the server seems to ignore the filter.
    """

    doubted_changed = Signal()
    opened = Signal(object, object)
    failed = Signal(object)
    not_applied = Signal(object)

    def __init__(
        self,
        lab: FilterLab,
        edit: FilterEdit,
        model: ResourceTableModel,
        directory: Directory,
        query_as_typed: Callable[[], Query],
    ) -> None:
        super().__init__(lab)
        self._query_as_typed = query_as_typed
        self._lab, self._edit, self._model, self._directory = lab, edit, model, directory
        self._query: Query | None = None
        self._listed_at = 0.0
        self._refused: str | None = None
        self._exchange: int | None = None
        self._told: Problem | None = None
        self._attributes: Attributes = NOTHING_KNOWN
        self._noun = "resources"
        self._case: _Case | None = None
        self._judged: Judgement | None = None
        self.doubted = 0
        self.tasks = TaskScope(self)
        self.known = KnownRows(directory, self)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.judge)
        edit.textChanged.connect(self._wait_if_open)
        self.known.changed.connect(self._wait_if_open)
        self.known.failed.connect(self.failed)
        lab.load_requested.connect(self._load)
        lab.stop_requested.connect(self.known.stop)
        lab.close_requested.connect(self.close)
        lab.builder.edited.connect(edit.setText)
        lab.clauses.chosen.connect(self._select)
        lab.rows.chosen.connect(lambda row: self.explain(row.raw))
        lab.rows.opened.connect(lambda row: self.opened.emit(bytes(row.raw), row.id))

    @property
    def is_open(self) -> bool:
        return not self._lab.isHidden()

    def take(self, attributes: Attributes, seen: SeenValues, noun: str) -> None:
        """Use these attributes, values of rows and word for the resources from now on."""
        self._attributes, self._noun = attributes, noun
        self._lab.builder.take(attributes, seen)
        self._wait()

    def toggle(self) -> None:
        """Open the lab, or close it."""
        self.close() if self.is_open else self.open()

    def open(self) -> None:
        """Show the lab, and what it says about the filter as typed."""
        self._lab.show()
        self.judge()

    def close(self) -> None:
        """Hide the lab; the filter field gets the focus if it was in there."""
        had_focus = self._lab.isAncestorOf(self._lab.window().focusWidget() or self._edit)
        self._lab.hide()
        self.known.stop()
        self.judge()
        if had_focus:
            self._edit.setFocus()

    def list_began(self, query: Query, page: Page) -> None:
        """Take the first page of another list."""
        cache = self._model.cache
        self._query, self._exchange, self._told = query, page.exchange.number, None
        self._listed_at, self._refused = page.exchange.times.queued_at, None
        if cache is not None and not query.filter and _is_whole(query):
            self.known.keep(cache, self._listed_at)
        self.judge()

    def list_grew(self) -> None:
        """Take another page of the list."""
        self._wait()

    def list_failed(self, text: str) -> None:
        """Note that no list came for a filter."""
        self._refused = text
        self._wait_if_open()

    def forget(self) -> None:
        """Compare with nothing that was read before: something was written."""
        if self._query is not None and self._query.filter:
            self.known.forget()

    def explain_row(self, row: Row) -> None:
        """Say why a row of the list matches."""
        if self.is_open:
            self.explain(row.raw)

    def explain(self, raw: Raw) -> None:
        """Show how each part of the filter came out for one resource."""
        resource = resource_of(raw)
        if self._case is None or resource is None:
            return
        tree = self._case.tree
        clause = compile_reasons(tree, self._attributes)(resource)
        self._lab.clauses.show_row(explained_rows(tree, clause), self.tr("Values looked at"))

    def show_wire(self) -> None:
        """Show the request that a search would send now."""
        if self.is_open:
            start = first_position(self._directory.schema_set.capabilities)
            self._lab.wire.show_query(self._query_as_typed(), self._directory.base_url, start)

    # --- judging -------------------------------------------------------------------

    def _wait(self) -> None:
        self._rest.start()

    def _wait_if_open(self) -> None:
        if self.is_open:
            self._rest.start()

    def judge(self) -> None:
        """Hold the filter against the rows there are: as typed, or as asked while closed."""
        self._rest.stop()
        self._show_loading()
        asked = self._query.filter if self._query is not None else ""
        parsed = parse_filter(self._edit.text() if self.is_open else asked)
        if self.is_open:
            self._lab.builder.show_filter(parsed)
            self.show_wire()
        if parsed.tree is None:
            self._take_nothing(parsed)
            return
        case = _Case(parsed.tree, self._standing(parsed, parsed.tree))
        samples = self._samples(case.standing)
        work = partial(_judged, samples, case, self._attributes)
        self.tasks.start(_JUDGE, computed(work), partial(self._take, case))

    def _standing(self, parsed: Filter, tree: Node) -> Standing:
        cache, query = self._model.cache, self._query
        is_asked = cache is not None and query is not None and query.filter == parsed.text
        return Standing(
            is_asked=is_asked,
            is_refused=parsed.text == self._refused,
            has_all=is_asked and cache is not None and is_complete(cache),
            came=cache.held_count if is_asked and cache is not None else 0,
            knows_all=self.known.is_complete,
            reported=cache.layout.reported if cache is not None else None,
            of_type=self.known.reported,
            kept_back=kept_back(tree, self._attributes),
            is_arguable=is_arguable(tree, self._attributes),
            noun=self._noun,
            read_at=self.known.read_at,
        )

    def _samples(self, standing: Standing) -> Callable[[], tuple[Sample, ...]]:
        """Return what gathers the samples: of many rows that is work for the thread, too."""
        cache = self._model.cache
        listed = cache.pair_blocks() if cache is not None else ()
        is_whole = self._query is not None and _is_whole(self._query)
        known = self.known.blocks() if self.is_open else ()
        if standing.is_asked:
            return partial(samples_of, pairs_in(listed), pairs_in(known), is_whole=is_whole)
        if not is_whole:
            return partial(samples_of, (), pairs_in(known))
        # Of two versions of a resource the newer one counts.
        is_newer = self._listed_at >= self.known.read_at
        blocks = (*known, *listed) if is_newer else (*listed, *known)
        return partial(samples_of, (), pairs_in(blocks))

    def _take(self, case: _Case, found: tuple[Judgement, list[Judged]] | None) -> None:
        if found is None:
            return
        judgement, rows = found
        standing = replace(case.standing, judgement=judgement)
        if standing.is_asked:
            accused = standing.is_accused and not standing.is_arguable
            self._doubt(judgement.extra if accused else 0)
            self._say_not_applied(standing)
        self._case, self._judged = case, judgement
        if not self.is_open:
            return
        self._lab.show_verdict(*standing_words(standing))
        self._lab.show_habit(self._habit_words(case.tree))
        self._lab.rows.show_rows(rows, clauses_of(case.tree))
        self._show_clauses(self._lab.rows.current)

    def _take_nothing(self, parsed: Filter) -> None:
        self.tasks.cancel(_JUDGE)
        self._case = self._judged = None
        if self._query is None or self._query.filter == parsed.text:
            self._doubt(0)
        if not parsed.text.strip():
            words = self.tr("Type a filter to see what it matches.")
        else:
            first = parsed.problems[0]
            column = count_text(first.span.start + 1)
            words = self.tr("This is no filter yet. Column {0}: {1}").format(column, first.message)
        self._lab.show_verdict(Tone.PLAIN, words)
        self._lab.show_habit("")
        self._lab.rows.show_rows((), ())
        self._lab.clauses.show_row(None, "")

    def _habit_words(self, tree: Node) -> str:
        words = ", ".join(never_sent(tree))
        return self.tr("Entra ID and Okta never send {0}.").format(words) if words else ""

    def _show_clauses(self, row: JudgedRow | None) -> None:
        if self._case is None or self._judged is None:
            return
        if row is not None:
            self.explain(row.raw)
            return
        tree = counted_rows(self._case.tree, self._judged.counts, len(self._judged.rows))
        self._lab.clauses.show_row(tree, self.tr("Holds for"))

    def _doubt(self, count: int) -> None:
        if count != self.doubted:
            self.doubted = count
            self.doubted_changed.emit()

    def _say_not_applied(self, standing: Standing) -> None:
        problem = ignored_problem(standing, self._exchange)
        if problem is not None and problem != self._told:
            self._told = problem
            self.not_applied.emit(problem)

    # --- comparing -----------------------------------------------------------------

    def _load(self) -> None:
        if self._query is not None:
            self.known.load(self._query, first_position(self._directory.schema_set.capabilities))

    def _show_loading(self) -> None:
        known = self.known
        if known.is_loading:
            words = self.tr("Stop")
        elif self._query is None or known.is_complete:
            words = ""
        else:
            words = self.tr("Go on") if known.is_paused else self.tr("Load all {0}")
        self._lab.show_loading(words.format(self._noun), is_loading=known.is_loading)

    def _select(self, span: Span) -> None:
        if self._case is not None:
            self._edit.setTextCursor(self._edit.span_cursor(span.start, span.end))


def _is_whole(query: Query) -> bool:
    """Return whether resources come with all their usual attributes."""
    return not query.attributes and not query.excluded

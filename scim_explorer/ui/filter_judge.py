"""Holds a filter against the resources that are loaded, beside the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from scim_explorer.client.pages import Page, Query
from scim_explorer.problems import Problem
from scim_explorer.protocol.filters.answer import (
    Judgement,
    Sample,
    is_arguable,
    judge,
    kept_back,
    samples_of,
)
from scim_explorer.protocol.filters.attributes import NOTHING_KNOWN, Attributes
from scim_explorer.protocol.filters.parser import parse_filter
from scim_explorer.protocol.filters.syntax import Filter, Node
from scim_explorer.ui.directory import Directory
from scim_explorer.ui.known_rows import KnownRows, is_complete, pairs_in
from scim_explorer.ui.lab_words import Standing, ignored_problem
from scim_explorer.ui.models.judged_rows import Judged, in_order
from scim_explorer.ui.models.resource_table import ResourceTableModel
from scim_explorer.ui.off_thread import computed
from scim_explorer.ui.tasks import TaskScope

_JUDGE = "judge"
REST_MS = 150


@dataclass(frozen=True, slots=True)
class Case:
    """A filter that was judged.

    Attributes:
        tree: The filter.
        standing: How it stands; its ``judgement`` is never None.
        rows: What is said of each row, what is wrong first.
    """

    tree: Node
    standing: Standing
    rows: tuple[Judged, ...] = ()

    @property
    def judgement(self) -> Judgement:
        return self.standing.judgement or Judgement(())


class FilterJudge(QObject):
    """Judges each answer to a filter, and on demand the filter as typed.

    Attributes:
        known: The resources that a filter can be held against.
        tasks: Owns the judging.
        query: What the list on the screen was asked with; None before the first.
        doubted: How many rows of the list on the screen do not match its filter.

    Signals:
        judged: A ``Case``.
        doubted_changed: ``doubted`` is another number.
        not_applied: A ``Problem``: the server seems to ignore the filter.
        list_changed: Another list, more of it, or none for what was asked.
    """

    judged = Signal(object)
    doubted_changed = Signal()
    not_applied = Signal(object)
    list_changed = Signal()

    def __init__(self, model: ResourceTableModel, directory: Directory, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.attributes: Attributes = NOTHING_KNOWN
        self.noun = "resources"
        self.query: Query | None = None
        self._listed_at = 0.0
        self._refused: str | None = None
        self._exchange: int | None = None
        self._told: Problem | None = None
        self.doubted = 0
        self.tasks = TaskScope(self)
        self.known = KnownRows(directory, self)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._changed)

    @property
    def asked(self) -> str:
        """The filter of the list on the screen, "" without one."""
        return self.query.filter if self.query is not None else ""

    def take(self, attributes: Attributes, noun: str) -> None:
        """Use these attributes, and this word for the resources, from now on."""
        self.attributes, self.noun = attributes, noun
        self._changed()

    def list_began(self, query: Query, page: Page) -> None:
        """Take the first page of another list."""
        cache = self._model.cache
        self.query, self._exchange, self._told = query, page.exchange.number, None
        self._listed_at, self._refused = page.exchange.times.queued_at, None
        if cache is not None and not query.filter and _is_whole(query):
            self.known.keep(cache, self._listed_at)
        self._changed()

    def list_grew(self) -> None:
        """Take another page of the list, once they come no more by the hundred."""
        self._rest.start()

    def list_failed(self, text: str) -> None:
        """Note that no list came for a filter."""
        self._refused = text
        self.list_changed.emit()

    def forget(self) -> None:
        """Compare with nothing that was read before: something was written."""
        if self.asked:
            self.known.forget()

    def judge_answer(self) -> None:
        """Judge the list on the screen by its own filter."""
        self.judge(parse_filter(self.asked), with_known=False)

    def judge(self, parsed: Filter, *, with_known: bool) -> None:
        """Judge a filter; ``judged`` tells when it is done, unless another came meanwhile.

        Args:
            parsed: One without a tree judges nothing.
            with_known: Hold it against all that is known, not only against the list.
        """
        self.tasks.cancel(_JUDGE)
        if parsed.tree is None:
            if parsed.text == self.asked:
                self._doubt(0)
            return
        case = Case(parsed.tree, self._standing(parsed, parsed.tree))
        samples = self._samples(case.standing, with_known=with_known)
        work = partial(_judged, samples, case, self.attributes)
        self.tasks.start(_JUDGE, computed(work), self._take)

    # --- inside --------------------------------------------------------------------

    def _changed(self) -> None:
        self._rest.stop()
        self.judge_answer()
        self.list_changed.emit()

    def _standing(self, parsed: Filter, tree: Node) -> Standing:
        cache = self._model.cache
        is_asked = cache is not None and self.query is not None and self.asked == parsed.text
        return Standing(
            is_asked=is_asked,
            is_refused=parsed.text == self._refused,
            has_all=is_asked and cache is not None and is_complete(cache),
            came=cache.held_count if is_asked and cache is not None else 0,
            knows_all=self.known.is_complete,
            reported=cache.layout.reported if cache is not None else None,
            of_type=self.known.reported,
            kept_back=kept_back(tree, self.attributes),
            is_arguable=is_arguable(tree, self.attributes),
            noun=self.noun,
            read_at=self.known.read_at,
        )

    def _samples(self, standing: Standing, *, with_known: bool) -> Callable[[], tuple[Sample, ...]]:
        """Return what gathers the samples: of many rows that is work for the thread, too."""
        cache = self._model.cache
        listed = cache.pair_blocks() if cache is not None else ()
        is_whole = self.query is not None and _is_whole(self.query)
        known = self.known.blocks() if with_known else ()
        if standing.is_asked:
            return partial(samples_of, pairs_in(listed), pairs_in(known), is_whole=is_whole)
        if not is_whole:
            return partial(samples_of, (), pairs_in(known))
        # Of two versions of a resource the newer one counts.
        is_newer = self._listed_at >= self.known.read_at
        blocks = (*known, *listed) if is_newer else (*listed, *known)
        return partial(samples_of, (), pairs_in(blocks))

    def _take(self, case: Case | None) -> None:
        if case is None:
            return
        standing = case.standing
        if standing.is_asked:
            accused = standing.is_accused and not standing.is_arguable
            self._doubt(case.judgement.extra if accused else 0)
            self._say_not_applied(standing)
        self.judged.emit(case)

    def _doubt(self, count: int) -> None:
        if count != self.doubted:
            self.doubted = count
            self.doubted_changed.emit()

    def _say_not_applied(self, standing: Standing) -> None:
        problem = ignored_problem(standing, self._exchange)
        if problem is not None and problem != self._told:
            self._told = problem
            self.not_applied.emit(problem)


def _judged(
    samples: Callable[[], tuple[Sample, ...]],
    case: Case,
    attributes: Attributes,
    should_stop: Callable[[], bool],
) -> Case | None:
    judgement = judge(samples(), case.tree, attributes, should_stop)
    if judgement is None:
        return None
    standing = replace(case.standing, judgement=judgement)
    rows = in_order(judgement, is_asked=standing.is_judged, has_all=standing.has_all)
    return replace(case, standing=standing, rows=tuple(rows))


def _is_whole(query: Query) -> bool:
    """Return whether resources come with all their usual attributes."""
    return not query.attributes and not query.excluded

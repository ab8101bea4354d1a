"""The filter lab at work: what is typed, built and chosen in it, and what it shows of that."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from scim_explorer.client.pages import Query, first_position
from scim_explorer.protocol.filters.answer import JudgedRow, Raw
from scim_explorer.protocol.filters.completion import SeenValues
from scim_explorer.protocol.filters.evaluate import compile_reasons
from scim_explorer.protocol.filters.habits import never_sent
from scim_explorer.protocol.filters.parser import parse_filter
from scim_explorer.protocol.filters.syntax import Filter, Node, Span
from scim_explorer.protocol.json_codec import object_of
from scim_explorer.ui.directory import Directory
from scim_explorer.ui.display import count_text
from scim_explorer.ui.editors.filter_edit import FilterEdit
from scim_explorer.ui.filter_judge import Case, FilterJudge
from scim_explorer.ui.lab_words import Tone, standing_words
from scim_explorer.ui.models.clause_rows import counted_rows, explained_rows
from scim_explorer.ui.models.judged_rows import clauses_of
from scim_explorer.ui.models.page_cache import Row
from scim_explorer.ui.widgets.filter_lab import FilterLab

REST_MS = 150


class LabDesk(QObject):
    """Has the filter judged while the lab is open, and shows what came of it.

    Signals:
        opened: Bytes and id of a resource to work on.
    """

    opened = Signal(object, object)

    def __init__(
        self,
        lab: FilterLab,
        edit: FilterEdit,
        judge: FilterJudge,
        directory: Directory,
        query_as_typed: Callable[[], Query],
    ) -> None:
        super().__init__(lab)
        self._lab, self._edit, self._judge, self._directory = lab, edit, judge, directory
        self._query_as_typed = query_as_typed
        self._case: Case | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.look)
        edit.textChanged.connect(self._wait_if_open)
        judge.known.changed.connect(self._wait_if_open)
        judge.list_changed.connect(self._look_if_open)
        judge.judged.connect(self._show_if_open)
        lab.load_requested.connect(self._load)
        lab.stop_requested.connect(judge.known.stop)
        lab.close_requested.connect(self.close)
        lab.builder.edited.connect(edit.setText)
        lab.clauses.chosen.connect(self._select)
        lab.rows.chosen.connect(lambda row: self.explain(row.raw))
        lab.rows.opened.connect(lambda row: self.opened.emit(bytes(row.raw), row.id))

    @property
    def is_open(self) -> bool:
        return not self._lab.isHidden()

    def take(self, seen: SeenValues) -> None:
        """Offer what is known of the attributes, and values of rows, in the builder."""
        self._lab.builder.take(self._judge.attributes, seen)

    def toggle(self) -> None:
        """Open the lab, or close it."""
        self.close() if self.is_open else self.open()

    def open(self) -> None:
        """Show the lab, and what it says about the filter as typed."""
        self._lab.show()
        self.look()

    def close(self) -> None:
        """Hide the lab; the filter field gets the focus if it was in there."""
        had_focus = self._lab.isAncestorOf(self._lab.window().focusWidget() or self._edit)
        self._rest.stop()
        self._lab.hide()
        self._judge.known.stop()
        self._judge.judge_answer()
        if had_focus:
            self._edit.setFocus()

    def explain_row(self, row: Row) -> None:
        """Say why a row of the list matches."""
        if self.is_open:
            self.explain(row.raw)

    def explain(self, raw: Raw) -> None:
        """Show how each part of the filter came out for one resource."""
        resource = object_of(raw)
        if self._case is None or resource is None:
            return
        tree = self._case.tree
        clause = compile_reasons(tree, self._judge.attributes)(resource)
        self._lab.clauses.show_row(explained_rows(tree, clause), self.tr("Values looked at"))

    def show_wire(self) -> None:
        """Show the request that a search would send now."""
        if self.is_open:
            start = first_position(self._directory.schema_set.capabilities)
            self._lab.wire.show_query(self._query_as_typed(), self._directory.base_url, start)

    def look(self) -> None:
        """Take the filter as typed, and have it judged."""
        self._rest.stop()
        self._show_loading()
        parsed = parse_filter(self._edit.text())
        self._lab.builder.show_filter(parsed)
        self.show_wire()
        self._judge.judge(parsed, with_known=True)
        if parsed.tree is None:
            self._show_nothing(parsed)

    # --- showing -------------------------------------------------------------------

    def _wait_if_open(self) -> None:
        if self.is_open:
            self._rest.start()

    def _look_if_open(self) -> None:
        if self.is_open:
            self.look()

    def _show_if_open(self, case: Case) -> None:
        if not self.is_open:
            return
        self._case, standing = case, case.standing
        self._lab.show_verdict(*standing_words(standing))
        self._lab.show_habit(self._habit_words(case.tree))
        self._lab.rows.show_rows(case.rows, clauses_of(case.tree))
        self._show_clauses(self._lab.rows.current)

    def _show_nothing(self, parsed: Filter) -> None:
        self._case = None
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

    def _show_clauses(self, row: JudgedRow | None) -> None:
        if self._case is None:
            return
        if row is not None:
            self.explain(row.raw)
            return
        found = self._case.judgement
        tree = counted_rows(self._case.tree, found.counts, len(found.rows))
        self._lab.clauses.show_row(tree, self.tr("Holds for"))

    def _habit_words(self, tree: Node) -> str:
        words = ", ".join(never_sent(tree))
        return self.tr("Entra ID and Okta never send {0}.").format(words) if words else ""

    # --- comparing -----------------------------------------------------------------

    def _load(self) -> None:
        query = self._judge.query
        if query is not None:
            capabilities = self._directory.schema_set.capabilities
            self._judge.known.load(query, first_position(capabilities))

    def _show_loading(self) -> None:
        known = self._judge.known
        if known.is_loading:
            words = self.tr("Stop")
        elif self._judge.query is None or known.is_complete:
            words = ""
        else:
            words = self.tr("Go on") if known.is_paused else self.tr("Load all {0}")
        words = words.format(self._judge.noun)
        self._lab.show_loading(words, is_loading=known.is_loading)

    def _select(self, span: Span) -> None:
        if self._case is not None:
            self._edit.setTextCursor(self._edit.span_cursor(span.start, span.end))

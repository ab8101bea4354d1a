"""The search and the order over the rows that are loaded: from the field to the table."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from scim_explorer.protocol.filters.attributes import NOTHING_KNOWN, Attributes
from scim_explorer.protocol.filters.parser import path_of
from scim_explorer.protocol.filters.raw_rows import compile_raw_filter
from scim_explorer.protocol.filters.syntax import FilterProblem
from scim_explorer.protocol.schema import Attribute
from scim_explorer.ui.display import count_text
from scim_explorer.ui.models.find_text import FindText, read_find_text
from scim_explorer.ui.models.local_rows import (
    LocalState,
    OwnOrder,
    RowTest,
    local_rows,
    word_test,
)
from scim_explorer.ui.models.resource_table import ResourceTableModel
from scim_explorer.ui.off_thread import computed
from scim_explorer.ui.tasks import TaskScope
from scim_explorer.ui.widgets.find_bar import FindBar
from scim_explorer.ui.widgets.row_choice import RowChoice

SLOW_MS = 200
REST_MS = 600
_KEY = "local"


class LocalSearch(QObject):
    """Shows in a table the rows that match what a ``FindBar`` holds, in the order asked for here.

    The rows are read in a thread. What is shown stays until the answer is there.

    Attributes:
        tasks: Owns the reading.

    Signals:
        changed: Other rows are shown, or ``state`` is another one.
    """

    changed = Signal()

    def __init__(
        self,
        bar: FindBar,
        model: ResourceTableModel,
        choice: RowChoice,
        parent: QObject,
        *,
        slow_ms: int = SLOW_MS,
    ) -> None:
        super().__init__(parent)
        self._bar = bar
        self._model = model
        self._choice = choice
        self._attributes: Attributes = NOTHING_KNOWN
        self._text = FindText(is_filter=False)
        self._test: RowTest | None = None
        self._is_filter = False
        self._order: OwnOrder | None = None
        self._is_behind = False
        self._is_new = False
        self._searched = 0
        self.tasks = TaskScope(self)
        self._slow = QTimer(self, singleShot=True, interval=slow_ms)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)

        self._slow.timeout.connect(self.changed)
        self._rest.timeout.connect(self._show_problem)
        bar.changed.connect(self.read)

    @property
    def state(self) -> LocalState:
        """What there is to say about it."""
        found = self._model.found
        is_slow = self.tasks.busy and not self._slow.isActive()
        return LocalState(
            None if self._test is None or found is None else len(found),
            self._searched,
            self._is_filter,
            is_slow,
            self._order.path if self._order is not None else "",
        )

    def take(self, attributes: Attributes) -> None:
        """Hold filters against these attributes from now on."""
        self._attributes = attributes

    def read(self) -> None:
        """Take the text of the field anew."""
        text = self._bar.words
        self._text = read_find_text(text, self._attributes, self._bar.as_filter)
        self._bar.show_reading(is_filter=self._text.is_filter)
        if self._text.problem is not None:
            # In the making: what was found before stays meanwhile.
            self._rest.start()
            return
        self._rest.stop()
        self._bar.show_note("")
        self._is_filter = self._text.is_filter
        if self._text.tree is not None:
            self._test = compile_raw_filter(self._text.tree, self._attributes)
        else:
            self._test = word_test(text, self._model.columns) if text else None
        self._is_new = True
        self._start()

    def sort(self, path: str, *, descending: bool = False) -> None:
        """Sort the loaded rows by an attribute; "" for the order they were sent in."""
        if self._order is not None and self._order.path == path:
            self._order.turn(descending=descending)
        else:
            attribute = self._attribute(path)
            self._order = OwnOrder(path, attribute, descending=descending) if path else None
        self._model.show_own_sort(path, descending=descending)
        self._is_new = True
        self._start()

    def columns_changed(self) -> None:
        """Look for words in other columns from now on."""
        if self._test is not None and not self._is_filter:
            self.read()

    def list_began(self) -> None:
        """Search another list, of which the first rows came."""
        self.columns_changed()
        if self._is_active:
            self._start()

    def rows_came(self) -> None:
        """Search again, over more rows; what is under way is finished first."""
        if self.tasks.busy:
            self._is_behind = True
        elif self._is_active:
            self._start()

    async def aclose(self) -> None:
        """Stop all work and wait for its end."""
        await self.tasks.aclose()

    @property
    def _is_active(self) -> bool:
        return self._test is not None or self._order is not None

    def _attribute(self, path: str) -> Attribute | None:
        parsed = path_of(path)
        return self._attributes.find(parsed) if parsed is not None else None

    def _start(self) -> None:
        cache = self._model.cache
        self._is_behind = False
        if cache is None or not self._is_active:
            self.tasks.cancel(_KEY)
            self._show(None)
            return
        blocks = cache.blocks()
        self._slow.start()
        work = computed(partial(local_rows, blocks, self._test, self._order))
        self.tasks.start(_KEY, work, partial(self._take, sum(len(one.rows) for one in blocks)))

    def _take(self, searched: int, rows: tuple[int, ...] | None) -> None:
        self._searched = searched
        self._show(rows)
        if self._is_behind:
            self._start()

    def _show(self, rows: tuple[int, ...] | None) -> None:
        self._slow.stop()
        if rows != self._model.found:
            self._choice.keep()
            self._model.show_found(rows)
            self._choice.restore()
        if self._is_new:
            # Where the rows before were scrolled to means nothing any more.
            self._choice.show_top()
        self._is_new = False
        self.changed.emit()

    def _show_problem(self) -> None:
        if self._text.problem is not None:
            self._bar.show_note(self._words(self._text.problem))

    def _words(self, problem: FilterProblem) -> str:
        place = self.tr("Column {0}: ").format(count_text(problem.span.start + 1))
        return f"{place}{problem.message} {problem.hint}".strip()

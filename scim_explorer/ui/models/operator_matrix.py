"""The operator matrix as rows: constructs in groups, a column for each type of attribute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from scim_explorer.checks.operators.matrix import words
from scim_explorer.checks.operators.probe import Group, Kind, Probe, Result, Verdict
from scim_explorer.checks.operators.verdicts import result_of
from scim_explorer.ui.display import visible
from scim_explorer.ui.icons import TABLE_ICON_PX, icon
from scim_explorer.ui.theme import theme, ui_font
from scim_explorer.ui.widgets.elided_label import plain_tip

Index = QModelIndex | QPersistentModelIndex
Key = tuple[str, str, str]
Role = Qt.ItemDataRole
RESULT_ROLE = Role.UserRole
"""The ``Result`` of a cell, of the summary of a row its worst; None where nothing is known."""
NAME_ROLE = Role.UserRole + 1
"""What is tried in a cell, in words."""
WORD_ROLE = Role.UserRole + 2
"""What came of it, in one word."""

LOOKS = {
    # icon and its role of colour
    Verdict.RIGHT: ("circle-check", "ok"),
    Verdict.WRONG: ("circle-x", "error"),
    Verdict.IGNORED: ("eye-off", "error"),
    Verdict.REFUSED: ("triangle-alert", "warning"),
    Verdict.FAILED: ("octagon-x", "error"),
    Verdict.OPEN: ("circle-question-mark", "muted"),
    Verdict.NOT_TRIED: ("minus", "muted"),
}
WAITING = ("circle", "muted")
_FAULTS = (Verdict.FAILED, Verdict.WRONG, Verdict.IGNORED)
_WORST = (*_FAULTS, Verdict.REFUSED, Verdict.OPEN, Verdict.RIGHT)
CONSTRUCT, RESULT, FIRST_KIND = 0, 1, 2
_SHOWN = frozenset({Role.DisplayRole, Role.DecorationRole, Role.ForegroundRole})
_NO_PARENT = QModelIndex()


@dataclass(slots=True)
class _Row:
    construct: str
    cells: dict[Kind | None, Key] = field(default_factory=dict)


class OperatorMatrixModel(QAbstractItemModel):
    """Groups at the top, their constructs below; a cell for each type that has values.

    ``RESULT_ROLE`` gives the ``Result`` of a cell.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: list[tuple[Group, list[_Row]]] = []
        self._kinds: list[Kind] = []
        self._known: dict[Key, Result] = {}
        self._order: list[Key] = []
        self._is_over = False

    @property
    def results(self) -> tuple[Result, ...]:
        """What is known by now, in the order of the plan, those not tried too."""
        return tuple(self._known[key] for key in self._order if key in self._known)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The types that have a column."""
        return tuple(self._kinds)

    def show_plan(self, probes: Sequence[Probe]) -> None:
        """Let every probe wait that has a request."""
        tried = {probe.key for probe in probes if probe.query is not None}
        self._reset([result_of(probe) for probe in probes], tried)

    def show_results(self, results: Sequence[Result]) -> None:
        """Show what came of a run that is over."""
        self._reset(results, set())
        self._is_over = True

    def show_result(self, found: Result) -> None:
        """Fill one cell."""
        self._known[found.key] = found
        for place, (group, rows) in enumerate(self._groups):
            if group is found.group:
                parent = self.index(place, 0)
                row = [one.construct for one in rows].index(found.construct)
                last = self.columnCount() - 1
                self.dataChanged.emit(self.index(row, 0, parent), self.index(row, last, parent))
                self.dataChanged.emit(parent, parent.siblingAtColumn(last))

    def go_on(self) -> None:
        """Let those wait again that were not reached."""
        self._set_over(is_over=False)

    def end(self) -> None:
        """Say of what still waits that it is not reached any more."""
        self._set_over(is_over=True)

    def first_fault(self) -> QModelIndex:
        """Return the first row with a wrong or failed cell; without one the index is invalid."""
        for place, (_, rows) in enumerate(self._groups):
            for row, one in enumerate(rows):
                worst = self._worst(list(one.cells.values()))
                if worst is not None and worst.verdict in _FAULTS:
                    return self.index(row, RESULT, self.index(place, 0))
        return QModelIndex()

    def _reset(self, results: Sequence[Result], waiting: set[Key]) -> None:
        self.beginResetModel()
        groups: dict[Group, dict[str, _Row]] = {}
        for one in results:
            rows = groups.setdefault(one.group, {})
            rows.setdefault(one.construct, _Row(one.construct)).cells[one.kind] = one.key
        self._groups = [(group, list(groups[group].values())) for group in Group if group in groups]
        seen = {
            one.kind
            for one in results
            if one.verdict is not Verdict.NOT_TRIED or one.key in waiting
        }
        self._kinds = [kind for kind in Kind if kind in seen]
        self._order = [one.key for one in results]
        self._known = {one.key: one for one in results if one.key not in waiting}
        self._is_over = False
        self.endResetModel()

    def _set_over(self, *, is_over: bool) -> None:
        self._is_over = is_over
        last = self.columnCount() - 1
        for place, (_, rows) in enumerate(self._groups):
            parent = self.index(place, 0)
            self.dataChanged.emit(parent, parent.siblingAtColumn(last))
            end = self.index(len(rows) - 1, last, parent)
            self.dataChanged.emit(self.index(0, 0, parent), end)

    # --- QAbstractItemModel ------------------------------------------------------

    @override
    def index(self, row: int, column: int, parent: Index = _NO_PARENT) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        # The number of a top row plus one is the mark of what stands below it.
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    @override
    def parent(self, child: Index) -> QModelIndex:  # type: ignore[override]
        mark = child.internalId() if child.isValid() else 0
        return self.createIndex(mark - 1, 0, 0) if mark else QModelIndex()

    @override
    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        if not parent.isValid():
            return len(self._groups)
        if parent.internalId() or parent.column():
            return 0
        return len(self._groups[parent.row()][1])

    @override
    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return FIRST_KIND + len(self._kinds)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Vertical or role != Role.DisplayRole:
            return None
        if section < FIRST_KIND:
            return self.tr("Result") if section == RESULT else self.tr("Tried")
        return self.kind_word(self._kinds[section - FIRST_KIND])

    @override
    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        group, rows = self._groups[
            int(index.internalId()) - 1 if index.internalId() else index.row()
        ]
        if not index.internalId():
            return self._of_group(group, rows, index.column(), role)
        return self._of_row(group, rows[index.row()], index.column(), role)

    def _of_group(self, group: Group, rows: list[_Row], column: int, role: int) -> object:
        keys = [key for row in rows for key in row.cells.values()]
        if role == Role.FontRole and column == CONSTRUCT:
            return ui_font(bold=True)
        if column == CONSTRUCT and role == Role.AccessibleTextRole:
            return f"{self.group_word(group)}, {self._summary(keys)}"
        if column == CONSTRUCT and role in {Role.DisplayRole, NAME_ROLE}:
            return self.group_word(group)
        if column == RESULT and role in _SHOWN:
            return self._of_summary(keys, role)
        return None

    def _of_row(self, group: Group, row: _Row, column: int, role: int) -> object:
        if column == CONSTRUCT:
            return visible(row.construct) if role in {Role.DisplayRole, NAME_ROLE} else None
        kind = None if column == RESULT else self._kinds[column - FIRST_KIND]
        key = row.cells.get(kind)
        if key is not None:
            return self._of_cell(key, kind, row.construct, role)
        return self._of_summary(list(row.cells.values()), role) if column == RESULT else None

    def _of_cell(self, key: Key, kind: Kind | None, construct: str, role: int) -> object:
        found = self._known.get(key)
        name = self._name(construct, kind)
        picture, colour = LOOKS[found.verdict] if found is not None else WAITING
        match role:
            case Role.DisplayRole:
                return self.word(found)
            case Role.DecorationRole:
                return icon(picture, colour, theme().pixels(TABLE_ICON_PX))
            case Role.ForegroundRole:
                return theme().colour(colour)
            case Role.AccessibleTextRole:
                return visible(
                    f"{name}: {self.word(found)}. {words(found) if found else ''}".strip()
                )
            case Role.ToolTipRole if found is not None:
                return plain_tip(visible(words(found)))
        return {RESULT_ROLE: found, NAME_ROLE: name, WORD_ROLE: self.word(found)}.get(role)

    def _of_summary(self, keys: Sequence[Key], role: int) -> object:
        worst = self._worst(keys)
        picture, colour = LOOKS[worst.verdict] if worst is not None else WAITING
        match role:
            case Role.DisplayRole:
                return self._summary(keys)
            case Role.DecorationRole if worst is not None:
                return icon(picture, colour, theme().pixels(TABLE_ICON_PX))
            case Role.ForegroundRole:
                return theme().colour(colour)
        if worst is None:
            return None
        name = self._name(worst.construct, worst.kind)
        return {RESULT_ROLE: worst, NAME_ROLE: name, WORD_ROLE: self.word(worst)}.get(role)

    def _worst(self, keys: Sequence[Key]) -> Result | None:
        """Return the worst result of several, the first one of its kind; None without any."""
        found = [self._known[key] for key in keys if key in self._known]
        tried = [one for one in found if one.verdict is not Verdict.NOT_TRIED]
        return min(tried, key=lambda one: _WORST.index(one.verdict), default=None)

    def _name(self, construct: str, kind: Kind | None) -> str:
        return f"{construct}, {self.kind_word(kind)}" if kind is not None else construct

    def _summary(self, keys: Sequence[Key]) -> str:
        found = [self._known[key] for key in keys if key in self._known]
        tried = [one for one in found if one.verdict is not Verdict.NOT_TRIED]
        if tried:
            right = sum(one.verdict is Verdict.RIGHT for one in tried)
            return self.tr("{0} of {1} right").format(str(right), str(len(tried)))
        return self.word(None) if len(found) < len(keys) else self.tr("not tried")

    # --- words -------------------------------------------------------------------

    def word(self, found: Result | None) -> str:
        """Return the word of a cell."""
        if found is None:
            return self.tr("not reached") if self._is_over else self.tr("waiting")
        if found.verdict is Verdict.RIGHT and found.weak:
            return self.tr("right, weak")
        return {
            Verdict.RIGHT: self.tr("right"),
            Verdict.WRONG: self.tr("wrong"),
            Verdict.IGNORED: self.tr("ignored"),
            Verdict.REFUSED: self.tr("refused"),
            Verdict.FAILED: self.tr("failed"),
            Verdict.OPEN: self.tr("left open"),
            Verdict.NOT_TRIED: self.tr("not tried"),
        }[found.verdict]

    def kind_word(self, kind: Kind) -> str:
        return {
            Kind.TEXT: self.tr("Text"),
            Kind.EXACT: self.tr("Exact text"),
            Kind.BOOLEAN: self.tr("Boolean"),
            Kind.DATE: self.tr("Date"),
            Kind.NUMBER: self.tr("Number"),
            Kind.REFERENCE: self.tr("Reference"),
        }[kind]

    def group_word(self, group: Group) -> str:
        return {
            Group.OPERATORS: self.tr("Operators"),
            Group.LOGIC: self.tr("Logic"),
            Group.PATHS: self.tr("Paths"),
            Group.CASE: self.tr("Upper and lower case"),
            Group.MISTAKES: self.tr("Mistakes"),
            Group.SORT: self.tr("Sort"),
            Group.PROJECTION: self.tr("Selected attributes"),
            Group.PAGING: self.tr("Paging and POST"),
        }[group]

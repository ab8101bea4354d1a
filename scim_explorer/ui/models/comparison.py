"""Rows that set versions of one resource side by side: for review, verdict and merge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from scim_explorer.protocol.compare import Change, Missing
from scim_explorer.protocol.json_codec import Json, dumps
from scim_explorer.protocol.verdict import Fate, Judgement, Outcome
from scim_explorer.ui.display import NO_VALUE, visible
from scim_explorer.ui.icons import icon
from scim_explorer.ui.theme import mono_font, theme
from scim_explorer.ui.widgets.elided_label import plain_tip

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
ROW_ROLE = Role.UserRole + 1
_NO_PARENT = QModelIndex()
_CELL_CHARACTERS = 200
_TIP_CHARACTERS = 2000


@dataclass(frozen=True, slots=True)
class Cell:
    """One version of one attribute.

    Attributes:
        text: What is shown.
        tone: Role of colour: "ok", "error", "warning", "muted" or "" for plain.
        icon: Name of an icon, or "".
        word: What the tone says, for those who do not see it.
    """

    text: str
    tone: str = ""
    icon: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One attribute in all its versions."""

    label: str
    cells: tuple[Cell, ...]


class ComparisonModel(QAbstractTableModel):
    """Shows ``ComparisonRow`` values; ``ROW_ROLE`` gives the row."""

    def __init__(self, headings: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = tuple(headings)
        self._rows: tuple[ComparisonRow, ...] = ()
        self._take_font()
        theme().changed.connect(self._take_font)

    def set_rows(
        self, rows: Iterable[ComparisonRow], headings: Sequence[str] | None = None
    ) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        if headings is not None:
            self._headings = tuple(headings)
        self.endResetModel()

    def set_row(self, place: int, row: ComparisonRow) -> None:
        """Exchange one row; the selection stays."""
        self._rows = (*self._rows[:place], row, *self._rows[place + 1 :])
        last = self.index(place, len(self._headings) - 1)
        self.dataChanged.emit(self.index(place, 0), last)

    @property
    def rows(self) -> tuple[ComparisonRow, ...]:
        return self._rows

    def _take_font(self) -> None:
        self._mono = mono_font()

    # --- QAbstractTableModel -----------------------------------------------------

    @override
    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._headings)

    @override
    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Role.FontRole:
            return self._mono
        column = index.column() - 1
        if column < 0 or column >= len(row.cells):
            return self._label(row, column, role)
        return self._cell(row.cells[column], role)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        if role == Role.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._headings[section]
        return None

    def _label(self, row: ComparisonRow, column: int, role: int) -> object:
        if column < 0 and role == Role.DisplayRole:
            return visible(row.label)
        if column < 0 and role == Role.ToolTipRole:
            return plain_tip(visible(row.label))
        return None

    def _cell(self, cell: Cell, role: int) -> object:  # noqa: PLR0911  # a role a line
        match role:
            case Role.DisplayRole:
                return visible(cell.text[:_CELL_CHARACTERS])
            case Role.ToolTipRole:
                return plain_tip(visible(cell.text[:_TIP_CHARACTERS]))
            case Role.AccessibleTextRole:
                text = visible(cell.text[:_CELL_CHARACTERS])
                return f"{text}, {cell.word}" if cell.word else text
            case Role.ForegroundRole if cell.tone:
                return theme().colour(cell.tone)
            case Role.BackgroundRole if cell.tone in ("ok", "error", "warning"):
                return theme().colour(f"{cell.tone}_tint")
            case Role.DecorationRole if cell.icon:
                return icon(cell.icon, role=cell.tone or "muted")
        return None


def value_text(value: Json | Missing) -> str:
    """Return a value as compact JSON, a dash where there is none."""
    if isinstance(value, Missing):
        return NO_VALUE
    try:
        return dumps(value)
    except ValueError:
        return repr(value)


def pointer_label(pointer: str) -> str:
    """Return a JSON pointer as people write it: "emails[0].value", "urn:...:User:department"."""
    keys = [key.replace("~1", "/").replace("~0", "~") for key in pointer.split("/")[1:]]
    label = ""
    for depth, key in enumerate(keys):
        if key.isdigit() and depth:
            label += f"[{key}]"
        elif depth == 1 and label.lower().startswith("urn:"):
            label += f":{key}"
        else:
            label += f".{key}" if label else key
    return label


def review_rows(changes: Iterable[Change], managed: Sequence[str] = ()) -> list[ComparisonRow]:
    """Return attribute, now, after.

    Args:
        changes: What the request asks to be different.
        managed: Pointers of ``changes`` that only the server writes; it will most likely ignore
            them.
    """
    return [
        ComparisonRow(
            pointer_label(change.pointer),
            (_removed(change, managed), _added(change, managed)),
        )
        for change in changes
    ]


def _removed(change: Change, managed: Sequence[str]) -> Cell:
    text = value_text(change.before)
    if isinstance(change.before, Missing) or change.pointer in managed:
        return Cell(text, "muted")
    return Cell(f"\u2212 {text}", "error", word="removed")


def _added(change: Change, managed: Sequence[str]) -> Cell:
    text = value_text(change.after)
    if change.pointer in managed:
        return Cell(text, "muted", "lock", "managed by the server")
    if isinstance(change.after, Missing):
        return Cell(text, "muted")
    return Cell(f"+ {text}", "ok", word="added")


_ORDER = (Fate.NOT_APPLIED, Fate.CHANGED_TOO, Fate.CHANGED, Fate.APPLIED, Fate.MANAGED)
"""What needs a look first, first."""


def verdict_rows(judgement: Judgement, *, differences_only: bool) -> list[ComparisonRow]:
    """Return attribute, before, expected, actual.

    Args:
        judgement: Of a write that was read again.
        differences_only: Leave out what came as expected and what the server manages.
    """
    quiet = (Fate.APPLIED, Fate.MANAGED) if differences_only else ()
    shown = [item for item in judgement.outcomes if item.fate not in quiet]
    return [_verdict_row(item) for item in sorted(shown, key=lambda item: _ORDER.index(item.fate))]


def _verdict_row(outcome: Outcome) -> ComparisonRow:
    before = Cell(value_text(outcome.before), "muted")
    expected = Cell(value_text(outcome.expected))
    tone, picture = {
        Fate.APPLIED: ("ok", "circle-check"),
        Fate.NOT_APPLIED: ("error", "circle-x"),
        Fate.CHANGED_TOO: ("warning", "triangle-alert"),
        Fate.CHANGED: ("", "info"),
        Fate.MANAGED: ("muted", "lock"),
    }[outcome.fate]
    if outcome.fate is Fate.MANAGED:
        expected = Cell(NO_VALUE, "muted")
    elif outcome.fate is Fate.CHANGED:
        expected = Cell(NO_VALUE, "muted", word="not known")
    actual = Cell(value_text(outcome.actual), tone, picture, outcome.fate.value)
    return ComparisonRow(pointer_label(outcome.pointer), (before, expected, actual))

"""Resources as a filter came out for them: a row each, a column for each clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from scim_explorer.protocol.filters.answer import JudgedRow, Judgement
from scim_explorer.protocol.filters.printer import canonical
from scim_explorer.protocol.filters.syntax import Comparison, Node, Presence, ValuePath
from scim_explorer.protocol.filters.walk import nodes_of
from scim_explorer.ui.display import visible
from scim_explorer.ui.icons import TABLE_ICON_PX, icon
from scim_explorer.ui.theme import theme
from scim_explorer.ui.widgets.elided_label import plain_tip

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
ROW_ROLE = Role.UserRole + 1
MOST_CLAUSES = 24
_FIXED = 2
_NO_PARENT = QModelIndex()
_TEXT_CHARACTERS = 200


class Fate(StrEnum):
    """What is said of a row."""

    MATCH = "match"
    NO_MATCH = "no match"
    EXTRA = "extra"
    MISSING = "missing"
    OPEN = "left open"


_LOOKS = {
    Fate.MATCH: ("circle-check", "ok"),
    Fate.NO_MATCH: ("circle-minus", "muted"),
    Fate.EXTRA: ("circle-x", "error"),
    Fate.MISSING: ("circle-x", "error"),
    Fate.OPEN: ("circle-question-mark", "muted"),
}
Judged = tuple[JudgedRow, Fate]
ORDER = (Fate.EXTRA, Fate.MISSING, Fate.OPEN, Fate.MATCH, Fate.NO_MATCH)


def fate_of(row: JudgedRow, *, is_asked: bool, has_all: bool) -> Fate:
    """Return what is said of a row.

    Args:
        row: As judged.
        is_asked: The server was asked for this filter.
        has_all: Its whole answer came, so that something can be missing.
    """
    if is_asked and row.is_extra:
        return Fate.EXTRA
    if is_asked and has_all and row.is_missing:
        return Fate.MISSING
    if is_asked and row.is_left_open and (has_all or row.is_returned):
        return Fate.OPEN
    return Fate.MATCH if row.matched else Fate.NO_MATCH


def clauses_of(node: Node) -> list[tuple[int, str]]:
    """Return place (in the order of ``nodes_of``) and text of the clauses that have a column.

    A value path is one clause: its conditions hold for one and the same element.
    """
    return [
        (place, canonical(spot.node))
        for place, spot in enumerate(nodes_of(node))
        if spot.inside is None and isinstance(spot.node, Comparison | Presence | ValuePath)
    ][:MOST_CLAUSES]


def in_order(judgement: Judgement, *, is_asked: bool, has_all: bool) -> list[Judged]:
    """Return rows and what is said of them, what is wrong first; see ``fate_of``."""
    fates = [fate_of(row, is_asked=is_asked, has_all=has_all) for row in judgement.rows]
    rows = list(zip(judgement.rows, fates, strict=True))
    return [one for wanted in ORDER for one in rows if one[1] is wanted]


class JudgedRowsModel(QAbstractTableModel):
    """Shows rows as they come; ``ROW_ROLE`` gives the ``JudgedRow``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Judged, ...] = ()
        self._shown: tuple[Judged, ...] = ()
        self._counts: Counter[Fate] = Counter()
        self._clauses: tuple[tuple[int, str], ...] = ()
        self._only: Fate | None = None

    def show_rows(self, rows: Sequence[Judged], clauses: Sequence[tuple[int, str]]) -> None:
        """Show other rows; with one clause only, its column would repeat the first."""
        self.beginResetModel()
        self._all = tuple(rows)
        self._counts = Counter(fate for _, fate in rows)
        known = len(rows[0][0].marks) if rows else 0
        columns = tuple(one for one in clauses if one[0] < known)
        self._clauses = columns if len(columns) > 1 else ()
        self._narrow()
        self.endResetModel()

    def show_only(self, fate: Fate | None) -> None:
        """Show the rows of one kind; None shows all."""
        self.beginResetModel()
        self._only = fate
        self._narrow()
        self.endResetModel()

    def count(self, fate: Fate) -> int:
        return self._counts[fate]

    def row_at(self, place: int) -> JudgedRow | None:
        return self._shown[place][0] if 0 <= place < len(self._shown) else None

    def place_of(self, resource_id: str | None) -> int | None:
        """Return the first row with this id."""
        if resource_id is None:
            return None
        places = (place for place, (row, _) in enumerate(self._shown) if row.id == resource_id)
        return next(places, None)

    def _narrow(self) -> None:
        self._shown = self._all
        if self._only is not None:
            self._shown = tuple(one for one in self._all if one[1] is self._only)

    def word(self, fate: Fate) -> str:
        """Return how a fate is called in the window."""
        return {
            Fate.MATCH: self.tr("match"),
            Fate.NO_MATCH: self.tr("no match"),
            Fate.EXTRA: self.tr("extra"),
            Fate.MISSING: self.tr("missing"),
            Fate.OPEN: self.tr("left open"),
        }[fate]

    # --- QAbstractTableModel -----------------------------------------------------

    @override
    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    @override
    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else _FIXED + len(self._clauses)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        if section < _FIXED:
            words = (self.tr("Result"), self.tr("Resource"))
            return words[section] if role in (Role.DisplayRole, Role.ToolTipRole) else None
        text = self._clauses[section - _FIXED][1]
        if role == Role.DisplayRole:
            return visible(text[:_TEXT_CHARACTERS])
        return plain_tip(visible(text)) if role == Role.ToolTipRole else None

    @override
    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, fate = self._shown[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Role.UserRole:
            return row.id
        if index.column() == 0:
            return self._fate_data(fate, role)
        if index.column() == 1:
            return self._name_data(row, fate, role)
        place, text = self._clauses[index.column() - _FIXED]
        return self._clause_data(text, role, matched=row.marks[place])

    def _fate_data(self, fate: Fate, role: int) -> object:
        picture, colour = _LOOKS[fate]
        if role == Role.DisplayRole:
            return self.word(fate)
        if role == Role.DecorationRole:
            return icon(picture, colour, TABLE_ICON_PX)
        if role == Role.ForegroundRole:
            return theme().colour(colour)
        if role == Role.ToolTipRole:
            return {
                Fate.EXTRA: self.tr("The server gave it, and it does not match."),
                Fate.MISSING: self.tr("It matches, and the server did not give it."),
                Fate.OPEN: self.tr("The RFC leaves open whether it matches."),
            }.get(fate)
        return None

    def _name_data(self, row: JudgedRow, fate: Fate, role: int) -> object:
        name = visible((row.name or row.id or self.tr("without an id"))[:_TEXT_CHARACTERS])
        if role == Role.DisplayRole:
            return name
        if role == Role.ToolTipRole:
            return plain_tip(visible(f"{row.name}\n{row.id or ''}", keep="\n"))
        if role == Role.AccessibleTextRole:
            return f"{name}, {self.word(fate)}"
        return None

    def _clause_data(self, text: str, role: int, *, matched: bool) -> object:
        word = self.tr("yes") if matched else self.tr("no")
        if role == Role.DisplayRole:
            return word
        if role == Role.DecorationRole:
            return icon("check" if matched else "x", "ok" if matched else "muted", TABLE_ICON_PX)
        if role == Role.AccessibleTextRole:
            return f"{visible(text[:_TEXT_CHARACTERS])}: {word}"
        if role == Role.ForegroundRole and not matched:
            return theme().colour("muted")
        return None

"""A filter as rows to be read from top to bottom: groups, value paths and conditions."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from scim_explorer.protocol.filters.conditions import operator_of
from scim_explorer.protocol.filters.edits import Place
from scim_explorer.protocol.filters.rows import FilterRow
from scim_explorer.protocol.filters.syntax import Comparison, Junction, Presence, ValuePath
from scim_explorer.ui.display import visible
from scim_explorer.ui.widgets.elided_label import plain_tip

_Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
ROW_ROLE = Role.UserRole + 1
PARTS_ROLE = Role.UserRole + 2
_NOWHERE = QModelIndex()
_MOST_CHARACTERS, _TIP_CHARACTERS = 300, 2000


class Look(StrEnum):
    """How a part of a row is painted."""

    WORDS = "words"
    NOT = "not"
    PATH = "path"
    OPERATOR = "operator"
    STRING = "string"
    LITERAL = "literal"


class Part(NamedTuple):
    """One word of a row."""

    text: str
    look: Look


class FilterRowsModel(QAbstractListModel):
    """The rows of one filter. ``ROW_ROLE`` is the row, ``PARTS_ROLE`` what is painted of it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[FilterRow] = []

    @property
    def rows(self) -> Sequence[FilterRow]:
        return self._rows

    def show_rows(self, rows: list[FilterRow]) -> None:
        """Show other rows; where only their contents differ, the views keep what is selected."""
        if [(row.place, row.core) for row in rows] != [(row.place, row.core) for row in self._rows]:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        before, self._rows = self._rows, rows
        for number, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new:
                index = self.index(number)
                self.dataChanged.emit(index, index)

    def number_of(self, place: Place) -> int:
        """Return the number of the row that stands for ``place``, or of the nearest above."""
        found, depth = -1, -1
        for number, row in enumerate(self._rows):
            if len(row.place) > depth and row.place == place[: len(row.place)]:
                found, depth = number, len(row.place)
        return found

    @override
    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: _Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == PARTS_ROLE:
            return self._parts(row)
        return self._text(row, role)

    def _text(self, row: FilterRow, role: int) -> str | None:
        if role == Role.ToolTipRole:
            return plain_tip(" ".join(part.text for part in self._parts(row, _TIP_CHARACTERS)))
        words = " ".join(part.text for part in self._parts(row))
        if role == Role.AccessibleTextRole:
            return self.tr("level {0}, {1}").format(row.depth + 1, words)
        return words if role == Role.DisplayRole else None

    def _parts(self, row: FilterRow, most: int = _MOST_CHARACTERS) -> tuple[Part, ...]:
        node = row.node
        if isinstance(node, Junction):
            return (Part(self._group_words(row), Look.WORDS),)
        if isinstance(node, ValuePath):
            head = self.tr("none of") if row.negations % 2 else self.tr("one of")
            return (
                Part(head, Look.WORDS),
                Part(_short(node.path.text, most), Look.PATH),
                Part(self._fulfils_words(row), Look.WORDS),
            )
        return (*self._condition_parts(row, most),)

    def _condition_parts(self, row: FilterRow, most: int) -> list[Part]:
        node = row.node
        parts = [Part("not", Look.NOT)] * row.negations
        if isinstance(node, Comparison | Presence):
            parts.append(Part(_short(node.path.text, most), Look.PATH))
            parts.append(Part(operator_of(node), Look.OPERATOR))
        if isinstance(node, Comparison):
            look = Look.STRING if isinstance(node.value, str) else Look.LITERAL
            parts.append(Part(_short(node.literal, most), look))
        return parts

    def _group_words(self, row: FilterRow) -> str:
        if row.negations % 2:
            return self.tr("not all of") if row.joiner == "and" else self.tr("none of")
        return self.tr("all of") if row.joiner == "and" else self.tr("any of")

    def _fulfils_words(self, row: FilterRow) -> str:
        if not row.joiner:
            return self.tr("fulfils")
        return self.tr("fulfils all of") if row.joiner == "and" else self.tr("fulfils any of")


def _short(text: str, most: int) -> str:
    return visible(text if len(text) <= most else text[:most] + "\u2026")

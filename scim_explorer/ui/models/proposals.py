"""Proposals for a filter as a list: what is inserted, and what it is."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from scim_explorer.protocol.filters.completion import Item
from scim_explorer.ui.display import visible

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class ProposalsModel(QAbstractTableModel):
    """Two columns: text and detail. ``EditRole`` is the text as it is inserted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[Item, ...] = ()

    def show(self, items: tuple[Item, ...]) -> None:
        """Replace the list."""
        self.beginResetModel()
        self._items = items
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._items)

    @override
    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 2

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == Qt.ItemDataRole.EditRole:
            return item.text
        if role == Qt.ItemDataRole.DisplayRole:
            return visible(item.detail if index.column() else item.text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return visible(f"{item.text}, {item.detail}" if item.detail else item.text)
        return None

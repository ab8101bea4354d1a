"""List of attribute paths to tick and to put in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from scim_explorer.ui.display import visible
from scim_explorer.ui.widgets.elided_label import plain_tip

Index: TypeAlias = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_NO_PARENT = QModelIndex()


class PathListModel(QAbstractListModel):
    """Ticked paths in their order first, then all others as they came.

    Signals:
        ticked_changed: The ticked paths, or their order, are other ones now.
    """

    ticked_changed = Signal()

    def __init__(
        self, paths: Iterable[str], ticked: Sequence[str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._paths = list(dict.fromkeys((*ticked, *paths)))
        self._ticked = set(ticked)

    def ticked(self) -> tuple[str, ...]:
        """Return the ticked paths from top to bottom."""
        return tuple(path for path in self._paths if path in self._ticked)

    def tick_only(self, paths: Sequence[str]) -> None:
        """Tick exactly these, and put them on top."""
        self.beginResetModel()
        self._ticked = set(paths)
        self._paths = list(dict.fromkeys((*paths, *self._paths)))
        self.endResetModel()
        self.ticked_changed.emit()

    def move(self, row: int, step: int) -> int:
        """Move a row up (-1) or down (1); return where it stands now."""
        target = row + step
        if not (0 <= row < len(self._paths) and 0 <= target < len(self._paths)):
            return row
        below = target + 1 if step > 0 else target
        self.beginMoveRows(_NO_PARENT, row, row, _NO_PARENT, below)
        self._paths.insert(target, self._paths.pop(row))
        self.endMoveRows()
        self.ticked_changed.emit()
        return target

    # --- QAbstractListModel ------------------------------------------------------

    @override
    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._paths)

    @override
    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        path = self._paths[index.row()]
        match role:
            case Role.DisplayRole:
                return visible(path)
            case Role.ToolTipRole:
                return plain_tip(visible(path))
            case Role.CheckStateRole:
                return Qt.CheckState.Checked if path in self._ticked else Qt.CheckState.Unchecked
            case Role.UserRole:
                return path
        return None

    @override
    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        if role != Role.CheckStateRole or not index.isValid():
            return False
        path = self._paths[index.row()]
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._ticked.add(path)
        else:
            self._ticked.discard(path)
        self.dataChanged.emit(index, index, [role])
        self.ticked_changed.emit()
        return True

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else flags

"""The tree of attributes with a box to tick before each, as a Qt model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from typing_extensions import override

from scim_explorer.ui.display import visible
from scim_explorer.ui.models.attribute_nodes import AttributeNode, leaves, paths_of, ticked_by
from scim_explorer.ui.theme import theme, ui_font
from scim_explorer.ui.widgets.elided_label import plain_tip

Index: TypeAlias = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NODE_ROLE = Role.UserRole
"""The ``AttributeNode`` of a row."""
_NAME, _WORDS = range(2)
_State = Qt.CheckState


class AttributeTreeModel(QStandardItemModel):
    """Two columns: attribute with its box, and what its schema says about returning it.

    Signals:
        ticked_changed: Other attributes are ticked now.
    """

    ticked_changed = Signal()

    def __init__(
        self, nodes: Sequence[AttributeNode], paths: Sequence[str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._nodes = tuple(nodes)
        self._ticked = ticked_by(nodes, paths)
        self.setColumnCount(2)
        _append(self.invisibleRootItem(), self._nodes)

    def ticked_paths(self) -> tuple[str, ...]:
        """Return the fewest paths that name what is ticked."""
        return paths_of(self._nodes, self._ticked)

    def tick_only(self, paths: Sequence[str]) -> None:
        """Tick what these paths name and nothing else."""
        self._take(ticked_by(self._nodes, paths))

    @override
    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        node = super().data(index.sibling(index.row(), _NAME), NODE_ROLE)
        if not isinstance(node, AttributeNode):
            return None
        if index.column() == _WORDS:
            return _words_data(node, role)
        if role == Role.CheckStateRole:
            return self._state_of(node)
        return super().data(index, role)

    @override
    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        node = super().data(index, NODE_ROLE)
        if role != Role.CheckStateRole or not isinstance(node, AttributeNode):
            return super().setData(index, value, role)
        below = frozenset(leaves(node))
        # A box that is half ticked becomes a whole one first, whatever the view asks for.
        is_whole = self._state_of(node) is _State.Checked
        self._take(self._ticked - below if is_whole else self._ticked | below)
        return True

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == _NAME else flags

    def _state_of(self, node: AttributeNode) -> Qt.CheckState:
        below = frozenset(leaves(node))
        if self._ticked.issuperset(below):
            return _State.Checked
        return _State.Unchecked if self._ticked.isdisjoint(below) else _State.PartiallyChecked

    def _take(self, ticked: frozenset[str]) -> None:
        if ticked == self._ticked:
            return
        self._ticked = ticked
        self._tell_boxes(QModelIndex())
        self.ticked_changed.emit()

    def _tell_boxes(self, parent: QModelIndex) -> None:
        rows = self.rowCount(parent)
        if not rows:
            return
        first, last = self.index(0, _NAME, parent), self.index(rows - 1, _NAME, parent)
        self.dataChanged.emit(first, last, [Role.CheckStateRole])
        for row in range(rows):
            self._tell_boxes(self.index(row, _NAME, parent))


def returned_words(node: AttributeNode) -> str:
    """Return when the server sends an attribute, as its schema says; "" for by default."""
    if node.attribute is None:
        return "" if node.is_extension or node.children else _tr("in no schema")
    words = {
        "always": _tr("always sent"),
        "never": _tr("never sent"),
        "request": _tr("only when asked for"),
    }
    return words.get(node.attribute.returned, "")


def _append(parent: QStandardItem, nodes: Sequence[AttributeNode]) -> None:
    for node in nodes:
        item = QStandardItem(visible(node.label))
        item.setData(node, NODE_ROLE)
        about = node.attribute.description if node.attribute is not None else ""
        lines = [visible(line) for line in (node.path, about) if line]
        item.setToolTip(plain_tip("\n".join(lines)))
        words = returned_words(node)
        item.setAccessibleText(f"{item.text()}, {words}" if words else item.text())
        parent.appendRow([item, QStandardItem()])
        _append(item, node.children)


def _words_data(node: AttributeNode, role: int) -> object:
    match role:
        case Role.DisplayRole | Role.ToolTipRole:
            return returned_words(node)
        case Role.FontRole:
            return ui_font()
        case Role.ForegroundRole:
            return theme().colour("muted")
    return None


def _tr(text: str) -> str:
    return QCoreApplication.translate("AttributeTree", text)

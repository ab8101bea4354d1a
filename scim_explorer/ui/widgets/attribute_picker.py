"""Attributes to tick, as a tree with a search field on top."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTreeView, QVBoxLayout, QWidget

from scim_explorer.ui.models.attribute_nodes import AttributeNode
from scim_explorer.ui.models.attribute_tree import NODE_ROLE, AttributeTreeModel
from scim_explorer.ui.theme import SPACE_S, mono_font
from scim_explorer.ui.widgets.path_delegate import PathDelegate


class AttributePicker(QWidget):
    """Typing shows what has all the words in its path, and what is above and below that."""

    def __init__(
        self, nodes: Sequence[AttributeNode], paths: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.model = AttributeTreeModel(nodes, paths, self)
        self.search_edit = QLineEdit(self)
        self.search_edit.setObjectName("attributeSearchEdit")
        self.search_edit.setAccessibleName(self.tr("Find an attribute"))
        self.search_edit.setPlaceholderText(self.tr("Find an attribute"))
        self.search_edit.setClearButtonEnabled(True)
        self.tree = QTreeView(self)
        self.tree.setObjectName("attributeTree")
        self.tree.setAccessibleName(self.tr("Attributes"))
        self.tree.setModel(self.model)
        self.tree.setFont(mono_font())
        self.tree.setItemDelegate(PathDelegate(self.tree))
        self.tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.setFocusProxy(self.search_edit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self.search_edit)
        layout.addWidget(self.tree)
        self.search_edit.textChanged.connect(self._search)
        self._unfold_ticked()

    def _unfold_ticked(self) -> None:
        """Show what is ticked below an attribute that is not ticked as a whole."""
        for row in range(self.model.rowCount()):
            self._unfold_half(self.model.index(row, 0))
        self.tree.setCurrentIndex(self.model.index(0, 0))

    def _unfold_half(self, index: QModelIndex) -> None:
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state == Qt.CheckState.PartiallyChecked:
            self.tree.expand(index)
            for row in range(self.model.rowCount(index)):
                self._unfold_half(self.model.index(row, 0, index))

    def _search(self) -> None:
        words = self.search_edit.text().lower().split()
        for row in range(self.model.rowCount()):
            self._show_matches(self.model.index(row, 0), words, is_below=False)
        if not words:
            self.tree.collapseAll()
            self._unfold_ticked()

    def _show_matches(self, index: QModelIndex, words: list[str], *, is_below: bool) -> bool:
        """Hide a row that neither matches nor has to do with one that does."""
        node: AttributeNode = index.data(NODE_ROLE)
        matches = all(word in node.path.lower() for word in words)
        inner = [
            self._show_matches(self.model.index(row, 0, index), words, is_below=is_below or matches)
            for row in range(self.model.rowCount(index))
        ]
        is_shown = matches or is_below or any(inner)
        self.tree.setRowHidden(index.row(), index.parent(), not is_shown)
        if any(inner) and not matches:
            self.tree.expand(index)
        return matches or any(inner)

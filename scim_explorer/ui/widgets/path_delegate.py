"""Rows of full height in a list of paths to tick."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from scim_explorer.ui.theme import TREE_ROW

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_PAD_PX = 6


class PathDelegate(QStyledItemDelegate):
    """Makes each row high enough to be hit."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), max(size.height() + _PAD_PX, TREE_ROW))

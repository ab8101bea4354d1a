"""Paints cells with the padding of the header, so that heading and values line up."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from scim_explorer.ui.theme import TREE_ROW, ui_font
from scim_explorer.ui.widgets.cell_delegate import paint_selection

Index = QModelIndex | QPersistentModelIndex
_PAD_PX = 5
_ROOM_PX = 7


class PaddedDelegate(QStyledItemDelegate):
    """Rows are as high as their text needs, and at least as high as the guide says."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect
        background = index.data(Qt.ItemDataRole.BackgroundRole)
        if isinstance(background, QColor | QBrush):
            painter.fillRect(rect, background)
        paint_selection(painter, option)
        inner = QStyleOptionViewItem(option)
        inner.rect = rect.adjusted(_PAD_PX, 0, -_PAD_PX, 0)
        super().paint(painter, inner, index)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        height = max(TREE_ROW, QFontMetrics(ui_font()).height() + _ROOM_PX)
        return QSize(super().sizeHint(option, index).width() + 2 * _PAD_PX, height)

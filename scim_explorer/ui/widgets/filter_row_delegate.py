"""Paints the rows of the filter builder: indentation, words, path, operator and value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from scim_explorer.protocol.filters.rows import FilterRow
from scim_explorer.ui.models.filter_rows import PARTS_ROLE, ROW_ROLE, Look, Part
from scim_explorer.ui.theme import SMALL_PX, TREE_ROW, mono_font, theme, ui_font
from scim_explorer.ui.widgets.cell_delegate import paint_selection

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_PAD_PX, _STEP_PX, _GAP_PX, _ROOM_PX, _BAR_PX = 8, 12, 6, 7, 2
_DEEPEST = 6
_VALUE_SHARE = 0.45
_FLAGS = int(
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
)
_ROLES = {
    Look.WORDS: "muted",
    Look.NOT: "json_literal",
    Look.PATH: "text",
    Look.OPERATOR: "json_key",
    Look.STRING: "json_string",
    Look.LITERAL: "json_number",
}


class FilterRowDelegate(QStyledItemDelegate):
    """Shortens paths in the middle and values at the end, and leaves operators whole."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, parts = index.data(ROW_ROLE), index.data(PARTS_ROLE)
        if not isinstance(row, FilterRow) or not isinstance(parts, tuple):
            return
        rect = option.rect
        paint_selection(painter, option)
        if _is_current(option, index):
            bar = QRect(rect.left(), rect.top(), _BAR_PX, rect.height())
            painter.fillRect(bar, theme().colour("accent"))
        left = self._paint_depth(painter, rect, row.depth)
        room = rect.adjusted(left - rect.left(), 0, -_PAD_PX, 0)
        is_enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
        _paint_parts(painter, room, parts, is_enabled=is_enabled)

    def _paint_depth(self, painter: QPainter, rect: QRect, depth: int) -> int:
        """Paint a line for each level, and the number of a deep one; return where text begins."""
        left = rect.left() + _PAD_PX
        step = theme().pixels(_STEP_PX)
        painter.setPen(theme().colour("hairline"))
        for level in range(min(depth, _DEEPEST)):
            middle = left + level * step + step // 3
            painter.drawLine(middle, rect.top(), middle, rect.bottom())
        left += min(depth, _DEEPEST) * step
        if depth > _DEEPEST:
            font = ui_font(SMALL_PX)
            painter.setFont(font)
            painter.setPen(theme().colour("muted"))
            number = str(depth)
            width = QFontMetrics(font).horizontalAdvance(number)
            painter.drawText(QRect(left, rect.top(), width, rect.height()), _FLAGS, number)
            left += width + _GAP_PX
        return left

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        height = max(TREE_ROW, QFontMetrics(ui_font()).height() + _ROOM_PX)
        return QSize(_PAD_PX, height)


def _is_current(option: QStyleOptionViewItem, index: Index) -> bool:
    view = option.widget
    return isinstance(view, QAbstractItemView) and (
        view.hasFocus() and view.currentIndex().row() == index.row()
    )


def _paint_parts(
    painter: QPainter, room: QRect, parts: Sequence[Part], *, is_enabled: bool
) -> None:
    fonts = [_font(part.look) for part in parts]
    metrics = [QFontMetrics(font) for font in fonts]
    wanted = [one.horizontalAdvance(part.text) for one, part in zip(metrics, parts, strict=True)]
    widths = fitted_widths(wanted, parts, room.width())
    left = room.left()
    for number, (part, font, width) in enumerate(zip(parts, fonts, widths, strict=True)):
        text = part.text
        if width < wanted[number]:
            middle = part.look is Look.PATH
            mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
            text = metrics[number].elidedText(text, mode, width)
        painter.setFont(font)
        painter.setPen(theme().colour(_ROLES[part.look] if is_enabled else "muted"))
        painter.drawText(QRect(left, room.top(), width, room.height()), _FLAGS, text)
        left += width + _GAP_PX


def fitted_widths(wanted: Sequence[int], parts: Sequence[Part], room: int) -> list[int]:
    """Return a width for each part; the path and what stands last give way where it is narrow."""
    widths = list(wanted)
    over = sum(widths) + _GAP_PX * (len(widths) - 1) - room
    path = next((place for place, part in enumerate(parts) if part.look is Look.PATH), -1)
    last = len(parts) - 1
    if over <= 0 or not parts:
        return widths
    if path < 0 or parts[last].look is Look.OPERATOR:
        giving = path if path >= 0 else last
        widths[giving] = max(widths[giving] - over, 0)
        return widths
    both = max(widths[path] + widths[last] - over, 0)
    widths[last] = max(both - widths[path], min(widths[last], round(both * _VALUE_SHARE)))
    widths[path] = both - widths[last]
    return widths


def _font(look: Look) -> QFont:
    if look is Look.WORDS:
        return ui_font()
    font = mono_font()
    font.setBold(look in {Look.OPERATOR, Look.NOT})
    return font

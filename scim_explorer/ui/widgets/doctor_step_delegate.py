"""Paints the doctor's steps: text that wraps, at the top of its cell."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QIcon,
    QPainter,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView
from typing_extensions import override

from scim_explorer.ui.icons import TABLE_ICON_PX
from scim_explorer.ui.models.doctor_steps import NUMBERS_ROLE, Column
from scim_explorer.ui.theme import SPACE_M, SPACE_S, TREE_ROW, mono_font, theme, ui_font

Index = QModelIndex | QPersistentModelIndex
PAD_PX, ABOVE_PX = SPACE_M, SPACE_S
_NUMBERS_SHOWN = 3


def links(numbers: tuple[int, ...]) -> list[tuple[int, str]]:
    """Return the numbers that are shown, and 0 with how many more there are."""
    shown = [(number, f"#{number}") for number in numbers[:_NUMBERS_SHOWN]]
    more = len(numbers) - len(shown)
    return [*shown, (0, f"+{more}")] if more else shown


def paint_row(painter: QPainter, rect: QRect, *, selected: bool, view: QTreeView) -> None:
    """Paint what lies below the text of a row, in a cell or left of the first one."""
    if selected:
        role = "selection" if view.isActiveWindow() else "selection_inactive"
        painter.fillRect(rect, theme().colour(role))
    painter.setPen(theme().colour("hairline"))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())


class StepDelegate(QStyledItemDelegate):
    """A hairline below each row; where a column is hidden its text stands below the title."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRect(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        paint_row(painter, rect, selected=selected, view=self._view)
        room = rect.adjusted(PAD_PX, ABOVE_PX, -PAD_PX, 0)
        picture = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(picture, QIcon):
            side = theme().pixels(TABLE_ICON_PX)
            middle = QFontMetrics(ui_font()).height() // 2
            picture.paint(painter, room.left(), room.top() + middle - side // 2, side, side)
        room.setLeft(room.left() + self._indent(index))
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.setPen(colour if isinstance(colour, QColor) else theme().colour("text"))
        if index.column() == Column.NUMBERS:
            painter.setFont(mono_font())
            text = " ".join(text for _, text in links(index.data(NUMBERS_ROLE)))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft), text)
            return
        right = index.data(Qt.ItemDataRole.TextAlignmentRole) is not None
        height = _draw(painter, index.data(), _font(index), room, right=right)
        below = self._below(index)
        if below is not None:
            painter.setPen(below.data(Qt.ItemDataRole.ForegroundRole))
            room.setTop(round(room.top() + height))
            _draw(painter, below.data(), ui_font(), room)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        room = self._view.columnWidth(index.column()) - 2 * PAD_PX - self._indent(index)
        if index.column() == Column.STEP:
            depth = 2 if index.parent().isValid() else 1
            room -= self._view.indentation() * depth
        lines = 0.0
        # Only what was seen may need more lines than one.
        if index.column() == Column.SEEN:
            lines = _laid_out(index.data(), ui_font(), room).boundingRect().height()
        below = self._below(index)
        if below is not None:
            lines = QFontMetrics(ui_font()).height()
            lines += _laid_out(below.data(), ui_font(), room).boundingRect().height()
        least = max(theme().pixels(TREE_ROW), QFontMetrics(ui_font()).height() + 2 * ABOVE_PX)
        return QSize(0, max(least, round(lines) + 2 * ABOVE_PX))

    def _indent(self, index: Index) -> int:
        has_picture = index.data(Qt.ItemDataRole.DecorationRole) is not None
        return theme().pixels(TABLE_ICON_PX) + SPACE_S if has_picture else 0

    def _below(self, index: Index) -> QModelIndex | None:
        """Return what stands below the title, where there is no column for it."""
        if index.column() != Column.STEP or not self._view.isColumnHidden(Column.SEEN):
            return None
        seen = index.model().index(index.row(), Column.SEEN, index.parent())
        return seen if seen.data() else None


def _font(index: Index) -> QFont:
    return ui_font(bold=index.column() == Column.RESULT and not index.parent().isValid())


def _laid_out(text: str, font: QFont, width: float, *, right: bool = False) -> QTextLayout:
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1.0))
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout


def _draw(painter: QPainter, text: str, font: QFont, room: QRect, *, right: bool = False) -> float:
    """Draw wrapped text and return its height."""
    layout = _laid_out(text, font, room.width(), right=right)
    layout.draw(painter, QPointF(room.topLeft()))
    return layout.boundingRect().height()

"""Paints the doctor's steps: text that wraps, at the top of its cell."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What is shown where.

    Attributes:
        hidden: Columns that are left out.
        numbers: How many numbers of requests are shown in a row.
    """

    hidden: frozenset[Column]
    numbers: int

    @property
    def is_stacked(self) -> bool:
        """Result and what was seen stand beside and below the title of a step."""
        return Column.SEEN in self.hidden

    @property
    def stretched(self) -> Column:
        return Column.STEP if self.is_stacked else Column.SEEN


def links(numbers: tuple[int, ...], most: int) -> list[tuple[int, str]]:
    """Return ``most`` numbers with their texts, and 0 with how many more there are."""
    shown = [(number, f"#{number}") for number in numbers[:most]]
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
    """A hairline below each row; stacked, result and text stand beside and below the title.

    Attributes:
        arrangement: Set by the view as its width changes.
    """

    def __init__(self, view: QTreeView, arrangement: Arrangement) -> None:
        super().__init__(view)
        self.arrangement = arrangement
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
            most = self.arrangement.numbers
            text = " ".join(text for _, text in links(index.data(NUMBERS_ROLE), most))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft), text)
            return
        right = index.data(Qt.ItemDataRole.TextAlignmentRole) is not None
        height = _draw(painter, index.data(), _font(index), room, right=right)
        if self._is_title(index):
            self._paint_rest(painter, index, room, height)

    def _paint_rest(self, painter: QPainter, index: Index, room: QRect, height: float) -> None:
        """Paint the result beside a title that is there, and what was seen below it."""
        word, seen = _sibling(index, Column.RESULT), _sibling(index, Column.SEEN)
        title_px = QFontMetrics(_font(index)).horizontalAdvance(index.data())
        painter.setPen(word.data(Qt.ItemDataRole.ForegroundRole))
        _draw(painter, word.data(), _font(word), room.adjusted(title_px + PAD_PX, 0, 0, 0))
        painter.setPen(seen.data(Qt.ItemDataRole.ForegroundRole))
        _draw(painter, seen.data(), ui_font(), room.adjusted(0, round(height), 0, 0))

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
        if self._is_title(index):
            seen = _sibling(index, Column.SEEN).data()
            lines = _laid_out(index.data(), _font(index), room).boundingRect().height()
            lines += _laid_out(seen, ui_font(), room).boundingRect().height() if seen else 0
        least = max(theme().pixels(TREE_ROW), QFontMetrics(ui_font()).height() + 2 * ABOVE_PX)
        return QSize(0, max(least, round(lines) + 2 * ABOVE_PX))

    def _indent(self, index: Index) -> int:
        has_picture = index.data(Qt.ItemDataRole.DecorationRole) is not None
        return theme().pixels(TABLE_ICON_PX) + SPACE_S if has_picture else 0

    def _is_title(self, index: Index) -> bool:
        return index.column() == Column.STEP and self.arrangement.is_stacked


def _sibling(index: Index, column: Column) -> QModelIndex:
    return index.model().index(index.row(), column, index.parent())


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

"""The scrolled surface of ``JsonLines``: where lines lie, and how they are drawn."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from typing_extensions import override

from scim_explorer.ui.display import size_text
from scim_explorer.ui.theme import SPACE_M, SPACE_S, mono_font, theme
from scim_explorer.ui.widgets.line_layouts import Kind, LineLayouts, Position
from scim_explorer.ui.widgets.line_painter import (
    Selected,
    line_metrics,
    paint_caret,
    paint_line,
    paint_more,
    paint_numbers,
)
from scim_explorer.ui.widgets.line_source import LineSource

_RING_PX = 2


class LineCanvas(QAbstractScrollArea):
    """Draws the visible lines of a source with selection and caret; changes none of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: Kind = "text"
        self._source = LineSource(b"")
        self._layouts = LineLayouts(self._source, self._kind, ())
        self._anchor = self._caret = Position(0, 0)
        self._metrics = line_metrics()
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        theme().changed.connect(self._follow_theme)

    @property
    def line_count(self) -> int:
        """Lines that can be read now."""
        return self._source.line_count

    @property
    def caret(self) -> Position:
        return self._caret

    def _follow_theme(self) -> None:
        self._metrics = line_metrics()
        self._layouts.forget()
        self._set_ranges()
        self.viewport().update()

    def _set_ranges(self) -> None:
        rows = self._rows()
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setRange(0, max(self.line_count - rows, 0))
        vertical.setPageStep(rows)
        widest = min(self._source.longest, self._layouts.widest_bytes) + 1
        width = self._text_left() + widest * self._metrics.char + SPACE_M
        horizontal.setRange(0, max(round(width) - self.viewport().width(), 0))
        horizontal.setPageStep(self.viewport().width())
        horizontal.setSingleStep(round(self._metrics.char * 4))

    def _rows(self) -> int:
        return max((self.viewport().height() - 2 * SPACE_S) // self._metrics.row, 1)

    def _text_left(self) -> float:
        """Return the width of the line numbers; a message with a head has none."""
        if self._kind != "json":
            return SPACE_M
        digits = max(len(str(self.line_count)), 2)
        return (digits + 1) * self._metrics.char + 2 * SPACE_M

    def _position_at(self, point: QPointF) -> Position:
        row = int((point.y() - SPACE_S) // self._metrics.row) + self.verticalScrollBar().value()
        number = min(max(row, 0), max(self.line_count - 1, 0))
        return Position(number, self._layouts.line(number).column_at(self._x_in_text(point)))

    def _x_in_text(self, point: QPointF) -> float:
        return point.x() - self._text_left() + self._scrolled()

    def _scrolled(self) -> int:
        return self.horizontalScrollBar().value()

    def _show_caret(self) -> None:
        bar, rows = self.verticalScrollBar(), self._rows()
        if self._caret.line < bar.value():
            bar.setValue(self._caret.line)
        elif self._caret.line >= bar.value() + rows:
            bar.setValue(self._caret.line - rows + 1)
        x = self._layouts.line(self._caret.line).x_of(self._caret.column)
        side = self.horizontalScrollBar()
        room = self.viewport().width() - self._text_left() - 2 * self._metrics.char
        if x < side.value():
            side.setValue(int(x - self._metrics.char))
        elif x > side.value() + room:
            side.setValue(int(x - room))
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_ranges()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        width, height = self.viewport().width(), self.viewport().height()
        painter.fillRect(self.viewport().rect(), theme().colour("base"))
        painter.setFont(mono_font())
        first = self.verticalScrollBar().value()
        numbers = range(first, min(first + self._rows() + 2, self.line_count))
        left = self._text_left()
        painter.save()
        painter.setClipRect(QRectF(left - 1, 0, width, height))
        for number in numbers:
            top = SPACE_S + (number - first) * self._metrics.row
            self._paint_line(painter, number, QPointF(left - self._scrolled(), top))
        painter.restore()
        if self._kind == "json":
            paint_numbers(painter, numbers, self._metrics, left, height)
        if self.hasFocus():
            painter.fillRect(0, 0, _RING_PX, height, theme().colour("accent"))
        painter.end()

    def _paint_line(self, painter: QPainter, number: int, origin: QPointF) -> None:
        line = self._layouts.line(number)
        paint_line(painter, line, origin, self._metrics, self._selected_in(number, line.length))
        if line.rest_bytes:
            more = self._layouts.can_show_more(number)
            text = self.tr("Show more ({size})") if more else self.tr("{size} more, not shown")
            painter.setPen(theme().colour("accent" if more else "muted"))
            words = text.format(size=size_text(line.rest_bytes))
            paint_more(painter, line, origin, self._metrics, words)
        if number == self._caret.line and self.hasFocus():
            paint_caret(painter, line, origin, self._metrics, self._caret.column)

    def _selected_in(self, number: int, length: int) -> Selected | None:
        first, last = sorted((self._anchor, self._caret))
        if first == last or not first.line <= number <= last.line:
            return None
        start = first.column if number == first.line else 0
        end = last.column if number == last.line else length
        return Selected(start, end, number < last.line)

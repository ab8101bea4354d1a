"""How ``JsonLines`` draws a line, its selection and its number."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from scim_explorer.ui.theme import SPACE_M, SPACE_S, mono_font, theme
from scim_explorer.ui.widgets.line_layouts import Line

CARET_PX = 2


class LineMetrics(NamedTuple):
    """Sizes of the mono font at the present scale, in logical pixels."""

    row: int
    ascent: float
    char: float


class Selected(NamedTuple):
    """The selected columns of one line; ``goes_on`` when the next line is selected too."""

    start: int
    end: int
    goes_on: bool


def line_metrics() -> LineMetrics:
    """Measure the mono font."""
    metrics = QFontMetricsF(mono_font())
    return LineMetrics(
        round(metrics.lineSpacing()) + 1, metrics.ascent(), metrics.horizontalAdvance("0")
    )


def paint_line(
    painter: QPainter,
    line: Line,
    origin: QPointF,
    metrics: LineMetrics,
    selected: Selected | None,
) -> None:
    """Draw a line with its selection; ``origin`` is its top left."""
    painter.setPen(theme().colour("text"))
    selections = [line.selection(selected.start, selected.end)] if selected else []
    if selected and selected.goes_on:
        beyond = QRectF(origin.x() + line.width, origin.y(), metrics.char, metrics.row)
        painter.fillRect(beyond, theme().colour("selection"))
    line.layout.draw(painter, origin, selections)


def paint_caret(
    painter: QPainter, line: Line, origin: QPointF, metrics: LineMetrics, column: int
) -> None:
    """Draw the caret before a column."""
    x = origin.x() + line.x_of(column)
    painter.fillRect(QRectF(x, origin.y(), CARET_PX, metrics.row), theme().colour("text"))


def paint_more(
    painter: QPainter, line: Line, origin: QPointF, metrics: LineMetrics, words: str
) -> None:
    """Draw the words after the head of a long line, in the pen's colour."""
    x = origin.x() + line.width + 2 * metrics.char
    painter.drawText(QPointF(x, origin.y() + metrics.ascent), words)


def paint_numbers(
    painter: QPainter, numbers: range, metrics: LineMetrics, left: float, height: int
) -> None:
    """Draw line numbers, counted from 1, and the hairline between them and the text."""
    painter.setPen(theme().colour("muted"))
    for number in numbers:
        top = SPACE_S + (number - numbers.start) * metrics.row
        box = QRectF(0, top, left - SPACE_M - metrics.char, metrics.row)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight, str(number + 1))
    edge = round(left - SPACE_M)
    painter.setPen(theme().colour("hairline"))
    painter.drawLine(edge, 0, edge, height)

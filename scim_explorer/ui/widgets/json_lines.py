"""A view for reading JSON, HTTP messages and other text of any size.

Draws the visible lines only, from an index that a thread makes. A text editor of Qt takes more
than a second and twenty times the memory for 10 MB.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QMenu, QWidget
from typing_extensions import override

from scim_explorer.protocol.json_codec import decode_text, encode_text
from scim_explorer.ui.display import count_text, size_text
from scim_explorer.ui.theme import SPACE_M, SPACE_S, mono_font, theme
from scim_explorer.ui.widgets.line_layouts import Kind, LineLayouts, Position
from scim_explorer.ui.widgets.line_moves import move_of, moved
from scim_explorer.ui.widgets.line_source import LineSource, build_in_thread

_AT_ONCE_BYTES = 100_000
_POLL_MS = 15
_CARET_PX, _RING_PX = 2, 2


class JsonLines(QAbstractScrollArea):
    """Shows a body or a message; what is copied is what was received, not its layout.

    Signals:
        completed: All lines are there; emitted once for each text.
    """

    completed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: Kind = "text"
        self._masked: Sequence[tuple[int, int]] = ()
        self._pretty = True
        self._source = LineSource(b"")
        self._layouts = LineLayouts(self._source, self._kind, ())
        self._stop = threading.Event()
        self._anchor = self._caret = Position(0, 0)
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL_MS)
        self._poll.timeout.connect(self._look_at_index)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.destroyed.connect(partial(_stop_last, stops := [self._stop]))
        self._stops = stops
        theme().changed.connect(self._follow_theme)
        self._follow_theme()
        self.set_bytes(b"", "text")

    def set_bytes(
        self, data: bytes, kind: Kind = "json", *, masked: Sequence[tuple[int, int]] = ()
    ) -> None:
        """Show ``data`` from its first line.

        Args:
            data: As received; UTF-8, other bytes are shown as escapes.
            kind: "json", "http" for a message with its head, or "text".
            masked: Spans where a secret was cut out; when there are any, masks are marked.
        """
        self._stop.set()
        self._kind, self._masked = kind, masked
        self._anchor = self._caret = Position(0, 0)
        pretty = self._pretty and kind != "text"
        self._source = LineSource(data, is_http=kind == "http", pretty=pretty)
        self._layouts = LineLayouts(self._source, kind, masked)
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)
        self._poll.stop()
        if len(data) <= _AT_ONCE_BYTES:
            for _ in self._source.slices():
                pass
            self._look_at_index()
        else:
            self._stop = self._stops[0] = threading.Event()
            build_in_thread(self._source, self._stop)
            self._poll.start()

    def set_text(
        self, text: str, kind: Kind = "text", *, masked: Sequence[tuple[int, int]] = ()
    ) -> None:
        """Show a text made by the program, such as a request with its head."""
        self.set_bytes(encode_text(text), kind, masked=masked)

    def text(self) -> str:
        """Return all of it, as received."""
        return decode_text(self._source.sent)[0]

    @property
    def is_pretty(self) -> bool:
        return self._pretty

    def set_pretty(self, pretty: bool) -> None:  # noqa: FBT001  # a slot of toggled(bool)
        """Lay out JSON with one member a line, or show it as received."""
        if pretty != self._pretty:
            self._pretty = pretty
            self.set_bytes(self._source.sent, self._kind, masked=self._masked)

    @property
    def is_complete(self) -> bool:
        return not self._poll.isActive()

    @property
    def line_count(self) -> int:
        """Lines that can be read now."""
        return self._source.line_count

    @property
    def caret(self) -> Position:
        return self._caret

    def shown_line(self, number: int) -> str:
        """Return a line as it is drawn, escapes written out."""
        return self._layouts.line(number).words.shown

    def selected_text(self) -> str:
        """Return the selection as it was received, "" for none."""
        start, end = self._selection()
        part = self._source.as_sent(start, end) if end > start else b""
        return part.decode("utf-8", "surrogateescape")

    def copy(self) -> None:
        """Put the selection on the clipboard as it was received."""
        if text := self.selected_text():
            # A clipboard holds no lone surrogates; they stand for bytes that are not UTF-8.
            QGuiApplication.clipboard().setText(text.encode("utf-8", "replace").decode("utf-8"))

    def select_all(self) -> None:
        last = max(self.line_count - 1, 0)
        self._anchor = Position(0, 0)
        self._caret = Position(last, self._layouts.line(last).length)
        self.viewport().update()

    # QWidget.find(WId) looks for native windows, which nobody does on a view.
    def find(self, text: str, *, backwards: bool = False) -> bool:  # type: ignore[override]
        """Select the next place that has ``text``, going round at the end.

        Returns:
            Whether there is one. ASCII letters match in either case.
        """
        wanted = encode_text(text)
        start, end = self._selection()
        found = -1
        if wanted:
            at = start if backwards or start == end else start + 1
            found = self._source.find(wanted, at, backwards=backwards)
        if found < 0:
            return False
        self._anchor = self._layouts.position_of(found)
        self._caret = self._layouts.position_of(found + len(wanted))
        self._show_caret()
        return True

    def _selection(self) -> tuple[int, int]:
        first, last = sorted((self._anchor, self._caret))
        return self._layouts.offset_of(first), self._layouts.offset_of(last)

    # Geometry

    def _follow_theme(self) -> None:
        metrics = QFontMetricsF(mono_font())
        self._row_px = round(metrics.lineSpacing()) + 1
        self._ascent_px = metrics.ascent()
        self._char_px = metrics.horizontalAdvance("0")
        self._layouts.forget()
        self._set_ranges()
        self.viewport().update()

    def _look_at_index(self) -> None:
        complete = self._source.complete
        self._set_ranges()
        self.viewport().update()
        if complete:
            self._poll.stop()
            lines, size = count_text(self.line_count), size_text(len(self._source.sent))
            words = self.tr("{lines} lines, {size}").format(lines=lines, size=size)
            self.setAccessibleDescription(words)
            self.completed.emit()

    def _set_ranges(self) -> None:
        rows = self._rows()
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setRange(0, max(self.line_count - rows, 0))
        vertical.setPageStep(rows)
        widest = min(self._source.longest, self._layouts.widest_bytes) + 1
        width = self._text_left() + widest * self._char_px + SPACE_M
        horizontal.setRange(0, max(round(width) - self.viewport().width(), 0))
        horizontal.setPageStep(self.viewport().width())
        horizontal.setSingleStep(round(self._char_px * 4))

    def _rows(self) -> int:
        return max((self.viewport().height() - 2 * SPACE_S) // self._row_px, 1)

    def _text_left(self) -> float:
        """Return the width of the line numbers; a message with a head has none."""
        if self._kind != "json":
            return SPACE_M
        digits = max(len(str(self.line_count)), 2)
        return (digits + 1) * self._char_px + 2 * SPACE_M

    def _position_at(self, point: QPointF) -> Position:
        row = int((point.y() - SPACE_S) // self._row_px) + self.verticalScrollBar().value()
        number = min(max(row, 0), max(self.line_count - 1, 0))
        return Position(number, self._layouts.line(number).column_at(self._x_in_text(point)))

    def _x_in_text(self, point: QPointF) -> float:
        return point.x() - self._text_left() + self.horizontalScrollBar().value()

    def _show_caret(self) -> None:
        bar, rows = self.verticalScrollBar(), self._rows()
        if self._caret.line < bar.value():
            bar.setValue(self._caret.line)
        elif self._caret.line >= bar.value() + rows:
            bar.setValue(self._caret.line - rows + 1)
        x = self._layouts.line(self._caret.line).x_of(self._caret.column)
        side = self.horizontalScrollBar()
        room = self.viewport().width() - self._text_left() - 2 * self._char_px
        if x < side.value():
            side.setValue(int(x - self._char_px))
        elif x > side.value() + room:
            side.setValue(int(x - room))
        self.viewport().update()

    # Events

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_ranges()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.viewport().update()
        keys = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.SelectAll)
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and any(event.matches(key) for key in keys)
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._more(self._caret.line):
            pass
        elif move := move_of(event):
            last = max(self.line_count - 1, 0)
            self._caret = moved(self._caret, move, self._layouts, last, self._rows())
            if not move.selects:
                self._anchor = self._caret
            self._show_caret()
        else:
            event.ignore()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._caret = self._position_at(event.position())
        line = self._layouts.line(self._caret.line)
        if line.rest_bytes and self._x_in_text(event.position()) > line.width:
            self._more(self._caret.line)
        if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._anchor = self._caret
        self.viewport().update()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._caret = self._position_at(event.position())
            self._show_caret()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self._position_at(event.position())
        start, end = self._layouts.line(place.line).words.span_at(place.column)
        self._anchor, self._caret = Position(place.line, start), Position(place.line, end)
        self.viewport().update()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction(self.tr("Copy"), self.copy)
        copy.setEnabled(self._anchor != self._caret)
        menu.addAction(self.tr("Select all"), self.select_all)
        menu.popup(event.globalPos())

    def _more(self, number: int) -> bool:
        grown = self._layouts.show_more(number)
        self._set_ranges()
        self.viewport().update()
        return grown

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme().colour("base"))
        first = self.verticalScrollBar().value()
        last = min(first + self._rows() + 2, self.line_count)
        left = self._text_left()
        painter.setFont(mono_font())
        painter.save()
        painter.setClipRect(QRectF(left - 1, 0, self.viewport().width(), self.viewport().height()))
        for number in range(first, last):
            top = SPACE_S + (number - first) * self._row_px
            origin = QPointF(left - self.horizontalScrollBar().value(), top)
            self._paint_line(painter, number, origin)
        painter.restore()
        if self._kind == "json":
            self._paint_numbers(painter, range(first, last), left)
        if self.hasFocus():
            painter.fillRect(0, 0, _RING_PX, self.viewport().height(), theme().colour("accent"))
        painter.end()

    def _paint_line(self, painter: QPainter, number: int, origin: QPointF) -> None:
        line = self._layouts.line(number)
        painter.setPen(theme().colour("text"))
        first, last = sorted((self._anchor, self._caret))
        selections = []
        if first.line <= number <= last.line and first != last:
            start = first.column if number == first.line else 0
            end = last.column if number == last.line else line.length
            selections = [line.selection(start, end)]
            if number < last.line:
                beyond = QRectF(origin.x() + line.width, origin.y(), self._char_px, self._row_px)
                painter.fillRect(beyond, theme().colour("selection"))
        line.layout.draw(painter, origin, selections)
        if line.rest_bytes:
            self._paint_more(painter, number, origin)
        if number == self._caret.line and self.hasFocus():
            x = origin.x() + line.x_of(self._caret.column)
            caret = QRectF(x, origin.y(), _CARET_PX, self._row_px)
            painter.fillRect(caret, theme().colour("text"))

    def _paint_more(self, painter: QPainter, number: int, origin: QPointF) -> None:
        line = self._layouts.line(number)
        size = size_text(line.rest_bytes)
        if self._layouts.can_show_more(number):
            text, role = self.tr("Show more ({size})").format(size=size), "accent"
        else:
            text, role = self.tr("{size} more: copy the line to see it").format(size=size), "muted"
        painter.setPen(theme().colour(role))
        x = origin.x() + line.width + 2 * self._char_px
        painter.drawText(QPointF(x, origin.y() + self._ascent_px), text)

    def _paint_numbers(self, painter: QPainter, numbers: range, left: float) -> None:
        painter.setPen(theme().colour("muted"))
        for number in numbers:
            top = SPACE_S + (number - numbers.start) * self._row_px
            box = QRectF(0, top, left - SPACE_M - self._char_px, self._row_px)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, str(number + 1))
        edge = round(left - SPACE_M)
        height = self.viewport().height()
        painter.setPen(theme().colour("hairline"))
        painter.drawLine(QPoint(edge, 0), QPoint(edge, height))


def _stop_last(stops: list[threading.Event], _destroyed: object = None) -> None:
    stops[0].set()

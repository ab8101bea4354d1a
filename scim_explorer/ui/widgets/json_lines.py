"""A view for reading JSON, HTTP messages and other text of any size.

Draws the visible lines only, from an index that a thread makes. A text editor of Qt takes more
than a second and twenty times the memory for 10 MB.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from scim_explorer.protocol.json_codec import decode_text, encode_text
from scim_explorer.ui.display import count_text, size_text
from scim_explorer.ui.widgets.line_canvas import LineCanvas
from scim_explorer.ui.widgets.line_layouts import Kind, LineLayouts, Position
from scim_explorer.ui.widgets.line_moves import move_of, moved
from scim_explorer.ui.widgets.line_source import LineSource, build_in_thread

_AT_ONCE_BYTES = 100_000
_POLL_MS = 15


class JsonLines(LineCanvas):
    """Shows a body or a message; what is copied is what was received, not its layout.

    Signals:
        completed: All lines are there; emitted once for each text.
    """

    completed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._masked: Sequence[tuple[int, int]] = ()
        self._pretty = True
        self._stop = threading.Event()
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL_MS)
        self._poll.timeout.connect(self._look_at_index)
        self.destroyed.connect(partial(_stop_last, stops := [self._stop]))
        self._stops = stops
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

    # Events

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


def _stop_last(stops: list[threading.Event], _destroyed: object = None) -> None:
    stops[0].set()

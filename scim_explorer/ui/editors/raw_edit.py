"""A plain text editor that gives back exactly the text it was given, and colours what is seen."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QMimeData, QPointF, QRectF, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from typing_extensions import override

from scim_explorer.ui.editors.stand_ins import (
    document_length,
    from_document,
    stand_ins,
    text_offset,
    to_document,
    utf16_length,
)
from scim_explorer.ui.theme import mono_font, theme

_SHORT_ROW_CHARS = 1000
LONG_LINE_CHARS = 10_000
_MANY_CHARS = 50_000
_LONG_LINE = re.compile("[^\u2029]{10001}")


class ColourSpan(NamedTuple):
    """Characters of a line in one colour role; ``is_bold`` for words that join others."""

    start: int
    end: int
    role: str
    is_bold: bool = False


class RawEdit(QPlainTextEdit):
    r"""``toPlainText()`` is the text as it was set and typed.

    Qt's own turns U+00A0 into a blank and U+2028 into a line break, and loses lone surrogates.
    Invisible characters are single characters for the caret and drawn as escapes. Only blocks
    that are seen get colours: a highlighter for the whole document takes 130 ms for 143 KB.

    A text with a line above ``LONG_LINE_CHARS`` is wrapped and that line has no colours: Qt paints
    all of a line that is not wrapped, and shapes all of one whose layout is not kept. A key in a
    line of 1 MB took 0.45 s.

    Signals:
        text_edited: The user changed the text; ``set_text`` does not emit it.
    """

    text_edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._generation = 0
        self._is_setting = False
        self._has_long_line = self._is_fitted = False
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._usual_wrap = (self.lineWrapMode(), self.wordWrapMode())
        self.document().contentsChange.connect(self._note_blocks)
        self.textChanged.connect(self._fit_long_lines)
        self.textChanged.connect(self._tell_edit)
        theme().changed.connect(self._follow_theme)
        self._follow_theme()

    @override
    def toPlainText(self) -> str:
        return from_document(self.document().toRawText())

    @override
    def setPlainText(self, text: str) -> None:
        self.set_text(text)

    def set_text(self, text: str, *, undoable: bool = False) -> None:
        """Replace the text; nothing happens when it is the same.

        Args:
            text: Any text, lone surrogates included.
            undoable: One step for Ctrl+Z that changes only what differs and leaves the caret
                where it is; otherwise the history starts anew.
        """
        before = self.toPlainText()
        if text == before:
            return
        self._is_setting = True
        if undoable:
            self._replace(before, text)
        else:
            self._has_long_line = False
            super().setPlainText(to_document(text))
        self._is_setting = False

    def position_of(self, offset: int) -> int:
        """Return the document position of an offset in the text."""
        return document_length(self.toPlainText()[:offset])

    def offset_of(self, position: int) -> int:
        """Return the offset in the text of a document position."""
        return text_offset(self.document().toRawText(), position)

    def caret_offset(self) -> int:
        """Return where in the text the caret stands."""
        return self.offset_of(self.textCursor().position())

    def span_cursor(self, start: int, end: int) -> QTextCursor:
        """Return a cursor that selects the text from ``start`` to ``end``."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self.position_of(start))
        cursor.setPosition(self.position_of(end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def colour_spans(self, line: str) -> Iterable[ColourSpan]:
        """Return the colours of one line; editors of a language override this."""
        del line
        return ()

    def recolour(self) -> None:
        """Work out the colours of the visible lines again."""
        self._generation += 1
        self.viewport().update()

    def _replace(self, before: str, text: str) -> None:
        shortest = min(len(before), len(text))
        start = next((i for i in range(shortest) if before[i] != text[i]), shortest)
        rest = shortest - start
        same = next((i for i in range(rest) if before[-1 - i] != text[-1 - i]), rest)
        cursor = self.span_cursor(start, len(before) - same)
        cursor.insertText(to_document(text[start : len(text) - same]))

    def _tell_edit(self) -> None:
        if not self._is_setting:
            self.text_edited.emit()

    def _follow_theme(self) -> None:
        font = mono_font()
        if self._has_long_line:
            # Scripts that need it are shaped all the same.
            font.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
        self.setFont(font)
        self._char_px = QFontMetricsF(self.font()).horizontalAdvance("0")
        self.setTabStopDistance(4 * self._char_px)
        # The placeholder is painted in the font of the viewport, which a style sheet cuts off.
        self.viewport().setFont(self.font())
        self.recolour()

    # Clipboard and drops

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        text = from_document(self.textCursor().selectedText())
        mime = QMimeData()
        mime.setText(text.encode("utf-8", "replace").decode("utf-8"))
        return mime

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        self.textCursor().insertText(to_document(self.pasted(source.text())))
        self.ensureCursorVisible()

    def pasted(self, text: str) -> str:
        """Return what a pasted text becomes; line ends of Windows become newlines."""
        return text.replace("\r\n", "\n")

    # Colours and escapes

    def _note_blocks(self, position: int, _removed: int, added: int) -> None:
        if added > _MANY_CHARS:
            self._generation += 1
            if not _LONG_LINE.search(self.document().toRawText()):
                return
        block = self.document().findBlock(position)
        while block.isValid() and block.position() <= position + added:
            block.setUserState(-1)
            if block.length() > LONG_LINE_CHARS:
                block.layout().setCacheEnabled(True)
                self._has_long_line = True
            block = block.next()

    def _fit_long_lines(self) -> None:
        if self._has_long_line == self._is_fitted:
            return
        self._is_fitted = self._has_long_line
        if self._is_fitted:
            self._usual_wrap = (self.lineWrapMode(), self.wordWrapMode())
            self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
            self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        else:
            self.setLineWrapMode(self._usual_wrap[0])
            self.setWordWrapMode(self._usual_wrap[1])
        self._follow_theme()

    def visible_blocks(self) -> Iterable[tuple[QTextBlock, QRectF]]:
        """Yield the blocks on the screen with their places in the viewport."""
        block = self.firstVisibleBlock()
        bottom = self.viewport().height()
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if place.top() > bottom:
                return
            if block.isVisible():
                yield block, place
            block = block.next()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        for block, _ in self.visible_blocks():
            if block.userState() != self._generation:
                formats = self._formats(block.text())
                if formats or block.layout().formats():
                    block.layout().setFormats(formats)
                block.setUserState(self._generation)
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        for block, place in self.visible_blocks():
            self._paint_escapes(painter, block, place)
        painter.end()

    def _formats(self, line: str) -> list[QTextLayout.FormatRange]:
        places = _places(line)
        formats = []
        for span in self.colour_spans(line) if len(line) <= LONG_LINE_CHARS else ():
            look = QTextCharFormat()
            look.setForeground(theme().colour(span.role))
            if span.is_bold:
                look.setFontWeight(QFont.Weight.Bold)
            formats.append(_range(places, span.start, span.end, look))
        for index, escape in stand_ins(line):
            look = QTextCharFormat()
            look.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
            look.setFontLetterSpacing((len(escape) - 1) * self._char_px)
            look.setBackground(theme().colour("warning_tint"))
            look.setForeground(theme().colour("warning_tint"))
            formats.append(_range(places, index, index + 1, look))
        return formats

    def _paint_escapes(self, painter: QPainter, block: QTextBlock, place: QRectF) -> None:
        line = block.text()
        if line.isascii():
            return
        found = stand_ins(line)
        places = _places(line) if found else None
        at = [places[index] for index, _ in found] if places else [index for index, _ in found]
        painter.setFont(self.font())
        painter.setPen(theme().colour("warning"))
        ascent = QFontMetricsF(self.font()).ascent()
        layout, bottom = block.layout(), self.viewport().height()
        # A line of thousands of them wraps to hundreds of rows, of which few are in sight.
        for number in range(layout.lineCount()):
            row = layout.lineAt(number)
            top = place.top() + row.y()
            if top > bottom:
                break
            if top + row.height() < 0:
                continue
            start, end = in_sight(row, place.left())
            for shown in range(bisect_left(at, start), bisect_left(at, end)):
                x = row.cursorToX(at[shown])
                left = x[0] if isinstance(x, tuple) else 0.0
                painter.drawText(QPointF(place.left() + left, top + ascent), found[shown][1])


def in_sight(row: QTextLine, left: float) -> tuple[int, int]:
    """Return from where to where a row is worth painting: all of it, unless it is very long.

    Qt takes as long to find one character as there are characters before it in the row.

    Args:
        row: Of a layout.
        left: Where it begins in the viewport.
    """
    start, end = row.textStart(), row.textStart() + row.textLength()
    if end - start <= _SHORT_ROW_CHARS:
        return start, end
    first = max(start, int(row.xToCursor(-left)) - 1)
    return first, min(end, first + _SHORT_ROW_CHARS)


def _places(line: str) -> list[int] | None:
    if line.isascii() or max(line) <= "\uffff":
        return None
    places = [0]
    for char in line:
        places.append(places[-1] + utf16_length(char))
    return places


def _range(
    places: list[int] | None, start: int, end: int, look: QTextCharFormat
) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start = places[start] if places else start
    found.length = (places[end] if places else end) - found.start
    found.format = look
    return found

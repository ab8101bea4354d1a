"""The laid out lines of a ``LineSource``: made when drawn, a few hundred kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextCharFormat, QTextLayout, QTextOption

from scim_explorer.ui.theme import mono_font, theme
from scim_explorer.ui.widgets.line_source import LineSource
from scim_explorer.ui.widgets.line_text import (
    HIDDEN_ROLE,
    MASK_ROLE,
    LineKind,
    LineText,
    Span,
    byte_length,
)

Kind: TypeAlias = Literal["json", "http", "text"]

HEAD_BYTES = 10_000
MOST_BYTES = 160_000
_GROWTH = 4
_KEPT = 300
_LINE_PX = 10_000_000.0
_TAB_CHARS = 4
_MORE_LABEL_CHARS = 40


class Position(NamedTuple):
    """A place between two characters: line and column, both from 0."""

    line: int
    column: int


class Line(NamedTuple):
    """A line that can be drawn; ``rest_bytes`` of it are not shown."""

    words: LineText
    layout: QTextLayout
    rest_bytes: int

    @property
    def length(self) -> int:
        return len(self.words.text)

    @property
    def width(self) -> float:
        return self.layout.lineAt(0).naturalTextWidth()

    def x_of(self, column: int) -> float:
        """Return where a column begins, in pixels from the start of the line."""
        # The stubs say object; it is the place and the position that was used.
        found = self.layout.lineAt(0).cursorToX(self.words.place(column))
        return cast("tuple[float, int]", found)[0]

    def column_at(self, x: float) -> int:
        """Return the column nearest to ``x``."""
        return self.words.column(self.layout.lineAt(0).xToCursor(x))

    def selection(self, start: int, end: int) -> QTextLayout.FormatRange:
        """Return the background of the columns from ``start`` to ``end``."""
        look = QTextCharFormat()
        look.setBackground(theme().colour("selection"))
        return _range(self.words, Span(start, end, ""), look)


class LineLayouts:
    """Lines by number, and the way between positions and byte offsets."""

    def __init__(self, source: LineSource, kind: Kind, masked: Sequence[tuple[int, int]]) -> None:
        self.source = source
        self._kind = kind
        self._masked = bool(masked)
        self._limits: dict[int, int] = {}
        self._kept: dict[int, Line] = {}
        self._looks: dict[str, QTextCharFormat] = {}
        self._font = mono_font()

    def forget(self) -> None:
        """Lay out anew: the theme or the size of text has changed."""
        self._kept.clear()
        self._looks.clear()
        self._font = mono_font()

    def line(self, number: int) -> Line:
        """Return a line; what there is of it while the text is still being cut."""
        if number not in self._kept:
            if number >= self.source.line_count:
                # Still growing: not to be kept as it is now.
                return self._laid_out(number)
            if len(self._kept) > _KEPT:
                self._kept.clear()
            self._kept[number] = self._laid_out(number)
        return self._kept[number]

    @property
    def widest_bytes(self) -> int:
        """The most that is shown of any line."""
        return max(self._limits.values(), default=HEAD_BYTES) + _MORE_LABEL_CHARS

    def can_show_more(self, number: int) -> bool:
        """Return whether a line has a rest that can be shown."""
        limit = self._limits.get(number, HEAD_BYTES)
        return limit < MOST_BYTES and self.line(number).rest_bytes > 0

    def show_more(self, number: int) -> bool:
        """Show more of a long line; False when it has been shown as far as it can be."""
        if not self.can_show_more(number):
            return False
        limit = self._limits.get(number, HEAD_BYTES)
        self._limits[number] = min(limit * _GROWTH, MOST_BYTES)
        self._kept.pop(number, None)
        return True

    def offset_of(self, place: Position) -> int:
        """Return the byte offset of a position; the end of a cut line is the end of all of it."""
        line = self.line(place.line)
        inside = byte_length(line.words.text[: place.column])
        if place.column >= line.length:
            inside += line.rest_bytes
        return self.source.start_of(place.line) + inside

    def position_of(self, offset: int) -> Position:
        """Return the position of a byte offset; shows more of its line when it has to."""
        number = self.source.line_at(offset)
        inside = offset - self.source.start_of(number)
        while inside > byte_length(self.line(number).words.text) and self.show_more(number):
            pass
        head = self.line(number).words.text.encode("utf-8", "surrogateescape")[:inside]
        return Position(number, len(head.decode("utf-8", "surrogateescape")))

    def _laid_out(self, number: int) -> Line:
        data, rest = self.source.line(number, self._limits.get(number, HEAD_BYTES))
        kind = self._line_kind(number)
        words = LineText(data, kind, masked=self._masked, is_cut=rest > 0)
        layout = QTextLayout(words.shown, self._font)
        option = QTextOption()
        # Bidi text must not turn punctuation around; see what was sent in the order it was sent.
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        option.setTabStopDistance(_TAB_CHARS * _advance(self._font))
        layout.setTextOption(option)
        layout.setFormats([_range(words, span, self._look(span.role)) for span in words.spans])
        layout.beginLayout()
        layout.createLine().setLineWidth(_LINE_PX)
        layout.endLayout()
        return Line(words, layout, rest)

    def _line_kind(self, number: int) -> LineKind:
        if self._kind == "http" and number < self.source.head_lines:
            return LineKind.HEADER if number else LineKind.START_LINE
        return LineKind.TEXT if self._kind == "text" else LineKind.JSON

    def _look(self, role: str) -> QTextCharFormat:
        if role not in self._looks:
            look = QTextCharFormat()
            if role == HIDDEN_ROLE:
                look.setForeground(theme().colour("warning"))
                look.setBackground(theme().colour("warning_tint"))
            elif role == MASK_ROLE:
                look.setForeground(theme().colour("text"))
                look.setBackground(theme().colour("selection_inactive"))
            else:
                look.setForeground(theme().colour(role))
            self._looks[role] = look
        return self._looks[role]


def _advance(font: QFont) -> float:
    return QFontMetricsF(font).horizontalAdvance("0")


def _range(words: LineText, span: Span, look: QTextCharFormat) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start = words.place(span.start)
    found.length = words.place(span.end) - found.start
    found.format = look
    return found

"""How the keyboard moves the caret of ``JsonLines``."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QKeyEvent, QKeySequence

from scim_explorer.ui.widgets.line_layouts import LineLayouts, Position

_Key = QKeySequence.StandardKey


class Move(NamedTuple):
    """By lines (``down``, in pages when ``by_page``), by characters, or to an edge."""

    down: int = 0
    right: int = 0
    by_page: bool = False
    to_line_edge: int = 0
    to_text_edge: int = 0
    selects: bool = False


_MOVES: tuple[tuple[_Key, _Key, Move], ...] = (
    (_Key.MoveToNextChar, _Key.SelectNextChar, Move(right=1)),
    (_Key.MoveToPreviousChar, _Key.SelectPreviousChar, Move(right=-1)),
    (_Key.MoveToNextLine, _Key.SelectNextLine, Move(down=1)),
    (_Key.MoveToPreviousLine, _Key.SelectPreviousLine, Move(down=-1)),
    (_Key.MoveToNextPage, _Key.SelectNextPage, Move(down=1, by_page=True)),
    (_Key.MoveToPreviousPage, _Key.SelectPreviousPage, Move(down=-1, by_page=True)),
    (_Key.MoveToStartOfLine, _Key.SelectStartOfLine, Move(to_line_edge=-1)),
    (_Key.MoveToEndOfLine, _Key.SelectEndOfLine, Move(to_line_edge=1)),
    (_Key.MoveToStartOfDocument, _Key.SelectStartOfDocument, Move(to_text_edge=-1)),
    (_Key.MoveToEndOfDocument, _Key.SelectEndOfDocument, Move(to_text_edge=1)),
)


def move_of(event: QKeyEvent) -> Move | None:
    """Return the move that a key means on this system, None when it means none."""
    for plain, selecting, move in _MOVES:
        if event.matches(plain):
            return move
        if event.matches(selecting):
            return move._replace(selects=True)
    return None


def moved(caret: Position, move: Move, layouts: LineLayouts, last: int, page: int) -> Position:
    """Return where ``caret`` stands after a move.

    Args:
        caret: Where it is.
        move: What was asked.
        layouts: The lines, to keep the same place across when going up or down.
        last: Number of the last line.
        page: Lines in a page.
    """
    line = layouts.line(caret.line)
    if move.down:
        step = move.down * (max(page - 1, 1) if move.by_page else 1)
        number = min(max(caret.line + step, 0), last)
        return Position(number, layouts.line(number).column_at(line.x_of(caret.column)))
    if move.to_line_edge:
        return Position(caret.line, 0 if move.to_line_edge < 0 else line.length)
    if move.to_text_edge:
        end = Position(last, layouts.line(last).length)
        return Position(0, 0) if move.to_text_edge < 0 else end
    column = caret.column + move.right
    if column < 0 and caret.line:
        return Position(caret.line - 1, layouts.line(caret.line - 1).length)
    if column > line.length and caret.line < last:
        return Position(caret.line + 1, 0)
    return Position(caret.line, min(max(column, 0), line.length))

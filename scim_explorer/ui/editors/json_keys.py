"""Typing in JSON: indent of a new line, closing brackets, Tab as two blanks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor

INDENT = "  "
_CLOSING = {"{": "}", "[": "]"}


def type_key(cursor: QTextCursor, event: QKeyEvent) -> bool:
    """Do what a key means in JSON; False when it means what it means everywhere."""
    plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
    if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
        break_line(cursor)
    elif event.key() == Qt.Key.Key_Tab and plain:
        indent(cursor)
    elif event.key() == Qt.Key.Key_Backtab:
        unindent(cursor)
    elif event.text() in ("}", "]"):
        close_bracket(cursor, event.text())
    else:
        return False
    return True


def break_line(cursor: QTextCursor) -> None:
    """Break the line and indent the new one; between brackets the closing one goes down too."""
    line = cursor.block().text()
    column = cursor.positionInBlock()
    if cursor.hasSelection():
        line = cursor.document().findBlock(cursor.selectionStart()).text()
        column = (
            cursor.selectionStart()
            - cursor.document().findBlock(cursor.selectionStart()).position()
        )
    # Positions count UTF-16 units; before the indent and a bracket there is ASCII in most lines.
    head = line.encode("utf-16-le", "surrogatepass")[: 2 * column].decode("utf-16-le", "replace")
    tail = line[len(head) :].lstrip(" \t")
    margin = head[: len(head) - len(head.lstrip(" \t"))]
    opening = head.rstrip(" \t")[-1:]
    inner = margin + INDENT * (opening in _CLOSING)
    cursor.beginEditBlock()
    cursor.insertText("\n" + inner)
    if opening in _CLOSING and tail.startswith(_CLOSING[opening]):
        here = cursor.position()
        cursor.insertText("\n" + margin)
        cursor.setPosition(here)
    cursor.endEditBlock()


def close_bracket(cursor: QTextCursor, bracket: str) -> None:
    """Insert a closing bracket; on a line of blanks it moves one step to the left."""
    head = cursor.block().text()[: cursor.positionInBlock()]
    cursor.beginEditBlock()
    if not cursor.hasSelection() and head and not head.strip(" ") and head.endswith(INDENT):
        for _ in INDENT:
            cursor.deletePreviousChar()
    cursor.insertText(bracket)
    cursor.endEditBlock()


def indent(cursor: QTextCursor) -> None:
    """Insert two blanks, or indent each selected line."""
    if not cursor.hasSelection():
        cursor.insertText(INDENT)
        return
    for line in _line_starts(cursor):
        line.insertText(INDENT)


def unindent(cursor: QTextCursor) -> None:
    """Take up to two blanks from the start of the line, or of each selected line."""
    for line in _line_starts(cursor):
        for _ in INDENT:
            if line.block().text().startswith(" "):
                line.deleteChar()


def _line_starts(cursor: QTextCursor) -> list[QTextCursor]:
    document = cursor.document()
    block = document.findBlock(cursor.selectionStart())
    starts = []
    while block.isValid() and block.position() <= cursor.selectionEnd():
        starts.append(QTextCursor(block))
        block = block.next()
    return starts

"""Hiding and showing blocks of a document; whether a line is folded is read from the blocks."""

from __future__ import annotations

from PySide6.QtGui import QTextBlock, QTextDocument


def is_folded(document: QTextDocument, line: int) -> bool:
    """Return whether the block below ``line`` (from 0) is hidden."""
    below = document.findBlockByNumber(line + 1)
    return below.isValid() and not below.isVisible()


def fold(document: QTextDocument, line: int, last: int) -> None:
    """Hide the blocks between the lines ``line`` and ``last``."""
    _show_blocks(document.findBlockByNumber(line + 1), last, shown=False)


def unfold(document: QTextDocument, line: int) -> None:
    """Show the hidden blocks right below ``line``, those folded inside them too."""
    end = line + 1
    while (block := document.findBlockByNumber(end)).isValid() and not block.isVisible():
        end += 1
    _show_blocks(document.findBlockByNumber(line + 1), end, shown=True)


def shown_above(block: QTextBlock) -> QTextBlock:
    """Return ``block``, or the nearest one above it that is not hidden."""
    while block.isValid() and not block.isVisible():
        block = block.previous()
    return block


def _show_blocks(first: QTextBlock, end: int, *, shown: bool) -> None:
    document, block = first.document(), first
    while block.isValid() and block.blockNumber() < end:
        block.setVisible(shown)
        block.setLineCount(int(shown))
        block = block.next()
    stop = block.position() if block.isValid() else document.characterCount() - 1
    document.markContentsDirty(first.position(), max(stop - first.position(), 0))

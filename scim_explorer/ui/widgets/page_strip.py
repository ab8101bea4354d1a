"""A row of blocks, one for each page of a list: loaded, running, waiting, repeated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from scim_explorer.ui.display import count_text
from scim_explorer.ui.theme import theme

MAX_BLOCKS = 32
_BLOCK_WIDTH, _GAP, _HEIGHT = 5, 1, 8
_MARGIN_Y = 8


class PageState(StrEnum):
    """How far a page has come. The order is the order of importance when blocks merge."""

    REPEATED = "repeated"
    FAILED = "failed"
    RUNNING = "running"
    WAITING = "waiting"
    LOADED = "loaded"


_ROLES = {
    PageState.REPEATED: "error",
    PageState.FAILED: "error",
    PageState.RUNNING: "border",
    PageState.WAITING: "hairline",
    PageState.LOADED: "accent",
}
_RANKS = {state: rank for rank, state in enumerate(PageState)}


class Block(NamedTuple):
    """Pages ``first`` to ``last``, counted from 1, and the state they share or the worst."""

    first: int
    last: int
    state: PageState


def blocks_of(pages: Sequence[PageState], limit: int = MAX_BLOCKS) -> tuple[Block, ...]:
    """Return one block a page, or ``limit`` blocks of neighbours when there are more pages."""
    count = min(len(pages), limit)
    if not count:
        return ()
    edges = [len(pages) * index // count for index in range(count + 1)]
    return tuple(
        Block(start + 1, end, min(pages[start:end], key=_RANKS.__getitem__))
        for start, end in pairwise(edges)
    )


class PageStrip(QWidget):
    """Draws the blocks; the tool tip names the pages under the pointer."""

    def __init__(self, parent: QWidget | None = None, *, max_blocks: int = MAX_BLOCKS) -> None:
        super().__init__(parent)
        self._max_blocks = max_blocks
        self._blocks: tuple[Block, ...] = ()
        self.setObjectName("pageStrip")
        self.setAccessibleName(self.tr("Pages"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self._blocks

    def set_pages(self, pages: Sequence[PageState]) -> None:
        """Show these pages, the first one first."""
        self._blocks = blocks_of(pages, self._max_blocks)
        counts = Counter(pages)
        words = (f"{count_text(counts[state])} {self.word(state)}" for state in PageState)
        present = [text for text, state in zip(words, PageState, strict=True) if counts[state]]
        self.setAccessibleDescription(", ".join(present))
        self.updateGeometry()
        self.update()

    def word(self, state: PageState) -> str:
        """Return the word for a state, as the tool tip says it."""
        return {
            PageState.REPEATED: self.tr("repeated"),
            PageState.FAILED: self.tr("failed"),
            PageState.RUNNING: self.tr("running"),
            PageState.WAITING: self.tr("waiting"),
            PageState.LOADED: self.tr("loaded"),
        }[state]

    def tip_at(self, x: float) -> str:
        """Return the words for the block at ``x``, "" between and beside them."""
        index, rest = divmod(x, _BLOCK_WIDTH + _GAP)
        if not 0 <= index < len(self._blocks) or rest >= _BLOCK_WIDTH:
            return ""
        block = self._blocks[int(index)]
        one = block.first == block.last
        text = (
            self.tr("Page {first}: {state}") if one else self.tr("Pages {first} to {last}: {state}")
        )
        return text.format(
            first=count_text(block.first), last=count_text(block.last), state=self.word(block.state)
        )

    @override
    def sizeHint(self) -> QSize:
        width = len(self._blocks) * (_BLOCK_WIDTH + _GAP)
        return QSize(max(width - _GAP, 0), _HEIGHT + 2 * _MARGIN_Y)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos().x()), self)
            return True
        return super().event(event)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        top = (self.height() - _HEIGHT) / 2
        for index, block in enumerate(self._blocks):
            colour = QColor(theme().colour(_ROLES[block.state]))
            # Repeated and failed pages differ in shape as well: full height, the others are lower.
            grow = 2 if block.state in {PageState.REPEATED, PageState.FAILED} else 0
            rect = QRectF(
                index * (_BLOCK_WIDTH + _GAP), top - grow, _BLOCK_WIDTH, _HEIGHT + 2 * grow
            )
            painter.fillRect(rect, colour)
        painter.end()

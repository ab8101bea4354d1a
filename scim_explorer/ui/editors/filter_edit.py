"""The field for a filter: one line that grows to four, sent as it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QPlainTextEdit,
    QSizePolicy,
    QTextEdit,
    QWidget,
)
from typing_extensions import override

from scim_explorer.ui.editors.filter_tokens import filter_spans
from scim_explorer.ui.editors.raw_edit import ColourSpan, RawEdit
from scim_explorer.ui.editors.stand_ins import to_document
from scim_explorer.ui.theme import theme

MAX_LINES = 4
_MARGIN_PX = 3
_CONTROL = Qt.KeyboardModifier.ControlModifier
_NEWLINES = re.compile(r"\s*[\r\n]+\s*")


class FilterEdit(RawEdit):
    """Enter sends; Shift+Enter sends without a check; arrow up on the first line looks back.

    Signals:
        submitted: Enter was pressed; carries the text as typed.
        forced: Shift+Enter was pressed, in place of ``submitted``.
        left: The focus went elsewhere.
        proposals_wanted: Ctrl+Space was pressed.
        proposal_taken: Tab was pressed while proposals are shown, or Enter when one is chosen.
    """

    submitted = Signal(str)
    forced = Signal(str)
    left = Signal()
    proposals_wanted = Signal()
    proposal_taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._history: tuple[str, ...] = ()
        self._back = 0
        self._draft = ""
        self._popup: QAbstractItemView | None = None
        self._marks: list[QTextEdit.ExtraSelection] = []
        self._bracket_marks: list[QTextEdit.ExtraSelection] = []
        super().__init__(parent)
        self.setObjectName("filterEdit")
        self.setAccessibleName(self.tr("Filter"))
        self.setPlaceholderText(self.tr('Filter, such as userName sw "a"'))
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(_MARGIN_PX)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.text_edited.connect(self._leave_history)
        self._fit()

    def text(self) -> str:
        """Return the filter as typed, without newlines."""
        return self.toPlainText()

    def setText(self, text: str) -> None:  # noqa: N802  # as QLineEdit has it
        """Show a filter; newlines become blanks. Ctrl+Z brings the former one back."""
        self.set_text(_NEWLINES.sub(" ", text), undoable=True)
        self.moveCursor(QTextCursor.MoveOperation.End)

    @property
    def history(self) -> tuple[str, ...]:
        """What was sent before, the newest first."""
        return self._history

    def set_history(self, filters: Sequence[str]) -> None:
        """Set what arrow up brings back, the newest first."""
        self._history = tuple(filters)
        self._back = 0

    def mark(self, spans: Sequence[tuple[int, int]], severity: str) -> None:
        """Underline places of the text; an empty one underlines the character before it.

        Args:
            spans: Start and end, in characters.
            severity: "error" or "warning".
        """
        look = _underlined(severity)
        wide = [(start if end > start else max(start - 1, 0), end) for start, end in spans]
        self._marks = [self._selection(start, end, look) for start, end in wide]
        self.setExtraSelections(self._marks + self._bracket_marks)

    def mark_brackets(self, pair: Sequence[int], unmatched: Sequence[int]) -> None:
        """Mark brackets beside what ``mark`` marked.

        Args:
            pair: Offsets of two that belong together, or nothing.
            unmatched: Offsets of those without a partner.
        """
        same = QTextCharFormat()
        same.setBackground(theme().colour("selection"))
        same.setFontWeight(QFont.Weight.Bold)
        alone = _underlined("error")
        alone.setBackground(theme().colour("error_tint"))
        looks = [(place, same) for place in pair] + [(place, alone) for place in unmatched]
        self._bracket_marks = [self._selection(at, at + 1, look) for at, look in looks]
        self.setExtraSelections(self._marks + self._bracket_marks)

    def _selection(self, start: int, end: int, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
        one = QTextEdit.ExtraSelection()
        one.cursor = self.span_cursor(start, end)
        one.format = look
        return one

    def set_popup(self, popup: QAbstractItemView) -> None:
        """Say which list of proposals Enter, Tab and Esc are for while it is shown."""
        self._popup = popup

    def put(self, start: int, end: int, text: str) -> None:
        """Write ``text`` in place of what is between two offsets, as the user could."""
        self.span_cursor(start, end).insertText(to_document(text))
        self.go_to(start + len(text))

    def go_to(self, offset: int) -> None:
        """Put the caret at a place of the text."""
        cursor = self.textCursor()
        cursor.setPosition(self.position_of(offset))
        self.setTextCursor(cursor)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    @override
    def colour_spans(self, line: str) -> Iterable[ColourSpan]:
        return filter_spans(line)

    @override
    def pasted(self, text: str) -> str:
        return _NEWLINES.sub(" ", text.strip("\r\n"))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and event.modifiers() == _CONTROL:
            self.proposals_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
                return
            if self._is_proposal_chosen():
                self.proposal_taken.emit()
                return
            is_forced = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.forced if is_forced else self.submitted).emit(self.text())
        elif event.key() == Qt.Key.Key_Up and self._is_at_edge(QTextCursor.MoveOperation.Up):
            self._look_back(1)
        elif event.key() == Qt.Key.Key_Down and self._is_at_edge(QTextCursor.MoveOperation.Down):
            self._look_back(-1)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        if self._is_popup_shown():
            self.proposal_taken.emit()
            return True
        return super().focusNextPrevChild(next)

    def _is_popup_shown(self) -> bool:
        return self._popup is not None and self._popup.isVisible()

    def _is_proposal_chosen(self) -> bool:
        # A current row is not enough: Qt sets one when the list gets the focus.
        popup = self._popup
        return popup is not None and popup.isVisible() and popup.selectionModel().hasSelection()

    def _is_at_edge(self, way: QTextCursor.MoveOperation) -> bool:
        cursor = self.textCursor()
        return not cursor.movePosition(way)

    def _look_back(self, step: int) -> None:
        wanted = self._back + step
        if not 0 <= wanted <= len(self._history):
            return
        if not self._back:
            self._draft = self.text()
        self._back = wanted
        self.setText(self._history[wanted - 1] if wanted else self._draft)

    def _leave_history(self) -> None:
        self._back = 0

    # Height

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height_of(self.shown_lines()))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._height_of(1))

    def shown_lines(self) -> int:
        """Return how many lines the field shows, 1 to 4."""
        # The document of a plain text edit measures its height in lines.
        return min(max(round(self.document().size().height()), 1), MAX_LINES)

    def _height_of(self, lines: int) -> int:
        row = QFontMetricsF(self.font()).lineSpacing()
        frame = self.contentsMargins().top() + self.contentsMargins().bottom()
        return round(lines * row + 2 * self.document().documentMargin()) + frame

    def _fit(self) -> None:
        height = self._height_of(self.shown_lines())
        if height != self.height() or height != self.maximumHeight():
            self.setFixedHeight(height)
            self.updateGeometry()
        more = round(self.document().size().height()) > MAX_LINES
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if more else policy.ScrollBarAlwaysOff
        )


def _underlined(severity: str) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    look.setUnderlineColor(theme().colour(severity))
    return look

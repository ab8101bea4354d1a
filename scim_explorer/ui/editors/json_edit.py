"""The editor for JSON: exact text, colours, line numbers, folding, marks and the caret's path."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget
from typing_extensions import override

from scim_explorer.problems import Place, Problem
from scim_explorer.protocol.json_codec import Document, Steps, tokens
from scim_explorer.ui.editors.folding import fold, is_folded, shown_above, unfold
from scim_explorer.ui.editors.gutter import MARK_LOOKS, Gutter, GutterOwner
from scim_explorer.ui.editors.json_keys import type_key
from scim_explorer.ui.editors.json_outline import Outline, changed_lines, outline_of
from scim_explorer.ui.editors.outline_reader import OutlineReader
from scim_explorer.ui.editors.raw_edit import ColourSpan
from scim_explorer.ui.theme import theme
from scim_explorer.ui.widgets.line_text import TOKEN_ROLES

PLAIN_ABOVE_CHARS = 2_000_000
_AT_ONCE_CHARS = 20_000
_REST_MS = 200
# Ctrl+Shift+[ and ]; with Shift a keyboard may send the brace or the bracket.
_FOLD_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_FOLD = {Qt.Key.Key_BracketLeft, Qt.Key.Key_BraceLeft}
_UNFOLD = {Qt.Key.Key_BracketRight, Qt.Key.Key_BraceRight}


class Mark(NamedTuple):
    """A remark on a part of the text.

    Attributes:
        start: Offset in the text.
        end: Offset, exclusive.
        severity: "error", "warning" or "info".
        message: One sentence.
    """

    start: int
    end: int
    severity: str
    message: str


class JsonEdit(GutterOwner):
    """Edits JSON as text.

    Tab is two blanks; Escape leaves to the next field; Ctrl+Shift+[ and ] fold and unfold.

    Signals:
        caret_path_changed: The way to the value at the caret, as a tuple of steps.
        checked: The text was read again; carries the ``Problem`` or None.
    """

    caret_path_changed = Signal(object)
    checked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._outline = Outline(None, None, {})
        self._read_revision = -1
        self._path: Steps = ()
        self._baseline: str | None = None
        self._changed: frozenset[int] = frozenset()
        self._marks: tuple[Mark, ...] = ()
        self._line_marks: dict[int, tuple[str, str]] = {}
        self._underlines: list[QTextEdit.ExtraSelection] = []
        super().__init__(parent)
        self.setProperty("flat", True)
        self._gutter = Gutter(self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._reader = OutlineReader(self)
        self._reader.finished.connect(self._take)
        self._rest.timeout.connect(self._check)
        self.blockCountChanged.connect(self._fit_gutter)
        self.updateRequest.connect(self._move_gutter)
        self.textChanged.connect(self._note_change)
        self.cursorPositionChanged.connect(self._follow_caret)
        theme().changed.connect(self._fit_gutter)
        theme().changed.connect(self._decorate)
        self._fit_gutter()

    # What the text says

    @property
    def tree(self) -> Document | None:
        """The positions of all values, or None while the text is not JSON."""
        self._read()
        return self._outline.document

    @property
    def problem(self) -> Problem | None:
        """Why the text is not JSON."""
        self._read()
        return self._outline.problem

    def caret_path(self) -> Steps:
        """Return the way to the value at the caret; empty while the text is not JSON.

        In a long text that was just changed it is the last known way until typing rests.
        """
        if self.document().characterCount() <= _AT_ONCE_CHARS:
            self._read()
        if self._read_revision == self.document().revision():
            self._path = self._outline.path_at(self.caret_offset())
        return self._path

    def go_to(self, place: Place) -> None:
        """Put the caret at a place and show it."""
        cursor = self.textCursor()
        cursor.setPosition(self.position_of(place.start))
        self.setTextCursor(cursor)
        self.centerCursor()

    def set_baseline(self, text: str | None) -> None:
        """Mark lines that ``text`` does not have with a bar; None for no marks."""
        self._baseline = text
        self._compare()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Underline these parts and mark their lines; a syntax error is marked by itself."""
        self._marks = tuple(marks)
        self._decorate()

    def check_now(self) -> None:
        """Read the text without waiting for a rest, and tell what was found."""
        self._rest.stop()
        self._read()
        self._tell()

    @override
    def set_text(self, text: str, *, undoable: bool = False) -> None:
        if not undoable:
            self._marks = ()
        super().set_text(text, undoable=undoable)
        self._check()

    @property
    def is_coloured(self) -> bool:
        """False above 2 MB, where colours would cost more than they tell."""
        return self.document().characterCount() <= PLAIN_ABOVE_CHARS

    @override
    def colour_spans(self, line: str) -> Iterable[ColourSpan]:
        if not self.is_coloured:
            return
        for token in tokens(line):
            role = TOKEN_ROLES.get(token.kind)
            # A string without an end is underlined where it begins; red would hide the text.
            if role == "error" and line[token.start] == '"':
                role = "json_string"
            if role:
                yield ColourSpan(token.start, token.end, role)

    def _read(self) -> None:
        revision = self.document().revision()
        if revision != self._read_revision and self.is_coloured:
            self._read_revision = revision
            self._outline = outline_of(self.toPlainText())

    def _check(self) -> None:
        self._rest.stop()
        if self.is_coloured:
            self._reader.read(self.toPlainText(), self.document().revision())
        else:
            self._read_revision, self._outline = -1, Outline(None, None, {})
            self._tell()

    def _take(self, revision: int, outline: Outline) -> None:
        if revision == self.document().revision():
            self._read_revision, self._outline = revision, outline
            self._tell()

    def _tell(self) -> None:
        self._compare()
        self._decorate()
        self.checked.emit(self._outline.problem)
        self.caret_path_changed.emit(self.caret_path())

    def _note_change(self) -> None:
        if self.is_coloured:
            self._rest.start()

    def _compare(self) -> None:
        known = self._baseline is not None and self.is_coloured
        self._changed = (
            changed_lines(self.toPlainText(), self._baseline or "") if known else frozenset()
        )
        self._gutter.update()

    # Marks

    def _all_marks(self) -> Iterable[Mark]:
        yield from self._marks
        problem = self._outline.problem
        if problem is not None and problem.place is not None:
            yield Mark(problem.place.start, problem.place.end, "error", problem.detail)

    def _decorate(self) -> None:
        length = self.document().characterCount()
        self._underlines = []
        self._line_marks = {}
        for mark in self._all_marks():
            start = min(self.position_of(mark.start), length - 1)
            end = min(max(self.position_of(mark.end), start + 1), length - 1)
            self._underlines.append(
                self._selection(min(start, max(end - 1, 0)), end, _underline(mark.severity))
            )
            line = self.document().findBlock(start).blockNumber()
            self._line_marks.setdefault(line, (mark.severity, mark.message))
        self._show_looks()

    def _show_looks(self) -> None:
        # Underlines move with the text: where they are is not worked out at each key.
        self.setExtraSelections([*self._underlines, *self._caret_look()])
        self._gutter.update()

    def _caret_look(self) -> Iterable[QTextEdit.ExtraSelection]:
        line = QTextCharFormat()
        line.setBackground(theme().colour("hover"))
        line.setProperty(QTextFormat.Property.FullWidthSelection, True)
        here = self.textCursor()
        if not here.hasSelection():
            yield self._selection(here.position(), here.position(), line)
        if self._read_revision != self.document().revision():
            return
        pair = self._outline.bracket_pair(self.caret_offset())
        for offset in pair or ():
            look = QTextCharFormat()
            look.setBackground(theme().colour("selection"))
            position = self.position_of(offset)
            yield self._selection(position, position + 1, look)

    def _selection(self, start: int, end: int, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
        found = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        found.cursor = cursor
        found.format = look
        return found

    def _follow_caret(self) -> None:
        above = shown_above(self.textCursor().block())
        if above != self.textCursor().block():
            unfold(self.document(), above.blockNumber())
        self._show_looks()
        if self._read_revision == self.document().revision():
            self.caret_path_changed.emit(self.caret_path())

    # Gutter and folds

    @override
    def mark_at(self, line: int) -> tuple[str, str] | None:
        return self._line_marks.get(line)

    @override
    def can_fold(self, line: int) -> bool:
        return line in self._outline.folds or self.is_folded(line)

    @override
    def is_folded(self, line: int) -> bool:
        return is_folded(self.document(), line)

    @override
    def is_changed(self, line: int) -> bool:
        return line in self._changed

    @override
    def toggle_fold(self, line: int) -> None:
        """Hide or show the lines between the brackets that open in ``line``, from 0."""
        if self.is_folded(line):
            unfold(self.document(), line)
        elif line in self._outline.folds:
            fold(self.document(), line, self._outline.folds[line])
        self.viewport().update()
        self._gutter.update()

    def fold_at_caret(self, *, shut: bool) -> None:
        """Hide the lines of the innermost object or array around the caret, or show them."""
        here = self.textCursor().blockNumber()
        around = [first for first, last in self._outline.folds.items() if first <= here <= last]
        if shut and around:
            first = max(around)
            self.setTextCursor(QTextCursor(self.document().findBlockByNumber(first)))
            if not self.is_folded(first):
                self.toggle_fold(first)
        elif not shut and self.is_folded(here):
            self.toggle_fold(here)

    def _fit_gutter(self) -> None:
        width = self._gutter.wanted_width()
        self.setViewportMargins(width, 0, 0, 0)
        inside = self.contentsRect()
        self._gutter.setGeometry(QRect(inside.left(), inside.top(), width, inside.height()))

    def _move_gutter(self, rect: QRect, dy: int) -> None:
        if dy:
            self._gutter.scroll(0, dy)
        else:
            self._gutter.update(0, rect.y(), self._gutter.width(), rect.height())

    # Keys

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        lost = event.oldSize().height() - event.size().height()
        caret = self.cursorRect()
        was_shown = caret.top() >= 0 and caret.bottom() < self.viewport().height() + lost
        super().resizeEvent(event)
        self._fit_gutter()
        if was_shown:
            # A foot that grew while somebody types must not cover the line.
            self.ensureCursorVisible()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.focusNextChild()
        elif event.modifiers() == _FOLD_KEYS and event.key() in _FOLD | _UNFOLD:
            self.fold_at_caret(shut=event.key() in _FOLD)
        elif not self.isReadOnly() and type_key(cursor := self.textCursor(), event):
            self.setTextCursor(cursor)
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)


def _underline(severity: str) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    look.setUnderlineColor(theme().colour(MARK_LOOKS[severity][1]))
    if severity != "info":
        look.setBackground(theme().colour(f"{severity}_tint"))
    return look

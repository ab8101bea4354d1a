"""Marks the bracket at the caret and its partner, and at rest those that have none."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from scim_explorer.protocol.filters.brackets import Brackets, brackets_of, pair_at
from scim_explorer.ui.editors.filter_edit import FilterEdit
from scim_explorer.ui.filter_check import REST_MS
from scim_explorer.ui.theme import theme

_MOST_MARKED = 50
"""Qt goes through all marks at each painting; a pasted text may have thousands."""


class BracketMarks(QObject):
    """Follows the caret of a ``FilterEdit``.

    Attributes:
        pair: Offsets of the two brackets marked, or empty.
        unmatched: Offsets of the brackets marked as having no partner.
    """

    def __init__(self, edit: FilterEdit, parent: QObject) -> None:
        super().__init__(parent)
        self._edit = edit
        self._text = ""
        self._brackets: Brackets = brackets_of("")
        self._is_resting = False
        self.pair: tuple[int, ...] = ()
        self.unmatched: tuple[int, ...] = ()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._settle)
        edit.textChanged.connect(self._wait)
        edit.cursorPositionChanged.connect(self._mark)
        edit.left.connect(self._settle)
        theme().changed.connect(self._mark)

    def _wait(self) -> None:
        self._is_resting = False
        self._rest.start()
        self._mark()

    def _settle(self) -> None:
        self._rest.stop()
        self._is_resting = True
        self._mark()

    def _mark(self) -> None:
        text = self._edit.text()
        if text != self._text:
            self._text, self._brackets = text, brackets_of(text)
        self.pair = pair_at(self._brackets, self._edit.caret_offset()) or ()
        self.unmatched = self._brackets.unmatched[:_MOST_MARKED] if self._is_resting else ()
        self._edit.mark_brackets(self.pair, self.unmatched)

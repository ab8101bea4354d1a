"""Proposals below a filter while it is typed, or when asked for with Ctrl+Space."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtWidgets import QCompleter, QHeaderView, QTreeView

from scim_explorer.protocol.filters.attributes import NOTHING_KNOWN, Attributes
from scim_explorer.protocol.filters.completion import (
    Completion,
    SeenValues,
    complete,
    is_complete_word,
)
from scim_explorer.ui.editors.filter_edit import FilterEdit
from scim_explorer.ui.models.proposals import ProposalsModel
from scim_explorer.ui.theme import theme
from scim_explorer.ui.widgets.padded_delegate import PaddedDelegate

_WIDTH_PX, _TEXT_SHARE, _MOST_ROWS = 520, 0.45, 12


def _nothing_seen(_path: str) -> Sequence[str]:
    return ()


class FilterCompletion(QObject):
    """Opens a list at the caret; what is chosen takes the place of the word there."""

    def __init__(self, edit: FilterEdit, parent: QObject) -> None:
        super().__init__(parent)
        self._edit = edit
        self._attributes: Attributes = NOTHING_KNOWN
        self._seen: SeenValues = _nothing_seen
        self._shown: Completion | None = None
        self.model = ProposalsModel(self)
        self.popup = QTreeView()
        self.popup.setObjectName("filterProposals")
        self.popup.setAccessibleName(self.tr("Proposals for the filter"))
        self.popup.setRootIsDecorated(False)
        self.popup.setUniformRowHeights(True)
        self.popup.setHeaderHidden(True)
        self.popup.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._completer = QCompleter(self)
        self._completer.setModel(self.model)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_MOST_ROWS)
        self._completer.setPopup(self.popup)
        self.popup.setItemDelegate(PaddedDelegate(self.popup))
        self._completer.setWidget(edit)
        self.popup.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.popup.header().setStretchLastSection(True)
        edit.set_popup(self.popup)
        self._completer.activated.connect(self._put)
        edit.text_edited.connect(self._propose_while_typing)
        edit.proposals_wanted.connect(self.propose)
        edit.proposal_taken.connect(self._take_current)
        edit.submitted.connect(self.popup.hide)
        edit.forced.connect(self.popup.hide)

    def take(self, attributes: Attributes, seen: SeenValues = _nothing_seen) -> None:
        """Propose from these attributes, and values of rows, from now on."""
        self._attributes, self._seen = attributes, seen

    def propose(self) -> None:
        """Show what can stand at the caret."""
        text, cursor = self._edit.text(), self._edit.caret_offset()
        self._show(complete(text, cursor, self._attributes, self._seen, self._edit.history))

    def _propose_while_typing(self) -> None:
        text, cursor = self._edit.text(), self._edit.caret_offset()
        found = complete(text, cursor, self._attributes, self._seen, self._edit.history)
        typed = text[found.span.start : cursor]
        is_whole = any(item.text == text[found.span.start : found.span.end] for item in found.items)
        if not typed or is_whole or is_complete_word(typed, found.expected):
            self.popup.hide()
            return
        self._show(found)

    def _show(self, found: Completion) -> None:
        self._shown = found
        if not found.items:
            self.popup.hide()
            return
        self.model.show(found.items)
        width = theme().pixels(_WIDTH_PX)
        self.popup.setColumnWidth(0, round(width * _TEXT_SHARE))
        start = found.span.start
        left = self._edit.cursorRect(self._edit.span_cursor(start, start)).left()
        self._completer.complete(QRect(left, 0, width, self._edit.height()))

    def _take_current(self) -> None:
        row = max(0, self.popup.currentIndex().row())
        self.popup.hide()
        self._put(str(self.model.index(row, 0).data(Qt.ItemDataRole.EditRole)))

    def _put(self, text: str) -> None:
        found = self._shown
        if found is None:
            return
        behind = self._edit.text()[found.span.end :]
        is_filter = any(item.is_filter and item.text == text for item in found.items)
        is_parted = behind.startswith((" ", ")", "]")) or text.endswith("(")
        needs_blank = not is_filter and not is_parted
        self._edit.put(found.span.start, found.span.end, text + (" " if needs_blank else ""))

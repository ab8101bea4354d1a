"""The middle of the browse pane: the table, or a sentence in place of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from scim_explorer.ui.display import count_text
from scim_explorer.ui.widgets.empty_note import EmptyNote


class ListBody(QStackedWidget):
    """Never a blank area: without rows it says why there are none.

    Args:
        table: Shown while there are rows.
        noun: What the resources are called in a sentence, "users".

    Signals:
        all_requested: All resources of the server are wanted.
        search_ended: All rows that are loaded are wanted.
    """

    all_requested = Signal()
    search_ended = Signal()

    def __init__(self, table: QWidget, noun: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._noun = noun
        self.note = EmptyNote("", "", self)
        self.addWidget(table)
        self.addWidget(self.note)
        self._is_search = False
        self.note.activated.connect(self._act)

    def show_rows(self) -> None:
        """Show the table."""
        self.setCurrentWidget(self._table)

    def show_note(self, state: str, filter_text: str | None) -> None:
        """Show why there are no rows.

        Args:
            state: The pane's ``state``.
            filter_text: Filter of the list that came; None when none came yet.
        """
        self._is_search = False
        self.note.set_note(*self._words(state, filter_text))
        self.setCurrentWidget(self.note)

    def show_nothing_found(self, searched: int) -> None:
        """Show that none of the loaded rows is what is searched for among them."""
        self._is_search = True
        sentence = self.tr("None of the {0} loaded {1} match.")
        self.note.set_note(
            sentence.format(count_text(searched), self._noun), self.tr("End this search")
        )
        self.setCurrentWidget(self.note)

    def _act(self) -> None:
        (self.search_ended if self._is_search else self.all_requested).emit()

    def _words(self, state: str, filter_text: str | None) -> tuple[str, str]:
        show_all = self.tr("Show all {0}").format(self._noun)
        if state == "loading":
            return self.tr("Searching\u2026"), ""
        if state.startswith(("error", "offline")):
            return self.tr("No {0} to show.").format(self._noun), ""
        if state == "partial":
            return self.tr("Stopped before anything came."), show_all
        if filter_text is None:
            return self.tr("Nothing has been asked of the server yet."), show_all
        if filter_text:
            return self.tr("No {0} match this filter.").format(self._noun), show_all
        return self.tr("The server has no {0}.").format(self._noun), self.tr("Search again")

"""Says which unsent work came back from an earlier window, and opens it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject

from scim_explorer.client.session import Session
from scim_explorer.profiles.drafts import SavedDraft
from scim_explorer.ui.display import visible
from scim_explorer.ui.draft_shelf import DraftShelf
from scim_explorer.ui.main_window import MainWindow
from scim_explorer.ui.models.saved_drafts import has_gaps
from scim_explorer.ui.models.working_copy import Subject
from scim_explorer.ui.profile_desk import ProfileDesk
from scim_explorer.ui.tab_kinds import as_browse
from scim_explorer.ui.widgets.banner_bar import Banner

KEY = "drafts"
_MOST_NAMES = 3


class Bench(Protocol):
    """What the offer needs of the workbench."""

    window: MainWindow
    desk: ProfileDesk

    def session_of(self, profile_id: str) -> Session | None: ...

    def open_endpoint(self, profile_id: str, type_name: str = "") -> None: ...


class DraftOffer(QObject):
    """One banner for all drafts whose endpoint is there; its button opens one after the other."""

    def __init__(self, bench: Bench, shelf: DraftShelf, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._waiting: list[SavedDraft] = []
        self._shown: list[SavedDraft] = []
        shelf.recovered.connect(self._add)
        shelf.taken.connect(self._remove)
        bench.desk.changed.connect(self._show)
        bench.window.banner.action_chosen.connect(self._open)
        bench.window.banner.closed.connect(self._close)

    def _add(self, saved: tuple[SavedDraft, ...]) -> None:
        # The newest first: it is what somebody worked on last.
        self._waiting = [*reversed(saved), *self._waiting]
        self._show()

    def _remove(self, draft_id: str) -> None:
        left = [one for one in self._waiting if one.id != draft_id]
        if len(left) != len(self._waiting):
            self._waiting = left
            self._show()

    def _show(self) -> None:
        """Show the banner anew only when it says another thing: it would come to the front."""
        offered = [one for one in self._waiting if self._bench.desk.find(one.profile) is not None]
        if offered == self._shown:
            return
        self._shown = offered
        if not offered:
            self._bench.window.banner.withdraw(KEY)
            return
        self._bench.window.banner.show_banner(
            Banner(KEY, self._words(offered), "info", self.tr("Open"))
        )

    def _words(self, offered: list[SavedDraft]) -> str:
        names = [visible(one.name) for one in offered[:_MOST_NAMES]]
        if len(offered) > _MOST_NAMES:
            more = self.tr("{count} more")
            names.append(more.format(count=len(offered) - _MOST_NAMES))
        words = self.tr("1 draft recovered: {names}")
        if len(offered) > 1:
            words = self.tr("{count} drafts recovered: {names}")
        words = words.format(count=len(offered), names=", ".join(names))
        if any(has_gaps(one) for one in offered):
            words += self.tr(". Passwords were not kept: eight dots stand for them.")
        return words

    def _open(self, key: str) -> None:
        if key != KEY or not self._shown:
            return
        saved = self._shown[0]
        session = self._bench.session_of(saved.profile)
        if session is None:
            return
        resource_type = session.schema_set.type_at(saved.endpoint)
        self._bench.open_endpoint(saved.profile, resource_type.name if resource_type else "")
        tab = as_browse(self._bench.window.tabs.current())
        if tab is not None:
            tab.resource.show_draft(Subject(saved.endpoint, saved.resource))
        # The pane may have work of its own on this resource: then it shows that.
        self._remove(saved.id)

    def _close(self, key: str) -> None:
        if key == KEY:
            shown = {one.id for one in self._shown}
            self._waiting = [one for one in self._waiting if one.id not in shown]
            self._shown = []

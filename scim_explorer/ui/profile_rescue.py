"""Says that profiles are damaged or cannot be saved, and brings an earlier version back."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject

from scim_explorer.ui.display import visible
from scim_explorer.ui.main_window import MainWindow
from scim_explorer.ui.profile_desk import ProfileDesk
from scim_explorer.ui.widgets.banner_bar import Banner

DAMAGED = "damaged-profile"
READ_ONLY = "read-only-folder"


class Bench(Protocol):
    """What the rescue needs of the workbench."""

    window: MainWindow
    desk: ProfileDesk


class ProfileRescue(QObject):
    """One banner for a folder that cannot be written, one after the other for damaged profiles."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._left_alone: set[str] = set()
        bench.desk.changed.connect(self._offer)
        bench.window.banner.action_chosen.connect(self._restore)
        bench.window.banner.closed.connect(self._close)
        self._offer()

    def look_at_folder(self) -> None:
        """Find out, beside the window, whether anything can be saved."""
        self._bench.desk.look_at_folder(self._show_folder)

    def _show_folder(self, why: str) -> None:
        if why:
            words = self.tr("Read-only: profiles and settings cannot be saved. {0}").format(why)
            self._bench.window.banner.show_banner(Banner(READ_ONLY, visible(words)))

    @property
    def _next(self) -> tuple[str, str] | None:
        waiting = self._bench.desk.restorable.items()
        return next((one for one in waiting if one[0] not in self._left_alone), None)

    def _offer(self) -> None:
        waiting = self._next
        if waiting is None:
            self._bench.window.banner.withdraw(DAMAGED)
            return
        words = self.tr('The profile "{0}" was damaged and put aside. Its version before is kept.')
        text = words.format(visible(waiting[1]))
        self._bench.window.banner.show_banner(Banner(DAMAGED, text, "error", self.tr("Restore it")))

    def _restore(self, key: str) -> None:
        waiting = self._next
        if key == DAMAGED and waiting is not None:
            self._bench.desk.restore(waiting[0])

    def _close(self, key: str) -> None:
        waiting = self._next
        if key == DAMAGED and waiting is not None:
            self._left_alone.add(waiting[0])
            self._bench.desk.leave_aside(waiting[0])
            self._offer()

"""Profiles in their editors: one tab each, which takes over what was saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from scim_explorer.problems import Problem
from scim_explorer.profiles.profile import Profile
from scim_explorer.ui.main_window import MainWindow
from scim_explorer.ui.profile_desk import ProfileDesk
from scim_explorer.ui.profile_edit import ProfileEdit
from scim_explorer.ui.tab_kinds import as_profile

if TYPE_CHECKING:
    from scim_explorer.ui.tabs import ProfileTab


class Bench(Protocol):
    """What the desk needs of the workbench."""

    window: MainWindow
    desk: ProfileDesk

    def add(self, tab: ProfileTab) -> None: ...

    def fail(self, problem: Problem) -> None: ...


class EditorDesk(QObject):
    """Opens the editors of profiles.

    Signals:
        opened: A ``ProfileTab`` that is new.
    """

    opened = Signal(object)

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        bench.desk.saved.connect(self._show_saved)

    def new(self) -> None:
        """Edit a profile that is not saved yet."""
        self.edit(self._bench.desk.fresh())

    def edit(self, profile: Profile) -> None:
        """Open the editor of a profile, or show the one that is open."""
        for tab in self.editors_of(profile.id):
            self._bench.window.tabs.setCurrentWidget(tab)
            return
        desk, tab = self._bench.desk, self._open(profile)
        tab.tasks.start("keyring", desk.secret_states(profile), tab.show_secret_states)

    def editors_of(self, profile_id: str) -> list[ProfileTab]:
        """Return the editors in which this profile is open: one at most."""
        tabs = (as_profile(tab) for tab in self._bench.window.tabs.tabs())
        return [tab for tab in tabs if tab is not None and tab.profile_id == profile_id]

    def _open(self, profile: Profile) -> ProfileTab:
        from scim_explorer.ui.tabs import ProfileTab

        bench, tabs = self._bench, self._bench.window.tabs

        def taken() -> list[str]:
            return [p.name for p in bench.desk.profiles if p.id != profile.id]

        tab = ProfileTab(profile, taken_names=taken, parent=tabs)
        # The keyring may take a minute to refuse, and the tab may be closed by then.
        tab.save_requested.connect(
            lambda edit: bench.desk.save(
                edit, lambda p: tab.show_problem(p) if isValid(tab) else bench.fail(p)
            )
        )
        tab.address.name_edit.textChanged.connect(tabs.refresh)
        bench.add(tab)
        self.opened.emit(tab)
        return tab

    def _show_saved(self, edit: ProfileEdit, states: dict[str, str]) -> None:
        for tab in self.editors_of(edit.profile.id):
            tab.show_saved(edit, states)

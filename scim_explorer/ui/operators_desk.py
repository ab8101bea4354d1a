"""The operator matrix in the window: one tab for each endpoint."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from scim_explorer.client.session import Session
from scim_explorer.profiles.kept_results import keep, read_kept
from scim_explorer.ui.main_window import MainWindow
from scim_explorer.ui.profile_desk import ProfileDesk
from scim_explorer.ui.request_desk import RequestDesk
from scim_explorer.ui.services import Services
from scim_explorer.ui.sessions import SessionPool
from scim_explorer.ui.tab_kinds import as_browse, as_operators

if TYPE_CHECKING:
    from scim_explorer.ui.operators_tab import OperatorsTab
    from scim_explorer.ui.panes.operators_pane import Kept


class Bench(Protocol):
    """What the desk needs of the workbench."""

    window: MainWindow
    services: Services
    desk: ProfileDesk
    requests: RequestDesk
    pool: SessionPool

    def session_of(self, profile_id: str) -> Session | None: ...

    def add(self, tab: OperatorsTab) -> None: ...

    def help_with(self, action: str, session: Session) -> None: ...

    def keep_tabs(self) -> None: ...


class OperatorsDesk(QObject):
    """Opens the tab of an endpoint; it sends nothing by itself."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench

    def open(self, profile_id: str, type_name: str = "") -> None:
        """Show the matrix of an endpoint, for the type in front of the user unless given."""
        session = self._bench.session_of(profile_id)
        if session is None:
            return
        wanted = type_name or self._type_in_front(session)
        tab = self._tab_of(profile_id)
        if tab is None:
            self._bench.add(self._new_tab(session, wanted or _first_type(session)))
            return
        self._bench.window.tabs.setCurrentWidget(tab)
        if wanted:
            tab.choose_type(wanted)

    def _type_in_front(self, session: Session) -> str:
        browse = as_browse(self._bench.window.tabs.current())
        is_own = browse is not None and browse.session is session
        return browse.resource_type.name if browse is not None and is_own else ""

    def _tab_of(self, profile_id: str) -> OperatorsTab | None:
        for tab in self._bench.window.tabs.tabs():
            found = as_operators(tab)
            if found and found.session and found.session.profile.id == profile_id:
                return found
        return None

    def _new_tab(self, session: Session, type_name: str) -> OperatorsTab:
        from scim_explorer.ui.operators_tab import OperatorsTab

        bench, kept = self._bench, self._kept_of(session.profile.id)
        tab = OperatorsTab(session, type_name, kept, bench.window.tabs)
        tab.problem_link.connect(bench.requests.show)
        tab.problem_action.connect(lambda action: bench.help_with(action, session))
        tab.said.connect(bench.window.status.say)
        tab.discovered.connect(lambda: bench.pool.discovered.emit(session))
        tab.type_changed.connect(bench.keep_tabs)
        return tab

    def _kept_of(self, profile_id: str) -> Kept:
        from scim_explorer.ui.panes.operators_pane import Kept

        if self._bench.desk.is_temporary(profile_id):
            # Nothing is kept of what is gone with this window.
            return Kept(lambda _name: None, lambda _name, _text: None)
        folder = self._bench.services.folders.profiles
        return Kept(partial(read_kept, folder, profile_id), partial(keep, folder, profile_id))


def _first_type(session: Session) -> str:
    types = session.schema_set.resource_types
    return types[0].name if types else "User"

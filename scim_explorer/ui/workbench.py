"""What the window does: opens endpoints and tabs, and carries signals from one pane to another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from scim_explorer.client.guard import Writes
from scim_explorer.client.session import Session
from scim_explorer.problems import (
    CHECK_OPERATORS,
    EDIT_PROFILE,
    RUN_DOCTOR,
    InputError,
    Problem,
)
from scim_explorer.profiles.drafts import DraftStore
from scim_explorer.profiles.profile import Profile
from scim_explorer.protocol.schema import ResourceType
from scim_explorer.ui.assumed_words import assumed_words
from scim_explorer.ui.compose_draft import ComposeDraft
from scim_explorer.ui.connection_notices import ConnectionNotices
from scim_explorer.ui.discovery_desk import DiscoveryDesk
from scim_explorer.ui.doctor_desk import DoctorDesk
from scim_explorer.ui.draft_offer import DraftOffer
from scim_explorer.ui.draft_shelf import DraftShelf
from scim_explorer.ui.editor_desk import EditorDesk
from scim_explorer.ui.main_window import MainWindow
from scim_explorer.ui.operators_desk import OperatorsDesk
from scim_explorer.ui.profile_desk import ProfileDesk
from scim_explorer.ui.profile_edit import ProfileEdit
from scim_explorer.ui.profile_rescue import ProfileRescue
from scim_explorer.ui.request_desk import RequestDesk
from scim_explorer.ui.saved_desk import SavedDesk
from scim_explorer.ui.services import Services
from scim_explorer.ui.sessions import SessionPool
from scim_explorer.ui.tab_kinds import OPERATORS, as_browse, as_compose, as_doctor, as_profile
from scim_explorer.ui.task_words import task_words
from scim_explorer.ui.tasks import TaskScope
from scim_explorer.ui.widgets.banner_bar import Banner
from scim_explorer.ui.window_state import OpenTab, WindowState
from scim_explorer.ui.work_tabs import WorkTab

if TYPE_CHECKING:
    from scim_explorer.ui.doctor_tab import DoctorTab
    from scim_explorer.ui.operators_tab import OperatorsTab
    from scim_explorer.ui.tabs import BrowseTab, ComposeTab, ExchangeTab, ProfileTab

_REFRESH_MS = 100


class Workbench(QObject):
    """Knows the endpoints, the sessions and the tabs of one window."""

    def __init__(self, window: MainWindow, services: Services, state: WindowState) -> None:
        super().__init__(window)
        self.window = window
        self.services = services
        self.state = state
        self.desk = ProfileDesk(services, window)
        self.pool = SessionPool(services, self)
        self.tasks = TaskScope(self)
        self.closed: list[OpenTab] = []
        self.expects_endpoint = False
        self.requests = RequestDesk(self, self)
        self.editors = EditorDesk(self, self)
        self.discovery = DiscoveryDesk(self, self)
        self.doctor = DoctorDesk(self, self)
        self.saved = SavedDesk(self, self)
        self.operators = OperatorsDesk(self, self)
        self.drafts = DraftShelf(DraftStore(services.folders.drafts), self)
        DraftOffer(self, self.drafts, self)
        ConnectionNotices(self, self)
        self.rescue = ProfileRescue(self, self)
        self._connect()
        # Many tasks start and end in one scroll: the status bar follows a little later.
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.setInterval(_REFRESH_MS)
        self._refresh.timeout.connect(self.show_running)
        for scope in self.all_scopes():
            self.watch(scope)

    # --- endpoints ---------------------------------------------------------------

    def session_of(self, profile_id: str) -> Session | None:
        """Return the session of an endpoint; None, said, when it cannot be used as it is."""
        profile = self.desk.find(profile_id)
        if profile is None:
            return None
        try:
            return self.pool.session_of(profile)
        except InputError as error:
            self.fail(error.problem)
            self.edit_profile(profile)
            return None

    def current_session(self) -> Session | None:
        tab = self.window.tabs.current()
        return None if tab is None else tab.session

    def current_profile(self) -> Profile | None:
        """Return the endpoint of the active tab, else the one selected in the tree."""
        session = self.current_session()
        if session is not None:
            return session.profile
        tab = self.window.tabs.current()
        own = as_profile(tab) or as_doctor(tab)
        found = self.desk.find(own.profile_id) if own is not None else None
        return found or self.desk.find(self.window.endpoints.current_profile_id)

    def open_endpoint(self, profile_id: str, type_name: str = "", *, ask: bool = True) -> None:
        """Show a resource type of an endpoint; "" shows its first one (Users, as a rule).

        "/" shows the resources of all types.
        """
        session = self.session_of(profile_id)
        if session is None:
            return
        types = session.schema_set.resource_types
        resource_type = session.schema_set.list_named(type_name) or (types[0] if types else None)
        if resource_type is None:
            return
        for tab in self.browse_tabs(session):
            if tab.resource_type.name == resource_type.name:
                self.window.tabs.setCurrentWidget(tab)
                return
        self.open_browse(session, resource_type, ask=ask)

    def open_browse(
        self, session: Session, resource_type: ResourceType, *, ask: bool = True
    ) -> BrowseTab:
        """Open a tab and ask for its first page; discovery goes out beside it.

        Without ``ask`` it waits until the user asks for something in it.
        """
        from scim_explorer.ui.tabs import BrowseTab

        view = self.state.view_of(session.profile.id, resource_type.name)
        tab = BrowseTab(session, resource_type, view, self.window.tabs, self.drafts)
        key = (session.profile.id, resource_type.name)
        tab.problem_link.connect(self.requests.show)
        tab.problem_action.connect(lambda action: self.help_with(action, session))
        tab.said.connect(self.window.status.say)
        tab.total_changed.connect(
            lambda total: self.window.endpoints.model.set_total(*key, int(total))
        )
        tab.view_changed.connect(lambda view: self.remember(self.state.with_view(*key, view)))
        tab.new_tab_requested.connect(self.open_resource)
        tab.guard_changed.connect(self.guard_changed)
        tab.state_changed.connect(self.follow_state)
        self.saved.attach(tab)
        tab.asked.connect(lambda: self.discovery.discover(session))
        self.add(tab)
        if ask:
            tab.start()
        return tab

    def open_resource(self, profile_id: str, endpoint: str, resource_id: str) -> None:
        """Show one resource in a tab of its own."""
        session = self.session_of(profile_id)
        resource_type = session.schema_set.type_at(endpoint) if session else None
        if session is not None and resource_type is not None:
            tab = self.open_browse(session, resource_type)
            tab.show_resource(resource_type.endpoint, resource_id)

    # --- profiles ----------------------------------------------------------------

    def new_endpoint(self) -> None:
        self.editors.new()

    def edit_profile(self, profile: Profile) -> None:
        self.editors.edit(profile)

    def help_with(self, action: str, session: Session) -> None:
        """Do what the problem of a pane offers."""
        if action == EDIT_PROFILE:
            self.edit_profile(session.profile)
        elif action == RUN_DOCTOR:
            self.doctor.open(session.profile.id)
        elif action == CHECK_OPERATORS:
            self.operators.open(session.profile.id)

    def toggle_writes(self) -> None:
        """Lock or unlock the writes of the current endpoint."""
        session = self.current_session()
        if session is None:
            return
        if session.writes is Writes.LOCKED:
            session.unlock()
        elif session.unlock_left_s > 0:
            session.lock()
        elif session.writes is Writes.READ_ONLY:
            self.edit_profile(session.profile)
        else:
            self._save_guard(replace(session.profile, read_only=True))
        self.guard_changed()

    def guard_changed(self) -> None:
        """Show the guard as it is now, wherever it is shown."""
        self.window.header.refresh()
        for tab in self.window.tabs.tabs():
            guarded = as_browse(tab) or as_compose(tab)
            if guarded is not None:
                guarded.refresh_guard()

    def show_profiles(self) -> None:
        """Show the endpoints, and what is known of each, wherever they are shown."""
        for profile in self.desk.profiles:
            self.pool.follow(profile)
        self.guard_changed()
        types = {s.profile.id: s.schema_set.resource_types for s in self.pool if s.discovery}
        assumed = {s.profile.id: assumed_words(s.schema_set.assumed) for s in self.pool}
        self.window.endpoints.show_profiles(self.desk.profiles, types, assumed)
        self.saved.show_all()
        for profile in self.desk.profiles:
            self.services.log.set_endpoint_name(profile.id, profile.name)
        self.window.tabs.refresh()
        self.show_current()

    # --- tabs --------------------------------------------------------------------

    def close_tab(self, tab: WorkTab) -> None:
        """Close a tab; its work is stopped, and it can be opened again."""
        kept = tab.to_open_tab()
        if kept is not None:
            self.closed.append(kept)
        widget = tab if isinstance(tab, QWidget) else None
        if widget is None:
            return
        self.window.tabs.removeTab(self.window.tabs.indexOf(widget))
        for scope in tab.scopes():
            scope.cancel_all()
        widget.deleteLater()
        if tab.session is not None and not self.browse_tabs(tab.session):
            self.discovery.withdraw_notice(tab.session)
        self.tabs_changed()

    def reopen(self, kept: OpenTab, *, ask: bool = True) -> None:
        """Open a tab that was closed or that was open at the last quit."""
        if self.desk.find(kept.profile) is None:
            return
        if kept.kind == "compose":
            self.requests.compose(kept.profile, msgspec.convert(kept.draft, ComposeDraft))
        elif kept.kind == OPERATORS:
            self.operators.open(kept.profile, kept.resource_type)
        else:
            self.open_endpoint(kept.profile, kept.resource_type, ask=ask)

    def tabs_changed(self) -> None:
        """Show the welcome page when no tab is open, and remember the tabs."""
        tabs = self.window.tabs
        self.window.centre.setCurrentWidget(tabs if tabs.count() else self.window.welcome)
        self.keep_tabs()
        self.show_current()

    def keep_tabs(self) -> None:
        """Remember which tabs are open, and the drafts in them."""
        tabs = self.window.tabs
        kept = [
            found
            for tab in tabs.tabs()
            if (found := tab.to_open_tab()) and not self.desk.is_temporary(found.profile)
        ]
        self.remember(replace(self.state, tabs=tuple(kept), active_tab=max(0, tabs.currentIndex())))

    def show_current(self) -> None:
        """Let header, log and status bar follow the active tab."""
        window, session = self.window, self.current_session()
        tab = window.tabs.current()
        window.header.show_session(session)
        window.status.show_session(session)
        profile = session.profile if session else None
        names = {p.id: p.name for p in self.desk.profiles}
        window.log_pane.set_endpoint(profile.id if profile else None, names)
        words = ""
        if tab is not None and profile is not None:
            environment = profile.environment.value.upper()
            words = f"{tab.tab_words()[0]} \u2013 {profile.name} [{environment}]"
        window.show_title(words)
        browse = as_browse(tab)
        if browse is not None and profile is not None:
            window.endpoints.select(profile.id, browse.resource_type.name)
        self.follow_state()

    def follow_state(self) -> None:
        """Hook for the actions, which depend on what is there."""
        self.on_state()

    on_state: Callable[[], None] = staticmethod(lambda: None)
    remember: Callable[[WindowState], None] = staticmethod(lambda _state: None)

    def fail(self, problem: Problem) -> None:
        """Say a problem that belongs to no pane."""
        self.window.status.add_problem(problem)
        text = f"{problem.title}: {problem.detail} {problem.hint}"
        self.window.banner.show_banner(Banner(problem.title, text.strip(), "error"))

    def all_scopes(self) -> list[TaskScope]:
        """Return every scope of this window."""
        scopes = [
            *(self.tasks, self.desk.tasks, self.pool.tasks, self.requests.tasks),
            *(self.window.log_pane.tasks, self.window.log_pane.detail.tasks),
        ]
        for tab in self.window.tabs.tabs():
            scopes += tab.scopes()
        return scopes

    def stop_tab(self, tab: WorkTab) -> None:
        """Stop what a tab is doing; its list says that it is not whole."""
        browse = as_browse(tab)
        if browse is not None:
            browse.browse.stop()
        for scope in tab.scopes():
            scope.cancel_all()

    def stop_everything(self) -> None:
        for tab in self.window.tabs.tabs():
            self.stop_tab(tab)
        for scope in self.all_scopes():
            scope.cancel_all()

    def show_running(self) -> None:
        """Show in the status bar and in ``busy`` what runs."""
        running = [key for scope in self.all_scopes() for key in scope.keys]
        self.window.set_busy(bool(running))
        self.window.status.show_tasks([task_words(key) for key in running])
        self.window.status.show_session(self.current_session())
        self.follow_state()

    # --- inside ------------------------------------------------------------------

    def _connect(self) -> None:
        window, desk = self.window, self.desk
        desk.changed.connect(self.show_profiles)
        desk.saved.connect(self._profile_saved)
        desk.deleted.connect(self._profile_deleted)
        desk.failed.connect(self.fail)
        desk.said.connect(window.status.say)
        self.drafts.failed.connect(self.fail)
        self.tasks.failed.connect(self.fail)
        window.header.set_profiles(lambda: desk.profiles)
        window.header.profile_chosen.connect(self.open_endpoint)
        window.header.guard_clicked.connect(self.toggle_writes)
        window.endpoints.opened.connect(self.open_endpoint)
        window.endpoints.new_requested.connect(self.new_endpoint)
        window.endpoints.renamed.connect(desk.rename)
        window.endpoints.reordered.connect(desk.reorder)
        window.endpoints.chosen.connect(lambda _id: self.follow_state())
        window.welcome.connect_requested.connect(self.new_endpoint)
        window.welcome.open_requested.connect(desk.ask_import)
        window.tabs.shown.connect(lambda _tab: self.tabs_changed())
        window.tabs.close_requested.connect(self.close_tab)
        self.requests.guard_changed.connect(self.guard_changed)
        self.requests.edited.connect(self.keep_tabs)
        window.log_pane.said.connect(window.status.say)
        window.log_pane.size_changed.connect(window.status.show_log_size)
        window.log_pane.hide_requested.connect(window.log_dock.hide)
        window.log_pane.selection_changed.connect(lambda _number: self.follow_state())
        window.status.link_activated.connect(self.requests.show)
        window.status.stop_requested.connect(self.stop_everything)

    def add(
        self, tab: BrowseTab | ComposeTab | ExchangeTab | ProfileTab | DoctorTab | OperatorsTab
    ) -> None:
        for scope in tab.scopes():
            self.watch(scope)
            scope.failed.connect(self.window.status.add_problem)
        self.window.centre.setCurrentWidget(self.window.tabs)
        self.window.tabs.open(tab)
        tab.setFocus()
        self.tabs_changed()

    def browse_tabs(self, session: Session) -> list[BrowseTab]:
        """Return the tabs that show a list of this endpoint."""
        tabs = (as_browse(tab) for tab in self.window.tabs.tabs())
        return [tab for tab in tabs if tab is not None and tab.session is session]

    def watch(self, scope: TaskScope) -> None:
        """Let the status bar follow what runs in ``scope``."""
        scope.busy_changed.connect(lambda _busy: self._refresh.start())

    def _profile_saved(self, edit: ProfileEdit, _states: dict[str, str]) -> None:
        is_other_secret = bool(edit.secrets or edit.removed)
        if is_other_secret or not self.pool.follow(edit.profile):
            self.pool.forget(edit.profile.id)
            self._reopen_tabs_of(edit.profile.id)
            self.show_current()
        if edit.open_after:
            self.open_endpoint(edit.profile.id)

    def _profile_deleted(self, profile_id: str) -> None:
        for tab in self.window.tabs.tabs():
            own = as_profile(tab) or as_doctor(tab)
            owner = own.profile_id if own else None
            if owner == profile_id or (tab.session and tab.session.profile.id == profile_id):
                self.close_tab(tab)
        self.pool.forget(profile_id)
        self.drafts.forget_profile(profile_id)
        self.closed = [kept for kept in self.closed if kept.profile != profile_id]
        self.remember(self.state.without_profile(profile_id))

    def _reopen_tabs_of(self, profile_id: str) -> None:
        """Let open tabs use the profile as it is now: they are opened anew in their places."""
        tabs = self.window.tabs
        front = tabs.currentWidget()
        for tab in tabs.tabs():
            is_other = tab.session is None or tab.session.profile.id != profile_id
            # A doctor keeps what it found before the change, beside what it finds after it.
            if is_other or as_doctor(tab) is not None:
                continue
            place = tabs.indexOf(tab) if isinstance(tab, QWidget) else -1
            kept = tab.to_open_tab()
            self.close_tab(tab)
            others = tabs.count()
            if kept is not None:
                self.closed.remove(kept)
                browse = as_browse(tab)
                self.reopen(kept, ask=browse is None or browse.browse.is_used)
            if tabs.count() > others:
                tabs.tabBar().moveTab(others, place)
        if isValid(front) and tabs.indexOf(front) >= 0:
            tabs.setCurrentWidget(front)

    def _save_guard(self, profile: Profile) -> None:
        edit = ProfileEdit(profile)
        self.desk.save(edit, self.fail)

    def copy(self, text: str, said: str) -> None:
        """Put text into the clipboard and say so."""
        QGuiApplication.clipboard().setText(text)
        self.window.status.say(said)

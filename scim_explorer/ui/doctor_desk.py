"""The connection doctor in the window: for saved endpoints, and beside the editor as typed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QObject
from shiboken6 import isValid

from scim_explorer.client.session import Session
from scim_explorer.client.urls import keeps_host
from scim_explorer.problems import InputError, Problem
from scim_explorer.profiles.profile import Profile
from scim_explorer.ui.display import visible
from scim_explorer.ui.editor_desk import EditorDesk
from scim_explorer.ui.main_window import MainWindow
from scim_explorer.ui.profile_desk import ProfileDesk
from scim_explorer.ui.profile_edit import ProfileEdit
from scim_explorer.ui.request_desk import RequestDesk
from scim_explorer.ui.services import Services
from scim_explorer.ui.sessions import SessionPool
from scim_explorer.ui.tab_kinds import as_doctor
from scim_explorer.ui.tasks import TaskScope

if TYPE_CHECKING:
    from scim_explorer.ui.doctor_tab import DoctorTab
    from scim_explorer.ui.panes.doctor_pane import DoctorPane, Patient
    from scim_explorer.ui.tabs import ProfileTab


class Bench(Protocol):
    """What the desk needs of the workbench."""

    window: MainWindow
    services: Services
    desk: ProfileDesk
    editors: EditorDesk
    requests: RequestDesk
    pool: SessionPool

    def add(self, tab: DoctorTab) -> None: ...

    def watch(self, scope: TaskScope) -> None: ...


class _Change(NamedTuple):
    tab: DoctorTab
    words: str
    former: str
    """Base URL that an undo brings back, "" when this is one."""
    edit: ProfileEdit


class _Undo(NamedTuple):
    present: str
    former: str


class DoctorDesk(QObject):
    """Opens doctors and follows what they propose."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._changing: dict[str, _Change] = {}
        self._undos: dict[str, _Undo] = {}
        bench.editors.opened.connect(self._serve_editor)
        bench.desk.saved.connect(self._look_again)

    def open(self, profile_id: str) -> None:
        """Look at a saved endpoint, in the tab that is there for it or in a new one."""
        profile = self._bench.desk.find(profile_id)
        if profile is None:
            return
        tab = self._tab_of(profile_id) or self._new_tab(profile)
        self._bench.window.tabs.setCurrentWidget(tab)
        if not tab.tasks.busy:
            tab.run()

    # --- saved endpoints -----------------------------------------------------------

    def _tab_of(self, profile_id: str) -> DoctorTab | None:
        tabs = (as_doctor(tab) for tab in self._bench.window.tabs.tabs())
        return next((tab for tab in tabs if tab and tab.profile_id == profile_id), None)

    def _new_tab(self, profile: Profile) -> DoctorTab:
        from scim_explorer.ui.doctor_tab import DoctorTab
        from scim_explorer.ui.panes.doctor_pane import Patient

        bench = self._bench
        secrets = bench.services.secrets

        def patient() -> Patient:
            saved = bench.desk.find(profile.id) or profile
            return Patient(saved, partial(secrets.read, saved))

        tab = DoctorTab(
            profile.id,
            patient,
            partial(self._session_of, profile.id),
            bench.services.log,
            bench.window.tabs,
        )
        self._connect(tab)
        tab.edit_requested.connect(lambda: bench.editors.edit(patient().profile))
        tab.better_url_chosen.connect(partial(self._use, tab))
        tab.undo_requested.connect(partial(self._undo, tab))
        bench.add(tab)
        return tab

    def _session_of(self, profile_id: str) -> Session | None:
        profile = self._bench.desk.find(profile_id)
        try:
            return self._bench.pool.session_of(profile) if profile is not None else None
        except InputError:
            return None

    def _use(self, tab: DoctorTab, url: str) -> None:
        words = self.tr("The base URL is now {0}. It was {1}.")
        profile = self._bench.desk.find(tab.profile_id)
        if profile is None:
            return
        former = profile.base_url
        if keeps_host(former, url):
            self._save(tab, url, words.format(visible(url), visible(former)), former)
            return
        # Another host would get the secret: that is for a person to look at, and to save.
        editors = self._bench.editors
        editors.edit(profile)
        for editor in editors.editors_of(profile.id):
            editor.address.url_edit.setText(url)
            editor.address.url_edit.setFocus()

    def _undo(self, tab: DoctorTab) -> None:
        undo = self._undos.pop(tab.profile_id, None)
        if undo is not None and undo.former:
            self._save(tab, undo.former)

    def _save(self, tab: DoctorTab, url: str, words: str = "", former: str = "") -> None:
        desk, profile_id = self._bench.desk, tab.profile_id
        profile = desk.find(profile_id)
        if profile is None or profile_id in self._changing:
            return
        for editor in self._bench.editors.editors_of(profile_id):
            if editor.address.base_url == profile.base_url:
                editor.address.url_edit.setText(url)
        edit = ProfileEdit(replace(profile, base_url=url))
        self._changing[profile_id] = _Change(tab, words, former, edit)
        desk.save(edit, partial(self._not_saved, profile_id))

    def _not_saved(self, profile_id: str, problem: Problem) -> None:
        change = self._changing.pop(profile_id)
        if isValid(change.tab):
            change.tab.problem_strip.show_problem(problem)

    def _look_again(self, edit: ProfileEdit, _states: object) -> None:
        profile_id, base_url = edit.profile.id, edit.profile.base_url
        change = self._changing.pop(profile_id, None)
        if change is None or change.edit is not edit:
            self._withdraw_undo(profile_id, base_url)
        elif isValid(change.tab):
            self._undos[profile_id] = _Undo(base_url, change.former)
            change.tab.show_change(change.words)
            change.tab.run()

    def _withdraw_undo(self, profile_id: str, base_url: str) -> None:
        """Somebody has entered a third address meanwhile: there is no way back from it."""
        undo, tab = self._undos.get(profile_id), self._tab_of(profile_id)
        if undo is not None and undo.present != base_url:
            del self._undos[profile_id]
            if tab is not None:
                tab.show_change("")

    # --- as typed --------------------------------------------------------------------

    def _serve_editor(self, editor: ProfileTab) -> None:
        editor.test_requested.connect(partial(self._test, editor))

    def _test(self, editor: ProfileTab) -> None:
        if editor.doctor is None:
            editor.doctor = self._pane_beside(editor)
        editor.show_beside(editor.doctor)
        editor.doctor.run()

    def _pane_beside(self, editor: ProfileTab) -> DoctorPane:
        from scim_explorer.ui.panes.doctor_pane import DoctorPane, Patient

        services, desk = self._bench.services, self._bench.desk

        def patient() -> Patient:
            profile = editor.edited()
            typed, removed = editor.new_secrets(), editor.removed_slots()

            async def read_secret(slot: str) -> str | None:
                if slot in typed or slot in removed:
                    return typed.get(slot)
                return await services.secrets.read(profile, slot)

            if desk.find(profile.id) is None:
                services.log.set_endpoint_name(profile.id, profile.name)
            return Patient(profile, read_secret)

        def use(url: str) -> None:
            safe = keeps_host(editor.address.base_url, url)
            editor.address.url_edit.setText(url)
            # Another host would get the secret: that is for a person to look at first.
            if safe:
                pane.run()
            else:
                editor.address.url_edit.setFocus()

        pane = DoctorPane(patient, services.log, editor, beside=True)
        self._connect(pane)
        pane.better_url_chosen.connect(use)
        pane.hide_requested.connect(editor.hide_beside)
        for scope in (pane.tasks, pane.files):
            self._bench.watch(scope)
        return pane

    def _connect(self, pane: DoctorPane) -> None:
        pane.problem_link.connect(self._bench.requests.show)
        pane.said.connect(self._bench.window.status.say)

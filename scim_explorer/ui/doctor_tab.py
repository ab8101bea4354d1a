"""The connection doctor of one endpoint as a work tab."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from scim_explorer.client.session import Log, Session
from scim_explorer.ui.panes.doctor_pane import DoctorPane, Patient
from scim_explorer.ui.tab_kinds import DOCTOR
from scim_explorer.ui.tasks import TaskScope
from scim_explorer.ui.window_state import OpenTab
from scim_explorer.ui.work_tabs import EN_DASH


class DoctorTab(DoctorPane):
    """It outlives a change of its profile: the next run stands beside the one before."""

    kind = DOCTOR

    def __init__(
        self,
        profile_id: str,
        patient: Callable[[], Patient],
        session_of: Callable[[], Session | None],
        log: Log,
        parent: QWidget,
    ) -> None:
        """Look at nothing yet.

        Args:
            profile_id: The endpoint it belongs to.
            patient: The endpoint as it is saved.
            session_of: Gives its session; None while its base URL cannot be used.
            log: Takes the requests.
            parent: Owner.
        """
        super().__init__(patient, log, parent)
        self.profile_id = profile_id
        self._patient = patient
        self._session_of = session_of

    @property
    def session(self) -> Session | None:
        return self._session_of()

    def tab_words(self) -> tuple[str, str]:
        words = self.tr("Doctor")
        if self.session is None:
            words = f"{words} {EN_DASH} {self._patient().profile.name}"
        return words, "stethoscope"

    def scopes(self) -> tuple[TaskScope, ...]:
        return (self.tasks, self.files)

    def to_open_tab(self) -> OpenTab | None:
        return None

"""The operator matrix of one endpoint as a work tab."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from scim_explorer.client.session import Session
from scim_explorer.ui.panes.operators_pane import Kept, OperatorsPane
from scim_explorer.ui.tab_kinds import OPERATORS
from scim_explorer.ui.tasks import TaskScope
from scim_explorer.ui.window_state import OpenTab


class OperatorsTab(OperatorsPane):
    """Opened again it shows the result that was kept."""

    kind = OPERATORS

    def __init__(self, session: Session, type_name: str, kept: Kept, parent: QWidget) -> None:
        super().__init__(session, type_name, kept, parent)
        self.session: Session | None = session

    def tab_words(self) -> tuple[str, str]:
        return self.tr("Operators"), "list-checks"

    def scopes(self) -> tuple[TaskScope, ...]:
        return (self.tasks, self.files)

    def to_open_tab(self) -> OpenTab | None:
        if self.session is None:
            return None
        return OpenTab(OPERATORS, self.session.profile.id, self.type_name)

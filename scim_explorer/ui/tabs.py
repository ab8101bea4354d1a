"""What stands in the work tabs: panes put together. Panes meet here and nowhere else."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from scim_explorer.client.session import Session
from scim_explorer.protocol.resource_kind import type_of
from scim_explorer.protocol.schema import ROOT_TYPE, ResourceType
from scim_explorer.ui.directory import SessionDirectory
from scim_explorer.ui.draft_shelf import DraftShelf
from scim_explorer.ui.models.endpoint_tree import plural
from scim_explorer.ui.models.working_copy import Subject
from scim_explorer.ui.panes.browse_pane import BrowsePane
from scim_explorer.ui.panes.compose_pane import ComposeDraft, ComposePane
from scim_explorer.ui.panes.profile_editor import ProfileEditor
from scim_explorer.ui.panes.resource_pane import ResourcePane
from scim_explorer.ui.tab_kinds import BROWSE, COMPOSE, EXCHANGE, PROFILE
from scim_explorer.ui.tasks import TaskScope
from scim_explorer.ui.widgets.exchange_detail import ExchangeDetail
from scim_explorer.ui.widgets.wait_strip import WaitStrip
from scim_explorer.ui.window_state import OpenTab, ViewSettings

if TYPE_CHECKING:
    from scim_explorer.ui.panes.doctor_pane import DoctorPane

_LIST_SHARE, _RESOURCE_SHARE = 57, 43
_TYPE_ICONS = {"User": "user", "Group": "users", "Device": "laptop"}


class BrowseTab(QWidget):
    """The list of one resource type at the left, one resource at the right.

    Signals:
        problem_link: Number of an exchange to show in the log.
        problem_action: The ``action`` of a problem was chosen.
        total_changed: How many resources the server reports.
        view_changed: A ``ViewSettings`` to remember.
        said: A short message for the status bar.
        new_tab_requested: Profile id, endpoint and id of a resource to show in its own tab.
        guard_changed: Writes were locked or unlocked here.
        state_changed: There is a resource, a change, or none of them any more.
        asked: A list is asked for in this tab.
    """

    kind = BROWSE

    problem_link = Signal(int)
    problem_action = Signal(str)
    total_changed = Signal(object)
    view_changed = Signal(object)
    said = Signal(str)
    new_tab_requested = Signal(str, str, str)
    guard_changed = Signal()
    state_changed = Signal()
    asked = Signal()

    def __init__(
        self,
        session: Session,
        resource_type: ResourceType,
        view: ViewSettings,
        parent: QWidget,
        drafts: DraftShelf | None = None,
    ) -> None:
        super().__init__(parent)
        self.session: Session | None = session
        self._session = session
        self.resource_type = resource_type
        self.browse = BrowsePane(
            SessionDirectory(session),
            resource_type,
            view,
            self,
            page_size=session.profile.limits.page_size,
        )
        self.resource = ResourcePane(session, self, drafts)
        self.wait_strip = WaitStrip(session.patience, self)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(self.browse)
        splitter.addWidget(self.resource)
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(0, _LIST_SHARE)
        splitter.setStretchFactor(1, _RESOURCE_SHARE)
        splitter.setSizes([_LIST_SHARE * 10, _RESOURCE_SHARE * 10])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.wait_strip)
        column.addWidget(splitter, 1)
        self.setFocusProxy(self.browse)
        self.resource.setFocusProxy(self.resource.editor)
        self._connect()

    def start(self) -> None:
        """Ask for the first page."""
        self.browse.search()

    def discovered(self) -> None:
        """Take over what discovery found about this type."""
        found = self._session.schema_set.type_named(self.resource_type.name)
        self.browse.take_schemas(found or self.resource_type)
        self.resource.take_schemas()

    def show_resource(self, endpoint: str, resource_id: str) -> None:
        """Read a resource into the right side, wherever it stands in the list."""
        self.resource.load(endpoint, resource_id)

    def new_resource(self) -> None:
        if self.resource_type == ROOT_TYPE:
            self.said.emit(self.tr("Open the list of a resource type to create one of it."))
        else:
            self.resource.new_resource(self.resource_type)

    def refresh(self) -> None:
        """Read again what has the focus: the resource, else the list."""
        focused = self.focusWidget()
        if focused is not None and self.resource.isAncestorOf(focused):
            self.resource.read_again()
        else:
            self.browse.search()

    def refresh_guard(self) -> None:
        """Show the guard, and to whom is sent, as they are now."""
        self.resource.foot.show_profile(self._session.profile)
        self.resource.refresh_guard()

    def run(self) -> None:
        """Send what has the focus: the change of the resource, else the search."""
        focused = self.focusWidget()
        if focused is not None and self.resource.isAncestorOf(focused):
            self.resource.send()
        else:
            self.browse.bar.submit()

    def open_find(self) -> None:
        focused = self.focusWidget()
        if focused is not None and self.resource.isAncestorOf(focused):
            self.resource.open_find()
        else:
            self.browse.open_find()

    def show_in_log(self) -> None:
        """Show the exchange behind the resource, else behind the newest page."""
        number = self.resource.exchange_number or self.browse.exchange_number
        if number is not None:
            self.problem_link.emit(number)

    def focus_stops(self) -> list[QWidget]:
        """Return where F6 stops in this tab."""
        stops: list[QWidget] = [self.browse.bar.filter_edit, self.browse.table]
        # Without a resource there is nothing in it to stand on.
        return stops if self.resource.subject is None else [*stops, self.resource]

    def tab_words(self) -> tuple[str, str]:
        if self.resource_type == ROOT_TYPE:
            return self.tr("All types"), "database"
        return plural(self.resource_type), _TYPE_ICONS.get(self.resource_type.name, "box")

    def scopes(self) -> tuple[TaskScope, ...]:
        return (*self.browse.scopes(), self.resource.tasks)

    def to_open_tab(self) -> OpenTab | None:
        return OpenTab("browse", self._session.profile.id, self.resource_type.name)

    async def aclose(self) -> None:
        await self.browse.aclose()
        await self.resource.aclose()

    def _connect(self) -> None:
        browse, resource = self.browse, self.resource
        self.wait_strip.stop_requested.connect(browse.stop)
        self.wait_strip.link_activated.connect(self.problem_link)
        browse.resource_chosen.connect(self._show_row)
        browse.resource_opened.connect(self._open_row)
        browse.tab_requested.connect(self._open_tab)
        browse.delete_requested.connect(self._delete_row)
        browse.problem_link.connect(self.problem_link)
        browse.problem_action.connect(self.problem_action)
        browse.total_changed.connect(self.total_changed)
        browse.view_changed.connect(self.view_changed)
        browse.message.connect(self.said)
        browse.asked.connect(self.asked)
        resource.problem_link.connect(self.problem_link)
        resource.problem_action.connect(self.problem_action)
        resource.said.connect(self.said)
        resource.written.connect(self._refresh_list)
        resource.deleted.connect(self._refresh_list)
        resource.guard_changed.connect(self.guard_changed)
        resource.title_changed.connect(self.state_changed)
        resource.editor.changed.connect(self.state_changed)
        resource.open_as_tab.connect(self._open_subject)

    def _show_row(self, raw: msgspec.Raw, resource_id: str | None) -> bool:
        """Show a row; False, said, when it is not known where it can be read."""
        kind = self._type_of(raw)
        if kind is None:
            self.resource.show_nothing()
            self.said.emit(
                self.tr("Not opened: this resource names no resource type of the endpoint.")
            )
            return False
        self.resource.show_row(bytes(raw), resource_id, kind.endpoint)
        return True

    def _type_of(self, raw: msgspec.Raw) -> ResourceType | None:
        if self.resource_type != ROOT_TYPE:
            return self.resource_type
        return type_of(bytes(raw), self._session.schema_set)

    def _open_row(self, raw: msgspec.Raw, resource_id: str | None) -> None:
        if self._show_row(raw, resource_id):
            self.resource.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_tab(self, raw: msgspec.Raw, resource_id: str | None) -> None:
        kind = self._type_of(raw)
        if resource_id is not None and kind is not None:
            self._open_elsewhere(kind.endpoint, resource_id)

    def _open_elsewhere(self, endpoint: str, resource_id: str) -> None:
        self.new_tab_requested.emit(self._session.profile.id, endpoint, resource_id)

    def _open_subject(self, subject: Subject) -> None:
        self._open_elsewhere(subject.endpoint, subject.id)

    def _delete_row(self, raw: msgspec.Raw, resource_id: str | None) -> None:
        if self._show_row(raw, resource_id):
            self.resource.delete()

    def _refresh_list(self, _result: object) -> None:
        self.browse.refresh()


class ComposeTab(ComposePane):
    """A hand-made request as a work tab."""

    kind = COMPOSE

    def __init__(self, session: Session, draft: ComposeDraft, number: int, parent: QWidget) -> None:
        super().__init__(session, draft, parent)
        self._number = number

    def tab_words(self) -> tuple[str, str]:
        return self.tr("Compose {0}").format(str(self._number)), "send"

    def scopes(self) -> tuple[TaskScope, ...]:
        return (self.tasks,)

    @override
    def refresh_guard(self) -> None:
        if self.session is not None:
            self.foot.show_profile(self.session.profile)
        super().refresh_guard()

    def to_open_tab(self) -> OpenTab | None:
        if self.session is None:
            return None
        return OpenTab("compose", self.session.profile.id, draft=asdict(self.to_draft()))


class ExchangeTab(ExchangeDetail):
    """One request of the log as a work tab."""

    kind = EXCHANGE

    session: Session | None = None
    number: int = 0

    def tab_words(self) -> tuple[str, str]:
        return f"#{self.number}", "list"

    def scopes(self) -> tuple[TaskScope, ...]:
        return (self.tasks,)

    def to_open_tab(self) -> OpenTab | None:
        return None


class ProfileTab(ProfileEditor):
    """A profile being edited, as a work tab."""

    kind = PROFILE

    session: Session | None = None
    doctor: DoctorPane | None = None
    """Looks at what is typed; None until it is asked to."""

    def tab_words(self) -> tuple[str, str]:
        return self.address.name or self.tr("New endpoint"), "pencil"

    def scopes(self) -> tuple[TaskScope, ...]:
        doctor = self.doctor
        return (self.tasks, doctor.tasks, doctor.files) if doctor is not None else (self.tasks,)

    def to_open_tab(self) -> OpenTab | None:
        return None

    async def aclose(self) -> None:
        for scope in self.scopes():
            await scope.aclose()

"""The tree of saved endpoints, their resource types and what was saved by name for these.

UserRole is the profile id of an endpoint, "type:NAME" of a resource type, "saved" of the row above
saved views and "saved:TYPE/NAME" of such a view, so code finds a row by what it is and not by its
words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from typing_extensions import override

from scim_explorer.profiles.profile import Profile
from scim_explorer.ui.display import count_text, visible
from scim_explorer.ui.widgets.elided_label import plain_tip
from scim_explorer.ui.window_state import SavedView

if TYPE_CHECKING:
    from scim_explorer.protocol.schema import ResourceType

Index = QModelIndex | QPersistentModelIndex
ID_ROLE = Qt.ItemDataRole.UserRole
PROFILE_ROLE = Qt.ItemDataRole.UserRole + 1
TYPE_ROLE = Qt.ItemDataRole.UserRole + 2
TOTAL_ROLE = Qt.ItemDataRole.UserRole + 3
CONNECTED_ROLE = Qt.ItemDataRole.UserRole + 4
SAVED_ROLE = Qt.ItemDataRole.UserRole + 5
"""The ``SavedView`` of a row."""
_SAVED = "saved"
SavedOfTypes = Sequence[tuple[str, SavedView]]
"""Names of resource types with views saved for them."""


class EndpointTreeModel(QStandardItemModel):
    """Endpoints with their resource types below; drag and drop reorders the endpoints."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._totals: dict[tuple[str, str], int] = {}
        self._saved: Mapping[str, SavedOfTypes] = {}

    def set_profiles(
        self,
        profiles: Sequence[Profile],
        types: Mapping[str, Sequence[ResourceType]],
        assumed: Mapping[str, str] | None = None,
    ) -> None:
        """Show the endpoints and what is below them.

        Args:
            profiles: In order.
            types: Profile id to its resource types.
            assumed: Profile id to a sentence on what of them is assumed, "" for nothing.
        """
        wanted = [profile.id for profile in profiles]
        for row in reversed(range(self.rowCount())):
            if self.item(row).data(ID_ROLE) not in wanted:
                self.removeRow(row)
        for row, profile in enumerate(profiles):
            item = self._item_of(profile.id)
            if item is None:
                self.insertRow(row, self._endpoint_item(profile))
            elif item.row() != row:
                self.insertRow(row, self.takeRow(item.row()))
            found = self._item_of(profile.id)
            if found is not None:
                self._refresh(found, profile, types.get(profile.id))
                self._explain(found, types.get(profile.id, ()), (assumed or {}).get(profile.id))
                self._show_saved(found, profile)

    def set_saved(self, saved: Mapping[str, SavedOfTypes]) -> None:
        """Show these saved views below their endpoints, by profile id."""
        self._saved = saved
        for row in range(self.rowCount()):
            profile = self.item(row).data(PROFILE_ROLE)
            if isinstance(profile, Profile):
                self._show_saved(self.item(row), profile)

    def saved_index(self, profile_id: str) -> QModelIndex:
        """Return the row above the saved views of an endpoint; invalid without any."""
        endpoint = self._item_of(profile_id)
        heading = _saved_heading(endpoint) if endpoint is not None else None
        return heading.index() if heading is not None else QModelIndex()

    def set_total(self, profile_id: str, type_name: str, total: int) -> None:
        """Show how many resources the server last reported."""
        self._totals[profile_id, type_name] = total
        endpoint = self._item_of(profile_id)
        for row in range(endpoint.rowCount() if endpoint else 0):
            child = endpoint.child(row) if endpoint else None
            if child is not None and child.data(TYPE_ROLE) == type_name:
                child.setData(count_text(total), TOTAL_ROLE)
                self._describe(child)

    def index_of(self, profile_id: str, type_name: str = "") -> QModelIndex:
        """Return the row of an endpoint or of one of its types; invalid when absent."""
        endpoint = self._item_of(profile_id)
        if endpoint is None or not type_name:
            return endpoint.index() if endpoint else QModelIndex()
        for row in range(endpoint.rowCount()):
            child = endpoint.child(row)
            if child.data(TYPE_ROLE) == type_name:
                return child.index()
        return endpoint.index()

    def profile_ids(self) -> tuple[str, ...]:
        """Return the ids in the order shown."""
        return tuple(self.item(row).data(ID_ROLE) for row in range(self.rowCount()))

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        if not index.parent().isValid():
            flags |= Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsEditable
        return flags

    def _item_of(self, profile_id: str) -> QStandardItem | None:
        for row in range(self.rowCount()):
            item = self.item(row)
            if item.data(ID_ROLE) == profile_id:
                return item
        return None

    def _endpoint_item(self, profile: Profile) -> QStandardItem:
        item = QStandardItem(visible(profile.name))
        item.setData(profile.id, ID_ROLE)
        return item

    def _refresh(
        self, item: QStandardItem, profile: Profile, types: Sequence[ResourceType] | None
    ) -> None:
        item.setText(visible(profile.name))
        item.setData(profile, PROFILE_ROLE)
        item.setData(types is not None, CONNECTED_ROLE)
        item.setToolTip(plain_tip(visible(profile.base_url)))
        item.setAccessibleText(f"{profile.name}, {profile.environment.value}")
        names = [resource_type.name for resource_type in types or ()]
        children = [item.child(row) for row in range(item.rowCount())]
        if [one.data(TYPE_ROLE) for one in children if one.data(TYPE_ROLE)] != names:
            item.removeRows(0, item.rowCount())
            for resource_type in types or ():
                item.appendRow(self._type_item(profile, resource_type))

    def _type_item(self, profile: Profile, resource_type: ResourceType) -> QStandardItem:
        item = QStandardItem(visible(plural(resource_type)))
        item.setData(f"type:{resource_type.name}", ID_ROLE)
        item.setData(profile, PROFILE_ROLE)
        item.setData(resource_type.name, TYPE_ROLE)
        total = self._totals.get((profile.id, resource_type.name))
        item.setData("" if total is None else count_text(total), TOTAL_ROLE)
        self._describe(item)
        return item

    def _show_saved(self, item: QStandardItem, profile: Profile) -> None:
        wanted = self._saved.get(profile.id, ())
        heading = _saved_heading(item)
        if heading is not None:
            rows = range(heading.rowCount())
            shown = [
                (heading.child(i).data(TYPE_ROLE), heading.child(i).data(SAVED_ROLE)) for i in rows
            ]
            if shown == list(wanted) and heading.data(PROFILE_ROLE) == profile:
                return
            item.removeRow(heading.row())
        if not wanted:
            return
        heading = QStandardItem(self.tr("Saved searches"))
        heading.setData(_SAVED, ID_ROLE)
        heading.setData(profile, PROFILE_ROLE)
        for type_name, one in wanted:
            heading.appendRow(_saved_item(profile, type_name, one))
        item.appendRow(heading)

    @staticmethod
    def _explain(item: QStandardItem, types: Sequence[ResourceType], assumed: str | None) -> None:
        for row, resource_type in enumerate(types):
            lines = (visible(resource_type.endpoint), assumed)
            item.child(row).setToolTip(plain_tip("\n".join(line for line in lines if line)))

    @staticmethod
    def _describe(item: QStandardItem) -> None:
        item.setAccessibleText(f"{item.text()} {item.data(TOTAL_ROLE)}".strip())


def _saved_heading(endpoint: QStandardItem) -> QStandardItem | None:
    last = endpoint.child(endpoint.rowCount() - 1) if endpoint.rowCount() else None
    return last if last is not None and last.data(ID_ROLE) == _SAVED else None


def _saved_item(profile: Profile, type_name: str, one: SavedView) -> QStandardItem:
    item = QStandardItem(visible(one.name))
    item.setData(f"{_SAVED}:{type_name}/{one.name}", ID_ROLE)
    item.setData(profile, PROFILE_ROLE)
    item.setData(type_name, TYPE_ROLE)
    # The list of all types is called "/".
    item.setData(visible(type_name.strip("/")), TOTAL_ROLE)
    item.setData(one, SAVED_ROLE)
    lines = (visible(one.name), visible(one.view.filter_text))
    item.setToolTip(plain_tip("\n".join(line for line in lines if line)))
    item.setAccessibleText(", ".join(filter(None, (item.text(), item.data(TOTAL_ROLE)))))
    return item


def plural(resource_type: ResourceType) -> str:
    """Return how a list of this type is called: the last step of its endpoint, as announced."""
    last = resource_type.endpoint.rstrip("/").rpartition("/")[2]
    return last or resource_type.name

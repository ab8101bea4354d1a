"""All saved endpoints at the left, with the resource types of those that were opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QStandardItem
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDockWidget,
    QHBoxLayout,
    QMenu,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from scim_explorer.profiles.profile import Profile
from scim_explorer.ui.icons import icon
from scim_explorer.ui.models.endpoint_tree import (
    ID_ROLE,
    PROFILE_ROLE,
    SAVED_ROLE,
    TYPE_ROLE,
    EndpointTreeModel,
    SavedOfTypes,
)
from scim_explorer.ui.theme import SECOND_PX, SPACE_M, SPACE_S, theme
from scim_explorer.ui.widget_font import set_ui_font
from scim_explorer.ui.widgets.endpoint_delegate import EndpointDelegate
from scim_explorer.ui.widgets.plain_label import PlainLabel
from scim_explorer.ui.window_state import SavedView

if TYPE_CHECKING:
    from scim_explorer.protocol.schema import ResourceType

_WIDTH_PX, _LEAST_PX = 236, 160
_SAVED_KEYS = {int(Qt.Key.Key_F2): "rename", int(Qt.Key.Key_Delete): "delete"}


class EndpointDock(QDockWidget):
    """The tree of endpoints. Nothing is asked of a server before a row is opened.

    Signals:
        opened: Profile id and resource type name ("" for the endpoint's first type).
        chosen: Profile id of the row that is current.
        new_requested: A new profile shall be edited.
        saved_requested: "open", "rename" or "delete", profile id, resource type and the name of
            what was saved.
        action_requested: Action id of ``menu_actions`` and profile id.
        renamed: Profile id and the new name, typed in the tree.
        reordered: Profile ids in their new order.
    """

    opened = Signal(str, str)
    chosen = Signal(str)
    new_requested = Signal()
    saved_requested = Signal(str, str, str, str)
    action_requested = Signal(str, str)
    renamed = Signal(str, str)
    reordered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("endpointDock")
        self.setAccessibleName(self.tr("Endpoints"))
        self.setMinimumWidth(_LEAST_PX)
        self.setWindowTitle(self.tr("Endpoints"))
        self._menu_actions: tuple[QAction, ...] = ()
        self._filling = False
        self._unfolded: set[str] = set()

        self.model = EndpointTreeModel(self)
        self.tree = _Tree(self)
        self.tree.setModel(self.model)
        self.tree.setItemDelegate(EndpointDelegate(self.tree))
        self._title = _TitleBar(self)
        self.setTitleBarWidget(self._title)
        self.setWidget(self.tree)

        self._title.new_button.clicked.connect(self.new_requested)
        self.tree.activated.connect(self._open)
        self.tree.clicked.connect(self._open_by_mouse)
        self.tree.selectionModel().currentChanged.connect(self._choose)
        self.tree.customContextMenuRequested.connect(self._show_menu)
        self.tree.dropped.connect(self._report_order)
        self.tree.key_pressed.connect(self._ask_saved)
        self.model.itemChanged.connect(self._report_name)

    @override
    def sizeHint(self) -> QSize:
        return QSize(_WIDTH_PX, 400)

    @property
    def current_profile_id(self) -> str:
        profile = self.tree.currentIndex().data(PROFILE_ROLE)
        return profile.id if isinstance(profile, Profile) else ""

    def set_menu_actions(self, actions: Sequence[QAction]) -> None:
        """Set what the menu of an endpoint offers."""
        self._menu_actions = tuple(actions)

    def show_profiles(
        self,
        profiles: Sequence[Profile],
        types: Mapping[str, Sequence[ResourceType]],
        assumed: Mapping[str, str] | None = None,
    ) -> None:
        """Show the endpoints; those with known types are unfolded the first time."""
        self._filling = True
        self.model.set_profiles(profiles, types, assumed)
        self._filling = False
        for profile_id in types.keys() - self._unfolded:
            self.tree.expand(self.model.index_of(profile_id))
        self._unfolded = set(types)

    def show_saved(self, saved: Mapping[str, SavedOfTypes]) -> None:
        """Show what was saved by name below its endpoint, by profile id."""
        self._filling = True
        self.model.set_saved(saved)
        self._filling = False
        for profile_id in saved:
            self.tree.expand(self.model.saved_index(profile_id))

    def select(self, profile_id: str, type_name: str = "") -> None:
        """Make a row current without opening it."""
        index = self.model.index_of(profile_id, type_name)
        if index.isValid():
            self.tree.setCurrentIndex(index)

    def rename(self, profile_id: str) -> None:
        """Start editing a name in its place."""
        index = self.model.index_of(profile_id)
        if index.isValid():
            self.tree.edit(index)

    def _open(self, index: QModelIndex) -> None:
        profile = index.data(PROFILE_ROLE)
        if isinstance(index.data(SAVED_ROLE), SavedView):
            self._ask_saved("open", index)
        elif index.parent().isValid() and not index.data(TYPE_ROLE):
            self.tree.setExpanded(index, not self.tree.isExpanded(index))
        elif isinstance(profile, Profile):
            self.opened.emit(profile.id, index.data(TYPE_ROLE) or "")

    def _ask_saved(self, what: str, index: QModelIndex) -> None:
        self.saved_requested.emit(what, *_names_of(index))

    def _open_by_mouse(self, index: QModelIndex) -> None:
        self._open(index)
        # The next key, F2 or an arrow, is meant for the row that was clicked.
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, index: QModelIndex) -> None:
        profile = index.data(PROFILE_ROLE)
        if isinstance(profile, Profile):
            self.chosen.emit(profile.id)

    def _report_order(self) -> None:
        self.reordered.emit(self.model.profile_ids())

    def _report_name(self, item: QStandardItem) -> None:
        profile = item.data(PROFILE_ROLE)
        if self._filling or not isinstance(profile, Profile) or item.parent() is not None:
            return
        name = item.text().strip()
        if name == profile.name:
            return
        if name:
            self.renamed.emit(profile.id, name)
        else:
            item.setText(profile.name)

    def _request(self, action_id: str, profile_id: str, *_checked: object) -> None:
        self.action_requested.emit(action_id, profile_id)

    def _show_menu(self, place: QPoint) -> None:
        profile = self.tree.indexAt(place).data(PROFILE_ROLE)
        if not isinstance(profile, Profile):
            return
        menu = QMenu(self.tree)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        index = self.tree.indexAt(place)
        if isinstance(index.data(SAVED_ROLE), SavedView):
            for words, what in (
                (self.tr("&Open"), "open"),
                (self.tr("Rena&me..."), "rename"),
                (self.tr("&Delete"), "delete"),
            ):
                # Values, not the index: the tree may change while the menu is open.
                ask = partial(self.saved_requested.emit, what, *_names_of(index))
                menu.addAction(words).triggered.connect(lambda _=False, ask=ask: ask())
            menu.popup(self.tree.viewport().mapToGlobal(place))
            return
        for action in self._menu_actions:
            shown = menu.addAction(action.icon(), action.text())
            shown.triggered.connect(partial(self._request, action.objectName(), profile.id))
        rename = menu.addAction(self.tr("Rena&me"))
        rename.triggered.connect(lambda: self.rename(profile.id))
        menu.popup(self.tree.viewport().mapToGlobal(place))


def _names_of(index: QModelIndex) -> tuple[str, str, str]:
    """Return profile id, resource type and name of a saved view's row."""
    return index.data(PROFILE_ROLE).id, index.data(TYPE_ROLE), index.data(SAVED_ROLE).name


class _Tree(QTreeView):
    """A tree whose endpoints can be dragged to another place.

    Signals:
        dropped: Rows stand in a new order.
        key_pressed: "rename" (F2) or "delete" (Delete), and the row of a saved view.
    """

    dropped = Signal()
    key_pressed = Signal(str, QModelIndex)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("endpointTree")
        self.setAccessibleName(self.tr("Endpoints and resource types"))
        self.setProperty("chrome", True)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(SPACE_M * 2)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    @override
    def dropEvent(self, event) -> None:  # type: ignore[no-untyped-def]  # PySide's stub names two types
        super().dropEvent(event)
        # The view removes the dragged row only after this event.
        QTimer.singleShot(0, self.dropped.emit)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in _SAVED_KEYS and isinstance(index.data(SAVED_ROLE), SavedView):
            self.key_pressed.emit(_SAVED_KEYS[event.key()], index)
            return
        if event.key() == Qt.Key.Key_Delete and index.data(ID_ROLE):
            event.ignore()
            return
        super().keyPressEvent(event)


class _TitleBar(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        label = PlainLabel(self.tr("Endpoints"), self)
        label.setProperty("role", "muted")
        set_ui_font(label, SECOND_PX, bold=True)
        self.new_button = QToolButton(self)
        self.new_button.setToolTip(self.tr("New endpoint (Ctrl+Shift+N)"))
        self.new_button.setAccessibleName(self.tr("New endpoint"))
        row = QHBoxLayout()
        row.setContentsMargins(SPACE_M + SPACE_S, SPACE_S, SPACE_S, SPACE_S)
        row.addWidget(label, 1)
        row.addWidget(self.new_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        theme().changed.connect(self._paint_icon)
        self._paint_icon()

    def _paint_icon(self) -> None:
        self.new_button.setIcon(icon("plus", "text"))

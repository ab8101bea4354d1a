"""Saved filters and views of the endpoints: asked for by name, kept, opened, deleted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QObject

from scim_explorer.client.session import Session
from scim_explorer.ui.dialogs.name_dialog import ask_name
from scim_explorer.ui.display import visible
from scim_explorer.ui.main_window import MainWindow
from scim_explorer.ui.models.saved_views import (
    Saved,
    named,
    renamed,
    saved_filter,
    saved_view,
    with_one,
    without,
)
from scim_explorer.ui.sessions import SessionPool
from scim_explorer.ui.tab_kinds import as_browse
from scim_explorer.ui.window_state import SavedView, WindowState

if TYPE_CHECKING:
    from scim_explorer.ui.tabs import BrowseTab


class Bench(Protocol):
    """What the desk needs of the workbench."""

    window: MainWindow
    pool: SessionPool
    state: WindowState

    @property
    def remember(self) -> Callable[[WindowState], None]: ...

    def session_of(self, profile_id: str) -> Session | None: ...

    def open_endpoint(self, profile_id: str, type_name: str = "", *, ask: bool = True) -> None: ...


class Key(NamedTuple):
    """Whose saved views they are."""

    profile_id: str
    type_name: str


class SavedDesk(QObject):
    """Keeps the lists of saved views and shows them wherever they are shown."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._deleted: dict[Key, SavedView] = {}
        self._waiting: tuple[Key, str] | None = None
        bench.pool.discovered.connect(self._open_waiting)
        bench.window.endpoints.saved_requested.connect(self._follow_tree)

    def attach(self, tab: BrowseTab) -> None:
        """Let the menu of a browse tab save and open."""
        key, menu = key_of(tab), tab.browse.bar.saved_button
        menu.save_requested.connect(partial(self._ask_save, tab))
        menu.opened.connect(tab.browse.open_saved)
        menu.rename_requested.connect(lambda one: self.ask_rename(key, one.name))
        menu.delete_requested.connect(lambda one: self.delete(key, one.name))
        menu.restore_requested.connect(lambda: self.restore(key))
        menu.show_saved(self._saved(key), self._deleted.get(key))

    def open(self, key: Key, name: str) -> None:
        """Show a saved view in the tab of its type; the type may have to be discovered first."""
        session = self._bench.session_of(key.profile_id)
        if session is None:
            return
        if session.schema_set.list_named(key.type_name) is None:
            is_new = session.discovery is None
            self._waiting = (key, name) if is_new else None
            self._bench.open_endpoint(key.profile_id)
            if not is_new:
                self._say_no_type(key, name)
            return
        one = named(self._saved(key), name)
        self._bench.open_endpoint(key.profile_id, key.type_name, ask=False)
        tab = as_browse(self._bench.window.tabs.current())
        if one is not None and tab is not None:
            tab.browse.open_saved(one)

    def ask_rename(self, key: Key, name: str) -> None:
        """Ask for another name."""
        taken = self.tr("There is one with this name.")

        def remark(new: str) -> tuple[str, bool]:
            found = named(self._saved(key), new)
            is_free = found is None or found.name == name
            return ("" if is_free else taken), is_free

        ask_name(
            self._bench.window,
            lambda new: self._keep(key, renamed(self._saved(key), name, new)),
            title=self.tr("Rename what was saved"),
            button=self.tr("&Rename"),
            name=name,
            remark=remark,
        )

    def delete(self, key: Key, name: str) -> None:
        """Delete one; until the window is closed it can be brought back."""
        one = named(self._saved(key), name)
        if one is not None:
            self._deleted[key] = one
            self._keep(key, without(self._saved(key), name))
            self._say(self.tr('Deleted "{0}". The menu of saved filters brings it back.'), name)

    def restore(self, key: Key) -> None:
        """Bring back what was deleted last."""
        one = self._deleted.pop(key, None)
        if one is not None:
            self._keep(key, with_one(self._saved(key), one))

    def show_all(self) -> None:
        """Show everything that was saved in the tree of endpoints."""
        state = self._bench.state
        ids = {key.partition("/")[0] for key in state.saved}
        self._bench.window.endpoints.show_saved({one: state.saved_under(one) for one in ids})

    def show_again(self) -> None:
        """Show what is saved now, in the tree and in the menus."""
        self.show_all()
        for tab in map(as_browse, self._bench.window.tabs.tabs()):
            if tab is not None:
                key = key_of(tab)
                tab.browse.bar.saved_button.show_saved(self._saved(key), self._deleted.get(key))

    def _follow_tree(self, what: str, profile_id: str, type_name: str, name: str) -> None:
        do = {"open": self.open, "rename": self.ask_rename, "delete": self.delete}
        do[what](Key(profile_id, type_name), name)

    def _ask_save(self, tab: BrowseTab, is_filter: bool) -> None:  # noqa: FBT001  # a slot
        key = key_of(tab)
        replaces = self.tr("The one with this name is replaced.")

        def remark(name: str) -> tuple[str, bool]:
            return (replaces if named(self._saved(key), name) else ""), True

        view, text = tab.browse.view, tab.browse.bar.filter_text
        ask_name(
            self._bench.window,
            lambda name: self._save(
                key, saved_filter(name, text) if is_filter else saved_view(name, view, text)
            ),
            title=self.tr("Save this filter") if is_filter else self.tr("Save this view"),
            button=self.tr("&Save"),
            name=text if is_filter else "",
            remark=remark,
        )

    def _save(self, key: Key, one: SavedView) -> None:
        self._keep(key, with_one(self._saved(key), one))
        self._say(self.tr('Saved as "{0}"'), one.name)

    def _saved(self, key: Key) -> Saved:
        return self._bench.state.saved_of(*key)

    def _keep(self, key: Key, saved: Saved) -> None:
        self._bench.remember(self._bench.state.with_saved(*key, saved))
        self.show_again()

    def _open_waiting(self, session: Session) -> None:
        if self._waiting is None or self._waiting[0].profile_id != session.profile.id:
            return
        key, name = self._waiting
        self._waiting = None
        if session.schema_set.list_named(key.type_name) is None:
            self._say_no_type(key, name)
        else:
            self.open(key, name)

    def _say_no_type(self, key: Key, name: str) -> None:
        words = self.tr('"{0}" not opened: this endpoint has no resource type {1} any more.')
        self._say(words, name, key.type_name)

    def _say(self, words: str, *names: str) -> None:
        self._bench.window.status.say(words.format(*map(visible, names)))


def key_of(tab: BrowseTab) -> Key:
    """Return whose saved views a tab shows."""
    profile_id = tab.session.profile.id if tab.session is not None else ""
    return Key(profile_id, tab.resource_type.name)

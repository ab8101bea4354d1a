"""Save the filter or the whole view by name, and open what was saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from scim_explorer.ui.display import menu_text, visible
from scim_explorer.ui.icons import set_icon
from scim_explorer.ui.widgets.elided_label import plain_tip
from scim_explorer.ui.window_state import SavedView, holds_secret


class SavedMenu(QToolButton):
    """A button with a menu: save, open, rename, delete, and bring back what was deleted.

    Signals:
        save_requested: True to save the filter alone, False for the whole view.
        opened: A ``SavedView``.
        rename_requested: A ``SavedView``.
        delete_requested: A ``SavedView``.
        restore_requested: What was deleted last is wanted back.
    """

    save_requested = Signal(bool)
    opened = Signal(object)
    rename_requested = Signal(object)
    delete_requested = Signal(object)
    restore_requested = Signal()

    def __init__(self, filter_text: Callable[[], str], parent: QWidget) -> None:
        super().__init__(parent)
        self._filter_text = filter_text
        self._saved: tuple[SavedView, ...] = ()
        self._deleted: SavedView | None = None
        self._submenus: list[QMenu] = []
        words = self.tr("Saved filters and views")
        self.setObjectName("filterSaveButton")
        self.setAccessibleName(words)
        self.setToolTip(words)
        set_icon(self, "bookmark")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.saved_menu = QMenu(self)
        self.saved_menu.setToolTipsVisible(True)
        self.setMenu(self.saved_menu)
        self.saved_menu.aboutToShow.connect(self._fill_menu)

    def show_saved(self, saved: tuple[SavedView, ...], deleted: SavedView | None) -> None:
        """Offer these, and to bring back ``deleted``."""
        self._saved, self._deleted = saved, deleted

    def _fill_menu(self) -> None:
        for old in self._submenus:
            old.deleteLater()
        self._submenus.clear()
        menu = self.saved_menu
        menu.clear()
        self._add_saving(menu)
        menu.addSeparator()
        self._add_each(menu, self.opened)
        if self._saved:
            menu.addSeparator()
            for words, signal in (
                (self.tr("&Rename"), self.rename_requested),
                (self.tr("&Delete"), self.delete_requested),
            ):
                below = QMenu(words, menu)
                self._submenus.append(below)
                menu.addMenu(below)
                self._add_each(below, signal)
        else:
            menu.addAction(self.tr("Nothing saved yet")).setEnabled(False)
        if self._deleted is not None:
            name = menu_text(self._deleted.name)
            back = menu.addAction(self.tr('&Bring back "{0}"').format(name))
            back.triggered.connect(lambda _checked=False: self.restore_requested.emit())

    def _add_saving(self, menu: QMenu) -> None:
        text = self._filter_text()
        is_secret = holds_secret(text)
        why = self.tr("This filter names a password or a token; it is not saved.")
        for words, is_filter, possible in (
            (self.tr("Save this &filter..."), True, bool(text.strip())),
            (self.tr("Save this &view..."), False, True),
        ):
            action = menu.addAction(words)
            action.triggered.connect(partial(self._save, is_filter))
            action.setEnabled(possible and not is_secret)
            if is_secret:
                action.setToolTip(why)

    def _save(self, is_filter: bool, *_checked: object) -> None:  # noqa: FBT001  # bound by position
        self.save_requested.emit(is_filter)

    def _add_each(self, menu: QMenu, signal: SignalInstance) -> None:
        for one in self._saved:
            action = menu.addAction(menu_text(one.name))
            action.setToolTip(plain_tip(visible(one.view.filter_text)) or action.text())
            set_icon(action, "filter" if one.is_filter else "bookmark")
            action.triggered.connect(partial(_emit, signal, one))


def _emit(signal: SignalInstance, one: SavedView, *_checked: object) -> None:
    signal.emit(one)

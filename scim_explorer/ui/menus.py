"""Actions from their table: made once, put into menus, switched by what is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar

from scim_explorer.ui.actions import ACTIONS, MENUS, ActionSpec
from scim_explorer.ui.icons import set_icon

_SEPARATED = frozenset(
    {
        "profilesImport",
        "quit",
        "find",
        "themeSystem",
        "textBigger",
        "tabClose",
        "paneNext",
        "layoutReset",
        "writesToggle",
        "endpointDelete",
        "refresh",
        "back",
        "viewForm",
        "copyPath",
        "stop",
        "resend",
        "showInLog",
        "logClear",
    }
)
"""Actions with a line above them in their menu."""


def words(text: str) -> str:
    """Return the text of an action in the user's language."""
    return QCoreApplication.translate("Actions", text)


def key_sequences(keys: str | QKeySequence.StandardKey) -> list[QKeySequence]:
    """Return the short cuts that ``keys`` stands for on this system."""
    if isinstance(keys, str):
        return [QKeySequence(keys)]
    return list(QKeySequence.keyBindings(keys))[:1]


def make_actions(window: QMainWindow) -> dict[str, QAction]:
    """Return one ``QAction`` for each line of the table, by its id."""
    made: dict[str, QAction] = {}
    themes = QActionGroup(window)
    for spec in ACTIONS:
        action = QAction(words(spec.text), window)
        action.setObjectName(spec.id)
        action.setShortcuts([key for keys in spec.keys for key in key_sequences(keys)])
        if spec.id.startswith("theme"):
            action.setCheckable(True)
            themes.addAction(action)
        if spec.icon:
            set_icon(action, spec.icon, "muted")
        window.addAction(action)
        made[spec.id] = action
    return made


def add_menus(bar: QMenuBar) -> dict[str, QMenu]:
    """Return the menus by the name they have in the table, empty still."""
    return {
        title.replace("&", ""): bar.addMenu(QCoreApplication.translate("Menus", title))
        for title in MENUS
    }


def fill_menus(menus: Mapping[str, QMenu], actions: Mapping[str, QAction]) -> None:
    """Put the actions into their menus, in the order of the table."""
    for name, menu in menus.items():
        menu.setToolTipsVisible(True)
        for spec in ACTIONS:
            if spec.menu != name:
                continue
            if spec.id in _SEPARATED and menu.actions():
                menu.addSeparator()
            menu.addAction(actions[spec.id])


def enable(actions: Mapping[str, QAction], there: Iterable[str]) -> None:
    """Enable what can be done now; the others say in their tool tip why not."""
    have = frozenset(there)
    for spec in ACTIONS:
        possible = not spec.needs or spec.needs in have
        actions[spec.id].setEnabled(possible)
        actions[spec.id].setToolTip(tool_tip(spec, possible=possible))


def tool_tip(spec: ActionSpec, *, possible: bool) -> str:
    """Return the words of an action, or why it cannot be done now."""
    return (words(spec.text) if possible else words(spec.why)).replace("&", "")

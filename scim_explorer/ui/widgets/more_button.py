"""One button for the menus of several, where there is no room for all of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from scim_explorer.ui.icons import set_icon


class MoreButton(QToolButton):
    """Stands in for buttons with menus; each menu is a line of its own, called as its button."""

    def __init__(self, buttons: Sequence[QToolButton], words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._buttons = tuple(buttons)
        self.setAccessibleName(words)
        self.setToolTip(words)
        set_icon(self, "ellipsis")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.gathered_menu = QMenu(self)
        for button in self._buttons:
            below = button.menu()
            if isinstance(below, QMenu):
                below.setTitle(button.toolTip())
                self.gathered_menu.addMenu(below)
        self.setMenu(self.gathered_menu)
        self.stand_in(False)

    def stand_in(self, for_them: bool) -> None:  # noqa: FBT001  # a state, not an option
        """Show this button in place of the others, or the others."""
        self.setVisible(for_them)
        for button in self._buttons:
            button.setVisible(not for_them)

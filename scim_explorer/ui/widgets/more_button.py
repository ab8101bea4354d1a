"""One button in place of several, where there is no room for all of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from scim_explorer.ui.icons import set_icon


class MoreButton(QToolButton):
    """Stands in for others: the menu of each is a line of its own, one without is clicked."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._buttons: tuple[QToolButton, ...] = ()
        self.setAccessibleName(words)
        self.setToolTip(words)
        set_icon(self, "ellipsis")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.gathered_menu = QMenu(self)
        self.setMenu(self.gathered_menu)
        self.hide()

    def gather(self, buttons: Sequence[QToolButton]) -> None:
        """Say which buttons this one stands in for."""
        self._buttons = tuple(buttons)
        for button in buttons:
            below = button.menu()
            if isinstance(below, QMenu):
                below.setTitle(button.toolTip())
                self.gathered_menu.addMenu(below)
            else:
                action = self.gathered_menu.addAction(button.text())
                action.triggered.connect(lambda _=False, button=button: button.click())

    def stand_in(self, for_them: bool) -> None:  # noqa: FBT001  # a state, not an option
        """Show this button in place of the others, or the others."""
        self.setVisible(for_them)
        for button in self._buttons:
            button.setVisible(not for_them)

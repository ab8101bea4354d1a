"""The work tabs in the middle. A tab belongs to one endpoint for its life and says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QTabBar, QTabWidget, QToolButton, QWidget
from typing_extensions import override

from scim_explorer.ui.display import visible
from scim_explorer.ui.icons import icon, set_icon
from scim_explorer.ui.theme import theme
from scim_explorer.ui.widgets.elided_label import plain_tip
from scim_explorer.ui.window_state import OpenTab

if TYPE_CHECKING:
    from scim_explorer.client.session import Session
    from scim_explorer.ui.tasks import TaskScope

EN_DASH = "\u2013"
_CLOSE_PX = 18
_LEAST_TAB_PX = 160


@runtime_checkable
class WorkTab(Protocol):
    """What a widget needs to be a work tab.

    Attributes:
        session: The endpoint it belongs to, or None (a new profile).
    """

    session: Session | None

    def tab_words(self) -> tuple[str, str]:
        """Return title and icon name; the endpoint's name is added by the tabs."""

    def scopes(self) -> tuple[TaskScope, ...]:
        """Return the scopes that own the work of this tab."""

    def to_open_tab(self) -> OpenTab | None:
        """Return how to open it again, or None when it cannot be."""

    async def aclose(self) -> None:
        """Stop its work and wait for the clean-up."""


class _Bar(QTabBar):
    """Scrolls its tabs before their titles cannot be told apart."""

    @override
    def minimumTabSizeHint(self, index: int) -> QSize:
        whole = self.tabSizeHint(index)
        return QSize(min(whole.width(), theme().pixels(_LEAST_TAB_PX)), whole.height())


class WorkTabs(QTabWidget):
    """Holds the tabs and draws their titles.

    Signals:
        shown: The ``WorkTab`` that is current, or None.
        close_requested: A ``WorkTab`` that the user wants closed.
    """

    shown = Signal(object)
    close_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("workTabs")
        self.setAccessibleName(self.tr("Work tabs"))
        self.setTabBar(_Bar(self))
        self.setDocumentMode(True)
        self.setMovable(True)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideMiddle)
        self.tabBar().setExpanding(False)
        self.tabBar().setDrawBase(False)
        self.tabBar().setSelectionBehaviorOnRemove(QTabBar.SelectionBehavior.SelectPreviousTab)
        self.currentChanged.connect(self._report)
        theme().changed.connect(self.refresh)

    def open(self, tab: QWidget) -> None:
        """Add a tab and show it."""
        index = self.addTab(tab, "")
        self.tabBar().setTabButton(index, QTabBar.ButtonPosition.RightSide, self._close_button(tab))
        self.refresh()
        self.setCurrentWidget(tab)

    def tabs(self) -> list[WorkTab]:
        """Return the work tabs in their order."""
        found: list[WorkTab] = []
        for index in range(self.count()):
            widget = self.widget(index)
            if isinstance(widget, WorkTab):
                found.append(widget)
        return found

    def current(self) -> WorkTab | None:
        widget = self.currentWidget()
        return widget if isinstance(widget, WorkTab) else None

    def refresh(self) -> None:
        """Draw titles and icons as they are now."""
        for index in range(self.count()):
            tab = self.widget(index)
            if not isinstance(tab, WorkTab):
                continue
            words, picture = tab.tab_words()
            session = tab.session
            role = "muted" if session is None else session.profile.environment.value + "_line"
            if session is not None:
                words = f"{words} {EN_DASH} {session.profile.name}"
            self.setTabText(index, visible(words).replace("&", "&&"))
            self.setTabIcon(index, icon(picture, role))
            self.setTabToolTip(index, plain_tip(visible(words)))

    def _close_button(self, tab: QWidget) -> QToolButton:
        # Fusion draws its own in red, which would read as an error.
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolTip(self.tr("Close tab (Ctrl+W)"))
        button.setAccessibleName(self.tr("Close tab"))
        button.setProperty("bare", True)
        button.setFixedSize(_CLOSE_PX, _CLOSE_PX)
        set_icon(button, "x", "muted")
        button.clicked.connect(lambda: self.close_requested.emit(tab))
        return button

    def _report(self) -> None:
        self.shown.emit(self.current())

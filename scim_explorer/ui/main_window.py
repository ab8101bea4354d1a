"""The window: header, docks, tabs, status bar, menus. What happens in it is in ``workbench``.

It is painted before the rest of the program is imported, so nothing here may need the network, the
log or an editor: what does comes in with ``furnish``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QMoveEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from scim_explorer.ui.header import Header
from scim_explorer.ui.menus import add_menus, fill_menus
from scim_explorer.ui.panes.endpoint_dock import EndpointDock
from scim_explorer.ui.panes.welcome_pane import WelcomePane
from scim_explorer.ui.status_bar import StatusBar
from scim_explorer.ui.widgets.banner_bar import BannerBar
from scim_explorer.ui.window_state import WindowState
from scim_explorer.ui.work_tabs import WorkTabs

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from scim_explorer.ui.panes.log_pane import LogPane

_DEFAULT_SIZE = QSize(1440, 900)
_SMALLEST = QSize(960, 600)
_LOG_PX, _LOW_LOG_PX, _ENDPOINTS_PX = 216, 128, 236
_LOW_PX = 760
_DOCK_ACTIONS = (
    "doctor",
    "operatorMatrix",
    "endpointEdit",
    "endpointDuplicate",
    "endpointReconnect",
    "searchAll",
    "endpointCopyUrl",
    "endpointDelete",
)


class MainWindow(QMainWindow):
    """Docks and menus only.

    Signals:
        finished: The window may go; the exit code.
        close_asked: The user closed the window; ``workbench`` answers with ``finish``.
        layout_changed: Size, place or docks are other ones now.
        painted: The window was on the screen for the first time.
    """

    finished = Signal(int)
    close_asked = Signal()
    layout_changed = Signal()
    painted = Signal()

    log_pane: LogPane
    qt_actions: Mapping[str, QAction]

    def __init__(self, state: WindowState, size: tuple[int, int] | None) -> None:
        super().__init__()
        self._settled = False
        self._is_painted = False
        self.setObjectName("mainWindow")
        self.setAccessibleName("SCIM Explorer")
        self.setProperty("busy", False)
        self.setDockNestingEnabled(False)
        self.setMinimumSize(_SMALLEST)

        self._menus = add_menus(self.menuBar())
        self.header = Header(self)
        self.banner = BannerBar(self)
        self.tabs = WorkTabs(self)
        self.welcome = WelcomePane(self)
        self.centre = QStackedWidget(self)
        self.centre.addWidget(self.welcome)
        self.centre.addWidget(self.tabs)
        self.endpoints = EndpointDock(self)
        self.log_dock = QDockWidget(self.tr("Requests"), self)
        self.log_dock.setObjectName("logDock")
        self.log_dock.setAccessibleName(self.tr("Request log"))
        self.log_dock.setTitleBarWidget(QWidget(self.log_dock))
        self.log_dock.setWidget(QWidget(self.log_dock))
        self.status = StatusBar(self)
        self.setStatusBar(self.status)
        self._lay_out()
        self._restore(state, size)

    def furnish(self, actions: Mapping[str, QAction], log_pane: LogPane) -> None:
        """Put in what was left out for the first picture."""
        self.qt_actions = actions
        fill_menus(self._menus, actions)
        self.endpoints.set_menu_actions([actions[name] for name in _DOCK_ACTIONS])
        self.log_pane = log_pane
        self.log_dock.setWidget(log_pane)
        self._settled = True

    def reset_layout(self) -> None:
        """Put the docks back to where they are on a first start."""
        for dock in (self.endpoints, self.log_dock):
            dock.setFloating(False)
            dock.show()
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self.endpoints)
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.log_dock)
        low = self.height() < _LOW_PX
        self.resizeDocks([self.endpoints], [_ENDPOINTS_PX], Qt.Orientation.Horizontal)
        self.resizeDocks(
            [self.log_dock], [_LOW_LOG_PX if low else _LOG_PX], Qt.Orientation.Vertical
        )

    def show_title(self, words: str) -> None:
        """Name what is open; never a value of a resource."""
        self.setWindowTitle(f"{words} \u2013 SCIM Explorer" if words else "SCIM Explorer")

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001  # mirrors a signal
        self.setProperty("busy", busy)

    def quit_now(self) -> None:
        """Close without a question, as a signal asks for."""
        self.finished.emit(0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.close_asked.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.header.refresh()
        self._report_layout()

    @override
    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._report_layout()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self._report_layout()

    def _report_layout(self) -> None:
        if self._settled:
            self.layout_changed.emit()

    def _lay_out(self) -> None:
        top = QWidget(self)
        column = QVBoxLayout(top)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.menuBar())
        column.addWidget(self.header)
        column.addWidget(self.banner)
        self.setMenuWidget(top)
        self.setCentralWidget(self.centre)
        self.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.BottomDockWidgetArea)
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self.endpoints)
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.log_dock)
        for dock in (self.endpoints, self.log_dock):
            dock.visibilityChanged.connect(self._report_layout)
            dock.topLevelChanged.connect(self._report_layout)

    def _restore(self, state: WindowState, size: tuple[int, int] | None) -> None:
        if size is None and state.geometry:
            self.restoreGeometry(QByteArray.fromHex(state.geometry.encode()))
            self._keep_on_a_screen()
        else:
            self.resize(QSize(*size) if size else self._first_size())
        restored = (
            size is None
            and state.docks
            and self.restoreState(QByteArray.fromHex(state.docks.encode()))
        )
        if not restored:
            self.reset_layout()

    def _first_size(self) -> QSize:
        screen = QGuiApplication.primaryScreen()
        available = screen.availableSize() if screen else _DEFAULT_SIZE
        return _DEFAULT_SIZE.boundedTo(available)

    def _keep_on_a_screen(self) -> None:
        shown = self.frameGeometry()
        screens = QGuiApplication.screens()
        if not any(s.availableGeometry().intersects(shown) for s in screens):
            self.resize(self._first_size())
            self.move(QGuiApplication.primaryScreen().availableGeometry().topLeft())

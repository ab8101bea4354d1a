"""Builds the window and decides what it shows first."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from scim_explorer.demo.child import DemoProcess, start_demo
from scim_explorer.exchanges.log import ExchangeLog
from scim_explorer.folders import Folders
from scim_explorer.problems import Problem
from scim_explorer.profiles.profile import Environment, Profile
from scim_explorer.profiles.secrets import SecretStore
from scim_explorer.profiles.store import ProfileStore
from scim_explorer.ui.log_bridge import LogBridge
from scim_explorer.ui.main_window import MainWindow
from scim_explorer.ui.menus import make_actions
from scim_explorer.ui.models.saved_views import Saved
from scim_explorer.ui.panes.log_pane import LogPane
from scim_explorer.ui.screenshot import Screenshot
from scim_explorer.ui.services import Services
from scim_explorer.ui.shutdown import Shutdown
from scim_explorer.ui.state_file import StateFile, together
from scim_explorer.ui.tasks import TaskScope, is_loop_running
from scim_explorer.ui.window_actions import connect_actions
from scim_explorer.ui.window_state import WindowState
from scim_explorer.ui.workbench import Workbench
from scim_explorer.window_options import WindowOptions

_log = logging.getLogger(__name__)
DEMO_ID = "demo"
_SAVE_AFTER_MS = 1000


class Start(QObject):
    """Holds together what lives as long as the window.

    Signals:
        demo_ready: The base URL of the embedded endpoint, or the ``Problem`` that stopped it.
    """

    demo_ready = Signal(object)

    def __init__(
        self, window: MainWindow, options: WindowOptions, folders: Folders, state: WindowState
    ) -> None:
        super().__init__(window)
        self.window = window
        self._options = options
        self._own_demo: DemoProcess | None = None
        self._log_problem: Problem | None = None
        store = ProfileStore(folders.profiles)
        services = Services(
            store=store,
            secrets=SecretStore(folders.own),
            log=ExchangeLog.open(folders.log),
            folders=folders,
        )
        window.furnish(make_actions(window), LogPane(services.log, window))
        self.bench = Workbench(self.window, services, state)
        self.bench.remember = self._remember
        self._is_kept = False
        self._state_file = StateFile(services.folders.window_state, state)
        self._save = QTimer(self)
        self._save.setSingleShot(True)
        self._save.setInterval(_SAVE_AFTER_MS)
        self._save.timeout.connect(self._save_soon)
        self._tasks = TaskScope(self)
        self.window.layout_changed.connect(self._save.start)
        self.window.welcome.demo_requested.connect(self.open_demo)
        self.demo_ready.connect(self._show_demo)
        LogBridge(services.log, self).arrived.connect(self._look_at_log)
        connect_actions(self.bench, self.open_demo)
        self.shutdown = Shutdown(self.bench, self)
        self.window.close_asked.connect(self.shutdown.ask)
        self._screenshot = (
            Screenshot(self.bench, options.screenshot) if options.screenshot else None
        )

    def begin(self) -> None:
        """Read the profiles and open what was asked for, or what was open last."""
        bench, options = self.bench, self._options
        bench.desk.load()
        bench.rescue.look_at_folder()
        if self._screenshot is None:
            bench.drafts.load()
        self._look_at_log()
        if options.demo is not None:
            self._follow(options.demo)
        else:
            self._reopen_last()
            if options.profile:
                self._open_named(options.profile)
        if self._screenshot is not None:
            self._screenshot.wait()

    def _look_at_log(self, _rows: object = None) -> None:
        """Say once that the log is in memory or was begun anew; a disk may fill up at any time."""
        problem = self.bench.services.log.problem
        if problem is not None and problem != self._log_problem:
            self._log_problem = problem
            self.bench.fail(problem)

    def open_demo(self) -> None:
        """Show the embedded endpoint; start it the first time."""
        if self.bench.desk.find(DEMO_ID) is not None:
            self.bench.open_endpoint(DEMO_ID)
            return
        if self._own_demo is None:
            self.bench.window.status.say(self.tr("Starting the demo endpoint..."))
            self._own_demo = start_demo()
            self._follow(self._own_demo)

    async def keep_state(self) -> None:
        """Write what the window remembers, unless a picture is all that was asked for."""
        self._is_kept = True
        self._save.stop()
        await self._tasks.join()
        if self._options.screenshot is None:
            await asyncio.to_thread(self._state_file.write, self._state_now())

    def _save_soon(self) -> None:
        if self._options.screenshot is not None or self._is_kept:
            return
        if self._tasks.busy or not is_loop_running():
            # Two writers could end in the wrong order.
            self._save.start()
            return
        state = self._state_now()
        write = asyncio.to_thread(self._state_file.write, state)
        self._tasks.start("keep window", write, lambda saved: self._take_saved(state, saved))

    def _take_saved(self, written: WindowState, saved: dict[str, Saved]) -> None:
        """Show what other windows saved by name, beside what was done here meanwhile."""
        now = self.bench.state
        here = together(written.saved, now.saved, saved)
        if here != now.saved:
            self.bench.state = replace(now, saved=here)
            self.bench.saved.show_again()

    def _state_now(self) -> WindowState:
        window = self.window
        self.bench.state = replace(
            self.bench.state,
            geometry=bytes(window.saveGeometry().toHex().data()).decode(),
            docks=bytes(window.saveState().toHex().data()).decode(),
        )
        return self.bench.state

    def stop_demo(self) -> None:
        """End the embedded endpoint if this window started it."""
        if self._own_demo is not None:
            self._own_demo.stop()

    def _remember(self, state: WindowState) -> None:
        self.bench.state = state
        self._save.start()

    def _follow(self, demo: DemoProcess) -> None:
        self.bench.expects_endpoint = True
        # The callback comes on another thread; the signal brings it to this one.
        demo.ready.add_done_callback(
            lambda ready: self.demo_ready.emit(
                getattr(ready.exception(), "problem", None) or ready.result()
            )
        )

    def _show_demo(self, result: str | Problem) -> None:
        self.bench.expects_endpoint = False
        if isinstance(result, Problem):
            self._own_demo = None
            self._fail(result)
            return
        self.bench.desk.add_temporary(
            Profile(
                id=DEMO_ID,
                name=self.tr("Demo"),
                base_url=result,
                environment=Environment.DEMO,
                notes=self.tr("Runs on this computer. Its data is gone when the window closes."),
            )
        )
        self.bench.open_endpoint(DEMO_ID)

    def _open_named(self, name: str) -> None:
        profile = self.bench.desk.named(name)
        if profile is not None:
            self.bench.open_endpoint(profile.id)
            return
        self._fail(
            Problem(
                self.tr("No endpoint opened"),
                self.tr('No profile is called "{0}".').format(name),
                self.tr("The saved endpoints stand at the left."),
            )
        )

    def _reopen_last(self) -> None:
        state = self.bench.state
        for kept in state.tabs:
            self.bench.reopen(kept, ask=False)
        if state.tabs:
            self.window.tabs.setCurrentIndex(state.active_tab)
        self.bench.tabs_changed()
        if not state.tabs:
            self.window.welcome.demo_button.setFocus()

    def _fail(self, problem: Problem) -> None:
        self.bench.fail(problem)
        if self._screenshot is not None:
            self._screenshot.take_failure()

"""Quitting in stages: ask only about a write under way, save, cancel, close."""

from __future__ import annotations

import asyncio
from typing import Protocol

from PySide6.QtCore import QObject

from scim_explorer.ui.dialogs.ask_dialog import AskDialog, ask
from scim_explorer.ui.tasks import TaskScope
from scim_explorer.ui.workbench import Workbench


class StateKeeper(Protocol):
    """What has to be saved and stopped at the end."""

    async def keep_state(self) -> None: ...

    def stop_demo(self) -> None: ...


class Shutdown(QObject):
    """Closes the window without losing anything and without waiting for a server."""

    def __init__(self, bench: Workbench, keeper: StateKeeper) -> None:
        super().__init__(bench)
        self._bench = bench
        self._keeper = keeper
        self._question: AskDialog | None = None

    def ask(self) -> None:
        """Finish at once, unless a write is under way: its outcome would not be seen."""
        if not any(session.write_under_way for session in self._bench.pool):
            self._bench.window.finished.emit(0)
            return
        if self._question is not None:
            return
        self._question = ask(
            self._bench.window,
            lambda: self._bench.window.finished.emit(0),
            title=self.tr("A write is under way. Quit all the same?"),
            text=self.tr(
                "The server may or may not have made the change. The request stands in the log; "
                "it is not sent again."
            ),
            button=self.tr("&Quit"),
        )
        self._question.finished.connect(self._forget)

    async def close(self) -> None:
        """Save, cancel what runs, close the sessions."""
        bench = self._bench
        bench.drafts.flush()
        await self._keeper.keep_state()
        scopes: list[TaskScope] = bench.all_scopes()
        await asyncio.gather(*(scope.aclose() for scope in scopes), return_exceptions=True)
        await bench.pool.aclose()

    def close_stores(self) -> None:
        """End the demo, the drafts and the log, which keeps what was acknowledged."""
        self._keeper.stop_demo()
        self._bench.drafts.close()
        self._bench.services.log.close()

    def _forget(self) -> None:
        self._question = None

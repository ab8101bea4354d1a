"""Discovery of the endpoints in use: when it is asked for, and what is said about its gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from scim_explorer.client.session import Session
from scim_explorer.ui.main_window import MainWindow
from scim_explorer.ui.sessions import SessionPool
from scim_explorer.ui.widgets.banner_bar import Banner

if TYPE_CHECKING:
    from scim_explorer.ui.tabs import BrowseTab


class Bench(Protocol):
    """What the desk needs of the workbench."""

    window: MainWindow
    pool: SessionPool

    def session_of(self, profile_id: str) -> Session | None: ...

    def browse_tabs(self, session: Session) -> list[BrowseTab]: ...

    def show_profiles(self) -> None: ...


class DiscoveryDesk(QObject):
    """Asks for discovery documents and hands them to the tabs."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        bench.pool.discovered.connect(self._show)
        bench.pool.failed.connect(
            lambda _session, problem: bench.window.status.add_problem(problem)
        )

    def discover(self, session: Session) -> None:
        """Ask for the documents unless they are known."""
        if session.discovery is None:
            self._bench.pool.discover(session)

    def discover_again(self, profile_id: str) -> None:
        """Ask an endpoint anew for its documents."""
        session = self._bench.session_of(profile_id)
        if session is not None:
            self._bench.pool.discover(session)

    def withdraw_notice(self, session: Session) -> None:
        """Take away what was said about this endpoint."""
        self._bench.window.banner.withdraw(_key(session))

    def _show(self, session: Session) -> None:
        self._bench.show_profiles()
        for tab in self._bench.browse_tabs(session):
            tab.discovered()
        if session.discovery is not None:
            for problem in session.discovery.problems:
                self._bench.window.status.add_problem(problem)
        self._say_assumed(session)

    def _say_assumed(self, session: Session) -> None:
        """Say which documents are the RFC's own, unless nothing answers at all."""
        tabs = self._bench.browse_tabs(session)
        failed = any("error" in str(tab.browse.property("state")) for tab in tabs)
        missing = sorted(session.schema_set.assumed)
        if failed or not missing:
            self.withdraw_notice(session)
            return
        words = self.tr("{0} gave no usable {1}. The RFC's own are assumed.")
        documents = ", ".join(f"/{name}" for name in missing)
        text = words.format(session.profile.name, documents)
        self._bench.window.banner.show_banner(Banner(_key(session), text, "info"))


def _key(session: Session) -> str:
    return f"assumed {session.profile.id}"

"""One session for each endpoint in use."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from scim_explorer.client.discovery import discover
from scim_explorer.client.session import Session, open_session
from scim_explorer.profiles.profile import Profile
from scim_explorer.ui.services import Services
from scim_explorer.ui.tasks import TaskScope


class SessionPool(QObject):
    """Makes sessions on first use and closes them at the end.

    Signals:
        discovered: A ``Session`` whose discovery is complete.
        failed: A ``Session`` and the ``Problem`` that stopped its discovery.
    """

    discovered = Signal(object)
    failed = Signal(object, object)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._sessions: dict[str, Session] = {}
        self.tasks = TaskScope(self)
        # Apart from the others: closing that is cancelled would leave its connections open.
        self._closing = TaskScope(self)
        self._forgotten = 0

    def __iter__(self) -> Iterator[Session]:
        return iter(self._sessions.values())

    def find(self, profile_id: str) -> Session | None:
        """Return the session of an endpoint that is in use."""
        return self._sessions.get(profile_id)

    def session_of(self, profile: Profile) -> Session:
        """Return the session of ``profile``, made now if need be. Nothing is sent."""
        session = self._sessions.get(profile.id)
        if session is None:
            session = open_session(profile, self._services.log, self._services.secrets)
            self._sessions[profile.id] = session
        return session

    def follow(self, profile: Profile) -> bool:
        """Let the session in use go on under another name, colour or guard.

        Returns:
            False when something of the connection is another now: then it has to be made anew.
        """
        session = self._sessions.get(profile.id)
        if session is None:
            return True
        before = session.profile
        connection = replace(
            profile,
            name=before.name,
            environment=before.environment,
            colour=before.colour,
            read_only=before.read_only,
            notes=before.notes,
            position=before.position,
        )
        if connection != before:
            return False
        session.profile = profile
        return True

    def discover(self, session: Session) -> None:
        """Ask the endpoint for its discovery documents; the result comes as a signal."""
        self.tasks.start(
            f"discover {session.profile.id}",
            discover(session),
            lambda _found: self.discovered.emit(session),
            lambda problem: self.failed.emit(session, problem),
        )

    def forget(self, profile_id: str) -> None:
        """Close the session of an endpoint; the next use makes a new one."""
        self.tasks.cancel(f"discover {profile_id}")
        session = self._sessions.pop(profile_id, None)
        if session is not None:
            self._forgotten += 1
            self._closing.start(f"{self._forgotten}", session.aclose(), lambda _closed: None)

    async def aclose(self) -> None:
        """Close every session."""
        await self.tasks.aclose()
        sessions = list(self._sessions.values())
        self._sessions.clear()
        await asyncio.gather(*(session.aclose() for session in sessions), return_exceptions=True)
        await self._closing.join()

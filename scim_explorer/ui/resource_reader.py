"""Reads resources for one pane: after a rest, again, along a reference."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from scim_explorer.client.resources import Reference, Resource, follow, groups_of, read
from scim_explorer.client.session import Session
from scim_explorer.ui.models.working_copy import (
    IN_THREAD_CHARACTERS,
    Layout,
    Original,
    Subject,
    laid_out,
    original_of,
)
from scim_explorer.ui.tasks import TaskScope

REST_MS = 150


class Arrival(NamedTuple):
    """A resource that was read, ready to be shown."""

    subject: Subject
    original: Original
    layout: Layout


class ResourceReader(QObject):
    """Only the newest read counts; an older one is cancelled.

    Signals:
        arrived: An ``Arrival``.
        failed: A ``Problem``.
        groups_found: The ``ListPage`` of the groups that name a user.
    """

    arrived = Signal(object)
    failed = Signal(object)
    groups_found = Signal(object)

    def __init__(self, session: Session, tasks: TaskScope, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._wanted: Subject | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._read_wanted)
        self.is_pretty = True

    @property
    def is_reading(self) -> bool:
        return self._rest.isActive() or "read" in self._tasks.keys

    def read_after_rest(self, subject: Subject) -> None:
        """Read ``subject`` unless another one is wanted within 150 ms."""
        self.stop()
        self._wanted = subject
        self._rest.start()

    def read(self, subject: Subject) -> None:
        """Read ``subject`` now."""
        self.stop()
        self._start(_read(self._session, subject, pretty=self.is_pretty))

    def follow(self, reference: Reference) -> None:
        """Read what ``reference`` points at."""
        self.stop()
        self._start(_follow(self._session, reference, pretty=self.is_pretty))

    def ask_for_groups(self, subject: Subject) -> None:
        """Ask which groups name the user ``subject``."""
        self._tasks.start(
            "groups",
            groups_of(self._session, subject.id),
            self.groups_found.emit,
            self.failed.emit,
        )

    def stop(self) -> None:
        self._rest.stop()
        self._tasks.cancel("read")
        self._tasks.cancel("groups")

    def _read_wanted(self) -> None:
        if self._wanted is not None:
            self.read(self._wanted)

    def _start(self, work: Coroutine[object, object, Arrival]) -> None:
        self._tasks.start("read", work, self.arrived.emit, self.failed.emit)


async def _read(session: Session, subject: Subject, *, pretty: bool) -> Arrival:
    resource = await read(session, subject.endpoint, subject.id)
    return await arrival_of(resource, pretty=pretty)


async def _follow(session: Session, reference: Reference, *, pretty: bool) -> Arrival:
    return await arrival_of(await follow(session, reference), pretty=pretty)


async def arrival_of(resource: Resource, *, pretty: bool) -> Arrival:
    """Prepare a resource for showing; a large one in a thread."""
    subject = Subject(resource.endpoint, resource.id)
    original = original_of(resource)
    if len(original.text) <= IN_THREAD_CHARACTERS:
        return Arrival(subject, original, laid_out(original, pretty=pretty))
    layout = await asyncio.to_thread(laid_out, original, pretty=pretty)
    return Arrival(subject, original, layout)

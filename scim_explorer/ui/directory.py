"""Where a list comes from: the small part of a session that browsing needs."""

from __future__ import annotations

from typing import Protocol

from scim_explorer.client.pages import Page, Query, fetch_page
from scim_explorer.client.session import Session
from scim_explorer.protocol.paging import Position
from scim_explorer.protocol.schema import SchemaSet


class Directory(Protocol):
    """Answers questions for one page of a list."""

    @property
    def schema_set(self) -> SchemaSet: ...

    @property
    def base_url(self) -> str:
        """What stands before each endpoint in a URL."""
        ...

    async def page(self, query: Query, position: Position) -> Page:
        """Return the page at ``position``.

        Raises:
            ExplorerError: No answer, an error status, or an answer that is no list.
        """
        ...


class SessionDirectory:
    """A ``Directory`` that asks the endpoint of a session."""

    def __init__(self, session: Session, origin: str = "Browse") -> None:
        self._session = session
        self._origin = origin

    @property
    def schema_set(self) -> SchemaSet:
        return self._session.schema_set

    @property
    def base_url(self) -> str:
        return self._session.base.text

    async def page(self, query: Query, position: Position) -> Page:
        """Return the page at ``position``; see ``Directory.page``."""
        return await fetch_page(self._session, query, position, self._origin)

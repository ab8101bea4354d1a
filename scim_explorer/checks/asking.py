"""The requests of the doctor: GET and POST /.search, through sessions that refuse every write."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Coroutine, Iterable
from dataclasses import replace
from typing import Any

from scim_explorer.client.auth import auth_headers, secret_field
from scim_explorer.client.pages import Query, page_request
from scim_explorer.client.request import Request
from scim_explorer.client.route import Route
from scim_explorer.client.secret_cache import SecretCache
from scim_explorer.client.session import Log, Session
from scim_explorer.client.sign_in import secret_field_names
from scim_explorer.client.transport import Transport
from scim_explorer.client.urls import BaseUrl
from scim_explorer.exchanges.exchange import Exchange, Headers
from scim_explorer.exchanges.redact import redact_text
from scim_explorer.profiles.profile import Profile

ORIGIN = "Doctor"
_MADE_UP = "scim-explorer-doctor"


class Asker:
    """Asks one server, over one set of connections.

    Attributes:
        seen: Every answer so far.
    """

    def __init__(
        self,
        profile: Profile,
        base: BaseUrl,
        *,
        log: Log,
        secrets: SecretCache,
        route: Route,
    ) -> None:
        self.seen: list[Exchange] = []
        self._answers: dict[str, Exchange] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._profile = replace(profile, read_only=True)
        self._base = base
        self._log = log
        self._secrets = secrets
        self._door = Transport(profile.limits, route)
        self._session = self._session_at(base.path)

    @property
    def sign_in_fields(self) -> tuple[str, ...]:
        """Names of the header fields that sign in; () without sign-in."""
        return secret_field_names(self._profile)

    @property
    def made_up_sign_in(self) -> Headers:
        """A sign-in that no server can know.

        The user name is made up too: servers lock accounts after wrong passwords.
        """
        auth, made_up = replace(self._profile.auth, username=_MADE_UP), f"{_MADE_UP}-made-up-secret"
        fields = (secret_field(field.name, made_up) for field in self._profile.secret_headers)
        return (*auth_headers(auth, made_up), *fields)

    async def get(
        self,
        target: str,
        *,
        headers: Headers = (),
        without: tuple[str, ...] = (),
        path: str | None = None,
    ) -> Exchange:
        """Return the last exchange of a GET, whatever came of it.

        Args:
            target: Below the base URL.
            headers: In place of what the session would send.
            without: Header fields that are left out.
            path: Of another base URL on the same server.
        """
        session = self._session if path is None else self._session_at(path)
        request = Request("GET", target, headers, origin=ORIGIN, without=without)
        return await self._asked(session, request)

    async def once(self, target: str) -> Exchange:
        """Return what ``get`` does; several trials that ask the same get the same answer."""
        async with self._locks[target]:
            if target not in self._answers:
                self._answers[target] = await self.get(target)
            return self._answers[target]

    async def search(self, endpoint: str, media_type: str, filtered: str = "") -> Exchange:
        """Return the answer to a POST that reads one resource (RFC 7644 section 3.4.3).

        Args:
            endpoint: "/Users".
            media_type: What the body is labelled, "" for no label.
            filtered: The filter; some servers want one.
        """
        fields = (("Content-Type", media_type),) if media_type else ()
        without = () if media_type else ("Content-Type",)
        asked = page_request(
            Query(endpoint, filter=filtered, count=1, method="POST"), origin=ORIGIN
        )
        request = replace(asked, headers=fields, without=without)
        return await self._asked(self._session, request)

    async def _asked(self, session: Session, request: Request) -> Exchange:
        exchange = (await session.try_send(request)).exchange
        self.seen.append(exchange)
        return exchange

    def clean(self, text: str) -> str:
        """Return ``text`` without the secret: a server may repeat it in what it says."""
        rules = replace(self._session.redaction_rules, secrets=self._secrets.known)
        return redact_text(text, rules)

    async def aclose(self) -> None:
        await self._door.aclose()

    def _session_at(self, path: str) -> Session:
        profile = replace(self._profile, base_url=self._base.origin + path)
        return Session(
            profile,
            log=self._log,
            read_secret=self._secrets.read,
            transport_factory=lambda _route: self._door,
        )


async def together(asked: Iterable[Coroutine[Any, Any, Exchange]]) -> list[Exchange]:
    """Return the answers to requests that are under way at the same time, in order."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one) for one in asked]
    return [task.result() for task in tasks]

"""The way out: opened with the first request, one for all who wait, closed at the end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Protocol

from scim_explorer.client.route import Route, route_to
from scim_explorer.client.secret_cache import SecretCache
from scim_explorer.client.urls import BaseUrl
from scim_explorer.client.wire import WireReply, WireRequest
from scim_explorer.profiles.profile import PROXY, Profile


class Door(Protocol):
    """What is needed of the transport."""

    async def exchange(
        self, request: WireRequest, cancelled: Callable[[WireReply], None]
    ) -> WireReply: ...

    async def aclose(self) -> None: ...


class Doorkeeper:
    """Opens the door once its route is known; the password of a proxy is a secret from then on."""

    def __init__(
        self,
        profile: Profile,
        secrets: SecretCache,
        environment: Mapping[str, str],
        transport: Callable[[Route], Door],
    ) -> None:
        self._profile = profile
        self._secrets = secrets
        self._environment = environment
        self._transport = transport
        self._door: Door | None = None
        self._opening = asyncio.Lock()

    async def open(self, base: BaseUrl) -> Door:
        """Return the door to the server of ``base``, always the first one opened.

        Raises:
            SecretUnavailable: A passphrase or password cannot be had.
            InputError: A certificate, key or proxy of the profile cannot be used.
        """
        async with self._opening:
            if self._door is None:
                read = self._secrets.read
                route = await route_to(base, self._profile, read, self._environment)
                if route.proxy is not None and route.proxy.password:
                    self._secrets.keep(PROXY, route.proxy.password)
                self._door = self._transport(route)
            return self._door

    async def aclose(self) -> None:
        """Close the door, if it was opened."""
        if self._door is not None:
            await self._door.aclose()

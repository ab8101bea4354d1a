"""The way out of a session."""

from __future__ import annotations

import asyncio

from scim_explorer.client.door import Doorkeeper
from scim_explorer.client.route import Route
from scim_explorer.client.secret_cache import SecretCache
from scim_explorer.client.urls import check_base_url
from scim_explorer.profiles.profile import Profile, Proxy, ProxyKind
from tests.client.fake_door import FakeDoor

BASE = check_base_url("https://scim.example/v2")
PROXIED = Profile(
    "p1", "Acme", BASE.text, proxy=Proxy(ProxyKind.MANUAL, "http://proxy.example:3128", "me")
)


def keeper(profile: Profile, secret: str = "") -> tuple[Doorkeeper, SecretCache, list[Route]]:
    opened: list[Route] = []

    async def read(_slot: str) -> str | None:
        await asyncio.sleep(0)
        return secret

    def transport(route: Route) -> FakeDoor:
        opened.append(route)
        return FakeDoor()

    secrets = SecretCache(read)
    return Doorkeeper(profile, secrets, {}, transport), secrets, opened


async def test_that_all_who_wait_get_one_door() -> None:
    made, _, opened = keeper(PROXIED, "s3cret")

    first, second = await asyncio.gather(made.open(BASE), made.open(BASE))

    assert first is second
    assert len(opened) == 1


async def test_that_the_password_of_a_proxy_is_known_as_a_secret() -> None:
    made, secrets, opened = keeper(PROXIED, "s3cret")

    await made.open(BASE)

    assert "s3cret" in secrets.known
    assert opened[0].proxy is not None
    assert opened[0].proxy.password == "s3cret"


async def test_that_a_door_never_opened_is_not_closed() -> None:
    made, _, opened = keeper(Profile("p1", "Acme", BASE.text))

    await made.aclose()

    assert opened == []

"""Banners about the connection of the active endpoint."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from scim_explorer.profiles.profile import Environment, Proxy, ProxyKind, Tls
from scim_explorer.ui.connection_notices import KEY_LOG, PROXY, TLS, notices_of
from tests.gui.user import User
from tests.ui.conftest import Desktop, saved
from tests.ui.recording_server import RecordingServer

PROXIES = {"HTTPS_PROXY": "http://me:s3cret@proxy:3128"}
OFF = Tls(verify=False)


def keys(**changes: Any) -> list[str]:
    environment = PROXIES | {"SSLKEYLOGFILE": "keys"}
    return [one.key for one in notices_of(saved("https://a.example", **changes), environment)]


def test_that_the_most_important_notice_is_the_newest() -> None:
    assert keys() == [PROXY]
    assert keys(tls=Tls(verify=False, key_log=True)) == [PROXY, KEY_LOG, TLS]
    assert keys(proxy=Proxy(ProxyKind.MANUAL, "http://p")) == []
    assert notices_of(saved("https://a.example"), {}) == ()


def test_that_production_is_checked_whatever_the_profile_says() -> None:
    assert keys(tls=OFF, environment=Environment.PROD) == [PROXY]


@pytest.mark.parametrize(
    ("kind", "said"),
    [(ProxyKind.NONE, "is not used for"), (ProxyKind.ENVIRONMENT, "follow the environment")],
)
def test_that_a_proxy_of_the_environment_is_named_without_its_password(
    kind: ProxyKind, said: str
) -> None:
    (notice,) = notices_of(saved("https://a.example", proxy=Proxy(kind)), PROXIES)

    assert said in notice.text
    assert "proxy:3128" in notice.text
    assert "s3cret" not in notice.text


async def test_fault_41_an_unchecked_certificate_is_said_as_long_as_the_endpoint_is_in_front(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server, 1, tls=OFF), saved(server, 2))
    async with desktop.window() as user:

        async def front(name: str) -> str:
            await shown(user, name)
            banner = user.bench.window.banner.banner
            return banner.key if banner is not None else ""

        assert await front("p1") == TLS
        assert user.bench.window.banner.property("tint") == "error"
        assert await front("p2") != TLS
        assert await front("p1") == TLS
        user.click("bannerCloseButton")
        assert await front("p2") != TLS
        assert await front("p1") == TLS


async def test_that_what_the_environment_says_is_told_once(
    desktop: Desktop, server: RecordingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy:3128")
    desktop.keep(saved(server, 1), saved(server, 2))
    async with desktop.window() as user:
        await shown(user, "p1")
        banner = user.bench.window.banner
        while banner.banner is not None and banner.banner.key != PROXY:
            user.click("bannerCloseButton")
        user.click("bannerCloseButton")
        await shown(user, "p2")
        await shown(user, "p1")

        assert PROXY not in banner.keys


async def test_that_the_button_opens_the_profile(desktop: Desktop, server: RecordingServer) -> None:
    desktop.keep(saved(server, 1, tls=OFF))
    async with desktop.window() as user:
        await shown(user, "p1")

        user.click("bannerButton")

        assert user.look(QWidget, "profileEditor")


async def shown(user: User, profile_id: str) -> None:
    user.bench.open_endpoint(profile_id)
    await user.rows_shown()

"""From a profile to how connections are made."""

from __future__ import annotations

from pathlib import Path

from scim_explorer.client.environment_values import ProxyHop
from scim_explorer.client.route import ClientCertificate, Route, route_to, user_path
from scim_explorer.client.urls import check_base_url
from scim_explorer.profiles.profile import Environment, Proxy, ProxyKind, Tls
from tests.client.memory_log import profile

HTTPS = check_base_url("https://scim.example/v2")
HTTP = check_base_url("http://127.0.0.1:8080/v2")
CERTIFIED = Tls(ca_file="ca.pem", certificate_file="me.pem", key_file="me.key")


async def secret_of(slot: str) -> str | None:
    return f"secret of {slot}"


async def test_that_an_ordinary_profile_goes_straight_and_verifies() -> None:
    assert await route_to(HTTPS, profile(), secret_of, {"HTTPS_PROXY": "http://evil"}) == Route(
        https=True
    )


async def test_that_files_and_passphrase_of_the_profile_count() -> None:
    route = await route_to(HTTPS, profile(tls=CERTIFIED), secret_of, {})

    certificate = ClientCertificate(Path("me.pem"), Path("me.key"), "secret of certificate")
    assert (route.ca_files, route.certificate) == ((Path("ca.pem"),), certificate)


async def test_that_plain_http_shows_no_certificate_and_asks_for_no_passphrase() -> None:
    route = await route_to(HTTP, profile(tls=CERTIFIED), secret_of, {})

    assert route.certificate is None


async def test_that_a_proxy_takes_its_password_from_its_slot() -> None:
    saved = profile(proxy=Proxy(ProxyKind.MANUAL, "http://proxy:3128", "me"))

    route = await route_to(HTTPS, saved, secret_of, {})

    assert route.proxy == ProxyHop("http://proxy:3128", "me", "secret of proxy")
    assert "secret of proxy" not in repr(route)


async def test_that_production_always_verifies() -> None:
    off = Tls(verify=False)
    test = await route_to(HTTPS, profile(tls=off), secret_of, {})
    prod = await route_to(HTTPS, profile(tls=off, environment=Environment.PROD), secret_of, {})

    assert (test.verify, prod.verify) == (False, True)


def test_that_a_home_that_nobody_has_is_left_as_it_is() -> None:
    assert user_path("~no-such-user/ca.pem") == Path("~no-such-user/ca.pem")
    assert user_path("~/ca.pem") == Path.home() / "ca.pem"

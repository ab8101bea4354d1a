"""Faults 42 and 43: proxies, those of the profile and those of the environment."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from scim_explorer.checks.doctor import Surroundings, examine
from scim_explorer.client.request import Request
from scim_explorer.client.session import Session
from scim_explorer.problems import EDIT_PROFILE, NoReplyError
from scim_explorer.profiles.profile import PROXY, Profile, Proxy, ProxyKind, Tls
from tests.client.memory_log import MemoryLog, profile
from tests.client.tls_servers import Authority
from tests.faults.hostile import Connection, HostileServer, Received, answer
from tests.faults.proxy import proxy, refusing

GET = Request("GET", "/Users")
POST = Request("POST", "/Users", body=b"{}")
FROM_ENVIRONMENT = Proxy(ProxyKind.ENVIRONMENT)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("ca"))


def by(url: str, username: str = "") -> Proxy:
    return Proxy(ProxyKind.MANUAL, url, username)


def session_over(
    saved: Profile, log: MemoryLog, password: str = "", environment: Mapping[str, str] | None = None
) -> Session:
    async def read_secret(slot: str) -> str | None:
        return password if slot == PROXY else None

    return Session(saved, log=log, read_secret=read_secret, environment=environment or {})


async def test_fault_43_plain_requests_go_through_the_proxy_of_the_profile() -> None:
    log = MemoryLog()
    with proxy("me", "pr0xy") as between, HostileServer(otherwise=answer("{}")) as server:
        session = session_over(profile(server.url, proxy=by(between.url, "me")), log, "pr0xy")

        exchange = await session.send(GET)

        await session.aclose()
        assert exchange.status == 200
        assert between.received[0].target == f"{server.url}/Users"
        assert "proxy-authorization" not in server.received[0].headers
    assert "pr0xy" not in repr(log.rows)
    assert "bWU6cHIweHk" not in repr(log.rows)


async def test_fault_43_https_goes_through_a_tunnel_that_sees_nothing_of_it(
    authority: Authority,
) -> None:
    with proxy("me", "pr0xy") as between, authority.server() as server:
        saved = profile(
            server.url, proxy=by(between.url, "me"), tls=Tls(ca_file=str(authority.file))
        )
        session = session_over(saved, MemoryLog(), "pr0xy")

        exchange = await session.send(GET)

        await session.aclose()
        assert exchange.status == 200
        assert [one.method for one in between.received] == ["CONNECT"]
        assert [one.path for one in server.received] == ["/Users"]


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_fault_43_a_proxy_that_refuses_the_password_is_told_without_it(
    authority: Authority, scheme: str
) -> None:
    log = MemoryLog()
    server = authority.server() if scheme == "https" else HostileServer(otherwise=answer("{}"))
    with proxy("me", "right") as between, server:
        saved = profile(server.url, proxy=by(between.url, "me"))
        session = session_over(saved, log, "wr0ng")

        if scheme == "https":
            with pytest.raises(NoReplyError, match="407") as caught:
                await session.send(GET)
            assert "Proxy" in caught.value.problem.hint
            assert caught.value.problem.action == EDIT_PROFILE
            assert "wr0ng" not in caught.value.problem.one_line()
        else:
            assert (await session.send(GET)).status == 407

        await session.aclose()
        assert server.received == []
    assert "wr0ng" not in repr(log.rows)


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_fault_43_a_proxy_by_tls_is_trusted_by_the_ca_of_the_profile(
    authority: Authority, scheme: str
) -> None:
    server = authority.server() if scheme == "https" else HostileServer(otherwise=answer("{}"))
    with proxy("me", "pr0xy", tls=authority.context()) as between, server:
        saved = profile(server.url, proxy=by(between.url, "me"))
        untrusting = session_over(saved, MemoryLog(), "pr0xy")
        session = session_over(
            replace(saved, tls=Tls(ca_file=str(authority.file))), MemoryLog(), "pr0xy"
        )

        with pytest.raises(NoReplyError, match="of the proxy: certificate O=trustme"):
            await untrusting.send(GET)
        assert between.received == []
        assert (await session.send(GET)).status == 200

        await untrusting.aclose()
        await session.aclose()
        assert server.connections == 1


async def test_fault_43_a_proxy_by_tls_is_checked_where_the_server_is_not(
    authority: Authority,
) -> None:
    with proxy(tls=authority.context()) as between, authority.server() as server:
        saved = profile(server.url, proxy=by(between.url), tls=Tls(verify=False))
        session = session_over(saved, MemoryLog())

        with pytest.raises(NoReplyError, match="not trusted"):
            await session.send(GET)

        await session.aclose()
        assert between.received == []


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://127.0.0.1:1", "The proxy cannot be reached: connection refused on port 1"),
        ("http://no-such-host.invalid:8", "The proxy cannot be reached: no host named no-such"),
    ],
)
async def test_fault_33_a_proxy_that_is_not_there_is_not_taken_for_the_server(
    url: str, said: str
) -> None:
    session = session_over(profile("https://scim.invalid", proxy=by(url)), MemoryLog())

    with pytest.raises(NoReplyError, match=said) as caught:
        await session.send(POST)

    assert caught.value.problem.action == EDIT_PROFILE


async def test_fault_42_a_proxy_that_was_chosen_and_has_no_address_is_not_left_out() -> None:
    with HostileServer(otherwise=answer("{}")) as server:
        session = session_over(profile(server.url, proxy=by("")), MemoryLog())

        with pytest.raises(NoReplyError, match="a proxy is http://host:port"):
            await session.send(GET)

        await session.aclose()
        assert server.connections == 0


async def test_fault_43_a_write_that_got_no_tunnel_has_surely_not_happened(
    authority: Authority,
) -> None:
    with refusing("403 Forbidden") as between, authority.server() as server:
        session = session_over(profile(server.url, proxy=by(between.url)), MemoryLog())

        with pytest.raises(NoReplyError) as caught:
            await session.send(POST)

        await session.aclose()
        assert server.received == []
    assert caught.value.problem.title == "Cannot reach the server"
    assert "403" in caught.value.problem.detail


async def test_fault_42_a_proxy_of_the_environment_is_used_only_when_ticked() -> None:
    with proxy() as between, HostileServer(otherwise=answer("{}")) as server:
        environment = {"HTTP_PROXY": between.url.replace("//", "//me:s3cret@")}
        saved = profile(server.url)
        log = MemoryLog()

        for one in (saved, replace(saved, proxy=FROM_ENVIRONMENT)):
            session = session_over(one, log, environment=environment)
            await session.send(GET)
            await session.aclose()

        assert [one.target for one in between.received] == [f"{server.url}/Users"]
        assert len(server.received) == 2
    assert "s3cret" not in repr(log.rows)


async def test_fault_43_a_password_that_a_proxy_repeats_does_not_reach_the_log() -> None:
    async def repeat(connection: Connection, request: Received) -> None:
        said = f"{request.headers['proxy-authorization']} s3cret-pr0xy"
        await connection.answer(said, "407 Proxy Authentication Required", "")

    log = MemoryLog()
    with HostileServer(otherwise=repeat) as between:
        environment = {"HTTP_PROXY": between.url.replace("//", "//me:s3cret-pr0xy@")}
        saved = profile("http://scim.invalid", proxy=FROM_ENVIRONMENT)
        session = session_over(saved, log, environment=environment)

        exchange = await session.send(GET)

        await session.aclose()
    assert b"Basic" in exchange.response_body.data
    assert "s3cret-pr0xy" not in repr(log.rows)
    assert b64encode(b"me:s3cret-pr0xy").decode() not in repr(log.rows)


async def test_fault_42_keys_and_certificates_of_the_environment_are_used_only_when_ticked(
    authority: Authority, tmp_path: Path
) -> None:
    environment = {
        "SSL_CERT_FILE": str(authority.file),
        "SSLKEYLOGFILE": str(tmp_path / "keys"),
    }
    with authority.server() as server:
        saved = profile(server.url)
        session = session_over(saved, MemoryLog(), environment=environment)
        with pytest.raises(NoReplyError, match="not trusted"):
            await session.send(GET)
        await session.aclose()
        assert not (tmp_path / "keys").exists()

        ticked = replace(saved, tls=Tls(environment_ca=True, key_log=True))
        session = session_over(ticked, MemoryLog(), environment=environment)
        assert (await session.send(GET)).status == 200
        await session.aclose()
        assert "CLIENT_HANDSHAKE_TRAFFIC_SECRET" in (tmp_path / "keys").read_text()


async def test_that_a_socks_proxy_is_refused_with_its_reason() -> None:
    session = session_over(profile(proxy=by("socks5://127.0.0.1:1080")), MemoryLog())

    with pytest.raises(NoReplyError, match="SOCKS proxies are not supported"):
        await session.send(GET)


async def test_that_the_doctor_looks_through_the_proxy(authority: Authority) -> None:
    body = '{"totalResults": 0, "Resources": []}'
    with proxy() as between, authority.server(otherwise=answer(body)) as server:
        saved = profile(server.url, proxy=by(between.url), tls=Tls(ca_file=str(authority.file)))

        async def no_secret(_slot: str) -> None:
            return None

        results = await examine(
            saved,
            log=MemoryLog(),
            read_secret=no_secret,
            told=lambda _: None,
            around=Surroundings({}),
        )

        said = {one.step.id: one.judgement.detail for one in results}
        assert f"through the proxy {between.url}" in said["proxy"]
        assert f"on port {between.port}" in said["connect"]
        assert "Made-up CA" in said["tls"]
        assert {one.method for one in between.received} == {"CONNECT"}

"""Faults 38, 40, 42 and 49: certificates, mixed-up schemes, and what the environment says."""

from __future__ import annotations

import datetime as dt
import ssl
from dataclasses import replace
from pathlib import Path

import pytest
import trustme

from scim_explorer.client.request import Request
from scim_explorer.client.route import Route
from scim_explorer.client.session import Session
from scim_explorer.client.transport import Transport
from scim_explorer.problems import EDIT_PROFILE, NoReplyError, Problem
from scim_explorer.profiles.profile import Environment, Proxy, ProxyKind, Tls
from tests.client.client_keys import PASSPHRASE, ClientKeys
from tests.client.memory_log import QUICK, MemoryLog, profile, session_for
from tests.client.tls_servers import Authority
from tests.faults.hostile import HostileServer, answer, redirect
from tests.faults.proxy import proxy

GET = Request("GET", "/Users")


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def ca_file(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


def tls_server(authority: trustme.CA, name: str = "127.0.0.1", days: int = 30) -> HostileServer:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    end = dt.datetime.now(dt.UTC) + dt.timedelta(days=days)
    start = end - dt.timedelta(days=400)
    certificate = authority.issue_cert(name, not_before=start, not_after=end)
    certificate.configure_cert(context)
    return HostileServer(tls=context, otherwise=answer("{}"))


def trusting(server: HostileServer, ca_file: Path, log: MemoryLog | None = None) -> Session:
    door = Transport(QUICK, Route(https=True, ca_files=(ca_file,)))
    return session_for(profile(server.url), log, door=door)


async def refused(session: Session) -> Problem:
    with pytest.raises(NoReplyError) as caught:
        await session.send(GET)
    await session.aclose()
    return caught.value.problem


async def test_that_an_added_authority_is_trusted(authority: trustme.CA, ca_file: Path) -> None:
    with tls_server(authority) as server:
        session = trusting(server, ca_file)

        exchange = await session.send(GET)

        assert exchange.status == 200
        await session.aclose()


async def test_fault_38_that_an_unknown_authority_is_not_trusted(authority: trustme.CA) -> None:
    with tls_server(authority) as server:
        problem = await refused(session_for(profile(server.url)))

    assert problem.title == "Certificate not trusted"
    assert "this computer" in problem.detail
    assert server.received == []


async def test_fault_38_that_an_expired_certificate_is_named(
    authority: trustme.CA, ca_file: Path
) -> None:
    with tls_server(authority, days=-1) as server:
        problem = await refused(trusting(server, ca_file))

    assert problem.detail.startswith("The certificate has expired")


async def test_fault_38_that_a_certificate_from_the_future_is_named(
    authority: trustme.CA, ca_file: Path
) -> None:
    with tls_server(authority, days=500) as server:
        problem = await refused(trusting(server, ca_file))

    assert problem.detail.startswith("The certificate is not valid yet")


async def test_fault_38_that_a_certificate_for_another_host_is_named(
    authority: trustme.CA, ca_file: Path
) -> None:
    with tls_server(authority, name="elsewhere.example") as server:
        problem = await refused(trusting(server, ca_file))

    assert "is for another" in problem.detail


async def test_fault_40_that_https_to_an_http_port_says_so() -> None:
    with HostileServer(otherwise=answer("{}")) as server:
        secure = server.url.replace("http:", "https:")

        problem = await refused(session_for(profile(secure)))

    assert "does not speak TLS" in problem.detail
    assert "http://" in problem.hint


async def test_fault_40_that_http_to_an_https_port_ends_in_clear_text(
    authority: trustme.CA,
) -> None:
    with tls_server(authority) as server:
        plain = server.url.replace("https:", "http:")

        problem = await refused(session_for(profile(plain)))

    assert "it speaks TLS on this port" in problem.detail
    assert "https://" in problem.hint
    assert problem.action == EDIT_PROFILE


async def test_fault_42_that_proxies_and_netrc_of_the_environment_are_not_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login eve password canary\n")
    monkeypatch.setenv("NETRC", str(netrc))
    with HostileServer() as between, HostileServer(otherwise=answer("{}")) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, between.url)
        session = session_for(profile(server.url))

        await session.send(GET)

        await session.aclose()
        assert between.connections == 0
        assert "authorization" not in server.received[0].headers


async def test_fault_42_that_tls_keys_and_certificates_of_the_environment_are_not_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, authority: trustme.CA, ca_file: Path
) -> None:
    keys = tmp_path / "keys"
    monkeypatch.setenv("SSLKEYLOGFILE", str(keys))
    monkeypatch.setenv("SSL_CERT_FILE", str(ca_file))
    with tls_server(authority) as server:
        trusted = trusting(server, ca_file)
        await trusted.send(GET)
        await trusted.aclose()

        problem = await refused(session_for(profile(server.url)))

    assert problem.title == "Certificate not trusted"
    assert not keys.exists()


async def test_fault_49_that_a_redirect_from_https_to_http_is_refused(
    authority: trustme.CA, ca_file: Path
) -> None:
    with HostileServer() as plain, tls_server(authority) as server:
        server.otherwise = redirect(302, f"{plain.url}/Users")
        session = trusting(server, ca_file)

        exchange = await session.send(GET)

        await session.aclose()
        assert exchange.status == 302
        assert plain.connections == 0


async def test_fault_38_whose_certificate_was_refused_is_named(
    authority: trustme.CA, ca_file: Path
) -> None:
    with tls_server(authority, days=-1) as server:
        problem = await refused(trusting(server, ca_file))

        assert "issued by O=trustme" in problem.detail
        assert "for 127.0.0.1" in problem.detail
        assert server.received == []
    assert problem.action == EDIT_PROFILE


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
async def test_fault_39_a_missing_client_certificate_is_suspected(
    authority: trustme.CA, ca_file: Path, version: ssl.TLSVersion
) -> None:
    with wanting_certificate(authority, version) as server:
        problem = await refused(trusting(server, ca_file))

    assert "may want a client certificate" in problem.detail


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
async def test_fault_39_a_client_certificate_that_is_not_accepted_is_suspected(
    authority: trustme.CA, ca_file: Path, tmp_path: Path, version: ssl.TLSVersion
) -> None:
    tls = Tls(ca_file=str(ca_file), certificate_file=str(ClientKeys(tmp_path).together))
    with wanting_certificate(authority, version) as server:
        problem = await refused(session_for(profile(server.url, tls=tls)))

    assert "may not accept the client certificate" in problem.detail


async def test_fault_39_a_refused_client_certificate_is_told_with_the_servers_reason(
    tmp_path: Path,
) -> None:
    made_up = Authority(tmp_path)
    tls = Tls(ca_file=str(made_up.file), certificate_file=str(ClientKeys(tmp_path).together))
    with made_up.wants_certificate() as url:
        problem = await refused(session_for(profile(url, tls=tls)))

    # The alert that tells may be lost when the server closes at once.
    assert (
        "refused the client certificate: its issuer" in problem.detail
        or "may not accept the client certificate" in problem.detail
    )


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
async def test_fault_39_a_missing_client_certificate_is_suspected_behind_a_proxy_too(
    authority: trustme.CA, ca_file: Path, version: ssl.TLSVersion
) -> None:
    with proxy() as between, wanting_certificate(authority, version) as server:
        hop = Proxy(ProxyKind.MANUAL, between.url)
        saved = profile(server.url, proxy=hop, tls=Tls(ca_file=str(ca_file)))
        problem = await refused(session_for(saved))

    assert "may want a client certificate" in problem.detail


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
@pytest.mark.parametrize("form", ["together", "parts", "pkcs12"])
async def test_fault_39_a_client_certificate_of_the_profile_is_shown(
    authority: trustme.CA, ca_file: Path, tmp_path: Path, version: ssl.TLSVersion, form: str
) -> None:
    keys = ClientKeys(tmp_path)
    given = {
        "together": Tls(certificate_file=str(keys.together)),
        "parts": Tls(certificate_file=str(keys.certificate), key_file=str(keys.encrypted_key)),
        "pkcs12": Tls(certificate_file=str(keys.pkcs12)),
    }[form]
    with wanting_certificate(authority, version, keys.authority) as server:
        session = session_for(
            profile(server.url, tls=replace(given, ca_file=str(ca_file))), secret=PASSPHRASE
        )

        exchange = await session.send(GET)

        await session.aclose()
    assert exchange.status == 200


async def test_fault_39_a_client_certificate_that_cannot_be_used_sends_nothing(
    authority: trustme.CA, ca_file: Path
) -> None:
    with tls_server(authority) as server:
        tls = Tls(ca_file=str(ca_file), certificate_file="gone.p12")
        session = session_for(profile(server.url, tls=tls))
        with pytest.raises(NoReplyError, match=r"gone\.p12") as caught:
            await session.send(Request("POST", "/Users", body=b"{}"))
        await session.aclose()

        assert server.connections == 0
    assert caught.value.problem.title == "Connection not possible"
    assert caught.value.problem.action == EDIT_PROFILE


async def test_fault_41_an_unchecked_certificate_is_for_one_profile_and_never_for_production(
    authority: trustme.CA,
) -> None:
    off = Tls(verify=False)
    with tls_server(authority, name="elsewhere.example", days=-1) as server:
        session = session_for(profile(server.url, tls=off))
        assert (await session.send(GET)).status == 200
        await session.aclose()

        await refused(session_for(profile(server.url)))
        await refused(session_for(profile(server.url, tls=off, environment=Environment.PROD)))
        assert len(server.received) == 1


def wanting_certificate(
    authority: trustme.CA, version: ssl.TLSVersion, clients: trustme.CA | None = None
) -> HostileServer:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = context.maximum_version = version
    context.verify_mode = ssl.CERT_REQUIRED
    authority.issue_cert("127.0.0.1").configure_cert(context)
    (clients or authority).configure_trust(context)
    return HostileServer(tls=context, otherwise=answer("{}"))


async def test_fault_46_http_2_is_not_offered(authority: trustme.CA, ca_file: Path) -> None:
    with tls_server(authority) as server:
        assert server.tls is not None
        server.tls.set_alpn_protocols(["h2", "http/1.1"])
        session = trusting(server, ca_file)

        exchange = await session.send(GET)

        await session.aclose()
    assert exchange.http_version == "HTTP/1.1"

"""How connections to one server are made: which certificates count, and what stands between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scim_explorer.client.environment_values import KEY_LOG_VARIABLE, ProxyHop, environment_proxy
from scim_explorer.client.secret_cache import ReadSecret
from scim_explorer.client.urls import BaseUrl
from scim_explorer.profiles.profile import (
    CERTIFICATE,
    PROXY,
    Profile,
    ProxyKind,
    Tls,
)


def user_path(name: str) -> Path:
    """Return the file of a profile; "~" is the user's home, an unknown user's stays as it is."""
    path = Path(name)
    try:
        return path.expanduser()
    except RuntimeError:
        return path


@dataclass(frozen=True, slots=True)
class ClientCertificate:
    """What the client shows of itself.

    Attributes:
        certificate_file: PEM, or PKCS#12 with the key in it.
        key_file: PEM; None when the key is in ``certificate_file``.
    """

    certificate_file: Path
    key_file: Path | None = None
    passphrase: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Route:
    """How connections are made. It holds secrets: never stored, never shown.

    Attributes:
        verify: False lets any certificate pass.
        ca_files: PEM files, trusted beside the certificates of the computer.
        ca_folders: Folders of certificates by their hash, trusted too.
        key_log: Where session keys are written to.
    """

    https: bool
    verify: bool = True
    ca_files: tuple[Path, ...] = ()
    ca_folders: tuple[Path, ...] = ()
    certificate: ClientCertificate | None = None
    proxy: ProxyHop | None = None
    key_log: Path | None = None


async def route_to(
    base: BaseUrl, profile: Profile, read_secret: ReadSecret, environment: Mapping[str, str]
) -> Route:
    """Return the route from this computer to the server of ``base``.

    Args:
        base: Where to.
        profile: Says what counts; production always verifies.
        read_secret: Asked for a passphrase or password where the profile has one.
        environment: Looked at only where the profile says so.

    Raises:
        SecretUnavailable: A secret cannot be had.
    """
    tls = profile.tls
    https = base.scheme == "https"
    followed = environment if tls.environment_ca else {}
    ca_files = (tls.ca_file, followed.get("SSL_CERT_FILE", ""))
    ca_folder = followed.get("SSL_CERT_DIR", "")
    key_log = environment.get(KEY_LOG_VARIABLE, "") if tls.key_log else ""
    return Route(
        https=https,
        verify=profile.checks_certificates,
        ca_files=tuple(user_path(name) for name in ca_files if name),
        ca_folders=(Path(ca_folder),) if ca_folder else (),
        certificate=await _certificate(tls, read_secret) if https else None,
        proxy=await _proxy(base, profile, read_secret, environment),
        key_log=Path(key_log) if key_log else None,
    )


async def _certificate(tls: Tls, read_secret: ReadSecret) -> ClientCertificate | None:
    if not tls.certificate_file:
        return None
    key_file = user_path(tls.key_file) if tls.key_file else None
    return ClientCertificate(
        user_path(tls.certificate_file), key_file, await read_secret(CERTIFICATE)
    )


async def _proxy(
    base: BaseUrl, profile: Profile, read_secret: ReadSecret, environment: Mapping[str, str]
) -> ProxyHop | None:
    proxy = profile.proxy
    if proxy.kind is ProxyKind.ENVIRONMENT:
        return environment_proxy(base, environment)
    if proxy.kind is ProxyKind.NONE:
        return None
    password = await read_secret(PROXY) if proxy.username else None
    return ProxyHop(proxy.url, proxy.username, password or "")

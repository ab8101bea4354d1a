"""A saved endpoint: a value without any secret in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Environment(StrEnum):
    """What kind of system stands behind an endpoint; decides colour and caution."""

    DEV = "dev"
    TEST = "test"
    PROD = "prod"
    DEMO = "demo"


class AuthKind(StrEnum):
    """How requests sign in."""

    NONE = "none"
    BEARER = "bearer"
    BASIC = "basic"
    HEADER = "header"
    OAUTH = "oauth"


class SecretKind(StrEnum):
    """Where a secret comes from."""

    KEYRING = "keyring"
    SESSION = "session"
    VARIABLE = "variable"
    COMMAND = "command"


KEPT = frozenset({SecretKind.KEYRING, SecretKind.SESSION})
"""Secrets that the program keeps itself."""


@dataclass(frozen=True, slots=True)
class SecretSource:
    """Where a secret comes from; the secret itself is never here.

    Attributes:
        kind: ``SESSION`` is kept in memory and asked for again after a restart.
        text: Name of the environment variable, or the command line whose output is the secret.
    """

    kind: SecretKind = SecretKind.KEYRING
    text: str = ""


@dataclass(frozen=True, slots=True)
class OAuth:
    """Client credentials grant, without the client's secret.

    Attributes:
        token_url: Of the token endpoint.
        scope: Names with spaces between them, or "".
        audience: Asked for by some servers beside the scope, or "".
        extra: Further fields of the token request, as name and value; never secret ones.
        in_body: The client's secret is a field of the body, not HTTP Basic.

    Source: RFC 6749 sections 2.3.1 and 4.4.
    """

    token_url: str = ""
    client_id: str = ""
    scope: str = ""
    audience: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    in_body: bool = False


@dataclass(frozen=True, slots=True)
class Auth:
    """Sign-in without its secret (bearer token, password, header value or client secret).

    Attributes:
        kind: Which scheme.
        username: For ``BASIC``.
        header_name: For ``HEADER``, e.g. "X-Api-Key".
        source: Where the secret comes from.
        oauth: For ``OAUTH``.
    """

    kind: AuthKind = AuthKind.NONE
    username: str = ""
    header_name: str = ""
    source: SecretSource = field(default_factory=SecretSource)
    oauth: OAuth = field(default_factory=OAuth)


@dataclass(frozen=True, slots=True)
class SecretHeader:
    """A further header field whose value is secret."""

    name: str
    source: SecretSource = field(default_factory=SecretSource)


@dataclass(frozen=True, slots=True)
class Tls:
    """How connections by https:// are checked and identified.

    Attributes:
        verify: False lets any certificate pass; never on production.
        ca_file: PEM file of certificates that are trusted beside those of the computer, or "".
        certificate_file: The client's certificate as PEM, or with its key as PKCS#12, or "".
        key_file: Its key as PEM; "" when it is in ``certificate_file``.
        passphrase: Where the one of the key comes from.
        environment_ca: Trust what SSL_CERT_FILE and SSL_CERT_DIR name, too.
        key_log: Write session keys to the file that SSLKEYLOGFILE names.
    """

    verify: bool = True
    ca_file: str = ""
    certificate_file: str = ""
    key_file: str = ""
    passphrase: SecretSource = field(default_factory=SecretSource)
    environment_ca: bool = False
    key_log: bool = False


class ProxyKind(StrEnum):
    """Which proxy stands between."""

    NONE = "none"
    MANUAL = "manual"
    ENVIRONMENT = "environment"


@dataclass(frozen=True, slots=True)
class Proxy:
    """The proxy of an endpoint, without its password.

    Attributes:
        kind: ``ENVIRONMENT`` takes what HTTPS_PROXY and its like say, and only then.
        url: "http://host:port" for ``MANUAL``.
        username: "" when the proxy asks for none.
        source: Where the password comes from.
    """

    kind: ProxyKind = ProxyKind.NONE
    url: str = ""
    username: str = ""
    source: SecretSource = field(default_factory=SecretSource)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one request; the defaults of the program unless a profile raises them.

    Attributes:
        per_minute: Requests that leave within a minute, 0 for any number.
    """

    page_size: int = 100
    max_body_bytes: int = 32 * 1024 * 1024
    connect_s: float = 10.0
    total_s: float = 60.0
    parallel: int = 4
    per_minute: int = 0


@dataclass(frozen=True, slots=True)
class Profile:
    """One saved endpoint.

    Attributes:
        id: Random, stable, safe as a file name; the key of its secret and its log rows.
        name: Shown everywhere; unique in the list, without regard to case.
        base_url: As typed by the user, checked by ``client.urls.check_base_url``.
        headers: Extra header fields sent with each request; never secret ones.
        secret_headers: Names of the secret ones, beside the sign-in.
        colour: "#rrggbb" for the folder mark only, or "".
        position: Place in the list, from 0.
    """

    id: str
    name: str
    base_url: str
    auth: Auth = field(default_factory=Auth)
    headers: tuple[tuple[str, str], ...] = ()
    secret_headers: tuple[SecretHeader, ...] = ()
    environment: Environment = Environment.TEST
    colour: str = ""
    read_only: bool = False
    notes: str = ""
    position: int = 0
    limits: Limits = field(default_factory=Limits)
    tls: Tls = field(default_factory=Tls)
    proxy: Proxy = field(default_factory=Proxy)

    @property
    def checks_certificates(self) -> bool:
        """Whether a server has to prove who it is; production always does."""
        return self.tls.verify or self.environment is Environment.PROD


SIGN_IN = "sign-in"
CERTIFICATE = "certificate"
PROXY = "proxy"


def header_slot(name: str) -> str:
    """Return the slot of a secret header field; its name counts without case."""
    return f"header {name.lower()}"


def stored_slots(profile: Profile) -> set[str]:
    """Return the slots whose secrets are kept by the program itself."""
    return {slot for slot, source in secret_sources(profile).items() if source.kind in KEPT}


def secret_sources(profile: Profile) -> dict[str, SecretSource]:
    """Return where the secrets of ``profile`` come from, by slot; only those it has use for."""
    sources = {header_slot(field.name): field.source for field in profile.secret_headers}
    if profile.auth.kind is not AuthKind.NONE:
        sources[SIGN_IN] = profile.auth.source
    if profile.tls.certificate_file:
        sources[CERTIFICATE] = profile.tls.passphrase
    if profile.proxy.kind is ProxyKind.MANUAL and profile.proxy.username:
        sources[PROXY] = profile.proxy.source
    return sources

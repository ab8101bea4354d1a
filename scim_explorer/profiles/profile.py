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


@dataclass(frozen=True, slots=True)
class Auth:
    """Sign-in without its secret (bearer token, password or header value).

    Attributes:
        kind: Which scheme.
        username: For ``BASIC``.
        header_name: For ``HEADER``, e.g. "X-Api-Key".
    """

    kind: AuthKind = AuthKind.NONE
    username: str = ""
    header_name: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one request; the defaults of the program unless a profile raises them."""

    page_size: int = 100
    max_body_bytes: int = 32 * 1024 * 1024
    connect_s: float = 10.0
    total_s: float = 60.0
    parallel: int = 4


@dataclass(frozen=True, slots=True)
class Profile:
    """One saved endpoint.

    Attributes:
        id: Random, stable, safe as a file name; the key of its secret and its log rows.
        name: Shown everywhere; unique in the list, without regard to case.
        base_url: As typed by the user, checked by ``client.urls.check_base_url``.
        headers: Extra header fields sent with each request; never secret ones.
        colour: "#rrggbb" for the folder mark only, or "".
        position: Place in the list, from 0.
        session_only_secret: The secret is kept in memory and asked for again after a restart.
    """

    id: str
    name: str
    base_url: str
    auth: Auth = field(default_factory=Auth)
    headers: tuple[tuple[str, str], ...] = ()
    environment: Environment = Environment.TEST
    colour: str = ""
    read_only: bool = False
    notes: str = ""
    position: int = 0
    limits: Limits = field(default_factory=Limits)
    session_only_secret: bool = False

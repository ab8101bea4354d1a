"""Fetches the token of a profile that signs in with OAuth, once for a whole examination."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import NamedTuple

from scim_explorer.client.secret_cache import SecretCache
from scim_explorer.client.session import Log
from scim_explorer.client.token_endpoint import TokenEndpoint
from scim_explorer.client.transport import Transport
from scim_explorer.exchanges.exchange import Exchange
from scim_explorer.exchanges.redact import NO_RULES, RedactionRules
from scim_explorer.problems import Problem, SecretUnavailable
from scim_explorer.profiles.profile import SIGN_IN, Auth, AuthKind, Profile


class Fetched(NamedTuple):
    """How a profile signs in once its token is there.

    Attributes:
        profile: With the token as its bearer token.
        secrets: Has the token in place of the client's secret.
        exchange: With the token endpoint; None when nothing was sent.
        problem: Why there is no token; profile and secrets are then as they were.
    """

    profile: Profile
    secrets: SecretCache
    exchange: Exchange | None
    problem: Problem | None


async def with_token(
    profile: Profile, secrets: SecretCache, log: Log, environment: Mapping[str, str]
) -> Fetched:
    """Ask the token endpoint for a token."""
    heard = _Heard(log)
    endpoint = TokenEndpoint(
        profile, secrets, log=heard, environment=environment, transport=Transport
    )
    try:
        token = await endpoint.fetch()
    except SecretUnavailable as error:
        return Fetched(profile, secrets, heard.exchange, error.problem)
    finally:
        await endpoint.aclose()

    async def read(slot: str) -> str | None:
        return token.value if slot == SIGN_IN else await secrets.read(slot)

    signed = SecretCache(read)
    for secret in secrets.known:
        signed.add_token(secret)
    bearer = replace(profile, auth=Auth(AuthKind.BEARER))
    return Fetched(bearer, signed, heard.exchange, None)


@dataclass(slots=True)
class _Heard:
    """A log that remembers the newest exchange."""

    log: Log
    exchange: Exchange | None = None

    def next_number(self) -> int:
        return self.log.next_number()

    def append(self, exchange: Exchange, rules: RedactionRules = NO_RULES) -> Future[None]:
        self.exchange = exchange
        return self.log.append(exchange, rules)

"""Asks the token endpoint of a profile for a token, through the one door and into the log."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from typing import Protocol

from scim_explorer.client.attempts import Attempt
from scim_explorer.client.door import Door, Doorkeeper
from scim_explorer.client.oauth import (
    Token,
    bare_token,
    check_token_url,
    read_token,
    sent_secret,
    token_failed,
    token_request,
)
from scim_explorer.client.request import Request
from scim_explorer.client.route import Route
from scim_explorer.client.secret_cache import SecretCache
from scim_explorer.client.urls import BaseUrl, split_target
from scim_explorer.exchanges.exchange import Exchange, header
from scim_explorer.exchanges.redact import RedactionRules, redact_text
from scim_explorer.problems import (
    EDIT_PROFILE,
    InputError,
    NoTokenError,
    Problem,
    ProtocolError,
    SecretUnavailable,
)
from scim_explorer.profiles.profile import SIGN_IN, Limits, Profile

ORIGIN = "Sign-in"
_LARGEST_BYTES = 1024 * 1024
_TOTAL_S = 30.0
_THIS_COMPUTER = frozenset({"127.0.0.1", "::1", "localhost"})
_TOKENS = frozenset(
    {"access_token", "refresh_token", "id_token", "client_secret", "assertion"}
    | {"token", "accesstoken", "refreshtoken", "idtoken", "jwt"}
)
"""The RFC's names, and those of servers that do not keep to it."""


class Log(Protocol):
    """What is needed of the exchange log."""

    def next_number(self) -> int: ...

    def append(self, exchange: Exchange, rules: RedactionRules = ...) -> Future[None]: ...


class TokenEndpoint:
    """Fetches tokens for one session.

    A token request is no SCIM write: the guard has no say in it, and nothing else goes there. A
    redirect is not followed, so that the client's secret reaches the token URL alone.
    """

    def __init__(
        self,
        profile: Profile,
        secrets: SecretCache,
        *,
        log: Log,
        environment: Mapping[str, str],
        transport: Callable[[Limits, Route], Door],
    ) -> None:
        self._profile = profile
        self._secrets = secrets
        self._log = log
        limits = _capped(profile.limits)
        self._keeper = Doorkeeper(
            profile, secrets, environment, lambda route: transport(limits, route)
        )

    async def fetch(self) -> Token:
        """Return a new token.

        Raises:
            SecretUnavailable: The client secret cannot be had.
            NoTokenError: There is none for it; the problem links the exchange.
        """
        secret = await self._secrets.read(SIGN_IN)
        if secret is None or not secret.strip():
            raise SecretUnavailable(_NO_SECRET)
        try:
            wire = token_request(self._profile.auth.oauth, secret)
            door = await self._keeper.open(self._address())
        except InputError as error:
            raise NoTokenError(error.problem) from error
        # As they leave: a server may repeat either in its words.
        self._secrets.add_token(sent_secret(secret))
        if pair := header(wire.headers, "Authorization"):
            self._secrets.add_token(pair.removeprefix("Basic "))
        request = Request("POST", split_target(wire.url)[1], body=wire.body, origin=ORIGIN)
        attempt = Attempt(self._log.next_number(), self._profile.id, request, wire, self._rules())
        reply = await door.exchange(wire, lambda partial: self._record(attempt.answered(partial)))
        exchange = attempt.answered(reply)
        if reply.failure is not None:
            self._record(exchange)
            raise NoTokenError(token_failed(reply.failure, wire.url, exchange.number))
        try:
            token = read_token(exchange)
        except ProtocolError as error:
            if word := bare_token(exchange):
                self._secrets.add_token(word)
            self._record(exchange)
            raise NoTokenError(self._clean(error.problem)) from error
        self._secrets.add_token(token.value)
        self._record(exchange)
        return token

    async def aclose(self) -> None:
        await self._keeper.aclose()

    def _address(self) -> BaseUrl:
        base = check_token_url(self._profile.auth.oauth.token_url)
        _refuse_downgrade(self._profile, base)
        return base

    def _rules(self) -> RedactionRules:
        return RedactionRules(
            secrets=self._secrets.known, header_names=("Authorization",), attributes=_TOKENS
        )

    def _record(self, exchange: Exchange) -> None:
        self._log.append(exchange, self._rules())

    def _clean(self, problem: Problem) -> Problem:
        """A server may repeat in its words what it was sent."""
        return replace(problem, detail=redact_text(problem.detail, self._rules()))


def _capped(limits: Limits) -> Limits:
    return replace(
        limits,
        max_body_bytes=min(limits.max_body_bytes, _LARGEST_BYTES),
        total_s=min(limits.total_s, _TOTAL_S),
    )


def _refuse_downgrade(profile: Profile, token: BaseUrl) -> None:
    is_secure = profile.base_url.strip().lower().startswith("https:")
    if is_secure and token.scheme == "http" and token.host not in _THIS_COMPUTER:
        said = f"The client secret would travel unencrypted to {token.host}."
        hint = "Begin the token URL with https://, as the base URL does."
        raise InputError(Problem("No access token", said, hint, action=EDIT_PROFILE))


_NO_SECRET = Problem(
    "Sign-in not possible",
    "This profile signs in with an OAuth token, and the client secret is missing.",
    "Enter it again in the profile.",
    action=EDIT_PROFILE,
)

"""Asks the token endpoint of a profile for a token, through the one door and into the log."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from typing import Protocol

from scim_explorer.client.attempts import Attempt
from scim_explorer.client.oauth import Token, read_token, token_failed, token_request
from scim_explorer.client.request import Request
from scim_explorer.client.route import Route, route_to
from scim_explorer.client.secret_cache import SecretCache
from scim_explorer.client.urls import check_base_url, split_target
from scim_explorer.client.wire import WireReply, WireRequest
from scim_explorer.exchanges.exchange import Exchange
from scim_explorer.exchanges.redact import RedactionRules, redact_text
from scim_explorer.problems import (
    EDIT_PROFILE,
    InputError,
    Problem,
    ProtocolError,
    SecretUnavailable,
)
from scim_explorer.profiles.profile import SIGN_IN, Limits, Profile

ORIGIN = "Sign-in"
_LARGEST_BYTES = 1024 * 1024
_TOTAL_S = 30.0
_TOKENS = frozenset({"access_token", "refresh_token", "id_token", "client_secret"})


class Log(Protocol):
    """What is needed of the exchange log."""

    def next_number(self) -> int: ...

    def append(self, exchange: Exchange, rules: RedactionRules = ...) -> Future[None]: ...


class Door(Protocol):
    """What is needed of the transport."""

    async def exchange(
        self, request: WireRequest, cancelled: Callable[[WireReply], None]
    ) -> WireReply: ...

    async def aclose(self) -> None: ...


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
        self._environment = environment
        self._transport = transport
        self._door: Door | None = None
        self._opening = asyncio.Lock()

    async def fetch(self) -> Token:
        """Return a new token.

        Raises:
            SecretUnavailable: None can be had; the problem links the exchange.
        """
        secret = await self._secrets.read(SIGN_IN)
        if secret is None or not secret.strip():
            raise SecretUnavailable(_NO_SECRET)
        try:
            wire = token_request(self._profile.auth.oauth, secret)
            door = await self._open_door()
        except InputError as error:
            raise SecretUnavailable(error.problem) from error
        request = Request("POST", split_target(wire.url)[1], body=wire.body, origin=ORIGIN)
        attempt = Attempt(self._log.next_number(), self._profile.id, request, wire, self._rules())
        reply = await door.exchange(wire, lambda partial: self._record(attempt.answered(partial)))
        exchange = attempt.answered(reply)
        if reply.failure is not None:
            self._record(exchange)
            raise SecretUnavailable(token_failed(reply.failure.reason, exchange.number))
        try:
            token = read_token(exchange)
        except ProtocolError as error:
            self._record(exchange)
            raise SecretUnavailable(self._clean(error.problem)) from error
        self._secrets.add_token(token.value)
        self._record(exchange)
        return token

    async def aclose(self) -> None:
        if self._door is not None:
            await self._door.aclose()

    async def _open_door(self) -> Door:
        async with self._opening:
            if self._door is None:
                # A token URL may have a query; a base URL may not.
                base = check_base_url(self._profile.auth.oauth.token_url.partition("?")[0])
                read = self._secrets.read
                route = await route_to(base, self._profile, read, self._environment)
                limits = self._profile.limits
                limits = replace(
                    limits,
                    max_body_bytes=min(limits.max_body_bytes, _LARGEST_BYTES),
                    total_s=min(limits.total_s, _TOTAL_S),
                )
                self._door = self._transport(limits, route)
            return self._door

    def _rules(self) -> RedactionRules:
        return RedactionRules(
            secrets=self._secrets.known, header_names=("Authorization",), attributes=_TOKENS
        )

    def _record(self, exchange: Exchange) -> None:
        self._log.append(exchange, self._rules())

    def _clean(self, problem: Problem) -> Problem:
        """A server may repeat in its words what it was sent."""
        return replace(problem, detail=redact_text(problem.detail, self._rules()))


_NO_SECRET = Problem(
    "Sign-in not possible",
    "This profile signs in with an OAuth token, and the client secret is missing.",
    "Enter it again in the profile.",
    action=EDIT_PROFILE,
)

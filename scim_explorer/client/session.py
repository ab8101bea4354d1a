"""One session for each open profile: ``send`` is the only sender, each attempt one record."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from enum import StrEnum
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple, Protocol

from scim_explorer.client.attempts import Attempt
from scim_explorer.client.budget import Budget
from scim_explorer.client.door import Door, Doorkeeper
from scim_explorer.client.guard import Writes, refusal, writes
from scim_explorer.client.outgoing import Preview, check_message, outgoing_headers
from scim_explorer.client.patience import Patience
from scim_explorer.client.redirects import MAX_REDIRECTS, next_hop
from scim_explorer.client.request import Request
from scim_explorer.client.route import Route
from scim_explorer.client.secret_cache import ReadSecret, SecretCache
from scim_explorer.client.sign_in import masked_sign_in, secret_field_names, signed_headers
from scim_explorer.client.token_endpoint import TokenEndpoint
from scim_explorer.client.token_life import ends_at
from scim_explorer.client.token_source import TokenSource
from scim_explorer.client.transport import Transport
from scim_explorer.client.urls import check_base_url, join
from scim_explorer.client.wire import WireReply, WireRequest
from scim_explorer.exchanges.exchange import Exchange, Headers, Outcome, header
from scim_explorer.exchanges.redact import RedactionRules, redact
from scim_explorer.problems import (
    InputError,
    NoReplyError,
    NoTokenError,
    Problem,
    SecretUnavailable,
    WaitStopped,
    WriteRefused,
)
from scim_explorer.profiles.profile import SIGN_IN, AuthKind, Profile

if TYPE_CHECKING:
    from scim_explorer.client.discovery import Discovery
    from scim_explorer.protocol.schema import Capabilities, SchemaSet


class Log(Protocol):
    """What a session needs of the exchange log."""

    def next_number(self) -> int: ...

    def started(self, exchange: Exchange, rules: RedactionRules = ...) -> Future[None]: ...

    def append(self, exchange: Exchange, rules: RedactionRules = ...) -> Future[None]: ...


class Secrets(Protocol):
    """What a session needs of the secret store."""

    async def read(self, profile: Profile, slot: str = SIGN_IN) -> str | None: ...


class Connection(StrEnum):
    """What the newest attempt showed."""

    UNUSED = "unused"
    ANSWERING = "answering"
    FAILING = "failing"


class Sent(NamedTuple):
    """The last exchange of a request, and why it is not the answer, if it is not.

    Attributes:
        problem: Why there is no whole answer, or, beside a 401, no fresh token.
    """

    exchange: Exchange
    problem: Problem | None


class Session:
    """Sends the requests of one profile and records every attempt."""

    def __init__(
        self,
        profile: Profile,
        *,
        log: Log,
        read_secret: ReadSecret,
        transport_factory: Callable[[Route], Door] | None = None,
        clock: Callable[[], float] = time.monotonic,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        """Raise ``InputError`` when the base URL of ``profile`` cannot be used."""
        self.profile = profile
        self.base = check_base_url(profile.base_url)
        self.discovery: Discovery | None = None
        self.connection_state = Connection.UNUSED
        self._log = log
        self._environment = environment
        self._clock = clock
        self._unlocked_until = 0.0
        self._writes_under_way = 0
        self._writes_sent = 0
        self.patience = Patience()
        self._budget = Budget(profile.limits.per_minute, self.patience, clock)
        self._secrets = SecretCache(read_secret)
        opens = transport_factory or partial(Transport, profile.limits)
        self._keeper = Doorkeeper(profile, self._secrets, environment, opens)
        self._tokens, self._token_endpoint = self._token_road(transport_factory)
        self._rules = RedactionRules(header_names=secret_field_names(profile))
        self._schema_set: SchemaSet | None = None

    # --- what is known about the server ------------------------------------------------------

    @property
    def schema_set(self) -> SchemaSet:
        """The server's schemas, the RFC's own until they were discovered."""
        if self._schema_set is None:
            from scim_explorer.protocol.rfc_schemas import rfc_schema_set

            self._schema_set = rfc_schema_set()
        return self._schema_set

    @property
    def capabilities(self) -> Capabilities:
        """What the server says it can do; nothing is known until it was discovered."""
        from scim_explorer.protocol.schema import Capabilities

        return self._schema_set.capabilities if self._schema_set else Capabilities()

    def learned(self, discovery: Discovery) -> None:
        """Use what discovery found; attributes it marks as secret are cut out of the log."""
        self.discovery = discovery
        self._schema_set = discovery.schema_set
        self._rules = replace(self._rules, attributes=discovery.secret_attributes)

    @property
    def redaction_rules(self) -> RedactionRules:
        """What is secret here, as far as it is known by now; for all that goes to disk."""
        return self._rules

    @property
    def sign_in_ends_at(self) -> float | None:
        """When the token in use ends, seconds since 1970; None when that is not known."""
        if self._tokens is not None:
            life_s = self._tokens.life_s
            return None if life_s is None else time.time() + life_s
        if self.profile.auth.kind is not AuthKind.BEARER:
            return None
        token = self._secrets.known_in(SIGN_IN)
        return ends_at(token) if token else None

    # --- the write guard ---------------------------------------------------------------------

    @property
    def writes(self) -> Writes:
        return writes(self.profile, unlocked=self.unlock_left_s > 0)

    @property
    def unlock_left_s(self) -> float:
        """Seconds until production locks itself again; 0 when it is locked."""
        return max(self._unlocked_until - self._clock(), 0.0)

    @property
    def unlocked_until(self) -> float | None:
        """When production locks itself again, seconds since 1970; None when it is locked."""
        left_s = self.unlock_left_s
        return time.time() + left_s if left_s else None

    @property
    def write_under_way(self) -> bool:
        """Whether a write has left and its outcome is not known yet."""
        return self._writes_under_way > 0

    @property
    def writes_sent(self) -> int:
        """How many writes have left; as many as before: the one that was stopped has not."""
        return self._writes_sent

    def unlock(self, seconds: float = 900.0) -> None:
        self._unlocked_until = self._clock() + seconds

    def lock(self) -> None:
        self._unlocked_until = 0.0

    def check_write(self, request: Request) -> None:
        """Raise ``WriteRefused`` when the guard would not let ``request`` leave."""
        problem = refusal(request, self.profile, unlocked=self.unlock_left_s > 0)
        if problem is not None:
            raise WriteRefused(problem)

    # --- sending -----------------------------------------------------------------------------

    def preview(self, request: Request) -> Preview:
        """Return what ``send`` would send, without sending or asking for the secret.

        Raises:
            InputError: The request cannot be sent as it is.
        """
        check_message(request)
        headers = outgoing_headers(request, self.profile, masked_sign_in(self.profile))
        url = join(self.base, request.target)
        return Preview(request.method.upper(), url, headers, request.body)

    async def send(self, request: Request) -> Exchange:
        """Send ``request`` and return its last exchange, whatever the status.

        A redirect within the origin is followed for reads. A GET is repeated once when the
        connection was dead before any byte came; a write is never repeated.

        Raises:
            NoReplyError: No whole answer came; of a write the outcome may be unknown.
            WriteRefused: The guard stood in the way. Nothing left.
            WaitStopped: The user ended the wait for the request budget. Nothing left.
            InputError: The request cannot be sent as it is. Nothing left.
            SecretUnavailable: There is no secret to sign in with. Nothing left, or a token was
                refused and there is no fresh one.
        """
        sent = await self.try_send(request)
        if sent.problem is not None:
            answered = sent.exchange.outcome is Outcome.ANSWERED
            raise (NoTokenError if answered else NoReplyError)(sent.problem)
        return sent.exchange

    async def try_send(self, request: Request) -> Sent:
        """Do what ``send`` does, but return the problem beside the exchange.

        Raises:
            WriteRefused: As in ``send``.
            WaitStopped: As in ``send``.
            InputError: As in ``send``.
            SecretUnavailable: As in ``send``.
        """
        attempt = await self._prepared(request)
        exchange, reply = await self._attempt(attempt)
        if attempt.may_be_repeated(reply):
            attempt = self._after(attempt, attempt.wire.url, ())
            exchange, reply = await self._attempt(attempt)
        attempt, exchange, reply = await self._at_the_end(attempt, exchange, reply)
        if self._has_dropped_token(attempt, exchange) and request.is_read:
            try:
                attempt = await self._with_fresh_token(attempt)
            except SecretUnavailable as error:
                return Sent(exchange, error.problem)
            exchange, reply = await self._attempt(attempt)
            attempt, exchange, reply = await self._at_the_end(attempt, exchange, reply)
        return Sent(exchange, attempt.problem(reply))

    def explained(self, problem: Problem, exchange: Exchange) -> Problem:
        """Return ``problem`` with what this session knows about a refused sign-in."""
        if exchange.status == HTTPStatus.UNAUTHORIZED and self._tokens is not None:
            hint = "The token was refused; a fresh one is fetched when you send again."
            return replace(problem, hint=hint)
        return problem

    def forget_secrets(self) -> None:
        """Ask for the secrets again before the next request."""
        self._secrets.forget()

    async def aclose(self) -> None:
        await self._keeper.aclose()
        if self._token_endpoint is not None:
            await self._token_endpoint.aclose()

    # --- one attempt -------------------------------------------------------------------------

    async def _prepared(self, request: Request) -> Attempt:
        url = self.base.text
        draft = self._draft(request, url, outgoing_headers(request, self.profile, ()))
        try:
            url = join(self.base, request.target)
            draft = replace(draft, wire=draft.wire._replace(url=url))
            self.check_write(request)
            check_message(request)
            sign_in = await self._sign_in(request)
            await self._open_door()
        except (WriteRefused, InputError, SecretUnavailable) as error:
            self._log.append(draft.exchange(Outcome.REFUSED, error.problem.detail), draft.rules)
            number = error.problem.exchange or draft.number
            raise type(error)(replace(error.problem, exchange=number)) from error
        headers = outgoing_headers(request, self.profile, sign_in)
        return replace(draft, wire=draft.wire._replace(headers=headers), rules=self._rules)

    def _draft(self, request: Request, url: str, headers: Headers) -> Attempt:
        wire = WireRequest(request.method.upper(), url, headers, request.body)
        return Attempt(self._log.next_number(), self.profile.id, request, wire, self._rules)

    async def _sign_in(self, request: Request) -> Headers:
        try:
            return await signed_headers(request, self.profile, self._read_secret)
        finally:
            self._hide_known_secrets()

    async def _read_secret(self, slot: str) -> str | None:
        if slot == SIGN_IN and self._tokens is not None:
            return await self._tokens.token()
        return await self._secrets.read(slot)

    def _token_road(
        self, transport_factory: Callable[[Route], Door] | None
    ) -> tuple[TokenSource | None, TokenEndpoint | None]:
        if self.profile.auth.kind is not AuthKind.OAUTH:
            return None, None
        made = transport_factory
        endpoint = TokenEndpoint(
            self.profile,
            self._secrets,
            log=self._log,
            environment=self._environment,
            transport=Transport if made is None else (lambda _limits, route: made(route)),
        )
        return TokenSource(endpoint.fetch, self._clock), endpoint

    async def _at_the_end(
        self, attempt: Attempt, exchange: Exchange, reply: WireReply
    ) -> tuple[Attempt, Exchange, WireReply]:
        """Follow the redirects that may be followed."""
        while reply.failure is None and len(attempt.hops) < MAX_REDIRECTS:
            url = next_hop(exchange, is_read=attempt.request.is_read)
            if url is None:
                break
            attempt = self._after(attempt, url, (*attempt.hops, url))
            exchange, reply = await self._attempt(attempt)
        return attempt, exchange, reply

    def _has_dropped_token(self, attempt: Attempt, exchange: Exchange) -> bool:
        """Drop the token that a 401 refused, so that the next request has a fresh one."""
        refused = _bearer_of(attempt)
        if exchange.status != HTTPStatus.UNAUTHORIZED or self._tokens is None:
            return False
        if refused not in self._secrets.known:
            return False
        self._tokens.refused(refused)
        return True

    async def _with_fresh_token(self, attempt: Attempt) -> Attempt:
        """Return the attempt to make after a 401; raises as ``TokenSource.token_after`` does."""
        if self._tokens is not None:
            await self._tokens.token_after(_bearer_of(attempt))
        sign_in = await self._sign_in(attempt.request)
        headers = outgoing_headers(attempt.request, self.profile, sign_in)
        wire = attempt.wire._replace(headers=headers)
        again = self._after(attempt, attempt.wire.url, attempt.hops)
        return replace(again, wire=wire, rules=self._rules)

    async def _open_door(self) -> Door:
        try:
            return await self._keeper.open(self.base)
        finally:
            self._hide_known_secrets()

    def _hide_known_secrets(self) -> None:
        if self._rules.secrets != self._secrets.known:
            self._rules = replace(self._rules, secrets=self._secrets.known)

    async def _attempt(self, attempt: Attempt) -> tuple[Exchange, WireReply]:
        await self._keep_within_budget(attempt)
        if attempt.request.is_read:
            return await self._exchange(attempt)
        self._writes_under_way += 1
        try:
            await self._announce(attempt)
            self._writes_sent += 1
            return await self._exchange(attempt)
        finally:
            self._writes_under_way -= 1

    async def _keep_within_budget(self, attempt: Attempt) -> None:
        try:
            await self._budget.take()
        except asyncio.CancelledError:
            self._record(attempt.exchange(Outcome.CANCELLED, "stopped before sending"), attempt)
            raise
        except WaitStopped as error:
            reason = "Stopped by you while it waited for the request budget."
            self._record(attempt.exchange(Outcome.REFUSED, reason), attempt)
            problem = Problem("Request not sent", reason, exchange=attempt.number)
            raise WaitStopped(problem) from error

    async def _exchange(self, attempt: Attempt) -> tuple[Exchange, WireReply]:
        door = await self._open_door()
        reply = await door.exchange(
            attempt.wire, lambda partial: self._record(attempt.answered(partial), attempt)
        )
        exchange = attempt.answered(reply)
        self._record(exchange, attempt)
        failed = reply.failure is not None
        self.connection_state = Connection.FAILING if failed else Connection.ANSWERING
        return self._presentable(exchange, attempt), reply

    def _presentable(self, exchange: Exchange, attempt: Attempt) -> Exchange:
        """Cut out of an error what the server repeats of the sign-in: its words are shown."""
        is_error = (exchange.status or 0) >= HTTPStatus.BAD_REQUEST
        return redact(exchange, self._rules_for(attempt)) if is_error else exchange

    async def _announce(self, attempt: Attempt) -> None:
        """Commit the started row of a write before its bytes leave."""
        committed = self._log.started(attempt.exchange(Outcome.STARTED), attempt.rules)
        try:
            # Shielded: a cancel must not reach the future that the log's writer will resolve.
            await asyncio.shield(asyncio.wrap_future(committed))
        except asyncio.CancelledError:
            self._record(attempt.exchange(Outcome.CANCELLED, "stopped before sending"), attempt)
            raise

    def _record(self, exchange: Exchange, attempt: Attempt) -> None:
        self._log.append(exchange, self._rules_for(attempt))

    def _rules_for(self, attempt: Attempt) -> RedactionRules:
        """Return what is secret in ``attempt``, learned while it was on its way or before."""
        then, now = attempt.rules, self._rules
        if then == now:
            return now
        secrets = tuple(dict.fromkeys((*then.secrets, *now.secrets)))
        return replace(now, secrets=secrets, attributes=then.attributes | now.attributes)

    def _after(self, attempt: Attempt, url: str, hops: tuple[str, ...]) -> Attempt:
        return replace(
            attempt,
            number=self._log.next_number(),
            wire=attempt.wire._replace(url=url),
            follows=attempt.number,
            hops=hops,
        )


def _bearer_of(attempt: Attempt) -> str:
    value = header(attempt.wire.headers, "Authorization")
    return value.removeprefix("Bearer ") if value.startswith("Bearer ") else ""


def open_session(profile: Profile, log: Log, secrets: Secrets) -> Session:
    """Return a session that takes its secret from ``secrets``.

    Raises:
        InputError: The base URL of the profile cannot be used.
    """
    return Session(profile, log=log, read_secret=partial(secrets.read, profile))

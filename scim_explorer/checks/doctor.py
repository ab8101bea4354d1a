"""The connection doctor: looks at one endpoint from its name up to its paging. It never writes.

``examine`` decides what is looked at and when; ``trials`` ask, the modules beside them judge.
Independent steps run together, and each is told as soon as it is known.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from scim_explorer.checks import below_http, manners, presence, trials
from scim_explorer.checks.addresses import without_flags
from scim_explorer.checks.asking import ORIGIN, Asker
from scim_explorer.checks.reading import words
from scim_explorer.checks.steps import (
    STEPS,
    Judgement,
    StepResult,
    Verdict,
    failed,
    result,
    skipped,
)
from scim_explorer.checks.token import with_token
from scim_explorer.client.probe import Prober
from scim_explorer.client.request import Request
from scim_explorer.client.route import Route, route_to
from scim_explorer.client.secret_cache import ReadSecret, SecretCache
from scim_explorer.client.session import Log
from scim_explorer.client.sign_in import signed_headers
from scim_explorer.client.urls import BaseUrl, check_base_url
from scim_explorer.problems import ExplorerError, InputError, SecretUnavailable, WriteRefused
from scim_explorer.profiles.profile import Auth, AuthKind, Limits, Profile

_CONNECT_S = 10.0
_TOTAL_S = 15.0
_TRIALS_TIMES = 2
"""All that is tried above HTTP may take so many times what one request may."""
_GUESS_S = 2.0
_LINGER_S = 0.5

Told = Callable[[StepResult], None]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What lies around an examination.

    Attributes:
        environment: Variables of the process.
        now: Gives the current time, with its zone.
    """

    environment: Mapping[str, str]
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


async def examine(
    profile: Profile,
    *,
    log: Log,
    read_secret: ReadSecret,
    told: Told,
    around: Surroundings | None = None,
) -> tuple[StepResult, ...]:
    """Look at the endpoint of ``profile`` and return all steps in the order of ``STEPS``.

    Args:
        profile: Where to look; its guard does not matter, for nothing is written.
        log: Takes a record of each look and each request.
        read_secret: Asked once at most for each slot.
        told: Called with each step as soon as it is known, in that order.
        around: The process's own surroundings unless given.
    """
    profile = replace(profile, limits=bounded(profile.limits))
    examination = _Examination(profile, log, told, around or Surroundings(os.environ))
    await examination.run(read_secret)
    return tuple(examination.results[step.id] for step in STEPS)


class _Examination:
    def __init__(self, profile: Profile, log: Log, told: Told, around: Surroundings) -> None:
        self.results: dict[str, StepResult] = {}
        self._profile = profile
        self._log = log
        self._told = told
        self._around = around
        self._clean: Callable[[str], str] = str

    async def run(self, read_secret: ReadSecret) -> None:
        """Take the steps; where one stands in the way, those behind it are skipped."""
        typed, flags = without_flags(self._profile.base_url)
        try:
            base = check_base_url(typed)
        except InputError as error:
            self._tell(result("address", below_http.judge_refused_address(typed, error.problem)))
        else:
            self._tell(result("address", below_http.judge_address(typed, base, flags)))
            await self._look(base, SecretCache(read_secret))
        self._skip_the_rest("An earlier step has to succeed first.")

    async def _look(self, base: BaseUrl, secrets: SecretCache) -> None:
        profile, environment = self._profile, self._around.environment
        try:
            route = await route_to(base, profile, secrets.read, environment)
        except SecretUnavailable as error:
            self._tell(result("proxy", _no_secret(error)))
            return
        judged = below_http.judge_environment(environment, profile.proxy, route)
        self._tell(result("proxy", judged))
        if judged.verdict is Verdict.FAILED:
            return
        limits, log = profile.limits, self._log
        prober = Prober(base, limits, log=log, endpoint=profile.id, origin=ORIGIN, route=route)
        if await self._below_http(base, prober):
            await self._above(base, prober, secrets, route)

    async def _below_http(self, base: BaseUrl, prober: Prober) -> bool:
        """Look at name, port and certificate; return whether the next step makes sense."""
        name = await prober.resolve()
        self._tell(result("dns", below_http.judge_name(name, prober.host), (name.exchange,)))
        if name.failure is not None:
            return False
        port = await prober.connect(name.addresses)
        judged = below_http.judge_connection(port, prober.port)
        self._tell(result("connect", judged, (port.exchange,)))
        if port.failure is not None:
            return False
        if base.scheme == "http":
            self._tell(result("tls", skipped("http:// has none.")))
            return True
        shaken = await prober.handshake()
        now = self._around.now()
        judged = below_http.judge_tls(shaken, base.host, now, verify=prober.verifies)
        found = result("tls", judged, (shaken.exchange,))
        self._tell(replace(found, certificates=shaken.chain))
        return shaken.failure is None

    async def _above(
        self, base: BaseUrl, prober: Prober, secrets: SecretCache, route: Route
    ) -> None:
        kind = self._profile.auth.kind
        secrets, credentials = await self._credentials(secrets)
        asker = Asker(self._profile, base, log=self._log, secrets=secrets, route=route)
        self._clean = asker.clean
        try:
            answers = await trials.first_answers(asker)
            if presence.is_elsewhere(answers.all):
                self._tell(await trials.other_addresses(asker, base, answers))
                return
            if await self._http(base, prober, answers):
                kind = AuthKind.NONE if credentials.missing else kind
                ground = await trials.prepare(asker, base, kind, answers)
                await self._trials(ground, credentials)
        except* (WriteRefused, InputError, SecretUnavailable) as refused:
            # Nothing left: the profile itself is in the way, a method override in its headers.
            if "http" not in self.results:
                self._tell(result("http", _not_sent(refused)))
        finally:
            await asker.aclose()

    async def _credentials(self, secrets: SecretCache) -> tuple[SecretCache, trials.Credentials]:
        """Get ready to sign in; where that is not possible, all is looked at without."""
        issued = None
        try:
            if self._profile.auth.kind is AuthKind.OAUTH:
                environment = self._around.environment
                fetched = await with_token(self._profile, secrets, self._log, environment)
                self._profile, secrets, issued, problem = fetched
                if problem is not None:
                    raise SecretUnavailable(problem)
            await signed_headers(Request("GET", ""), self._profile, secrets.read)
        except (SecretUnavailable, InputError) as error:
            self._profile = replace(self._profile, auth=Auth(), secret_headers=())
            return secrets, trials.Credentials(issued, _no_secret(error))
        return secrets, trials.Credentials(issued)

    async def _http(self, base: BaseUrl, prober: Prober, answers: trials.Answers) -> bool:
        """Judge the first answers; return whether SCIM is spoken here."""
        judged = presence.judge_http(base, answers.users, answers.documents)
        seen = list(answers.all)
        if judged.unreachable:
            shaken = await prober.handshake(_GUESS_S, linger_s=_LINGER_S)
            seen.append(shaken.exchange)
            judged = below_http.explained_by_tls(judged, shaken, base)
        self._tell(result("http", judged, seen))
        return judged.verdict is not Verdict.FAILED

    async def _trials(self, ground: trials.Ground, credentials: trials.Credentials) -> None:
        bound_s = _TRIALS_TIMES * self._profile.limits.total_s
        try:
            async with asyncio.timeout(bound_s), asyncio.TaskGroup() as group:
                group.create_task(self._run(trials.sign_in(ground, credentials)))
                for trial in trials.chosen(ground):
                    group.create_task(self._run(trial(ground)))
        except TimeoutError:
            self._skip_the_rest(f"Not tried to the end: that took longer than {bound_s:g} s.")
            return
        seen = ground.asker.seen
        self._tell(result("compression", manners.judge_compression(seen), seen))
        self._tell(result("clock", manners.judge_clock(seen), seen[:1]))
        self._skip_the_rest(f"GET {ground.endpoint} has to give a list first.")

    async def _run(self, trial: Awaitable[StepResult]) -> None:
        self._tell(await trial)

    def _skip_the_rest(self, why: str) -> None:
        for step in STEPS:
            if step.id not in self.results:
                self._tell(result(step.id, skipped(why)))

    def _tell(self, found: StepResult) -> None:
        said = found.judgement
        cleaned = replace(said, detail=self._clean(said.detail), hint=self._clean(said.hint))
        self.results[found.step.id] = found = replace(found, judgement=cleaned)
        self._told(found)


def _no_secret(error: SecretUnavailable | InputError) -> Judgement:
    return failed(f"{error.problem.title}. {error.problem.detail}", error.problem.hint)


def _not_sent(refused: BaseExceptionGroup[ExplorerError]) -> Judgement:
    first = refused.exceptions[0]
    if isinstance(first, BaseExceptionGroup):
        return _not_sent(first)
    return failed(words(first.problem), "Look at the header fields and the sign-in of the profile.")


def bounded(limits: Limits) -> Limits:
    """Return limits under which a diagnosis takes no minutes.

    The request budget of the profile is for work, not for finding out why none is possible.
    """
    return replace(
        limits,
        connect_s=min(limits.connect_s, _CONNECT_S),
        total_s=min(limits.total_s, _TOTAL_S),
        per_minute=0,
    )

"""The steps of the connection doctor as data, and what is said about each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from scim_explorer.client.certificates import Certificate
from scim_explorer.exchanges.exchange import Exchange


class Verdict(StrEnum):
    """How one step ended."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    SKIPPED = "skipped"


class Overall(StrEnum):
    """How the whole examination ended; a warning alone leaves it OK."""

    OK = "ok"
    PROBLEMS = "problems"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is looked at."""

    id: str
    title: str


STEPS = (
    Step("address", "Address"),
    Step("proxy", "Proxy and environment"),
    Step("dns", "Host name"),
    Step("connect", "Connection"),
    Step("tls", "TLS"),
    Step("http", "HTTP"),
    Step("sign-in", "Sign-in"),
    Step("service-provider-config", "ServiceProviderConfig"),
    Step("resource-types", "ResourceTypes"),
    Step("schemas", "Schemas"),
    Step("first-read", "First read of each type"),
    Step("filter", "Filter"),
    Step("paging", "Paging"),
    Step("media-types", "Media types"),
    Step("user-agent", "No User-Agent"),
    Step("compression", "Compression"),
    Step("entra-suffix", "Suffix of Entra ID"),
    Step("clock", "Clock"),
)
"""In the order in which they are shown."""
BY_ID = {step.id: step for step in STEPS}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is said about one step.

    Attributes:
        detail: What was seen, in plain words.
        hint: One thing to do; empty when there is no honest advice.
        unreachable: No server answers at all, so that nothing else can be looked at.
        better_url: A base URL to use in place of the one that was looked at; "" for none.
    """

    verdict: Verdict
    detail: str
    hint: str = ""
    unreachable: bool = False
    better_url: str = ""


def ok(detail: str) -> Judgement:
    return Judgement(Verdict.OK, detail)


def warning(detail: str, hint: str = "", *, better_url: str = "") -> Judgement:
    return Judgement(Verdict.WARNING, detail, hint, better_url=better_url)


def failed(
    detail: str, hint: str = "", *, unreachable: bool = False, better_url: str = ""
) -> Judgement:
    return Judgement(Verdict.FAILED, detail, hint, unreachable, better_url)


def skipped(detail: str) -> Judgement:
    return Judgement(Verdict.SKIPPED, detail)


@dataclass(frozen=True, slots=True)
class StepResult:
    """One step with its judgement.

    Attributes:
        exchanges: Numbers in the request log, in order.
        took_ms: How long at least one of them was under way.
        certificates: What the server presented, its own first.
    """

    step: Step
    judgement: Judgement
    exchanges: tuple[int, ...] = ()
    took_ms: float = 0.0
    certificates: tuple[Certificate, ...] = ()

    @property
    def verdict(self) -> Verdict:
        return self.judgement.verdict


def result(step_id: str, judgement: Judgement, exchanges: Iterable[Exchange] = ()) -> StepResult:
    """Return the result of the step ``step_id``, timed by what was exchanged for it."""
    seen = {exchange.number: exchange for exchange in exchanges}
    before = [one.follows for one in seen.values() if one.follows is not None]
    numbers = tuple(sorted({*seen, *before}))
    return StepResult(BY_ID[step_id], judgement, numbers, _busy_ms(seen.values()))


def _busy_ms(exchanges: Iterable[Exchange]) -> float:
    """Return how long at least one of the exchanges was under way."""
    busy_ms, until_ms = 0.0, 0.0
    for one in sorted(exchanges, key=lambda each: each.times.queued_at):
        begin_ms = one.times.queued_at * 1000
        end_ms = begin_ms + one.times.done_ms
        busy_ms += max(end_ms - max(begin_ms, until_ms), 0.0)
        until_ms = max(until_ms, end_ms)
    return busy_ms


def overall(results: Sequence[StepResult]) -> Overall:
    """Return the verdict on the whole: it can be worked with, or not, or nobody is there."""
    if any(one.judgement.unreachable for one in results):
        return Overall.UNREACHABLE
    if any(one.verdict is Verdict.FAILED for one in results):
        return Overall.PROBLEMS
    return Overall.OK


def in_one_sentence(results: Sequence[StepResult]) -> str:
    """Return the verdict in words, for the top of a report."""
    count = {verdict: sum(one.verdict is verdict for one in results) for verdict in Verdict}
    failures, remarks = count[Verdict.FAILED], count[Verdict.WARNING]
    said = f" {remarks} {'remark' if remarks == 1 else 'remarks'}." if remarks else ""
    found = overall(results)
    if found is Overall.UNREACHABLE:
        return "The server cannot be reached."
    if found is Overall.PROBLEMS:
        steps = "1 step" if failures == 1 else f"{failures} steps"
        return f"The server is there, and {steps} failed.{said}"
    return f"The connection is sound.{said}"

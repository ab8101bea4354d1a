"""The operator matrix as a value: results, what they were held against, and what is claimed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from scim_explorer.checks.operators.plan import Plan
from scim_explorer.checks.operators.probe import Group, Result, Verdict
from scim_explorer.protocol.schema import Capabilities

_FILTERS = frozenset(
    {Group.OPERATORS, Group.LOGIC, Group.PATHS, Group.CASE, Group.MISTAKES, Group.PAGING}
)
_NAMED = (
    (Verdict.WRONG, "wrong"),
    (Verdict.IGNORED, "ignored"),
    (Verdict.REFUSED, "refused"),
    (Verdict.FAILED, "failed"),
    (Verdict.OPEN, "left open by the RFC"),
)


@dataclass(frozen=True, slots=True)
class Claims:
    """What ServiceProviderConfig says (RFC 7643 section 5); None where it says nothing."""

    filter: bool | None = None
    sort: bool | None = None
    max_results: int | None = None


@dataclass(frozen=True, slots=True)
class Matrix:
    """What came of a run.

    Attributes:
        resource_type: Its name.
        when: Begin of the run, with its zone.
        rows: How many rows the answers were held against.
        is_whole: They were all that there were.
        total: As the server told it.
        largest_page: Most rows that came in one answer.
    """

    resource_type: str
    when: datetime
    rows: int
    is_whole: bool
    total: int | None
    largest_page: int
    claims: Claims
    results: tuple[Result, ...]


def matrix_of(plan: Plan, when: datetime, told: Capabilities, results: Sequence[Result]) -> Matrix:
    """Return what came of a run.

    Args:
        plan: That was followed.
        when: Its begin.
        told: What the server claims.
        results: Of all probes of the plan, in its order.
    """
    known = plan.known
    return Matrix(
        plan.resource_type.name,
        when,
        rows=len(known.rows),
        is_whole=known.is_whole,
        total=known.total,
        largest_page=max([known.largest_page, *(one.got or 0 for one in results)]),
        claims=Claims(told.filter, told.sort, told.max_results),
        results=tuple(results),
    )


def sentence(results: Sequence[Result]) -> str:
    """Return how the answers were, in one sentence."""
    tried = [one for one in results if one.verdict is not Verdict.NOT_TRIED]
    count = Counter(one.verdict for one in tried)
    right = count[Verdict.RIGHT]
    if not tried:
        return "Nothing was asked."
    others = [f"{count[verdict]} {word}" for verdict, word in _NAMED if count[verdict]]
    if not others:
        return f"All {right} answers are right."
    return f"{right} of {len(tried)} answers are right, {_listed(others)}."


def _listed(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]


def ground_words(matrix: Matrix) -> str:
    """Return what the answers were held against."""
    name = matrix.resource_type
    if matrix.is_whole:
        return f"Held against all {matrix.rows:,} {name} resources that there are."
    of_total = f" of {matrix.total:,}" if matrix.total is not None else ""
    return (
        f"Held against the {matrix.rows:,}{of_total} {name} resources that were read: "
        "a row is missed only where the whole answer came."
    )


def claim_words(matrix: Matrix) -> tuple[str, ...]:
    """Return each claim of ServiceProviderConfig beside what was seen."""
    claims, results = matrix.claims, matrix.results
    said = (
        _supported("filter", claims.filter, [one for one in results if one.group in _FILTERS]),
        _supported("sort", claims.sort, [one for one in results if one.group is Group.SORT]),
    )
    return tuple(one for one in (*said, _most(claims.max_results, matrix.largest_page)) if one)


def _supported(name: str, claimed: bool | None, results: Sequence[Result]) -> str:  # noqa: FBT001
    passed_over = {Verdict.NOT_TRIED, Verdict.OPEN}
    tried = [one for one in results if one.verdict not in passed_over]
    if not tried:
        return ""
    right = sum(one.verdict is Verdict.RIGHT for one in tried)
    word = {True: "Claims", False: "Denies", None: "Says nothing about"}[claimed]
    return f"{word} {name}: {right} of {len(tried)} right."


def _most(claimed: int | None, seen: int) -> str:
    if claimed is None:
        return ""
    if seen > claimed:
        return f"Claims filter.maxResults {claimed:,}: {seen:,} rows came in one answer."
    return f"Claims filter.maxResults {claimed:,}: not exceeded."


def words(result: Result) -> str:
    """Return what came of one probe, in sentences; the server's own words come last."""
    parts = [_numbers(result), result.note, _weakness(result)]
    if result.verdict in {Verdict.REFUSED, Verdict.FAILED} and result.status is not None:
        parts.insert(0, f"{result.status} {result.scim_type}".strip() + ".")
    if result.said:
        parts.append(result.said)
    return " ".join(part for part in parts if part)


def _numbers(result: Result) -> str:
    if result.got is None:
        return ""
    came = f"{result.got:,} {'row' if result.got == 1 else 'rows'} came"
    if result.total is not None and result.total != result.got:
        came = f"{came} of {result.total:,}"
    if result.expected is not None:
        came = f"{came}, of the known ones {result.expected:,} should"
    faults = [
        f"{count:,} {word}"
        for count, word in ((result.extra, "too many"), (result.missing, "missing"))
        if count
    ]
    return f"{came}: {' and '.join(faults)}." if faults else f"{came}."


def _weakness(result: Result) -> str:
    if not result.weak or result.verdict is not Verdict.RIGHT:
        return ""
    return "This proves little: an answer that took no notice would look the same, or empty."

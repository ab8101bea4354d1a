"""From the answer to a probe to its verdict. No I/O.

A row is held against the filter by the local evaluator; what the RFC leaves open accuses nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus

from scim_explorer.checks.operators.probe import Expects, Known, Probe, Result, Verdict
from scim_explorer.checks.operators.rows import Comparison, compared, holds_all
from scim_explorer.client.pages import Query
from scim_explorer.problems import AnswerError, ExplorerError
from scim_explorer.protocol.filters.parser import path_of
from scim_explorer.protocol.filters.syntax import Path
from scim_explorer.protocol.filters.values import Resource, values_of
from scim_explorer.protocol.json_codec import object_of
from scim_explorer.protocol.list_response import ListPage
from scim_explorer.protocol.paths import get_member
from scim_explorer.protocol.row_order import wrong_steps

_MOST_EXAMPLES = 5
_SAID = 300
_FIRST_ERROR, _SERVER_ERROR = 400, 500
_FAILURES: dict[int, str] = {
    HTTPStatus.TOO_MANY_REQUESTS: "The server asks to wait.",
    HTTPStatus.UNAUTHORIZED: "The sign-in was refused.",
}
"""Answers that say nothing about what was asked."""
_ALWAYS = frozenset({"id", "schemas", "meta"})
"""Members that may stand in a row whatever was selected: the RFC's own texts differ on two."""


def result_of(probe: Probe) -> Result:
    """Return the result of a probe that is not tried, and the begin of any other."""
    asked = probe.query.filter if probe.query is not None else ""
    return Result(
        *(probe.group, probe.construct, probe.kind, Verdict.NOT_TRIED, probe.shape),
        weak=probe.weak,
        note=probe.reason,
        asked=asked,
    )


def judge_failure(probe: Probe, error: ExplorerError) -> Result:
    """Judge what is no list: an error of the server, no answer, another kind of document."""
    problem = error.problem
    words = f"{problem.title}. {problem.detail}"[:_SAID]
    found = replace(result_of(probe), exchange=problem.exchange, said=words)
    if not isinstance(error, AnswerError):
        return replace(found, verdict=Verdict.FAILED, note="No list came.", weak=False)
    found = replace(found, status=error.status, scim_type=error.scim_type, weak=False)
    is_failure = error.status >= _SERVER_ERROR
    is_refusal = error.status >= _FIRST_ERROR and not is_failure and error.status not in _FAILURES
    if not is_refusal and error.status != HTTPStatus.NOT_IMPLEMENTED:
        note = _FAILURES.get(error.status, "The server failed." if is_failure else "")
        return replace(found, verdict=Verdict.FAILED, note=note)
    if probe.expects is Expects.REFUSAL and is_refusal:
        return _right_refusal(found)
    if probe.expects is Expects.ROWS_OR_REFUSAL:
        note = "Refused; the RFC leaves open whether it may be."
        return replace(found, verdict=Verdict.OPEN, note=note)
    return replace(found, verdict=Verdict.REFUSED)


def _right_refusal(found: Result) -> Result:
    if found.status != HTTPStatus.BAD_REQUEST:
        note = "Refused, as it has to be; the RFC wants 400."
        return replace(found, verdict=Verdict.REFUSED, note=note)
    if found.scim_type.lower() == "invalidfilter":
        return replace(found, verdict=Verdict.RIGHT, note="Refused, as it has to be.")
    note = "Refused, as it has to be; scimType is not invalidFilter."
    return replace(found, verdict=Verdict.RIGHT, note=note)


def judge_page(probe: Probe, page: ListPage, known: Known, exchange: int) -> Result:
    """Judge a list.

    Args:
        probe: What was asked.
        page: The answer.
        known: What is known of the rows.
        exchange: Number of the request.
    """
    found = replace(
        result_of(probe),
        got=len(page.rows),
        total=page.total_results,
        status=HTTPStatus.OK,
        exchange=exchange,
    )
    rows = [object_of(row) or {} for row in page.rows]
    return _JUDGES[probe.expects](
        _Answer(probe, probe.query or Query(""), page, rows, known), found
    )


@dataclass(frozen=True, slots=True)
class _Answer:
    probe: Probe
    query: Query
    page: ListPage
    rows: list[Resource]
    known: Known

    @property
    def is_unfiltered(self) -> bool:
        """Whether as many came, or are told, as without a filter."""
        total, known = self.page.total_results, self.known
        if total is not None and known.total is not None:
            return total == known.total
        return known.is_whole and len(self.rows) >= len(known.rows)

    def held_against_filter(self) -> Comparison:
        return compared(self.query.filter, self.page, self.rows, self.known)


# --- rows ----------------------------------------------------------------------------------------


def _judge_rows(answer: _Answer, found: Result) -> Result:
    seen = answer.held_against_filter()
    found = _counted(found, seen)
    if not seen.is_contradicted:
        if seen.in_doubt:
            note = f"{seen.in_doubt} rows differ where the RFC leaves it open."
            return replace(found, verdict=Verdict.OPEN, note=note, weak=False)
        return replace(found, verdict=Verdict.RIGHT, note=seen.note)
    if answer.is_unfiltered and seen.matching != answer.page.total_results:
        note = "As many rows as without the filter."
        return replace(found, verdict=Verdict.IGNORED, note=note, weak=False)
    return replace(found, verdict=Verdict.WRONG, note=seen.note, weak=False)


def _counted(found: Result, seen: Comparison) -> Result:
    return replace(
        found,
        expected=seen.matching,
        extra=seen.extra_count,
        missing=seen.missing_count,
        examples=(*seen.extra, *seen.missing)[:_MOST_EXAMPLES],
    )


def _judge_refusal(answer: _Answer, found: Result) -> Result:
    if answer.is_unfiltered and answer.rows:
        note = "As many rows as without the filter, where 400 is due."
        return replace(found, verdict=Verdict.IGNORED, note=note, weak=False)
    note = "Answered as if it were fine, where 400 invalidFilter is due."
    return replace(found, verdict=Verdict.WRONG, note=note, weak=False)


def _judge_one_of(answer: _Answer, found: Result) -> Result:
    """Judge one row of several, the second one."""
    seen = answer.held_against_filter()
    found = _counted(found, seen)
    if seen.is_contradicted:
        ignored = answer.is_unfiltered
        note = "As many rows as without the filter." if ignored else seen.note
        verdict = Verdict.IGNORED if ignored else Verdict.WRONG
        return replace(found, verdict=verdict, note=note)
    if len(answer.rows) > answer.query.count:
        note = "The filter is applied, count is not."
        return replace(found, verdict=Verdict.IGNORED, note=note)
    if not answer.rows:
        note = "No row came, and there is a second one."
        return replace(found, verdict=Verdict.WRONG, note=note)
    return replace(found, verdict=Verdict.RIGHT, note=seen.note)


# --- order ---------------------------------------------------------------------------------------


def _judge_order(answer: _Answer, found: Result) -> Result:
    wrong = _other_rows(answer, found)
    if wrong is not None:
        return wrong
    path = path_of(answer.probe.target)
    keys = [_key(row, path) for row in answer.rows]
    attribute = answer.known.attributes.find(path) if path is not None else None
    is_date = attribute is not None and attribute.type == "dateTime"
    steps = wrong_steps(keys, descending=answer.query.descending, dates=is_date)
    as_before = _is_order_of(answer)
    if True not in steps:
        weak = as_before or False not in steps
        return replace(found, verdict=Verdict.RIGHT, weak=weak)
    if as_before:
        note = "The rows came in the order in which they come without it."
        return replace(found, verdict=Verdict.IGNORED, note=note)
    note = f"{steps.count(True)} rows stand behind one that they belong before."
    return replace(found, verdict=Verdict.WRONG, note=note)


def _other_rows(answer: _Answer, found: Result) -> Result | None:
    """Return the verdict on an answer that is in order because rows are not there."""
    if answer.query.filter:
        seen = answer.held_against_filter()
        if not seen.is_contradicted:
            return None
        verdict = Verdict.IGNORED if answer.is_unfiltered else Verdict.WRONG
        note = "The rows are not those of the filter."
        return replace(_counted(found, seen), verdict=verdict, note=note)
    if not answer.rows:
        note = f"No row came, and there are {len(answer.known.rows)}."
        return replace(found, verdict=Verdict.WRONG, note=note, weak=False)
    # More are no fault: some may have been made since the rows were read.
    told, before = answer.page.total_results, answer.known.total
    if told is not None and told < max(before or 0, len(answer.known.rows)):
        note = "Fewer resources are told than without sorting."
        return replace(found, verdict=Verdict.WRONG, note=note, weak=False)
    missing = len(answer.known.rows.keys() - set(answer.page.ids))
    if missing and holds_all(answer.page):
        note = "Rows that came without sorting did not come."
        return replace(found, verdict=Verdict.WRONG, note=note, missing=missing, weak=False)
    return None


def _key(row: Resource, path: Path | None) -> str | None:
    """Return the one text that a row is sorted by; None where it has none, or several."""
    values = values_of(row, path) if path is not None else []
    return values[0] if len(values) == 1 and isinstance(values[0], str) else None


def _is_order_of(answer: _Answer) -> bool:
    """Tell whether the rows have the order in which they came when they were read."""
    places = {one: place for place, one in enumerate(answer.known.rows)}
    order = [places[one] for one in answer.page.ids if one in places]
    return order == sorted(order)


# --- selected attributes -------------------------------------------------------------------------


def _judge_only(answer: _Answer, found: Result) -> Result:
    wanted = answer.probe.target.partition(".")[0].lower()
    return _judge_members(answer, found, lambda name: name == wanted)


def _judge_without(answer: _Answer, found: Result) -> Result:
    unwanted = answer.probe.target.lower()
    return _judge_members(answer, found, lambda name: name != unwanted)


def _always(known: Known) -> frozenset[str]:
    """Return the members that stand in a row whatever was selected, in lower case."""
    declared = (
        path.lower() for path, one in known.attributes.below(None) if one.returned == "always"
    )
    return _ALWAYS | {path.partition(".")[0] for path in declared}


def _judge_members(answer: _Answer, found: Result, is_wanted: Callable[[str], bool]) -> Result:
    """Hold the members of each row against those that it had when it was read.

    Args:
        answer: The rows.
        found: The begin of the result.
        is_wanted: Whether a member was selected; its name is in lower case.
    """
    if answer.query.filter and answer.probe.expects is Expects.ONLY and answer.is_unfiltered:
        note = "The rows are not those of the filter."
        return replace(found, verdict=Verdict.IGNORED, note=note)
    pairs = [
        (row, answer.known.rows[one])
        for row, one in zip(answer.rows, answer.page.ids, strict=True)
        if one is not None and one in answer.known.rows
    ]
    if not pairs:
        return replace(found, verdict=Verdict.FAILED, note="No known row came.")
    always = _always(answer.known)
    left_over = sum(
        any(not is_wanted(name.lower()) and name.lower() not in always for name in row)
        for row, _ in pairs
    )
    lost = sum(_has_lost(row, before, is_wanted) for row, before in pairs)
    if left_over and all(len(row) >= len(before) for row, before in pairs):
        note = "The rows came with all their attributes."
        return replace(found, verdict=Verdict.IGNORED, note=note)
    if left_over:
        note = f"{left_over} rows have attributes that were not asked for."
        return replace(found, verdict=Verdict.WRONG, note=note)
    if lost:
        note = f"{lost} rows lack attributes that were asked for."
        return replace(found, verdict=Verdict.WRONG, note=note)
    return replace(found, verdict=Verdict.RIGHT)


def _has_lost(row: Resource, before: Resource, is_wanted: Callable[[str], bool]) -> bool:
    """Return whether a row lacks what it had and was selected; what may always stand is no loss."""
    return any(
        is_wanted(name.lower())
        and name.lower() not in _ALWAYS
        and value not in (None, [], {}, "")
        and get_member(row, name) is None
        for name, value in before.items()
    )


_JUDGES: dict[Expects, Callable[[_Answer, Result], Result]] = {
    Expects.ROWS: _judge_rows,
    Expects.ROWS_OR_REFUSAL: _judge_rows,
    Expects.REFUSAL: _judge_refusal,
    Expects.ORDER: _judge_order,
    Expects.ONLY: _judge_only,
    Expects.WITHOUT: _judge_without,
    Expects.ONE_OF: _judge_one_of,
}

"""The results as a table for the terminal, as Markdown and as JSON. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.lines import Line
from benchmarks.measure import Result, verdict

HEADINGS = (
    "#",
    "what",
    "divided by",
    "rounds",
    "median",
    "floor",
    "ratio",
    "goal",
    "stretch",
    "verdict",
)
NUMBERS_FROM = 3


class Outcome(NamedTuple):
    """A line, and its result or why there is none."""

    line: Line
    result: Result | None
    failure: str = ""

    @property
    def verdict(self) -> str:
        if self.result is None:
            return "not measured"
        return verdict(self.result.value, self.line.goal, self.line.stretch)


def cells(outcome: Outcome) -> tuple[str, ...]:
    """Return one row of the table."""
    line, result = outcome.line, outcome.result
    limits = (_number(line.goal), _number(line.stretch), outcome.verdict)
    head = (str(line.number), line.title, line.divided_by or "(absolute)")
    if result is None:
        return (*head, "0", "", "", "", *limits)
    floor = "" if result.denominator is None else f"{_number(result.denominator)} {result.unit}"
    ratio = "" if result.denominator is None else _number(result.value)
    median = f"{_number(result.numerator)} {result.unit}"
    return (*head, str(len(result.numerators)), median, floor, ratio, *limits)


def plain(outcomes: Sequence[Outcome]) -> str:
    """Return the table for a terminal, remarks below it."""
    rows = [HEADINGS, *map(cells, outcomes)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            text.ljust(width) if place < NUMBERS_FROM else text.rjust(width)
            for place, (text, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return "\n".join([*lines, *_remarks(outcomes)])


def markdown(outcomes: Sequence[Outcome]) -> str:
    """Return the table as Markdown, remarks below it."""
    marks = ["---:" if place >= NUMBERS_FROM else "---" for place in range(len(HEADINGS))]
    rows = [HEADINGS, tuple(marks), *map(cells, outcomes)]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    remarks = [f"- {text}" for text in _remarks(outcomes)]
    return "\n".join([*lines, "", *remarks])


def as_objects(outcomes: Sequence[Outcome]) -> list[dict[str, object]]:
    """Return every single measurement, for ``--json``."""
    return [
        {
            "line": outcome.line.number,
            "title": outcome.line.title,
            "divided_by": outcome.line.divided_by,
            "goal": outcome.line.goal,
            "stretch": outcome.line.stretch,
            "verdict": outcome.verdict,
            "failure": outcome.failure,
            "unit": outcome.result.unit if outcome.result else "",
            "numerators": list(outcome.result.numerators) if outcome.result else [],
            "denominators": list(outcome.result.denominators) if outcome.result else [],
        }
        for outcome in outcomes
    ]


def _remarks(outcomes: Sequence[Outcome]) -> list[str]:
    remarks = []
    for line, result, failure in outcomes:
        text = failure or (result.note if result else "")
        if text:
            remarks.append(f"line {line.number}, {line.divided_by or 'absolute'}: {text}")
    return remarks


def _number(value: float) -> str:
    """Return three significant digits, without an exponent."""
    if value >= 100:  # three digits
        return f"{value:,.0f}"
    return f"{value:.3g}"

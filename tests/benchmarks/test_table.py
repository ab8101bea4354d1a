from __future__ import annotations

from benchmarks.bench import Bench
from benchmarks.lines import Line
from benchmarks.measure import Result
from benchmarks.table import Outcome, as_objects, cells, markdown, plain


def unused(_bench: Bench) -> Result:
    raise AssertionError


def line(divided_by: str = "bare Qt window") -> Line:
    return Line(1, "start", divided_by, goal=1.5, stretch=1.2, measure=unused)


def test_that_a_row_shows_both_medians_the_ratio_and_the_verdict() -> None:
    outcome = Outcome(line(), Result([240.0, 280.0, 260.0], [200.0, 200.0, 200.0], "ms"))

    assert cells(outcome)[3:] == ("3", "260 ms", "200 ms", "1.3", "1.5", "1.2", "goal")


def test_that_an_absolute_value_has_no_floor_and_no_ratio() -> None:
    outcome = Outcome(line(divided_by=""), Result([1.0], (), "ms"))

    assert cells(outcome)[2:7] == ("(absolute)", "1", "1 ms", "", "")


def test_that_a_line_that_could_not_be_measured_says_why() -> None:
    outcome = Outcome(line(), None, "node is missing")

    assert outcome.verdict == "not measured"
    assert "bare Qt window: node is missing" in plain([outcome])


def test_that_large_numbers_have_no_exponent() -> None:
    outcome = Outcome(line(), Result([12_345.6], [10_000.0], "ms"))

    assert cells(outcome)[4:6] == ("12,346 ms", "10,000 ms")


def test_that_markdown_has_a_row_a_line_and_the_remarks_below() -> None:
    outcome = Outcome(line(), Result([1.0], [1.0], "ms", "warm"))

    rows = markdown([outcome]).splitlines()

    assert rows[0].startswith("| # | what |")
    assert rows[2].startswith("| 1 | start | bare Qt window | 1 |")
    assert rows[-1] == "- line 1, bare Qt window: warm"


def test_that_every_single_measurement_can_be_kept() -> None:
    outcome = Outcome(line(), Result([1.0, 2.0], [3.0, 4.0], "ms"))

    (kept,) = as_objects([outcome])

    assert (kept["numerators"], kept["denominators"]) == ([1.0, 2.0], [3.0, 4.0])

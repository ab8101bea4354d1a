"""The page about faults names the tests that there are, and no fault is forgotten."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

from tools.reliability import FAULTS, NOT_HELD, PAGE, Held, holding_tests, page_of, results_of

REPORT = """<testsuites><testsuite>
<testcase classname="tests.a" name="test_fault_1_a[x]"/>
<testcase classname="tests.a" name="test_fault_1_a[y]"><failure/></testcase>
<testcase classname="tests.a" name="test_fault_2_b"><skipped/></testcase>
<testcase classname="tests.a" name="test_other"/>
</testsuite></testsuites>"""


def numbers() -> list[int]:
    return [fault["number"] for fault in json.loads(FAULTS.read_text(encoding="utf-8"))]


def test_that_each_fault_is_held_by_a_test_or_has_its_reason() -> None:
    held, reasons = holding_tests(), json.loads(NOT_HELD.read_text(encoding="utf-8"))

    assert numbers() == list(range(1, 112))
    assert [n for n in numbers() if not held[n] and str(n) not in reasons] == []
    assert {int(n) for n in reasons} | set(held) <= set(numbers())


def test_that_the_page_names_the_tests_that_there_are() -> None:
    page = PAGE.read_text(encoding="utf-8")

    for number, tests in holding_tests().items():
        row = next(
            line
            for line in page.splitlines()
            if line.startswith((f"| {number} |", f"| {number} ★ |"))
        )
        words = [one.name.partition(f"_fault_{number}_")[2].replace("_", " ") for one in tests]
        assert [one for one in words if f"[{one}]" not in row] == []
        assert row.count("](../tests/") == len(words)
    assert re.findall(r"\d+ failed|\(not run\)", page) == []


def test_that_results_are_counted_for_each_test(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT)

    assert results_of(report) == {
        "test_fault_1_a": Counter(passed=1, failed=1),
        "test_fault_2_b": Counter(skipped=1),
    }


def test_that_a_row_shows_tests_results_and_the_reason_for_a_gap() -> None:
    faults = [
        {"number": 1, "star": True, "fault": "a <b>", "promise": "x | y"},
        {"number": 2, "star": False, "fault": "c", "promise": "d"},
    ]
    tests = {1: [Held("test_fault_1_it_holds", "tests/test_a.py")]}

    page = page_of(
        faults, tests, {"2": "Not yet."}, {"test_fault_1_it_holds": Counter(passed=3)}, "today"
    )

    assert "| 1 ★ | a &lt;b> | x \\| y | [it holds](../tests/test_a.py) (3 passed) |" in page
    assert "| 2 | c | d | Not yet. |" in page
    assert "1 of 2 faults are held" in page

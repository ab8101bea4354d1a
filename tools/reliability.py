"""Makes docs/reliability.md: each fault, what is promised, and the tests that hold it, as they ran.

Run it from the project's root: ``python tools/reliability.py``. It runs every test whose name
carries the number of a fault (``test_fault_95_...``), the long ones included, some six minutes.
"""

from __future__ import annotations

import json
import platform
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reliability.md"
FAULTS = ROOT / "tests" / "faults" / "faults.json"
NOT_HELD = ROOT / "tests" / "faults" / "not_held.json"
_NAME = re.compile(r"def (test_fault_(\d+)_\w+)\(")
_CASE = re.compile(r"test_fault_(\d+)_\w+")


_PAGE = """\
# Reliability

Faults that SCIM Explorer is built to survive, what it does then, and the tests that hold it to
that.
This page is made by `tools/reliability.py` from a run of these tests: {run}.

{held} of {total} faults are held by a test. A star marks those that matter most. Where a fault is
held in part only, or not at all, the reason stands in its row.

| | fault | promise | held by |
|---|---|---|---|
{rows}
"""


class Held(NamedTuple):
    """A test and where it stands, relative to the project's root."""

    name: str
    path: str


def holding_tests(root: Path = ROOT) -> dict[int, list[Held]]:
    """Return the tests that carry a fault's number in their name."""
    found: dict[int, list[Held]] = defaultdict(list)
    for path in sorted((root / "tests").rglob("test_*.py")):
        for name, number in _NAME.findall(path.read_text(encoding="utf-8")):
            found[int(number)].append(Held(name, path.relative_to(root).as_posix()))
    return found


def results_of(report: Path) -> dict[str, Counter[str]]:
    """Return how often each test function passed, failed or was skipped, from a JUnit file."""
    results: dict[str, Counter[str]] = defaultdict(Counter)
    for case in ET.parse(report).iter("testcase"):  # noqa: S314  # our own run's
        match = _CASE.match(case.get("name", ""))
        if match:
            results[match.group()][_outcome(case)] += 1
    return results


def page_of(
    faults: Iterable[Mapping[str, Any]],
    tests: Mapping[int, list[Held]],
    not_held: Mapping[str, str],
    results: Mapping[str, Counter[str]],
    run: str,
) -> str:
    """Return the page as Markdown; ``run`` says when and on what the tests ran."""
    rows, held = [], 0
    for fault in faults:
        number = fault["number"]
        own = tests.get(number, [])
        held += bool(own)
        reason = not_held.get(str(number), "")
        cells = [_test_cell(one, results.get(one.name, Counter())) for one in own]
        star = " ★" if fault["star"] else ""
        rows.append(
            f"| {number}{star} | {_cell(fault['fault'])} | {_cell(fault['promise'])} | "
            f"{'<br>'.join([*cells, *([reason] if reason else [])])} |"
        )
    return _PAGE.format(run=run, held=held, total=len(rows), rows="\n".join(rows))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def _test_cell(test: Held, result: Counter[str]) -> str:
    words = test.name.partition("_fault_")[2].partition("_")[2].replace("_", " ")
    said = ", ".join(f"{count} {outcome}" for outcome, count in sorted(result.items()))
    return f"[{words}](../{test.path}) ({said or 'not run'})"


def _outcome(case: ET.Element) -> str:
    tags = {child.tag for child in case}
    if tags & {"failure", "error"}:
        return "failed"
    return "skipped" if "skipped" in tags else "passed"


def main() -> int:
    """Run the tests and write the page; return pytest's exit code."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-k", "test_fault_"]
        command += ["-m", "long or not long", f"--junitxml={report}"]
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        results = results_of(report)
    run = (
        f"{date.today():%Y-%m-%d}, {platform.system()}, Python {platform.python_version()}, "  # noqa: DTZ011  # a date for people
        f"PySide6 {version('PySide6-Essentials')}"
    )
    faults = json.loads(FAULTS.read_text(encoding="utf-8"))
    not_held = json.loads(NOT_HELD.read_text(encoding="utf-8"))
    PAGE.write_text(page_of(faults, holding_tests(), not_held, results, run), encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main())

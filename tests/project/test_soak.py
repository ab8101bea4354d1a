"""The soak tells what is lost; that nothing is, only a run of it can show."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from typing_extensions import override

from scim_explorer.exchanges.log import ExchangeLog
from tests.exchanges.samples import sample
from tools.soak import Report, Soak
from tools.soak_server import SoakServer


class QuietServer(SoakServer):
    """A server that is not there and received nothing."""

    @override
    def arrived(self) -> int:
        return 0


@pytest.fixture
def soak(tmp_path: Path) -> Soak:
    made = Soak(tmp_path, random.Random(1), Report(1))  # noqa: S311
    made.server = QuietServer(tmp_path)
    log = ExchangeLog.open(made.desktop.folders.log)
    log.append(sample(log.next_number())).result(10)
    log.close()
    return made


def test_that_a_whole_log_is_no_leak(soak: Soak) -> None:
    soak._told = {1}

    soak._check_rows(0, 0)

    assert soak.report.leaks == []
    assert soak.report.rows == 1


def test_that_a_row_that_was_told_and_is_gone_is_a_leak(soak: Soak) -> None:
    soak._told = {1, 2}

    soak._check_rows(0, 0)

    assert soak.report.leaks == ["life 0: rows that were told as kept are not there: [2]"]


def test_that_a_request_that_arrived_and_has_no_row_is_a_leak(soak: Soak) -> None:
    soak._check_rows(0, -1)

    assert soak.report.leaks == ["life 0: 1 requests arrived, 0 are in the log"]


def test_that_the_report_is_json_with_sums() -> None:
    report = Report(7, moves={"search": 3, "act": 4}, resident_mb=[100.0, 103.5])

    shown = json.loads(report.as_json())

    assert (shown["operations"], shown["growth_mb"]) == (7, 3.5)

"""What the search words find in a real log."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from scim_explorer.exchanges.exchange import Body, Exchange, Outcome, Times
from scim_explorer.exchanges.log import ExchangeLog

NOW = datetime(2026, 11, 23, 15, 0).astimezone().timestamp()
SENT_AT = datetime(2026, 11, 23, 14, 2, 31).astimezone().timestamp()


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ExchangeLog]:
    found = ExchangeLog.open(tmp_path_factory.mktemp("log") / "log.db", clock=lambda: NOW)
    found.append(
        Exchange(
            number=118,
            endpoint="p1",
            origin="Browse",
            method="PATCH",
            url="https://scim.example/v2/Users?filter=userName%20eq%20%22ann%22",
            times=Times(SENT_AT, done_ms=1_500.0),
            outcome=Outcome.ANSWERED,
            request_headers=(("X-Trace", "seven"),),
            status=409,
            response_body=Body(b'{"detail":"Name is taken"}'),
        )
    ).result()
    found.append(
        Exchange(
            number=7,
            endpoint="p1",
            origin="Resource",
            method="GET",
            url="https://scim.example/v2/Groups/100%25_sure",
            times=Times(SENT_AT - 86_400, done_ms=60_000.0),
            outcome=Outcome.NO_REPLY,
            reason="timed out after 60 s",
        )
    ).result()
    yield found
    found.close()


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("", [118, 7]),
        ("409", [118]),
        ("4xx 5xx", [118]),
        ("404", []),
        ("patch", [118]),
        ("post patch", [118]),
        ("get 409", []),
        ("/users", [118]),
        ("#118", [118]),
        ("#7 #118", [118, 7]),
        ("#11", []),
        ("after:14:00", [118]),
        ("after:14:30", []),
        ("before:2026-11-23", [7]),
        ("took:>1s", [118, 7]),
        ("took:>2s", [7]),
        ("took:<2s", [118]),
        ("BROWSE", [118]),
        ('"userName eq"', [118]),
        ("%22ann", [118]),
        ("100%_sure", [7]),
        ("100__sure", []),
        ("no reply", [7]),
        ("timed", [7]),
        ("seven", [118]),
        ('"name is taken"', [118]),
        ("after:", [118, 7]),
    ],
)
def test_words(log: ExchangeLog, words: str, numbers: list[int]) -> None:
    assert [row.number for row in log.newest(text=words)] == numbers


def test_that_problems_are_errors_and_missing_answers(log: ExchangeLog) -> None:
    assert [row.number for row in log.newest(problems_only=True)] == [118, 7]
    assert [row.number for row in log.newest(text="409", problems_only=True)] == [118]

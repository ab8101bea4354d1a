from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scim_explorer.client.waiting import wait_s

NOW = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("30", 30.0),
        (" 0 ", 0.0),
        ("86400", 120.0),
        ("9" * 400, 120.0),
        ("Mon, 23 Nov 2026 12:00:10 GMT", 10.0),
        ("Mon, 23 Nov 2026 12:00:10 -0000", 10.0),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 1.0),
        ("-3", 1.0),
        ("soon", 1.0),
        ("\u0663", 1.0),
        ("", 1.0),
    ],
)
def test_fault_62_that_only_a_usable_wait_is_used(retry_after: str, seconds: float) -> None:
    assert wait_s(retry_after, NOW, tries=1) == seconds


def test_that_the_wait_doubles_up_to_half_a_minute() -> None:
    assert [wait_s("", NOW, tries) for tries in (1, 2, 3, 9)] == [1.0, 2.0, 4.0, 30.0]

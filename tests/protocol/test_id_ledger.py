"""Counting ids over pages."""

from __future__ import annotations

import pytest

from scim_explorer.protocol.id_ledger import IdLedger, PageIds


def test_that_a_ledger_counts_what_came_before() -> None:
    ledger = IdLedger()

    assert ledger.add(1, ["a", "b"]) == PageIds(2, 0)
    assert ledger.add(2, ["b", "c", None]) == PageIds(1, 1)
    assert (ledger.distinct, ledger.repeated) == (3, 1)


def test_that_a_page_fetched_again_replaces_what_it_held() -> None:
    ledger = IdLedger()
    ledger.add(1, ["a", "b"])
    ledger.add(2, ["b"])

    assert ledger.add(1, ["x", "x"]) == PageIds(1, 1)
    assert (ledger.distinct, ledger.repeated) == (2, 1)


@pytest.mark.parametrize("key", [1, "cursor"])
def test_that_the_same_page_twice_is_all_new_both_times(key: int | str) -> None:
    ledger = IdLedger()

    assert ledger.add(key, ["a", "b", "c"]) == ledger.add(key, ["a", "b", "c"]) == PageIds(3, 0)

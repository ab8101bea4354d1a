"""Findings as values."""

from __future__ import annotations

from scim_explorer.protocol.findings import Finding, Severity


def test_that_a_severity_is_the_word_that_commands_print() -> None:
    assert [str(one) for one in Severity] == ["error", "warning", "info"]


def test_that_equal_remarks_are_one_in_a_set() -> None:
    assert len({Finding("a", Severity.INFO, "x"), Finding("a", Severity.INFO, "x")}) == 1

"""Filters with what is expected of them."""

from __future__ import annotations

import pytest

from scim_explorer.checks.operators.clauses import Ground, best_of, clause, joined, not_tried
from scim_explorer.checks.operators.probe import Expects, Group
from scim_explorer.client.pages import Query
from tests.checks.operators.people import known

PEOPLE = known()


def test_that_a_clause_knows_its_rows_and_keeps_its_shape_without_the_value() -> None:
    found = clause(PEOPLE, "userName sw @", "an")

    assert found.text == 'userName sw "an"'
    assert found.shape == "userName sw \u2026"
    assert found.found == {0, 1}
    assert found.tells_apart
    assert found.is_settled


def test_that_an_open_row_leaves_a_clause_unsettled() -> None:
    assert not clause(PEOPLE, "title ne @", "Manager").is_settled


def test_that_clauses_are_put_together() -> None:
    parts = (clause(PEOPLE, "userName sw @", "an"), clause(PEOPLE, "title pr"))
    found = joined(PEOPLE, "@ and @", *parts)

    assert found.text == 'userName sw "an" and title pr'
    assert found.shape == "userName sw \u2026 and title pr"
    assert found.found == {1}


@pytest.mark.parametrize(
    ("template", "words"),
    [("userName zz @", "no filter"), ("userName eq @ and @", "1 values")],
)
def test_that_a_template_that_is_no_filter_is_a_bug(template: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        clause(PEOPLE, template, "x")


def test_that_a_filter_that_finds_none_or_all_is_weak() -> None:
    ground = Ground(PEOPLE, Query("/Users"))

    assert ground.rows(Group.CASE, "x", clause(PEOPLE, "userName pr")).weak
    assert ground.rows(Group.CASE, "x", clause(PEOPLE, "userName eq @", "nobody")).weak
    assert not ground.rows(Group.CASE, "x", clause(PEOPLE, "userName sw @", "an")).weak


def test_that_what_has_to_be_refused_is_sent_as_it_is() -> None:
    ground = Ground(PEOPLE, Query("/Users", count=10))
    probe = ground.refusal(Group.MISTAKES, "value left out", "userName eq", "userName eq")

    assert probe.query == Query("/Users", filter="userName eq", count=10)
    assert probe.expects is Expects.REFUSAL


def test_that_what_is_not_tried_says_why() -> None:
    assert not_tried(Group.SORT, "ascending", "No rows.").reason == "No rows."
    assert not_tried(Group.SORT, "ascending", "No rows.").query is None


def test_that_no_more_filters_are_made_than_needed() -> None:
    texts = iter(("userName pr", "active eq true", "title pr"))

    found = best_of(clause(PEOPLE, text) for text in texts)

    assert found is not None
    assert found.text == "active eq true"
    assert list(texts) == ["title pr"]


def test_that_a_filter_that_proves_little_is_better_than_none() -> None:
    found = best_of(clause(PEOPLE, text) for text in ("userName pr", "id pr"))

    assert found is not None
    assert found.text == "userName pr"
    assert best_of(()) is None

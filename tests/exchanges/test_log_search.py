"""Search words as SQL."""

from __future__ import annotations

import pytest

from scim_explorer.exchanges.log_query import LogQuery
from scim_explorer.exchanges.log_search import conditions

QUERIES = (
    LogQuery(),
    LogQuery(numbers=(1, 2), statuses=((400, 499), (201, 201)), methods=("GET", "PUT")),
    LogQuery(after=1.0, before=2.0, min_ms=3.0, max_ms=4.0),
    LogQuery(texts=("a", "%_\\", "ü")),
)


@pytest.mark.parametrize("query", QUERIES)
def test_that_each_condition_has_a_value_for_each_mark(query: LogQuery) -> None:
    assert all(c.sql.count("?") == len(c.values) for c in conditions(query, problems_only=True))


def test_that_only_texts_need_the_bodies() -> None:
    assert [c.reads_content for c in conditions(QUERIES[3])] == [True] * 3
    assert not any(c.reads_content for c in conditions(QUERIES[1]))


def test_that_wildcards_of_sql_are_plain_letters() -> None:
    (condition,) = conditions(LogQuery(texts=("50%_\\",)))

    assert condition.values[0] == "%50\\%\\_\\\\%"

"""Sort, projection and paging."""

from __future__ import annotations

from scim_explorer.checks.operators.clauses import Ground
from scim_explorer.checks.operators.constructs import pool_of
from scim_explorer.checks.operators.probe import Expects, Known, Probe
from scim_explorer.checks.operators.samples import samples_of
from scim_explorer.checks.operators.shaping import paging_probes, projection_probes, sort_probes
from scim_explorer.client.pages import Query
from scim_explorer.protocol.paging import FIRST, FIRST_BY_CURSOR, Position
from tests.checks.operators.people import known, person


def made(people: Known, position: Position = FIRST) -> dict[str, Probe]:
    ground = Ground(people, Query("/Users", count=10), position)
    samples = samples_of(people)
    pool = pool_of(people, samples)
    probes = (
        *sort_probes(ground, samples, pool),
        *projection_probes(ground, samples, pool),
        *paging_probes(ground, samples, pool),
    )
    return {one.construct: one for one in probes}


def test_that_both_orders_are_asked_for() -> None:
    found = made(known())
    up, down = found["ascending"].query, found["descending"].query

    assert up is not None
    assert down is not None
    assert (up.sort_by, up.descending) == ("userName", False)
    assert (down.sort_by, down.descending) == ("userName", True)
    assert found["by a date"].target == "meta.created"


def test_that_equal_rows_cannot_be_sorted() -> None:
    rows = [person(1, id=str(number), userName="same") for number in range(3)]
    found = made(known(rows))

    assert found["by a date"].query is None
    assert found["by a date"].reason == "No two rows have different values."


def test_that_attributes_are_selected_and_excluded() -> None:
    found = made(known())
    only, without = found["attributes"].query, found["excludedAttributes"].query

    assert only is not None
    assert without is not None
    assert (only.attributes, only.excluded) == (("userName",), ())
    assert (without.attributes, without.excluded) == ((), ("userName",))
    assert found["attributes: a sub-attribute of several"].target.startswith("emails.")


def test_that_the_second_of_several_rows_is_asked_for() -> None:
    probe = made(known())["filter, second page"]

    assert probe.query is not None
    assert (probe.query.count, probe.position) == (1, Position(start_index=2))
    assert probe.expects is Expects.ONE_OF


def test_that_a_post_carries_the_same_filter() -> None:
    found = made(known())
    by_get, by_post = found["filter, second page"].query, found["filter by POST"].query

    assert by_get is not None
    assert by_post is not None
    assert by_post.method == "POST"
    assert by_post.filter == by_get.filter


def test_that_a_server_that_pages_by_cursor_is_asked_for_no_index() -> None:
    found = made(known(), FIRST_BY_CURSOR)

    assert found["filter, second page"].reason == "This server pages by cursor."
    assert found["filter by POST"].position == FIRST_BY_CURSOR


def test_that_one_row_leaves_no_filter_to_page_through() -> None:
    found = made(known([person(1)]))

    assert found["filter by POST"].query is None
    assert found["with a filter"].query is None

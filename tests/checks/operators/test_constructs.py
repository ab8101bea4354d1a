"""Logic, paths, case and mistakes."""

from __future__ import annotations

import pytest

from scim_explorer.checks.operators.clauses import Ground
from scim_explorer.checks.operators.constructs import (
    case_probes,
    logic_probes,
    mistake_probes,
    path_probes,
    pool_of,
)
from scim_explorer.checks.operators.probe import Expects, Known, Probe
from scim_explorer.checks.operators.samples import samples_of
from scim_explorer.client.pages import Query
from scim_explorer.protocol.filters.parser import parse_filter
from tests.checks.operators.people import found_by, known, person

URN = "urn:ietf:params:scim:schemas:core:2.0:User"


def filters(probes: list[Probe]) -> dict[str, str]:
    return {one.construct: one.query.filter if one.query else "" for one in probes}


def logic(people: Known) -> list[Probe]:
    return logic_probes(Ground(people, Query("/Users")), pool_of(people, samples_of(people)))


def paths(people: Known) -> list[Probe]:
    return path_probes(Ground(people, Query("/Users")), samples_of(people), URN)


def test_that_the_pool_has_settled_filters_that_find_some_rows() -> None:
    people = known()

    pool = pool_of(people, samples_of(people))

    assert len(pool) > 3
    assert all(one.is_settled and one.tells_apart for one in pool)
    assert len({one.found for one in pool}) == len(pool)


def test_that_no_part_of_a_junction_finds_the_same_rows_alone() -> None:
    people = known()
    found = filters(logic(people))

    for name, joiner in (("and", " and "), ("or", " or ")):
        whole = found_by(people, found[name])
        assert whole not in [found_by(people, part) for part in found[name].split(joiner)]


def test_that_brackets_change_what_is_found() -> None:
    people = known()
    found = filters(logic(people))

    assert "(" not in found["and before or"]
    assert found["group"].startswith("(")
    without = found["group"].replace("(", "").replace(")", "")
    assert found_by(people, found["group"]) != found_by(people, without)


def test_that_one_row_leaves_nothing_to_join() -> None:
    probes = logic(known([person(1)]))

    assert all(one.query is None for one in probes)
    assert {one.reason for one in probes} == {"No two filters tell these rows apart."}


def test_that_two_conditions_have_to_hold_for_one_element() -> None:
    emails = [
        {"value": f"{letter}@{kind}.example", "type": kind}
        for letter, kind in zip("abab", ("work", "home", "home", "work"), strict=True)
    ]
    rows = [person(0, emails=emails[:2]), person(1, emails=emails[2:]), person(2, emails=None)]
    people = known(rows)
    text = filters(paths(people))["value path of two"]
    inner = text[len("emails[") : -1]
    loose = " and ".join(f"emails.{part}" for part in inner.split(" and "))

    assert found_by(people, text) != found_by(people, loose)


def test_that_paths_are_named_in_each_way() -> None:
    found = filters(paths(known()))

    assert found["id"].startswith('id eq "u0')
    assert found["sub-attribute"].startswith("name.")
    assert found["sub-attribute of several"].startswith("emails.")
    assert found["URN of the schema"].startswith(f"{URN}:userName eq ")
    assert found["attribute of an extension"] == ""


def test_that_case_is_changed_where_it_must_not_count_and_where_it_does() -> None:
    people = known()
    probes = case_probes(Ground(people, Query("/Users")), samples_of(people))
    found = filters(probes)

    assert found["attribute in capitals"].startswith("USERNAME eq ")
    assert " EQ " in found["operator in capitals"]
    assert len(found_by(people, found["value in other case"])) == 1
    assert found_by(people, found["value in other case, case counts"]) == frozenset()
    assert probes[-1].weak


def test_that_rows_without_letters_leave_case_untried() -> None:
    rows = [
        {"id": "1", "externalId": "1", "userName": "1"},
        {"id": "2", "externalId": "2", "userName": "2"},
    ]
    people = known(rows)  # type: ignore[arg-type]
    probes = case_probes(Ground(people, Query("/Users")), samples_of(people))

    assert all(one.query is None for one in probes)


@pytest.mark.parametrize("construct", ["value left out", "unknown operator", "bracket left open"])
def test_that_mistakes_are_none_of_the_grammar(construct: str) -> None:
    people = known()
    probes = mistake_probes(Ground(people, Query("/Users")), samples_of(people))
    probe = next(one for one in probes if one.construct == construct)

    assert probe.expects is Expects.REFUSAL
    assert parse_filter(filters(probes)[construct]).tree is None


def test_that_an_unknown_attribute_may_be_refused() -> None:
    people = known()
    probes = mistake_probes(Ground(people, Query("/Users")), samples_of(people))

    assert probes[0].expects is Expects.ROWS_OR_REFUSAL

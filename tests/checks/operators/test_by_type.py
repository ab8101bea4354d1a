"""Ten operators on each type."""

from __future__ import annotations

from scim_explorer.checks.operators.by_type import ORDER, operator_probes
from scim_explorer.checks.operators.clauses import Ground
from scim_explorer.checks.operators.probe import Expects, Kind, Known, Probe
from scim_explorer.checks.operators.samples import samples_of
from scim_explorer.client.pages import Query
from tests.checks.operators.people import known, person


def probes(people: Known | None = None) -> dict[tuple[Kind | None, str], Probe]:
    found = people or known()
    ground = Ground(found, Query("/Users"))
    return {(one.kind, one.construct): one for one in operator_probes(ground, samples_of(found))}


def filter_of(probe: Probe) -> str:
    return probe.query.filter if probe.query is not None else ""


def test_that_each_operator_has_a_place_for_each_type() -> None:
    assert list(probes()) == [(kind, operator) for kind in Kind for operator in ORDER]


def test_that_texts_are_compared_by_all_ten() -> None:
    found = probes()

    assert all(found[Kind.TEXT, operator].query for operator in ORDER)
    assert not any(found[Kind.TEXT, operator].weak for operator in ORDER)


def test_that_presence_is_asked_of_an_attribute_that_some_rows_lack() -> None:
    assert filter_of(probes()[Kind.TEXT, "pr"]) == "title pr"


def test_that_an_order_of_booleans_has_to_be_refused() -> None:
    found = probes()[Kind.BOOLEAN, "gt"]

    assert found.expects is Expects.REFUSAL
    assert filter_of(found) == "active gt false"


def test_that_the_rarer_boolean_is_asked_for() -> None:
    assert filter_of(probes()[Kind.BOOLEAN, "eq"]) == "active eq false"
    everybody = known([person(number, active=True) for number in range(3)])
    assert filter_of(probes(everybody)[Kind.BOOLEAN, "eq"]) == "active eq true"
    assert probes(everybody)[Kind.BOOLEAN, "eq"].weak


def test_that_dates_are_compared_with_one_from_the_middle() -> None:
    found = probes()[Kind.DATE, "lt"]

    assert filter_of(found) == 'meta.created lt "2026-11-06T10:00:00Z"'
    assert not found.weak


def test_that_what_the_rfc_does_not_define_is_not_tried() -> None:
    found = probes()[Kind.DATE, "co"]

    assert found.query is None
    assert found.reason == "The RFC does not say what co means on a date."


def test_that_a_type_without_values_is_not_tried() -> None:
    found = probes()[Kind.NUMBER, "eq"]

    assert found.query is None
    assert found.reason == "No row has a value of this type: number."

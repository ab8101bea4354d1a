"""From answers to verdicts, one test for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from scim_explorer.checks.operators.probe import Expects, Group, Known, Probe, Result, Verdict
from scim_explorer.checks.operators.verdicts import judge_failure, judge_page, result_of
from scim_explorer.client.pages import Query
from scim_explorer.problems import AnswerError, NoReplyError, Problem, ProtocolError
from scim_explorer.protocol.filters.attributes import Attributes
from scim_explorer.protocol.filters.values import Resource
from scim_explorer.protocol.schema import Attribute
from tests.checks.operators.people import known, page, person

EVERYBODY = [person(number) for number in range(10)]
BY_NAME = sorted(EVERYBODY, key=lambda row: str(row["userName"]).casefold())


def probe(text: str, expects: Expects = Expects.ROWS, **changes: object) -> Probe:
    query = Query("/Users", filter=text, count=10)
    made = Probe(Group.OPERATORS, "eq", None, query, expects)
    return replace(made, **changes)  # type: ignore[arg-type]


def judged(
    asked: Probe, rows: list[Resource], total: int | None = None, people: Known | None = None
) -> Result:
    return judge_page(asked, page(rows, total), people or known(), 7)


def refusal(status: int, scim_type: str = "") -> AnswerError:
    return AnswerError(Problem("Refused", "It said no.", exchange=7), status, scim_type)


def test_that_the_rows_that_match_are_right() -> None:
    found = judged(probe("active eq false"), EVERYBODY[:2])

    assert (found.verdict, found.expected, found.got) == (Verdict.RIGHT, 2, 2)
    assert found.exchange == 7


def test_that_a_right_answer_that_proves_little_says_so() -> None:
    assert judged(probe("userName pr", weak=True), EVERYBODY).weak


def test_that_other_rows_are_wrong_with_numbers_and_examples() -> None:
    found = judged(probe("active eq false"), [*EVERYBODY[1:2], *EVERYBODY[4:6]])

    assert found.verdict is Verdict.WRONG
    assert (found.extra, found.missing) == (2, 1)
    assert found.examples == ("u04", "u05", "u00")


def test_that_an_empty_answer_is_wrong_where_rows_match() -> None:
    found = judged(probe("active eq false", weak=True), [])

    assert (found.verdict, found.missing, found.weak) == (Verdict.WRONG, 2, False)


@pytest.mark.parametrize(
    "people",
    [
        pytest.param(known(), id="by the total"),
        pytest.param(known(total=None), id="by the rows"),
    ],
)
def test_that_all_rows_in_place_of_some_are_an_ignored_filter(people: Known) -> None:
    found = judged(probe("active eq false"), EVERYBODY, people=people)

    assert found.verdict is Verdict.IGNORED
    assert found.extra == 8


def test_that_a_page_of_an_unfiltered_list_is_an_ignored_filter() -> None:
    people = known(is_whole=False, total=5000)
    found = judged(probe("active eq false"), EVERYBODY[:4], 5000, people)

    assert found.verdict is Verdict.IGNORED


def test_that_rows_that_differ_where_the_rfc_is_silent_accuse_nobody() -> None:
    titled = [row for row in EVERYBODY if "title" in row]
    found = judged(probe('title ne "x"'), titled)

    assert found.verdict is Verdict.OPEN
    assert found.note == "4 rows differ where the RFC leaves it open."


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (refusal(400, "invalidFilter"), Verdict.REFUSED),
        (refusal(403), Verdict.REFUSED),
        (refusal(501), Verdict.REFUSED),
        (refusal(500), Verdict.FAILED),
        (refusal(302), Verdict.FAILED),
        (refusal(401), Verdict.FAILED),
        (refusal(429), Verdict.FAILED),
        (NoReplyError(Problem("No complete answer", "reset", exchange=7)), Verdict.FAILED),
        (ProtocolError(Problem("Got a web page", "html", exchange=7)), Verdict.FAILED),
    ],
)
def test_that_a_refusal_is_told_from_a_failure(
    error: AnswerError | NoReplyError | ProtocolError, verdict: Verdict
) -> None:
    found = judge_failure(probe("active eq false", weak=True), error)

    assert found.verdict is verdict
    assert (found.exchange, found.weak) == (7, False)


@pytest.mark.parametrize(
    ("error", "verdict", "note"),
    [
        (refusal(400, "invalidFilter"), Verdict.RIGHT, "Refused, as it has to be."),
        (
            refusal(400),
            Verdict.RIGHT,
            "Refused, as it has to be; scimType is not invalidFilter.",
        ),
        (refusal(422), Verdict.REFUSED, "Refused, as it has to be; the RFC wants 400."),
        (refusal(501), Verdict.REFUSED, ""),
    ],
)
def test_that_a_mistake_that_is_refused_is_right(
    error: AnswerError, verdict: Verdict, note: str
) -> None:
    found = judge_failure(probe("userName eq", Expects.REFUSAL), error)

    assert (found.verdict, found.note) == (verdict, note)


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [([], Verdict.WRONG), (EVERYBODY[:2], Verdict.WRONG), (EVERYBODY, Verdict.IGNORED)],
)
def test_that_a_mistake_that_is_answered_is_wrong(rows: list[Resource], verdict: Verdict) -> None:
    assert judged(probe("userName eq", Expects.REFUSAL), rows).verdict is verdict


def test_that_an_unknown_attribute_may_be_refused_or_find_nothing() -> None:
    asked = probe('noSuchAttribute eq "x"', Expects.ROWS_OR_REFUSAL)

    assert judge_failure(asked, refusal(400, "invalidFilter")).verdict is Verdict.OPEN
    assert judged(asked, []).verdict is Verdict.RIGHT
    assert judged(asked, EVERYBODY).verdict is Verdict.IGNORED


def sorting(*, descending: bool = False, text: str = "") -> Probe:
    query = Query("/Users", filter=text, sort_by="userName", descending=descending, count=10)
    return probe("", Expects.ORDER, query=query, target="userName")


@pytest.mark.parametrize(
    ("rows", "descending", "verdict"),
    [
        (BY_NAME, False, Verdict.RIGHT),
        (BY_NAME[::-1], True, Verdict.RIGHT),
        (BY_NAME, True, Verdict.IGNORED),
        ([*BY_NAME[5:], *BY_NAME[:5]], False, Verdict.WRONG),
    ],
)
def test_that_the_order_of_the_rows_is_held_against_the_one_asked_for(
    *, rows: list[Resource], descending: bool, verdict: Verdict
) -> None:
    assert judged(sorting(descending=descending), rows).verdict is verdict


def test_that_rows_sorted_from_the_begin_prove_little() -> None:
    found = judged(sorting(), BY_NAME, people=known(BY_NAME))

    assert (found.verdict, found.weak) == (Verdict.RIGHT, True)


def test_that_names_that_collations_sort_in_their_own_way_accuse_nobody() -> None:
    names = ("B", "a", "a-c", "ab", "Émil", "d")
    rows = [person(number, userName=name) for number, name in enumerate(names)]

    assert judged(sorting(), rows, people=known(rows[::-1])).verdict is Verdict.RIGHT


def test_that_dates_are_sorted_by_time() -> None:
    dates = ("2026-11-01T12:00:00+02:00", "2026-11-01T11:00:00Z", "2026-11-01T12:00:00Z")
    rows = [person(number, meta={"created": date}) for number, date in enumerate(dates)]
    query = Query("/Users", sort_by="meta.created", count=10)
    asked = probe("", Expects.ORDER, query=query, target="meta.created")

    assert judged(asked, rows, people=known(rows[::-1])).verdict is Verdict.RIGHT
    assert judged(asked, rows[::-1], people=known(rows)).verdict is Verdict.WRONG


def test_that_a_sorted_list_without_its_filter_is_not_right() -> None:
    asked = sorting(text="active eq false")

    assert judged(asked, BY_NAME).verdict is Verdict.IGNORED
    assert judged(asked, BY_NAME[:3]).verdict is Verdict.WRONG


@pytest.mark.parametrize("values", [("9", "10", "11"), ("a9", "a10"), ("10", "9"), ("-2", "-1")])
def test_that_numbers_in_texts_are_sorted_as_the_server_likes(values: tuple[str, ...]) -> None:
    rows = [person(number, userName=value) for number, value in enumerate(values)]

    assert judged(sorting(), rows, people=known(rows[::-1])).verdict is Verdict.RIGHT


def test_that_dates_without_a_zone_prove_nothing() -> None:
    dates = ("2026-11-01T00:30:00", "2026-11-01T00:00:00Z")
    rows = [person(number, meta={"created": date}) for number, date in enumerate(dates)]
    query = Query("/Users", sort_by="meta.created", count=10)
    asked = probe("", Expects.ORDER, query=query, target="meta.created")

    assert judged(asked, rows, people=known(rows[::-1])).verdict is Verdict.RIGHT


def test_that_an_answer_in_order_with_rows_left_out_is_wrong() -> None:
    nothing = judged(sorting(), [], total=10)
    fewer = judged(sorting(), BY_NAME[:3], total=3)

    assert (nothing.verdict, nothing.note) == (Verdict.WRONG, "No row came, and there are 10.")
    assert fewer.verdict is Verdict.WRONG


def test_that_a_row_that_came_twice_stands_for_no_other() -> None:
    found = judged(sorting(), [BY_NAME[0], *BY_NAME[:9]], total=10)

    assert (found.verdict, found.missing) == (Verdict.WRONG, 1)


def test_that_a_resource_made_meanwhile_does_not_make_an_order_wrong() -> None:
    rows = [*BY_NAME, person(10, userName="zora@example.com")]

    assert judged(sorting(), rows).verdict is Verdict.RIGHT


def test_that_what_is_always_returned_may_stay_whatever_was_selected() -> None:
    always = Attributes(
        [("userName", Attribute("userName")), ("title", Attribute("title", returned="always"))]
    )
    people = replace(known(), attributes=always)
    chosen = [_only("id", "userName", "title")(row) for row in EVERYBODY]

    assert judged(selecting(Expects.ONLY), chosen, people=people).verdict is Verdict.RIGHT
    whole = selecting(Expects.WITHOUT, "title")
    assert judged(whole, EVERYBODY, people=people).verdict is Verdict.RIGHT


def test_that_an_attribute_with_a_part_that_is_always_returned_may_be_left_out() -> None:
    email = Attribute("value", returned="always")
    people = replace(known(), attributes=Attributes([("emails.value", email)]))
    chosen = [_only("id", "userName")(row) for row in EVERYBODY]
    without = [{key: one for key, one in row.items() if key != "emails"} for row in EVERYBODY]

    assert judged(selecting(Expects.ONLY), chosen, people=people).verdict is Verdict.RIGHT
    excluded = selecting(Expects.WITHOUT, "emails")
    assert judged(excluded, without, people=people).verdict is Verdict.RIGHT


def test_that_rows_with_too_many_attributes_are_not_too_many_rows() -> None:
    rows = [_only("id", "userName", "active")(row) for row in EVERYBODY]

    found = judged(selecting(Expects.ONLY), rows)

    assert found.note == "10 rows have attributes that were not asked for."
    assert (found.extra, found.missing) == (0, 0)


def selecting(expects: Expects, target: str = "userName", text: str = "") -> Probe:
    return probe(text, expects, target=target)


def _only(*names: str) -> Callable[[Resource], Resource]:
    return lambda row: {name: row[name] for name in names if name in row}


@pytest.mark.parametrize(
    ("cut", "verdict"),
    [
        (_only("id", "userName"), Verdict.RIGHT),
        (_only("schemas", "id", "meta", "userName"), Verdict.RIGHT),
        (lambda row: row, Verdict.IGNORED),
        (_only("id", "userName", "active"), Verdict.WRONG),
        (_only("id"), Verdict.WRONG),
    ],
)
def test_that_only_what_was_selected_may_come(
    cut: Callable[[Resource], Resource], verdict: Verdict
) -> None:
    rows = [cut(row) for row in EVERYBODY]

    assert judged(selecting(Expects.ONLY), rows).verdict is verdict


def test_that_a_part_that_was_selected_comes_below_its_attribute() -> None:
    rows: list[Resource] = [{"id": row["id"], "name": {"givenName": "x"}} for row in EVERYBODY]

    assert judged(selecting(Expects.ONLY, "name.givenName"), rows).verdict is Verdict.RIGHT


@pytest.mark.parametrize(
    ("names", "verdict"),
    [
        ({"userName"}, Verdict.RIGHT),
        (set(), Verdict.IGNORED),
        ({"userName", "active"}, Verdict.WRONG),
    ],
)
def test_that_what_was_excluded_and_nothing_else_is_gone(names: set[str], verdict: Verdict) -> None:
    rows = [{key: one for key, one in row.items() if key not in names} for row in EVERYBODY]

    assert judged(selecting(Expects.WITHOUT), rows).verdict is verdict


def test_that_a_selection_without_its_filter_is_not_right() -> None:
    rows = [_only("id", "userName")(row) for row in EVERYBODY]
    asked = selecting(Expects.ONLY, text="active eq false")

    assert judged(asked, rows).verdict is Verdict.IGNORED


def test_that_a_selection_of_strangers_cannot_be_judged() -> None:
    assert judged(selecting(Expects.ONLY), [{"id": "x"}]).verdict is Verdict.FAILED


@pytest.mark.parametrize(
    ("rows", "total", "verdict"),
    [
        (EVERYBODY[1:2], 2, Verdict.RIGHT),
        (EVERYBODY[:2], 2, Verdict.IGNORED),
        (EVERYBODY, 10, Verdict.IGNORED),
        ([], 2, Verdict.WRONG),
        (EVERYBODY[5:6], 2, Verdict.WRONG),
        (EVERYBODY[1:2], 1, Verdict.WRONG),
    ],
)
def test_that_one_row_of_several_is_a_page(
    rows: list[Resource], total: int, verdict: Verdict
) -> None:
    query = Query("/Users", filter="active eq false", count=1)
    asked = probe("", Expects.ONE_OF, query=query)

    assert judged(asked, rows, total).verdict is verdict


def test_that_what_is_not_tried_says_why() -> None:
    found = result_of(Probe(Group.SORT, "ascending", reason="No rows."))

    assert (found.verdict, found.note) == (Verdict.NOT_TRIED, "No rows.")

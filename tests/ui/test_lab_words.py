"""What the filter lab says on top."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scim_explorer.protocol.filters.answer import JudgedRow, Judgement, judgement_of
from scim_explorer.ui.lab_words import Standing, Tone, ignored_problem, standing_words


def judgement(*rows: tuple[bool, bool]) -> Judgement:
    """Return rows by whether they are returned and whether they match."""
    made = tuple(
        JudgedRow(str(n), "", b"", returned, matched, (matched,))
        for n, (returned, matched) in enumerate(rows)
    )
    return judgement_of(made)


GOOD, EXTRA, MISSING, NEITHER = (True, True), (True, False), (False, True), (False, False)
ASKED = Standing(
    judgement(GOOD, EXTRA, MISSING, MISSING, NEITHER),
    is_asked=True,
    has_all=True,
    knows_all=True,
    reported=2,
    of_type=5,
    noun="users",
)


def words(one: Standing) -> tuple[Tone, str]:
    return standing_words(one)


def test_that_a_difference_is_counted_both_ways() -> None:
    assert words(ASKED) == (
        Tone.ERROR,
        "Server 2, local 3 of all 5 users: 2 missing, 1 extra.",
    )


def test_that_what_is_not_known_completely_is_said() -> None:
    tone, said = words(replace(ASKED, knows_all=False))

    assert (tone, said) == (
        Tone.ERROR,
        "Server 2, local 3 of the 5 users loaded: 2 missing, 1 extra.",
    )


def test_that_nothing_is_missing_from_an_answer_that_did_not_all_come() -> None:
    one = replace(ASKED, has_all=False, reported=400)

    assert words(one) == (Tone.ERROR, "1 of the 2 that came do not match.")
    one = replace(one, judgement=judgement(GOOD, MISSING))
    assert words(one) == (
        Tone.OK,
        "All 1 that came match; 400 are reported. Load all to see what is missing.",
    )
    assert words(replace(one, reported=None)) == (
        Tone.OK,
        "All 1 that came match. Load all to see what is missing.",
    )


def test_that_rows_that_cannot_be_judged_are_counted() -> None:
    one = replace(ASKED, judgement=judgement(GOOD, NEITHER), came=117)

    assert words(one)[1] == (
        "Server and local agree: 1 of all 2 users. Only 1 of the 117 that came could be judged."
    )


def test_that_a_server_that_gives_everything_seems_to_ignore_the_filter() -> None:
    one = replace(ASKED, judgement=judgement(GOOD, EXTRA, EXTRA), reported=3, of_type=3)

    assert words(one)[1].endswith("The server seems to ignore this filter.")
    assert not replace(one, judgement=judgement(GOOD, GOOD, GOOD)).is_ignored


def test_that_a_filter_not_applied_is_a_problem_with_its_exchange() -> None:
    one = replace(ASKED, judgement=judgement(GOOD, EXTRA, EXTRA), reported=3, of_type=3)

    problem = ignored_problem(one, 7)

    assert problem is not None
    assert (problem.title, problem.exchange) == ("Filter not applied", 7)
    assert problem.detail == (
        "The server reports all 3 users, as without the filter; 2 of the 3 that came do not match."
    )
    assert ignored_problem(replace(one, is_arguable=True), 7) is None
    assert ignored_problem(ASKED, 7) is None


def test_that_a_filter_that_may_be_read_otherwise_accuses_nobody() -> None:
    tone, said = words(replace(ASKED, is_arguable=True))

    assert tone is Tone.WARNING
    assert said.endswith("See the remark below the filter: servers differ.")


def test_that_a_row_the_rfc_leaves_open_is_counted_apart() -> None:
    left_open = JudgedRow("x", "", b"", is_returned=False, truth=None, marks=(True,))
    found = judgement(GOOD, NEITHER)
    one = replace(ASKED, judgement=judgement_of((*found.rows, left_open)))

    assert words(one) == (
        Tone.PLAIN,
        "Server 1, local 2 of all 3 users. The RFC leaves open which is right.",
    )
    found = judgement(GOOD, EXTRA)
    one = replace(ASKED, judgement=judgement_of((*found.rows, left_open)))
    assert words(one) == (
        Tone.ERROR,
        "Server 2, local 2 of all 3 users: 0 missing, 1 extra. 1 more the RFC leaves open.",
    )


def test_that_what_servers_keep_back_is_not_judged() -> None:
    one = replace(ASKED, kept_back=("password",))

    assert words(one)[0] is Tone.PLAIN
    assert "password" in words(one)[1]
    assert not one.is_accused


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (
            replace(ASKED, judgement=judgement(GOOD, NEITHER)),
            "Server and local agree: 1 of all 2 users.",
        ),
        (
            replace(ASKED, judgement=judgement(GOOD), knows_all=False),
            "All 1 that came match. Whether some are missing is not known.",
        ),
        (
            replace(ASKED, is_asked=False),
            "Local: 3 of all 5 users match. The server was not asked for this filter.",
        ),
        (
            replace(ASKED, is_asked=False, is_refused=True),
            "Local: 3 of all 5 users match. The server gave no list for this filter.",
        ),
        (Standing(noun="users"), "No users are loaded to try this filter on."),
        (
            Standing(judgement(), is_asked=True, noun="users"),
            "The server gave no users. Whether some are missing is not known.",
        ),
    ],
)
def test_that_what_is_no_difference_is_said_plainly(one: Standing, expected: str) -> None:
    tone, said = words(one)

    assert said == expected
    assert tone in {Tone.OK, Tone.PLAIN}


def test_that_the_age_of_what_is_compared_is_told() -> None:
    assert "(read " in words(replace(ASKED, read_at=1_700_000_000.0))[1]

"""The doctor's verdict: one sentence, and the one button that helps."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from shiboken6 import delete

from scim_explorer.checks.steps import (
    STEPS,
    Judgement,
    StepResult,
    Verdict,
    failed,
    ok,
    result,
    warning,
)
from scim_explorer.ui.widgets.doctor_verdict import DoctorVerdict

URL = "https://scim.example/a&b/v2"
BASE = "https://scim.example"


@pytest.fixture
def verdict(qapp: object) -> Iterator[DoctorVerdict]:
    made = DoctorVerdict()
    made.resize(640, 120)
    made.show()
    yield made
    delete(made)


def results(**judgements: Judgement) -> tuple[StepResult, ...]:
    """Return sound results but for the steps that are named."""
    said = {name.replace("_", "-"): one for name, one in judgements.items()}
    return tuple(result(step.id, said.get(step.id, ok("x"))) for step in STEPS)


def proposing(verdict: Verdict, url: str) -> Judgement:
    return Judgement(verdict, "Not here.", f"Use {url} instead.", better_url=url)


@pytest.mark.parametrize(
    ("judgement", "words", "tint"),
    [
        (ok("x"), "The connection is sound.", "ok"),
        (warning("x"), "The connection is sound. 1 remark.", "ok"),
        (failed("x"), "The server is there, and 1 step failed.", "error"),
        (failed("x", unreachable=True), "The server cannot be reached.", "error"),
    ],
)
def test_that_each_verdict_has_its_sentence_and_tint(
    verdict: DoctorVerdict, judgement: Judgement, words: str, tint: str
) -> None:
    verdict.show_results(results(http=judgement), BASE)

    assert verdict.sentence_label.text() == words
    assert verdict.property("tint") == tint
    assert verdict.fix_button.isHidden()


def test_that_the_hint_of_the_first_failure_is_what_to_do_first(verdict: DoctorVerdict) -> None:
    verdict.show_results(
        results(connect=failed("Refused.", "Is it running?"), http=failed("x", "Other.")), BASE
    )

    assert verdict.hint_label.text() == "Connection: Is it running?"


def test_that_a_failure_without_advice_gives_none(verdict: DoctorVerdict) -> None:
    verdict.show_results(results(connect=failed("Refused.")), BASE)

    assert verdict.hint_label.isHidden()


def test_that_the_button_names_the_url_and_says_it_in_place_of_the_hint(
    verdict: DoctorVerdict,
) -> None:
    chosen: list[str] = []
    verdict.better_url_chosen.connect(chosen.append)
    verdict.show_results(results(http=proposing(Verdict.FAILED, URL)), BASE)

    verdict.fix_button.click()

    assert chosen == [URL]
    assert verdict.fix_button.text() == "Use https://scim.example/a&&b/v2 instead"
    assert verdict.fix_button.accessibleName() == f"Use {URL} instead"
    assert verdict.hint_label.isHidden()


@pytest.mark.parametrize("url", ["https://other.example/v2", "http://scim.example/v2"])
def test_that_a_host_that_would_get_the_secret_is_for_a_person_to_look_at(
    verdict: DoctorVerdict, url: str
) -> None:
    verdict.show_results(results(http=proposing(Verdict.FAILED, url)), BASE)

    assert verdict.fix_button.text() == f"Enter {url} in the profile"
    assert verdict.hint_label.text() == f"HTTP: Use {url} instead."


def test_that_what_was_seen_to_answer_comes_before_what_is_supposed(
    verdict: DoctorVerdict,
) -> None:
    chosen: list[str] = []
    verdict.better_url_chosen.connect(chosen.append)
    verdict.show_results(
        results(
            address=proposing(Verdict.WARNING, "https://supposed.example"),
            http=proposing(Verdict.FAILED, URL),
        ),
        BASE,
    )

    verdict.fix_button.click()

    assert chosen == [URL]


def test_that_a_new_run_takes_button_and_hint_away(verdict: DoctorVerdict) -> None:
    verdict.show_results(
        results(connect=failed("x", "Do."), http=proposing(Verdict.FAILED, URL)), BASE
    )

    verdict.show_progress(3)

    assert verdict.sentence_label.text() == "Looking at the connection: 3 of 18 steps"
    assert verdict.hint_label.isHidden()
    assert verdict.fix_button.isHidden()
    assert verdict.property("tint") == "info"


def test_that_a_stopped_run_is_grey_and_not_sound(verdict: DoctorVerdict) -> None:
    verdict.show_stopped(results()[:4])

    assert verdict.sentence_label.text() == "Stopped after 4 of 18 steps."
    assert verdict.property("tint") == "grey"


def test_that_a_change_can_be_undone_while_it_is_told(verdict: DoctorVerdict) -> None:
    asked: list[bool] = []
    verdict.undo_requested.connect(lambda: asked.append(True))
    verdict.show_change("The base URL is now X.")
    verdict.undo_button.click()
    verdict.show_change("")

    assert asked == [True]
    assert verdict.undo_button.isHidden()


def test_that_no_label_reads_markup(verdict: DoctorVerdict) -> None:
    formats = {label.textFormat() for label in verdict.findChildren(QLabel)}

    assert formats == {Qt.TextFormat.PlainText}


def test_that_a_long_hint_does_not_widen_the_pane(verdict: DoctorVerdict) -> None:
    verdict.show_results(results(connect=failed("x", "y" * 3000)), BASE)

    assert verdict.minimumSizeHint().width() < 640

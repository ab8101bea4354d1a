from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from scim_explorer.problems import EDIT_PROFILE, RUN_DOCTOR, Problem
from scim_explorer.ui.widgets.problem_strip import LOOKS, ProblemStrip

PROBLEM = Problem("Sign-in refused", "The server answered 401.", "Replace the token.", 118)


def problem_strip(qtbot: QtBot, *, can_retry: bool = True) -> ProblemStrip:
    strip = ProblemStrip(can_retry=can_retry)
    qtbot.addWidget(strip)
    return strip


def label(strip: ProblemStrip, name: str) -> QLabel:
    found = strip.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found


def link_of(strip: ProblemStrip) -> QToolButton:
    found = strip.findChild(QToolButton, "problemLink")
    assert isinstance(found, QToolButton)
    return found


def retry_of(strip: ProblemStrip) -> QPushButton:
    found = strip.findChild(QPushButton, "retryButton")
    assert isinstance(found, QPushButton)
    return found


def action_of(strip: ProblemStrip) -> QPushButton:
    found = strip.findChild(QPushButton, "problemActionButton")
    assert isinstance(found, QPushButton)
    return found


def test_that_it_is_hidden_until_there_is_a_problem(qtbot: QtBot) -> None:
    strip = problem_strip(qtbot)
    before = strip.isHidden()

    strip.show_problem(PROBLEM)
    shown = not strip.isHidden()
    strip.clear()

    assert (before, shown, strip.isHidden()) == (True, True, True)
    assert strip.problem is None


def test_that_title_detail_and_hint_are_in_their_places(qtbot: QtBot) -> None:
    strip = problem_strip(qtbot)

    strip.show_problem(PROBLEM)

    texts = [label(strip, name).text() for name in ("problemTitle", "problemDetail", "problemHint")]
    assert texts == [PROBLEM.title, PROBLEM.detail, PROBLEM.hint]
    assert strip.accessibleDescription() == PROBLEM.one_line()


def test_that_without_a_hint_there_is_no_empty_line(qtbot: QtBot) -> None:
    strip = problem_strip(qtbot)

    strip.show_problem(Problem("Not allowed", "403"))

    assert label(strip, "problemHint").isHidden()
    assert link_of(strip).isHidden()


def test_that_the_link_names_and_opens_the_exchange(qtbot: QtBot) -> None:
    strip = problem_strip(qtbot)
    strip.show_problem(PROBLEM)

    with qtbot.waitSignal(strip.link_activated) as opened:
        link_of(strip).click()

    assert link_of(strip).text() == "#118"
    assert opened.args == [118]


def test_that_try_again_is_told(qtbot: QtBot) -> None:
    strip = problem_strip(qtbot)
    strip.show_problem(PROBLEM)

    with qtbot.waitSignal(strip.retry):
        retry_of(strip).click()


def test_that_a_pane_that_cannot_retry_has_no_button(qtbot: QtBot) -> None:
    strip = problem_strip(qtbot, can_retry=False)

    strip.show_problem(PROBLEM)

    assert retry_of(strip).isHidden()


@pytest.mark.parametrize("severity", LOOKS)
def test_that_each_severity_has_its_tint_and_icon(qtbot: QtBot, severity: str) -> None:
    strip = problem_strip(qtbot)

    strip.show_problem(PROBLEM, severity)

    assert strip.property("tint") == LOOKS[severity][2]
    assert any(not found.pixmap().isNull() for found in strip.findChildren(QLabel))


def test_that_icons_differ_in_shape() -> None:
    shapes = [icon for icon, _, _ in LOOKS.values()]

    assert len(set(shapes)) == len(shapes)


def test_that_long_words_wrap(qtbot: QtBot) -> None:
    strip = problem_strip(qtbot)
    strip.show_problem(Problem("Title", "long detail " * 40))
    strip.resize(400, 50)

    assert strip.heightForWidth(400) > strip.heightForWidth(1600)


def test_that_a_word_without_an_end_does_not_widen_the_pane(qtbot: QtBot) -> None:
    strip = problem_strip(qtbot)
    strip.show_problem(PROBLEM)
    usual = strip.minimumSizeHint().width()

    strip.show_problem(Problem("Server failed", "x" * 200, "", 118))

    assert strip.minimumSizeHint().width() <= usual


def test_that_the_profile_is_offered_where_it_helps_and_somebody_follows(qtbot: QtBot) -> None:
    problem = replace(PROBLEM, action=EDIT_PROFILE)
    strip, deaf = ProblemStrip(can_act=True), problem_strip(qtbot)
    qtbot.addWidget(strip)
    chosen: list[str] = []
    strip.action_chosen.connect(chosen.append)

    strip.show_problem(problem)
    deaf.show_problem(problem)
    offered = action_of(strip).isVisibleTo(strip)
    action_of(strip).click()
    strip.show_problem(PROBLEM)

    assert offered
    assert chosen == [EDIT_PROFILE]
    assert not action_of(strip).isVisibleTo(strip)
    assert not action_of(deaf).isVisibleTo(deaf)


@pytest.mark.parametrize(
    ("action", "words"), [(EDIT_PROFILE, "Open profile"), (RUN_DOCTOR, "Run the doctor")]
)
def test_that_each_action_has_words(qtbot: QtBot, action: str, words: str) -> None:
    strip = ProblemStrip(can_act=True)
    qtbot.addWidget(strip)

    strip.show_problem(replace(PROBLEM, action=action))

    assert action_of(strip).text() == words


@pytest.mark.parametrize(("width", "is_below"), [(300, True), (900, False)])
def test_that_the_words_keep_their_room_where_it_is_narrow(
    qtbot: QtBot, *, width: int, is_below: bool
) -> None:
    strip = ProblemStrip(can_act=True)
    qtbot.addWidget(strip)
    strip.show_problem(replace(PROBLEM, action=RUN_DOCTOR))
    strip.resize(width, 200)
    QApplication.sendPostedEvents()

    words, button = label(strip, "problemDetail"), action_of(strip)

    assert words.width() > width / 2
    assert (button.y() > words.y()) is is_below

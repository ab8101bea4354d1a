from pytestqt.qtbot import QtBot

from scim_explorer.ui.widgets.busy_bar import DELAY_MS, BusyBar


def busy_bar(qtbot: QtBot, *, animated: bool = True) -> BusyBar:
    bar = BusyBar(animated=animated)
    qtbot.addWidget(bar)
    bar.resize(200, 2)
    return bar


def test_that_short_work_shows_nothing(qtbot: QtBot) -> None:
    bar = busy_bar(qtbot)

    bar.set_busy(True)
    bar.set_busy(False)

    assert not bar.is_shown


def test_that_longer_work_shows_after_the_delay(qtbot: QtBot) -> None:
    bar = busy_bar(qtbot)

    bar.set_busy(True)
    at_once = bar.is_shown
    qtbot.waitUntil(lambda: bar.is_shown, timeout=DELAY_MS * 10)

    assert not at_once
    assert bar.is_moving


def test_that_it_stands_still_when_animations_are_off(qtbot: QtBot) -> None:
    bar = busy_bar(qtbot, animated=False)

    bar.set_busy(True)
    qtbot.waitUntil(lambda: bar.is_shown, timeout=DELAY_MS * 10)

    assert not bar.is_moving
    bar.grab()


def test_that_a_known_share_stops_the_movement(qtbot: QtBot) -> None:
    bar = busy_bar(qtbot)
    bar.set_busy(True)
    qtbot.waitUntil(lambda: bar.is_shown, timeout=DELAY_MS * 10)

    bar.set_share(0.5)

    assert not bar.is_moving
    bar.grab()


def test_that_its_place_is_kept_while_nothing_runs(qtbot: QtBot) -> None:
    assert busy_bar(qtbot).sizeHint().height() == 2

"""The choice of method."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from scim_explorer.ui.widgets.filter_bar import FilterBar
from scim_explorer.ui.widgets.method_combo import MethodCombo
from scim_explorer.ui.window_state import ViewSettings


@pytest.fixture
def combo(qtbot: QtBot) -> MethodCombo:
    made = MethodCombo()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("words", "chosen"),
    [("GET", ("GET", False)), ("GET +", ("GET", True)), ("POST", ("POST", True))],
)
def test_that_each_choice_says_method_and_blanks(
    combo: MethodCombo, words: str, chosen: tuple[str, bool]
) -> None:
    combo.show_way("GET", plus=True)
    seen: list[tuple[str, bool]] = []
    combo.chosen.connect(lambda method, plus: seen.append((method, plus)))
    combo.setCurrentIndex(combo.findText(words))

    combo.activated.emit(combo.currentIndex())

    assert seen == [chosen]


@pytest.mark.parametrize(
    ("method", "plus", "shown"),
    [("GET", 0, "GET"), ("GET", 1, "GET +"), ("POST", 1, "POST"), ("POST", 0, "POST")],
)
def test_that_what_is_not_a_plain_get_is_tinted_and_showing_it_chooses_nothing(
    combo: MethodCombo, method: str, plus: int, shown: str
) -> None:
    seen: list[object] = []
    combo.chosen.connect(lambda *given: seen.append(given))

    combo.show_way(method, plus=bool(plus))

    assert combo.shown_text() == shown
    assert combo.property("chip") is (shown != "GET")
    assert seen == []


def test_that_the_method_is_not_cut_in_a_narrow_bar(qtbot: QtBot) -> None:
    bar = FilterBar(100)
    qtbot.addWidget(bar)
    bar.resize(314, 120)
    bar.show()

    bar.show_view(ViewSettings(plus=True, sort_by="meta.lastModified"))
    qtbot.waitUntil(lambda: bar.method_combo.width() >= bar.method_combo.sizeHint().width())

    assert bar.method_combo.shown_text() == "GET +"

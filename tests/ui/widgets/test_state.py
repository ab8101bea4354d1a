import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from scim_explorer.ui.widgets.state import STATES, set_state


@pytest.mark.parametrize("state", [*sorted(STATES), "ready readOnly", "ready stale"])
def test_that_a_state_is_a_property(qtbot: QtBot, state: str) -> None:
    pane = QWidget()
    qtbot.addWidget(pane)

    set_state(pane, state)

    assert pane.property("state") == state


def test_that_an_unknown_word_is_refused(qtbot: QtBot) -> None:
    pane = QWidget()
    qtbot.addWidget(pane)

    with pytest.raises(ValueError, match="redy"):
        set_state(pane, "redy")

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from scim_explorer.profiles.profile import Environment
from scim_explorer.ui.theme import theme
from scim_explorer.ui.widgets.chip import EnvironmentChip


@pytest.mark.parametrize("environment", Environment)
def test_that_a_chip_says_its_environment_in_word_and_colour(
    qtbot: QtBot, environment: Environment
) -> None:
    chip = EnvironmentChip(environment)
    qtbot.addWidget(chip)
    chip.resize(chip.sizeHint())

    image = chip.grab().toImage()

    assert chip.text() == environment.value.upper()
    assert chip.accessibleName() == f"Environment: {environment.value.upper()}"
    assert image.pixelColor(3, image.height() // 2) == theme().environment_fill(environment)


def test_that_a_chip_grows_with_its_word(qtbot: QtBot) -> None:
    chip = EnvironmentChip(Environment.DEV)
    qtbot.addWidget(chip)
    before = chip.sizeHint().width()

    chip.set_environment(Environment.DEMO)

    assert chip.sizeHint().width() > before
    assert QColor(chip.grab().toImage().pixelColor(3, 3)).isValid()

import gc
import re
import weakref

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton

from scim_explorer.resources_dir import resource_path
from scim_explorer.ui.actions import ACTIONS
from scim_explorer.ui.icons import icon, icon_pixmap, set_icon
from scim_explorer.ui.theme import DARK, LIGHT, ThemeChoice, theme

NAMES = sorted(path.stem for path in resource_path("icons").glob("*.svg"))


def ink(image: QImage) -> set[str]:
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    colours = (QColor.fromRgba(image.pixel(x, y)) for x, y in points)
    return {colour.name() for colour in colours if colour.alpha() == 255}


def shown(button: QPushButton | QToolButton) -> set[str]:
    return ink(button.icon().pixmap(QSize(64, 64), 1.0).toImage())


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    theme().apply(ThemeChoice.LIGHT)


@pytest.mark.parametrize("name", NAMES)
def test_that_each_icon_draws_in_the_colour_of_its_role(name: str) -> None:
    image = icon_pixmap(name, "error", 64, 1.0).toImage()

    assert LIGHT.error.lower() in ink(image)


def test_that_each_action_with_an_icon_finds_its_file() -> None:
    wanted = {spec.icon for spec in ACTIONS if spec.icon}

    assert wanted <= set(NAMES)


def test_that_the_icons_carry_their_licence() -> None:
    assert "ISC License" in resource_path("icons/LICENSE").read_text("utf-8")


def test_that_the_files_leave_the_colour_to_the_theme() -> None:
    texts = [resource_path(f"icons/{name}.svg").read_text("ascii") for name in NAMES]

    assert not [text for text in texts if re.search(r'(stroke|fill)="#', text)]


def test_that_a_selected_row_shows_the_same_pixmap(qapp: QApplication) -> None:
    found = icon("lock", "warning")

    normal = found.pixmap(QSize(16, 16), 1.0, QIcon.Mode.Normal).toImage()
    selected = found.pixmap(QSize(16, 16), 1.0, QIcon.Mode.Selected).toImage()

    assert normal == selected


def test_that_a_disabled_icon_looks_different(qapp: QApplication) -> None:
    found = icon("lock", "text")

    normal = found.pixmap(QSize(16, 16), 1.0, QIcon.Mode.Normal).toImage()
    disabled = found.pixmap(QSize(16, 16), 1.0, QIcon.Mode.Disabled).toImage()

    assert normal != disabled


def test_that_an_icon_is_rendered_once_for_each_colour_size_and_ratio(qapp: QApplication) -> None:
    first = icon_pixmap("user", "text", 16, 1.0)

    again = icon_pixmap("user", "text", 16, 1.0)
    sharper = icon_pixmap("user", "text", 16, 1.5)

    assert first.cacheKey() == again.cacheKey()
    assert sharper.width() == 24


def test_that_a_name_without_a_file_is_refused(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")


def test_that_set_icon_follows_the_theme(qapp: QApplication) -> None:
    button = QPushButton()
    set_icon(button, "square", "error", 64)
    before = shown(button)

    theme().apply(ThemeChoice.DARK)

    assert LIGHT.error.lower() in before
    assert DARK.error.lower() in shown(button)


def test_that_the_last_icon_given_is_the_one_that_stays(qapp: QApplication) -> None:
    button = QToolButton()
    set_icon(button, "square", "error", 64)
    set_icon(button, "square", "ok", 64)

    theme().apply(ThemeChoice.DARK)

    assert DARK.ok.lower() in shown(button)
    assert len(button.children()) == 1


def test_that_an_icon_grows_with_the_text(qapp: QApplication) -> None:
    button = QToolButton()
    set_icon(button, "square")

    theme().set_scale(2.0)
    size = button.iconSize().width()
    theme().set_scale(1.0)

    assert size == 32


def test_that_a_label_shows_an_icon_too(qapp: QApplication) -> None:
    label = QLabel()

    set_icon(label, "info", "accent", 14)

    assert label.pixmap().deviceIndependentSize().width() == 14


def test_that_an_icon_does_not_keep_its_button_alive(qapp: QApplication) -> None:
    button = QPushButton()
    set_icon(button, "square")
    seen = weakref.ref(button)

    del button
    gc.collect()
    theme().apply(ThemeChoice.DARK)

    assert seen() is None

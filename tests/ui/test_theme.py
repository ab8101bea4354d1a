import re
from dataclasses import fields
from itertools import pairwise

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scim_explorer.profiles.profile import Environment
from scim_explorer.ui.theme import (
    DARK,
    LIGHT,
    ThemeChoice,
    Tokens,
    mono_font,
    palette_of,
    style_sheet,
    theme,
    ui_font,
)

TEXT_ON = [
    ("text", "base", 13.0),
    ("text", "selection", 7.0),
    ("muted", "base", 6.4),
    ("muted", "chrome", 5.7),
    ("muted", "selection", 4.8),
    ("muted", "hover", 4.5),
    ("accent", "base", 6.1),
    ("accent", "info_tint", 5.4),
    ("accent", "error_tint", 4.5),
    ("accent", "warning_tint", 4.5),
    ("on_accent", "accent", 4.5),
    ("error", "base", 6.5),
    ("error", "error_tint", 5.6),
    ("warning", "base", 6.4),
    ("warning", "warning_tint", 5.8),
    ("ok", "base", 6.5),
    ("ok", "ok_tint", 5.8),
    *((role, "base", 7.4) for role in ("json_key", "json_string", "json_number", "json_literal")),
]
LINES_ON = [("border", "base"), *((f"{e.value}_line", "chrome") for e in Environment)]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def colours(tokens: Tokens) -> dict[str, str]:
    return {field.name: getattr(tokens, field.name) for field in fields(tokens)}


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground", "least"), TEXT_ON)
def test_that_text_can_be_read(tokens: Tokens, text: str, ground: str, least: float) -> None:
    found = colours(tokens)

    assert contrast(found[text], found[ground]) >= least - 0.05


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("line", "ground"), LINES_ON)
def test_that_lines_can_be_seen(tokens: Tokens, line: str, ground: str) -> None:
    found = colours(tokens)

    assert contrast(found[line], found[ground]) >= 3


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("environment", Environment)
def test_that_white_can_be_read_on_each_environment(
    tokens: Tokens, environment: Environment
) -> None:
    assert contrast("#FFFFFF", colours(tokens)[environment.value]) >= 4.95


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_that_each_colour_of_the_sheet_is_filled_in(tokens: Tokens) -> None:
    sheet = style_sheet(tokens)

    assert not re.findall(r"@\w+@", sheet)
    assert "::item {" not in sheet.replace("QStatusBar::item", "")


def test_that_selected_text_stays_text() -> None:
    palette = palette_of(DARK)

    assert palette.color(QPalette.ColorRole.HighlightedText) == QColor(DARK.text)


def test_that_choosing_a_theme_changes_palette_and_tokens(qtbot: QtBot, qapp: QApplication) -> None:
    theme().apply(ThemeChoice.LIGHT)

    with qtbot.waitSignal(theme().changed):
        theme().apply(ThemeChoice.DARK)

    assert theme().is_dark
    assert qapp.palette().color(QPalette.ColorRole.Base) == QColor(DARK.base)
    assert theme().colour("error") == QColor(DARK.error)


def test_that_an_unknown_system_scheme_is_light(qapp: QApplication) -> None:
    theme().apply(ThemeChoice.SYSTEM)

    assert theme().tokens is LIGHT
    assert theme().choice is ThemeChoice.SYSTEM


def test_that_the_size_of_text_changes_both_fonts(qtbot: QtBot, qapp: QApplication) -> None:
    before = (ui_font().pixelSize(), mono_font().pixelSize())

    with qtbot.waitSignal(theme().changed):
        theme().set_scale(2.0)
    after = (ui_font().pixelSize(), mono_font().pixelSize(), qapp.font().pixelSize())
    theme().set_scale(1.0)

    assert before == (13, 12)
    assert after == (26, 24, 26)


def test_that_sizes_keep_their_order_at_every_scale(qapp: QApplication) -> None:
    for percent in range(80, 301, 10):
        theme().set_scale(percent / 100)
        sizes = [ui_font(pixels).pixelSize() for pixels in (11, 13, 15)]
        assert all(small < big for small, big in pairwise(sizes))
    theme().set_scale(1.0)


def test_that_the_scale_stays_within_reason(qapp: QApplication) -> None:
    theme().set_scale(99)
    most = theme().scale
    theme().set_scale(1.0)

    assert most == 3.0


def test_that_there_is_one_theme(qapp: QApplication) -> None:
    assert theme() is theme()

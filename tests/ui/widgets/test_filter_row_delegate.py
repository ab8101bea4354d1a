"""How the parts of a row share the room there is."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from scim_explorer.protocol.filters.parser import parse_filter
from scim_explorer.ui.models.filter_rows import Look, Part
from scim_explorer.ui.widgets.filter_builder import FilterBuilder
from scim_explorer.ui.widgets.filter_row_delegate import fitted_widths

NOT = Part("not", Look.NOT)
PATH, OPERATOR = Part("userName", Look.PATH), Part("eq", Look.OPERATOR)
VALUE, WORDS = Part('"x"', Look.STRING), Part("all of", Look.WORDS)


@pytest.mark.parametrize(
    ("parts", "wanted", "room", "given"),
    [
        ((PATH, OPERATOR, VALUE), (50, 20, 60), 200, [50, 20, 60]),
        ((PATH, OPERATOR, VALUE), (50, 20, 200), 182, [50, 20, 100]),
        ((PATH, OPERATOR, VALUE), (300, 20, 30), 232, [170, 20, 30]),
        ((PATH, OPERATOR, VALUE), (300, 20, 300), 232, [110, 20, 90]),
        ((NOT, PATH, OPERATOR), (20, 300, 20), 152, [20, 100, 20]),
        ((WORDS,), (60,), 40, [40]),
        ((PATH, OPERATOR, VALUE), (50, 20, 60), 10, [0, 20, 0]),
    ],
)
def test_that_operators_stay_whole_and_the_value_keeps_its_share(
    parts: tuple[Part, ...], wanted: tuple[int, ...], room: int, given: list[int]
) -> None:
    assert fitted_widths(wanted, parts, room) == given


def picture(builder: FilterBuilder, text: str) -> QImage:
    builder.show_filter(parse_filter(text))
    return builder.list.grab().toImage()


def test_that_depth_and_a_text_that_is_no_filter_are_seen(qtbot: QtBot) -> None:
    builder = FilterBuilder()
    qtbot.addWidget(builder)
    builder.resize(290, 420)
    builder.show()
    flat = picture(builder, "a pr")
    deep = "(" * 9 + "a pr" + "".join(f" {word} a pr)" for word in ("and", "or") * 4) + " and a pr)"

    nested = picture(builder, deep)
    pale = picture(builder, deep + " and")

    assert flat != nested
    assert nested != pale

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from scim_explorer.ui.widgets.elided_label import ElidedLabel, plain_tip

ID = "2819c223-7f76-453a-919d-413861904646"


def elided_label(qtbot: QtBot, text: str, width: int, *, at_end: bool = False) -> ElidedLabel:
    mode = Qt.TextElideMode.ElideRight if at_end else Qt.TextElideMode.ElideMiddle
    label = ElidedLabel(text, mode=mode)
    qtbot.addWidget(label)
    label.resize(width, 20)
    label.show()
    return label


def test_that_an_id_loses_its_middle_and_the_tool_tip_has_it(qtbot: QtBot) -> None:
    label = elided_label(qtbot, ID, 120)

    start, _, end = label.shown_text().partition("\u2026")

    assert ID.startswith(start)
    assert ID.endswith(end)
    assert start
    assert end
    assert label.toolTip() == ID
    assert label.text() == ID


def test_that_prose_loses_its_end(qtbot: QtBot) -> None:
    label = elided_label(qtbot, "a long sentence about nothing " * 5, 120, at_end=True)

    assert label.shown_text().endswith("\u2026")
    label.grab()


def test_that_a_text_that_fits_has_no_tool_tip(qtbot: QtBot) -> None:
    assert elided_label(qtbot, "short", 400).toolTip() == ""


def test_fault_85_of_a_megabyte_both_ends_are_kept_and_no_more(qtbot: QtBot) -> None:
    label = elided_label(qtbot, "a" * 500_000 + "b" * 500_000, 400)

    assert len(label.text()) < 5_000
    assert len(label.toolTip()) < 5_000
    assert label.text().startswith("aaa")
    assert label.shown_text().endswith("bbb")


def test_that_hidden_characters_are_written_out(qtbot: QtBot) -> None:
    assert elided_label(qtbot, "a\nb\u200b", 400).text() == "a\\nb\\u200B"


def test_that_a_tool_tip_shows_markup_as_characters() -> None:
    assert plain_tip("a < b") == '<p style="white-space:pre-wrap">a &lt; b</p>'
    assert plain_tip("plain") == "plain"

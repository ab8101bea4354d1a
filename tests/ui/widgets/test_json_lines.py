import gc
import json
import weakref

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from pytestqt.qtbot import QtBot

from scim_explorer.ui.theme import ThemeChoice, theme
from scim_explorer.ui.widgets.json_lines import JsonLines
from scim_explorer.ui.widgets.line_layouts import HEAD_BYTES, Position

SENT = b'{"a":1.50,"b":[true,"x y"],"a":2}'
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def json_lines(qtbot: QtBot, data: bytes = SENT, *, pretty: bool = True) -> JsonLines:
    view = JsonLines()
    qtbot.addWidget(view)
    view.resize(400, 200)
    view.set_pretty(pretty)
    view.set_bytes(data)
    view.show()
    return view


def test_that_the_text_is_what_was_received(qtbot: QtBot) -> None:
    view = json_lines(qtbot, b'{"a":\xff}')

    assert view.text() == '{"a":\udcff}'


def test_that_pretty_and_received_differ_only_on_the_screen(qtbot: QtBot) -> None:
    view = json_lines(qtbot)
    pretty = [view.shown_line(number) for number in range(view.line_count)]

    view.set_pretty(False)

    assert pretty[1] == '  "a": 1.50,'
    assert [view.shown_line(0)] == [SENT.decode()]
    assert view.text() == SENT.decode()


def test_that_copying_all_gives_the_bytes_received(qtbot: QtBot) -> None:
    view = json_lines(qtbot)

    qtbot.keyClick(view, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(view, Qt.Key.Key_C, CONTROL)

    assert QGuiApplication.clipboard().text() == SENT.decode()


def test_that_lines_selected_by_keys_are_copied_as_received(qtbot: QtBot) -> None:
    view = json_lines(qtbot)

    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(view, Qt.Key.Key_End, SHIFT)

    assert view.selected_text() == '"a":1.50,"b":['


def test_that_the_caret_goes_through_the_text_and_stops_at_its_ends(qtbot: QtBot) -> None:
    view = json_lines(qtbot, b"ab\ncd", pretty=False)
    seen = []

    for key in (Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Home):
        qtbot.keyClick(view, key)
        seen.append(view.caret)
    qtbot.keyClick(view, Qt.Key.Key_End, CONTROL)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    seen.append(view.caret)

    assert seen == [(0, 2), (1, 0), (0, 2), (0, 2), (0, 0), (1, 2)]


def test_that_page_down_scrolls_the_caret_into_sight(qtbot: QtBot) -> None:
    view = json_lines(qtbot, b"\n".join([b"x"] * 200), pretty=False)

    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_PageDown)

    top, rows = view.verticalScrollBar().value(), view.verticalScrollBar().pageStep()
    assert top > 0
    assert top <= view.caret.line < top + rows


def test_that_dragging_selects(qtbot: QtBot) -> None:
    view = json_lines(qtbot, b"one two three", pretty=False)
    start, end = QPointF(0, 10), QPointF(390, 10)
    left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier

    qtbot.mousePress(view.viewport(), left, pos=start.toPoint())
    move = QMouseEvent(QEvent.Type.MouseMove, end, end, Qt.MouseButton.NoButton, left, plain)
    QGuiApplication.sendEvent(view.viewport(), move)

    assert view.selected_text() == "one two three"


def test_fault_85_a_long_line_shows_its_head_and_then_more(qtbot: QtBot) -> None:
    view = json_lines(qtbot, b'["' + b"x" * 30_000 + b'"]')
    qtbot.keyClick(view, Qt.Key.Key_Down)
    before = len(view.shown_line(1))

    qtbot.keyClick(view, Qt.Key.Key_Return)

    assert before == HEAD_BYTES
    assert len(view.shown_line(1)) > 30_000


def test_that_the_rest_of_a_long_line_is_copied_with_it(qtbot: QtBot) -> None:
    data = b'["' + b"x" * 30_000 + b'"]'
    view = json_lines(qtbot, data)

    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_End, SHIFT)

    assert len(view.selected_text()) == 30_002


def test_that_find_selects_scrolls_and_goes_round(qtbot: QtBot) -> None:
    view = json_lines(qtbot, json.dumps([f"item {n}" for n in range(300)]).encode())

    found = [view.find("ITEM 25"), view.selected_text(), view.caret.line]
    top = view.verticalScrollBar().value()
    second = [view.find("item 25"), view.caret.line]
    back = [view.find("item 25", backwards=True), view.caret.line]

    assert found == [True, "item 25", 26]
    assert top > 0
    assert second == [True, 251]
    assert back == [True, 26]
    assert not view.find("absent")
    assert not view.find("")


def test_that_find_reaches_the_hidden_part_of_a_long_line(qtbot: QtBot) -> None:
    view = json_lines(qtbot, b'["' + b"x" * 30_000 + b'needle"]')

    assert view.find("needle")
    assert view.selected_text() == "needle"


def test_that_a_long_text_is_complete_after_a_while(qtbot: QtBot) -> None:
    view = JsonLines()
    qtbot.addWidget(view)
    data = json.dumps({"rows": [{"n": n} for n in range(12_000)]}).encode()

    with qtbot.waitSignal(view.completed, timeout=20_000):
        view.set_bytes(data)

    assert view.is_complete
    assert view.line_count == 36_004


def test_that_a_newer_text_takes_the_place_of_one_still_read(qtbot: QtBot) -> None:
    view = JsonLines()
    qtbot.addWidget(view)
    view.set_bytes(json.dumps([1] * 60_000).encode())

    view.set_bytes(b"[1]")

    assert view.is_complete
    assert view.line_count == 3


def test_that_a_view_can_be_closed_while_it_reads(qtbot: QtBot) -> None:
    view = JsonLines()
    view.set_bytes(json.dumps([1] * 60_000).encode())
    seen = weakref.ref(view)

    del view
    gc.collect()

    assert seen() is None


def test_that_an_empty_view_draws_and_moves(qtbot: QtBot) -> None:
    view = json_lines(qtbot, b"")

    qtbot.keyClick(view, Qt.Key.Key_Down)
    view.select_all()
    view.grab()

    assert view.caret == Position(0, 0)
    assert view.selected_text() == ""


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_that_it_draws_in_the_colours_of_the_theme(qtbot: QtBot, choice: ThemeChoice) -> None:
    theme().apply(choice)
    view = json_lines(qtbot)

    image = view.grab().toImage()

    base = theme().colour("base")
    assert image.pixelColor(image.width() - 30, image.height() - 30) == base

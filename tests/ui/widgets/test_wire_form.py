"""The widget that shows a query as it is sent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from scim_explorer.client.pages import Query
from scim_explorer.ui.widgets.wire_form import WireForm

BASE = "https://scim.acme.example/v2"
QUERY = Query("/Users", 'userName eq "a"\u202e', count=5)
PERCENT, PLUS = range(2)


@pytest.fixture
def form(qtbot: QtBot) -> WireForm:
    made = WireForm()
    qtbot.addWidget(made)
    made.resize(900, 120)
    made.show()
    made.show_query(QUERY, BASE)
    return made


def test_that_both_forms_are_shown_and_hidden_characters_are_seen(form: WireForm) -> None:
    assert form.decoded_row.text.toPlainText() == (
        'GET /Users?filter=userName eq "a"\\u202E&startIndex=1&count=5'
    )
    assert form.wire_row.text.toPlainText() == (
        f"GET {BASE}/Users?filter=userName%20eq%20%22a%22%E2%80%AE&startIndex=1&count=5"
    )


def test_that_the_forms_are_copied_as_they_are_without_the_method(form: WireForm) -> None:
    said: list[str] = []
    form.copied.connect(said.append)

    form.decoded_row.copy_button.click()
    decoded = QGuiApplication.clipboard().text()
    form.wire_row.copy_button.click()

    assert decoded == '/Users?filter=userName eq "a"\u202e&startIndex=1&count=5'
    assert QGuiApplication.clipboard().text().startswith(f"{BASE}/Users?filter=")
    assert said == ["Copied: Decoded", "Copied: On the wire"]


def test_that_a_click_chooses_how_blanks_are_written_and_showing_does_not(form: WireForm) -> None:
    chosen: list[bool] = []
    form.plus_chosen.connect(chosen.append)

    form.show_query(replace(QUERY, plus=True), BASE)
    shown = form.choice.checkedId()
    form.choice.button(PERCENT).click()
    form.choice.button(PLUS).click()

    assert shown == PLUS
    assert chosen == [False, True]


def test_that_a_post_shows_its_body_and_no_choice(form: WireForm) -> None:
    form.show_query(replace(QUERY, method="POST"), BASE)

    assert form.decoded_row.text.toPlainText() == f"POST {BASE}/Users/.search"
    assert form.wire_row.label.text() == "Body"
    assert form.wire_row.text.toPlainText().startswith('{"schemas"')
    assert not form.blanks.isVisible()


def test_that_what_cannot_be_sent_says_why_until_it_can(form: WireForm) -> None:
    form.show_query(replace(QUERY, filter="a eq \ud800"), BASE)
    why, rows = form.problem_label.text(), form.wire_row.text.isVisible()

    form.show_query(QUERY, BASE)

    assert why
    assert not rows
    assert not form.problem_label.isVisible()
    assert form.wire_row.text.isVisible()


def test_that_a_long_query_is_cut_on_the_screen_and_copied_whole(form: WireForm) -> None:
    text = " or ".join(f"n eq {n}" for n in range(9_000))
    form.show_query(replace(QUERY, filter=text), BASE)

    form.decoded_row.copy_button.click()

    assert len(form.decoded_row.text.toPlainText()) < 5_000
    assert text in QGuiApplication.clipboard().text()
    assert form.decoded_row.text.height() < 80


def test_that_the_text_is_left_with_tab_and_named_for_a_reader(
    form: WireForm, qtbot: QtBot
) -> None:
    with qtbot.waitActive(form):
        form.activateWindow()
    form.decoded_row.text.setFocus()

    QTest.keyClick(form.decoded_row.text, Qt.Key.Key_Tab)

    assert not form.decoded_row.text.hasFocus()
    assert form.decoded_row.text.accessibleName() == "Decoded"
    assert form.wire_row.copy_button.accessibleName() == "Copy: On the wire"


def test_that_a_compact_form_has_one_line_each_and_all_of_it_in_the_tip(form: WireForm) -> None:
    form.show_query(replace(QUERY, filter="userName pr and " * 40 + "title pr"), BASE)
    tall = form.wire_row.text.height()

    form.set_compact(True)

    assert form.wire_row.text.height() < tall / 2
    assert "title%20pr" in form.wire_row.text.toolTip()

    form.set_compact(False)

    assert form.wire_row.text.height() == tall

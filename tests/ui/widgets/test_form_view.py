from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from shiboken6 import delete

from scim_explorer.client.resources import Reference
from scim_explorer.protocol.json_codec import scan
from scim_explorer.ui.widgets.form_view import FormView

USER = """{"userName": "ann", "name": {"givenName": "Ann"}, "manager": {"value": "9"},
"emails": [{"value": "a@x", "type": "work"}], "meta": {"created": "x"}}"""


@pytest.fixture
def view(qapp: object) -> Iterator[FormView]:
    made = FormView()
    made.resize(480, 400)
    made.show_document(scan(USER), {})
    made.show()
    yield made
    delete(made)


def at(view: FormView, *labels: str) -> QModelIndex:
    index = QModelIndex()
    for label in labels:
        rows = (view.form.index(row, 0, index) for row in range(view.form.rowCount(index)))
        index = next(found for found in rows if found.data() == label)
    return index


def test_that_complex_attributes_are_open_and_meta_is_not(view: FormView) -> None:
    assert view.isExpanded(at(view, "name"))
    assert view.isExpanded(at(view, "emails"))
    assert not view.isExpanded(at(view, "meta"))


def test_that_enter_and_a_click_on_the_value_follow_a_reference(view: FormView) -> None:
    followed: list[object] = []
    view.reference_activated.connect(followed.append)
    manager = at(view, "manager")
    view.setCurrentIndex(manager)

    QTest.keyClick(view, Qt.Key.Key_Return)
    value = view.visualRect(manager.siblingAtColumn(1)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=value)
    name = view.visualRect(manager).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=name)

    assert followed == [Reference("9", "", ""), Reference("9", "", "")]


def test_that_ctrl_c_copies_the_value_and_an_action_the_path(view: FormView) -> None:
    view.setCurrentIndex(at(view, "emails", "[0]", "value"))

    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    value = QGuiApplication.clipboard().text()
    view.copy_path()

    assert value == "a@x"
    assert QGuiApplication.clipboard().text() == 'emails[type eq "work"].value'


def test_that_the_place_in_the_form_stays_when_the_text_changes(view: FormView) -> None:
    view.setExpanded(at(view, "meta"), True)
    view.setExpanded(at(view, "name"), False)
    view.setCurrentIndex(at(view, "emails", "[0]"))

    view.show_document(scan(USER.replace("ann", "eve")), {})

    assert view.isExpanded(at(view, "meta"))
    assert not view.isExpanded(at(view, "name"))
    assert view.currentIndex() == at(view, "emails", "[0]")


def test_that_10_000_members_open_without_a_stall(view: FormView) -> None:
    members = ",".join(f'{{"value": "{number:036}"}}' for number in range(10_000))
    view.show_document(scan(f'{{"members": [{members}]}}'), {})

    began = time.thread_time()
    view.expand(at(view, "members"))
    view.grab()

    # Fifty times what it takes.
    assert time.thread_time() - began < 5.0

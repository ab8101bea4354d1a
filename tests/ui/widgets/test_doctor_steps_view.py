"""The list of the doctor's steps: nothing cut, numbers that lead to the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from scim_explorer.checks.steps import failed, ok, result
from scim_explorer.client.certificates import Certificate
from scim_explorer.ui.models.doctor_steps import Column, DoctorStepsModel
from scim_explorer.ui.theme import mono_font
from scim_explorer.ui.widgets.doctor_steps_view import DoctorStepsView
from tests.exchanges.samples import sample

LONG = "Something that takes a while to say. " * 12


@pytest.fixture
def view(qapp: QApplication) -> Iterator[DoctorStepsView]:
    made = DoctorStepsView(DoctorStepsModel())
    made.resize(1100, 700)
    made.show()
    yield made
    delete(made)


def model_of(view: DoctorStepsView) -> DoctorStepsModel:
    model = view.model()
    assert isinstance(model, DoctorStepsModel)
    return model


def fill(view: DoctorStepsView, detail: str = "x", numbers: range = range(0)) -> None:
    model_of(view).show_result(result("http", failed(detail), [sample(n) for n in numbers]))
    view.executeDelayedItemsLayout()


def hidden(view: DoctorStepsView) -> set[Column]:
    return {column for column in Column if view.isColumnHidden(column)}


def place_of(view: DoctorStepsView, nth: int) -> QPoint:
    """Return a place in the middle of the nth number of the HTTP row."""
    rect = view.visualRect(model_of(view).index_of("http").siblingAtColumn(Column.NUMBERS))
    metrics = QFontMetrics(mono_font())
    step = metrics.horizontalAdvance("#10 ")
    return QPoint(rect.left() + 8 + nth * step + step // 3, rect.top() + 4 + metrics.height() // 2)


def test_that_a_row_is_as_high_as_what_it_says(view: DoctorStepsView) -> None:
    fill(view)
    index = model_of(view).index_of("http")
    low = view.visualRect(index).height()

    fill(view, LONG)

    assert view.visualRect(index).height() > 2 * low


def test_that_a_word_without_an_end_wraps_too(view: DoctorStepsView) -> None:
    fill(view, "y" * 2000)
    view.resize(700, 700)
    view.executeDelayedItemsLayout()

    assert view.visualRect(model_of(view).index_of("http")).height() > 200


@pytest.mark.parametrize("width", [1100, 700, 420, 300])
def test_that_step_numbers_and_what_was_seen_are_there_at_every_width(
    view: DoctorStepsView, width: int
) -> None:
    view.resize(width, 700)
    fill(view, LONG)
    view.resize(width, 700)

    assert not {Column.STEP, Column.NUMBERS} & hidden(view)
    assert ({Column.SEEN, Column.RESULT} <= hidden(view)) == view.is_stacked
    assert view.is_stacked == (width < 500)
    columns = sum(view.columnWidth(c) for c in Column if c not in hidden(view))
    assert columns <= view.viewport().width()


def test_that_where_it_is_narrow_what_was_seen_stands_below_the_step(
    view: DoctorStepsView,
) -> None:
    fill(view, LONG)
    view.resize(420, 700)
    view.executeDelayedItemsLayout()
    index = model_of(view).index_of("http")

    assert view.is_stacked
    assert view.visualRect(index).height() > 5 * QFontMetrics(view.font()).height()


def test_that_the_last_time_has_a_column_only_when_there_was_one(view: DoctorStepsView) -> None:
    fill(view)
    first = Column.BEFORE in hidden(view)
    model_of(view).begin()
    view.fit()

    assert first
    assert Column.BEFORE not in hidden(view)


@pytest.mark.parametrize(("nth", "number"), [(0, 10), (1, 11), (2, 12)])
def test_that_a_click_on_a_number_leads_to_that_request(
    view: DoctorStepsView, nth: int, number: int
) -> None:
    chosen: list[int] = []
    view.link_activated.connect(chosen.append)
    fill(view, numbers=range(10, 16))

    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(view.viewport(), left, pos=place_of(view, nth))

    assert chosen == [number]


def test_that_a_click_beside_the_numbers_leads_nowhere(view: DoctorStepsView) -> None:
    fill(view, numbers=range(10, 12))
    rect = view.visualRect(model_of(view).index_of("http").siblingAtColumn(Column.NUMBERS))

    assert view.number_at(rect.topRight() - QPoint(3, -8)) is None
    assert view.number_at(QPoint(2, rect.center().y())) is None
    assert view.number_at(QPoint(2, 5000)) is None


def test_that_more_numbers_than_fit_are_in_a_menu(view: DoctorStepsView) -> None:
    chosen: list[int] = []
    view.link_activated.connect(chosen.append)
    fill(view, numbers=range(10, 16))

    assert view.number_at(place_of(view, 3)) == 0
    menu = view.menu_of(model_of(view).index_of("http"))
    assert menu is not None
    assert [action.text() for action in menu.actions() if "#" in action.text()] == [
        f"Show #{number} in the log" for number in range(10, 16)
    ]
    menu.actions()[5].trigger()
    assert chosen == [15]


def test_that_a_step_without_requests_can_be_copied_and_one_that_waits_has_no_menu(
    view: DoctorStepsView,
) -> None:
    model_of(view).show_result(result("address", failed("<b>No</b>", "Do this.")))
    menu = view.menu_of(model_of(view).index_of("address"))

    assert menu is not None
    (copy,) = menu.actions()
    copy.trigger()
    assert QGuiApplication.clipboard().text() == "<b>No</b>\nWhat to do: Do this."
    assert view.menu_of(model_of(view).index_of("dns")) is None


def test_that_a_certificate_is_copied_by_its_keys(view: DoctorStepsView) -> None:
    chain = (Certificate("CN=scim", "CN=CA", fingerprint="AB:CD"),)
    model_of(view).show_result(replace(result("tls", ok("x")), certificates=chain))
    parent = model_of(view).index_of("tls")
    view.expand(parent)
    view.setCurrentIndex(model_of(view).index(0, 0, parent))

    QTest.keySequence(view, QKeySequence(QKeySequence.StandardKey.Copy))

    assert QGuiApplication.clipboard().text().endswith("SHA-256: AB:CD")


def test_that_enter_follows_the_only_number_of_a_step(view: DoctorStepsView) -> None:
    chosen: list[int] = []
    view.link_activated.connect(chosen.append)
    fill(view, numbers=range(10, 11))

    view.setCurrentIndex(model_of(view).index_of("http"))
    QTest.keyClick(view, Qt.Key.Key_Return)

    assert chosen == [10]


def test_that_certificates_open_by_the_keyboard(view: DoctorStepsView) -> None:
    chain = (Certificate("CN=scim", "CN=CA"),)
    model_of(view).show_result(replace(result("tls", ok("x")), certificates=chain))
    index = model_of(view).index_of("tls")

    view.setCurrentIndex(index)
    QTest.keyClick(view, Qt.Key.Key_Right)

    assert view.isExpanded(index)


def test_that_it_can_be_painted_with_everything_in_it(view: DoctorStepsView) -> None:
    chain = (Certificate("CN=scim", "CN=CA"),)
    model_of(view).show_result(replace(result("tls", ok("x")), certificates=chain))
    fill(view, LONG, numbers=range(10, 16))
    view.setCurrentIndex(model_of(view).index_of("tls"))
    view.expandAll()
    wide = view.grab().toImage()
    view.resize(420, 700)
    narrow = view.grab().toImage()

    assert wide.width() > narrow.width() > 0

"""The buttons of the doctor's pane."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from scim_explorer.ui.theme import theme
from scim_explorer.ui.widgets.doctor_foot import DoctorFoot


@pytest.fixture
def foot(qapp: QApplication) -> Iterator[DoctorFoot]:
    made = DoctorFoot()
    made.resize(900, made.sizeHint().height())
    made.show()
    yield made
    theme().set_scale(1.0)
    delete(made)


def test_that_stop_stands_in_the_place_of_run_while_something_runs(foot: DoctorFoot) -> None:
    before = foot.run_button.text()
    foot.show_run(busy=True, has_results=False)
    running = foot.run_button.isVisible(), foot.stop_button.isVisible()
    foot.show_run(busy=False, has_results=True)

    assert before == "&Run"
    assert running == (False, True)
    assert foot.run_button.text() == "&Run again"
    assert not foot.stop_button.isVisible()


@pytest.mark.parametrize("has_results", [True, False])
def test_that_a_report_needs_something_to_report(foot: DoctorFoot, *, has_results: bool) -> None:
    foot.show_run(busy=False, has_results=has_results)

    assert foot.copy_button.isEnabled() is has_results
    assert foot.save_button.isEnabled() is has_results


@pytest.mark.parametrize("font_px", [9, 13, 17, 22])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_that_under_the_width_of_its_words_it_shows_pictures_as_high_as_words(
    foot: DoctorFoot, scale: float, font_px: int
) -> None:
    theme().set_scale(scale)
    font = foot.font()
    font.setPixelSize(font_px)
    foot.setFont(font)
    foot.resize(1800, foot.height())
    wide = foot.save_button.text()
    foot.resize(400, foot.sizeHint().height())
    QApplication.sendPostedEvents()

    assert wide == "Save as &Markdown..."
    assert foot.width() == 400
    assert foot.save_button.text() == ""
    assert not foot.save_button.icon().isNull()
    assert foot.save_button.toolTip() == foot.save_button.accessibleName() == "Save as Markdown"
    assert foot.save_button.height() >= foot.run_button.height() > font_px


@pytest.mark.parametrize("beside", [True, False])
def test_that_it_opens_the_profile_or_goes_away_beside_it(
    qapp: QApplication, *, beside: bool
) -> None:
    foot = DoctorFoot(beside=beside)

    assert foot.edit_button.isHidden() is beside
    assert foot.hide_button.isHidden() is not beside
    delete(foot)

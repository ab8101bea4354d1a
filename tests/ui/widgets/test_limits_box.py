from __future__ import annotations

import pytest
from PySide6.QtWidgets import QSpinBox
from pytestqt.qtbot import QtBot

from scim_explorer.profiles.profile import Limits
from scim_explorer.ui.widgets.limits_box import LimitsBox

LIMITS = Limits(page_size=250, max_body_bytes=64 * 1024 * 1024, connect_s=5, total_s=90, parallel=2)


def box_of(qtbot: QtBot, limits: Limits) -> LimitsBox:
    box = LimitsBox(limits)
    qtbot.addWidget(box)
    return box


@pytest.mark.parametrize("limits", [Limits(), LIMITS])
def test_that_untouched_fields_give_the_limits_back(qtbot: QtBot, limits: Limits) -> None:
    assert box_of(qtbot, limits).limits() == limits


@pytest.mark.parametrize(
    "limits",
    [
        Limits(max_body_bytes=1_500_000),
        Limits(total_s=1.5),
        Limits(connect_s=0.25),
        Limits(total_s=7200.0),
        Limits(page_size=20_000),
    ],
    ids=["half a MiB", "half a second", "less than a second", "above the field", "large pages"],
)
def test_that_a_limit_the_fields_cannot_show_is_kept_until_it_is_changed(
    qtbot: QtBot, limits: Limits
) -> None:
    assert box_of(qtbot, limits).limits() == limits


def test_that_what_is_typed_is_the_limit(qtbot: QtBot) -> None:
    box = box_of(qtbot, Limits())

    box.page_size.setValue(1000)
    box.max_mib.setValue(2)
    box.connect_s.setValue(3)
    box.total_s.setValue(4)
    box.per_minute.setValue(60)

    assert box.limits() == Limits(1000, 2 * 1024 * 1024, 3.0, 4.0, 4, 60)


def test_that_no_budget_is_said_in_words(qtbot: QtBot) -> None:
    assert box_of(qtbot, Limits()).per_minute.text() == "no limit"


def test_that_every_field_has_a_name(qtbot: QtBot) -> None:
    box = box_of(qtbot, Limits())

    fields = box.findChildren(QSpinBox)

    assert len(fields) == 5
    assert all(field.accessibleName() for field in fields)

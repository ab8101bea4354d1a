from __future__ import annotations

from collections.abc import Iterator

import pytest
from shiboken6 import delete

from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.verdict import Verdict, judge, managed_attributes
from scim_explorer.ui.widgets.verdict_strip import VerdictStrip, VerdictWords

OLD: Json = {"a": 1, "b": 1, "meta": 1}
SENT: Json = {"a": 2, "b": 2, "meta": 1}
NOW: Json = {"a": 2, "b": 1, "meta": 2}


@pytest.fixture
def strip(qapp: object) -> Iterator[VerdictStrip]:
    made = VerdictStrip()
    made.resize(480, 300)
    yield made
    delete(made)


@pytest.mark.parametrize(
    ("verdict", "tint"),
    [
        (Verdict.APPLIED, "ok"),
        (Verdict.CHANGED_MORE, "warning"),
        (Verdict.NOT_APPLIED, "error"),
        (Verdict.UNKNOWN, "grey"),
    ],
)
def test_that_each_verdict_has_its_tint_and_property(
    strip: VerdictStrip, verdict: Verdict, tint: str
) -> None:
    strip.show_verdict(VerdictWords(verdict, "Words", "200", 118))

    assert strip.property("verdict") == verdict.value
    assert strip.bar.property("tint") == tint
    assert strip.link_button.text() == "#118"
    assert strip.read_button.isVisible() is (verdict is Verdict.UNKNOWN)
    assert strip.accessibleDescription() == "Words 200"


def test_that_differences_only_is_the_start_and_can_be_switched_off(strip: VerdictStrip) -> None:
    judgement = judge(OLD, SENT, NOW, managed_attributes(()))
    strip.show_verdict(VerdictWords(judgement.verdict, "Words"), judgement)
    some = [row.label for row in strip.model.rows]

    strip.differences_check.setChecked(False)

    assert some == ["b"]
    assert [row.label for row in strip.model.rows] == ["b", "a", "meta"]


def test_that_without_differences_no_empty_table_stands_there(strip: VerdictStrip) -> None:
    judgement = judge(OLD, SENT, SENT, managed_attributes(()))

    strip.show_verdict(VerdictWords(judgement.verdict, "Words"), judgement)

    assert not strip.view.isVisible()
    assert strip.heading.text() == "Before, expected, actual: no differences"


def test_that_it_is_hidden_until_something_was_written_and_when_closed(
    strip: VerdictStrip,
) -> None:
    hidden = strip.isHidden()
    strip.show_verdict(VerdictWords(Verdict.APPLIED, "Words"))

    strip.close_button.click()

    assert hidden
    assert strip.isHidden()
    assert strip.verdict is None

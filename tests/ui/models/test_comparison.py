from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from scim_explorer.protocol.compare import MISSING, Change, ChangeKind, Missing
from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.verdict import judge, managed_attributes
from scim_explorer.ui.models.comparison import (
    ComparisonModel,
    pointer_label,
    review_rows,
    value_text,
    verdict_rows,
)

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize(
    ("pointer", "label"),
    [
        ("/title", "title"),
        ("/emails/0/value", "emails[0].value"),
        ("/urn:x:2.0:User/manager/value", "urn:x:2.0:User:manager.value"),
        pytest.param("/a~1b", "a/b", id="escaped_slash"),
    ],
)
def test_label_of_a_pointer(pointer: str, label: str) -> None:
    assert pointer_label(pointer) == label


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (MISSING, "\u2013"),
        (None, "null"),
        ({"a": [1.0, "\u00e4"]}, '{"a":[1.0,"\u00e4"]}'),
        pytest.param(float("nan"), "nan", id="what_json_cannot_write"),
    ],
)
def test_text_of_a_value(value: Json | Missing, text: str) -> None:
    assert value_text(value) == text


def test_that_a_review_tells_what_goes_and_what_comes_by_sign_and_word() -> None:
    rows = review_rows(
        [
            Change("/title", "Dr", "Prof", ChangeKind.CHANGED),
            Change("/nick", MISSING, "A", ChangeKind.ADDED),
            Change("/meta/version", "1", "2", ChangeKind.CHANGED),
        ],
        ["/meta/version"],
    )

    assert [[cell.text for cell in row.cells] for row in rows] == [
        ['\u2212 "Dr"', '+ "Prof"'],
        ["\u2013", '+ "A"'],
        ['"1"', '"2"'],
    ]
    assert [row.cells[1].word for row in rows] == ["added", "added", "managed by the server"]


def test_that_a_verdict_shows_differences_first_of_all() -> None:
    before: Json = {"title": "Dr", "nick": "A", "meta": {"v": "1"}}
    asked: Json = {"title": "Prof", "nick": "B", "meta": {"v": "1"}}
    actual: Json = {"title": "Prof", "nick": "A", "meta": {"v": "2"}}
    judgement = judge(before, asked, actual, managed_attributes(()))

    some = verdict_rows(judgement, differences_only=True)
    everything = verdict_rows(judgement, differences_only=False)

    assert [row.label for row in some] == ["nick"]
    assert [cell.text for cell in some[0].cells] == ['"A"', '"B"', '"A"']
    assert some[0].cells[2].word == "not applied"
    assert [row.label for row in everything] == ["nick", "title", "meta.v"]


def test_that_the_model_keeps_the_rules_of_qt_and_speaks(qtmodeltester: ModelTester) -> None:
    model = ComparisonModel(("attribute", "now", "after"))
    model.set_rows(review_rows([Change("/t", "<b>a</b>", "b", ChangeKind.CHANGED)]))
    qtmodeltester.check(model)
    cell = model.index(0, 1)

    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == '\u2212 "<b>a</b>", removed'
    assert "&lt;b&gt;" in cell.data(Qt.ItemDataRole.ToolTipRole)

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from scim_explorer.protocol.merge import Side, forks
from scim_explorer.ui.dialogs.merge_dialog import MergeDialog

BASE = '{"a": 1, "b": 1, "c": 1}'
YOURS = '{"a": 2.0, "b": 2, "c": 1}'
THEIRS = '{"a": 3, "b": 1, "c": 5}'


@pytest.fixture
def dialog(qapp: object) -> Iterator[MergeDialog]:
    parent = QWidget()
    yield MergeDialog(forks(BASE, YOURS, THEIRS), YOURS, THEIRS, parent)
    delete(parent)


def test_that_only_what_both_changed_waits_for_a_choice(dialog: MergeDialog) -> None:
    words = {row.label: [cell.word for cell in row.cells] for row in dialog.model.rows}

    assert words == {
        "a": ["", "not decided", "not decided"],
        "b": ["", "taken", "not taken"],
        "c": ["", "not taken", "taken"],
    }
    assert dialog.count_label.text() == "Not decided: 1"
    assert not dialog.use_button.isEnabled()


def test_that_a_click_on_a_side_takes_it_and_the_text_keeps_its_spelling(
    dialog: MergeDialog,
) -> None:
    texts: list[str] = []
    dialog.merged.connect(texts.append)

    dialog.view.clicked.emit(dialog.model.index(0, 2))
    dialog.use_button.click()

    assert texts == ['{"a":2.0,"b":2,"c":5}']


def test_that_the_keyboard_takes_a_side_for_the_selected_rows(dialog: MergeDialog) -> None:
    dialog.view.selectAll()

    dialog.theirs_button.click()

    assert dialog.use_button.isEnabled()
    assert all(row.cells[2].word == "taken" for row in dialog.model.rows)
    dialog.choose(0, Side.YOURS)
    assert dialog.model.rows[0].cells[1].word == "taken"

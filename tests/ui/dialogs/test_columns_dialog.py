"""Choosing columns."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from scim_explorer.ui.dialogs.columns_dialog import ColumnsDialog

PATHS = ("id", "userName", "title", "emails.value")


def opened(qtbot: QtBot) -> tuple[ColumnsDialog, list[tuple[str, ...]]]:
    dialog = ColumnsDialog(PATHS, ("userName", "id"), ("userName",))
    qtbot.addWidget(dialog)
    chosen: list[tuple[str, ...]] = []
    dialog.chosen.connect(chosen.append)
    return dialog, chosen


def shown(dialog: ColumnsDialog) -> list[str]:
    picker = dialog.picker
    return [
        str(picker.model.index(row).data())
        for row in range(picker.model.rowCount())
        if not picker.list.isRowHidden(row)
    ]


def test_that_the_order_is_the_one_in_the_list(qtbot: QtBot) -> None:
    dialog, chosen = opened(qtbot)
    dialog.picker.list.setCurrentIndex(dialog.picker.model.index(1))

    dialog.picker.move_current(-1)
    dialog.ok_button.click()

    assert chosen == [("id", "userName")]


def test_that_the_defaults_are_remembered_as_no_choice(qtbot: QtBot) -> None:
    dialog, chosen = opened(qtbot)

    dialog._restore()
    dialog.ok_button.click()

    assert chosen == [()]


def test_that_a_table_without_columns_cannot_be_chosen(qtbot: QtBot) -> None:
    dialog, _ = opened(qtbot)

    dialog.picker.model.tick_only(())

    assert not dialog.ok_button.isEnabled()


def test_that_typing_hides_what_does_not_hold_all_words(qtbot: QtBot) -> None:
    dialog, chosen = opened(qtbot)

    dialog.picker.search_edit.setText("VALUE ema")

    assert shown(dialog) == ["emails.value"]

    dialog.ok_button.click()

    assert chosen == [("userName", "id")]


def test_that_cancel_changes_nothing(qtbot: QtBot) -> None:
    dialog, chosen = opened(qtbot)
    dialog.picker.model.setData(
        dialog.picker.model.index(2), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole
    )

    dialog.reject()

    assert chosen == []


def test_that_a_note_on_the_schema_stands_in_the_hint(qtbot: QtBot) -> None:
    dialog = ColumnsDialog(PATHS, (), (), note="Assumed: x.")
    qtbot.addWidget(dialog)

    hint = dialog.findChild(QLabel, "columnsHint")
    assert isinstance(hint, QLabel)
    assert hint.text().endswith("loaded. Assumed: x.")

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from scim_explorer.ui.widgets.path_field import PathField


@pytest.fixture
def field(qtbot: QtBot) -> PathField:
    made = PathField("Extra CA", "", name="caFileEdit", filters=("*.pem",))
    qtbot.addWidget(made)
    return made


def test_that_a_file_chosen_becomes_the_path(field: PathField, tmp_path: Path) -> None:
    (tmp_path / "ca.pem").touch()
    field.button.click()
    dialog = field.findChild(QFileDialog)
    assert dialog is not None

    dialog.fileSelected.emit(str(tmp_path / "ca.pem"))
    dialog.close()

    assert field.path == str(tmp_path / "ca.pem")
    assert not field.is_missing()


def test_that_a_path_without_a_file_is_missing_and_none_is_not(field: PathField) -> None:
    assert not field.is_missing()

    field.edit.setText(" /no/such/file ")

    assert field.path == "/no/such/file"
    assert field.is_missing()


def test_that_a_home_that_nobody_has_is_missing_while_it_is_typed(field: PathField) -> None:
    field.edit.setText("~no-such-user")

    assert field.is_missing()

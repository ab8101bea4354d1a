import ast
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import scim_explorer.ui
from scim_explorer.ui.widgets.plain_label import PlainLabel, sentence_label


def test_fault_84_markup_is_shown_as_characters(qtbot: QtBot) -> None:
    label = PlainLabel("<b>bold</b>")
    qtbot.addWidget(label)

    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == "<b>bold</b>"


def test_that_hidden_characters_are_written_out(qtbot: QtBot) -> None:
    label = PlainLabel()
    qtbot.addWidget(label)

    label.setText("a\u202eb\nc")

    assert label.text() == "a\\u202Eb\nc"


def test_fault_84_nested_tables_cost_no_time(qtbot: QtBot) -> None:
    label = PlainLabel("<table><tr><td>" * 16 + "x")
    qtbot.addWidget(label)

    size = label.sizeHint()

    assert size.height() < 100


def test_that_a_role_is_a_property(qtbot: QtBot) -> None:
    label = PlainLabel("x", role="muted")
    qtbot.addWidget(label)

    label.set_role("error")

    assert label.property("role") == "error"


def test_that_a_word_without_end_does_not_widen_what_it_stands_in(qtbot: QtBot) -> None:
    label = sentence_label("problemDetail", "Detail")
    qtbot.addWidget(label)

    label.setText("x" * 10_000)

    assert label.minimumWidth() == 1
    assert label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard


def label_uses(source: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        made = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id
        bases = node.bases if isinstance(node, ast.ClassDef) else []
        names = [base.id for base in bases if isinstance(base, ast.Name)]
        if made == "QLabel" or "QLabel" in names:
            yield f"{source.name}:{getattr(node, 'lineno', 0)}"


def test_fault_84_no_other_label_of_the_window_guesses_markup() -> None:
    folder = Path(scim_explorer.ui.__file__).parent
    own = {"plain_label.py", "elided_label.py"}

    others = [path for path in folder.rglob("*.py") if path.name not in own]

    assert [use for path in others for use in label_uses(path)] == []

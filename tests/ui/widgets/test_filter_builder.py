"""The filter builder: rows and fields in step with the text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from scim_explorer.protocol.filters.parser import parse_filter
from scim_explorer.ui.widgets.filter_builder import MOST_ROWS, FilterBuilder
from tests.protocol.filters.people import ATTRIBUTES

NESTED = (
    'userType eq "Employee" and (emails[type eq "work" and value ew "@example.com"] '
    'or not (active eq false)) and meta.lastModified ge "2026-01-01T00:00:00Z"'
)
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


class Bench:
    """A builder, and the text beside it that follows.

    Attributes:
        texts: What the builder said, the newest last.
    """

    def __init__(self, builder: FilterBuilder) -> None:
        self.builder = builder
        self.texts: list[str] = []
        builder.edited.connect(self._follow)

    def type(self, text: str) -> None:
        """Show a text as if it was typed into the filter field."""
        self.builder.show_filter(parse_filter(text))

    def choose(self, number: int) -> None:
        self.builder.list.setFocus()
        self.builder.list.setCurrentIndex(self.builder.model.index(number))

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        QTest.keyClick(self.builder.list, key, modifier or Qt.KeyboardModifier.NoModifier)

    @property
    def current(self) -> str:
        return str(self.builder.list.currentIndex().data())

    @property
    def rows(self) -> list[str]:
        model = self.builder.model
        return [str(model.index(row).data()) for row in range(model.rowCount())]

    def _follow(self, text: str) -> None:
        self.texts.append(text)
        self.type(text)


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    builder = FilterBuilder()
    qtbot.addWidget(builder)
    builder.take(ATTRIBUTES)
    builder.resize(290, 420)
    builder.show()
    return Bench(builder)


def test_that_the_builder_follows_the_text(bench: Bench) -> None:
    bench.type(NESTED)

    assert bench.rows == [
        "all of",
        'userType eq "Employee"',
        "any of",
        "one of emails fulfils all of",
        'type eq "work"',
        'value ew "@example.com"',
        "not active eq false",
        'meta.lastModified ge "2026-01-01T00:00:00Z"',
    ]
    assert bench.texts == []


def test_that_the_chosen_row_stays_chosen_while_the_text_is_typed(bench: Bench) -> None:
    bench.type("id pr and title pr")
    bench.choose(2)

    bench.type('id pr and title eq "Dr" and active eq true')
    stayed = bench.current
    bench.type("id pr")

    assert stayed == 'title eq "Dr"'
    assert bench.current == "id pr"


def test_that_a_text_that_is_no_filter_leaves_the_rows_and_says_why(bench: Bench) -> None:
    bench.type(NESTED)

    bench.type("userType eq")

    assert len(bench.rows) == 8
    assert not bench.builder.list.isEnabled()
    assert not bench.builder.editor.isEnabled()
    assert bench.builder.problem_label.text().startswith(
        "The text is no filter yet. Column 12: A value is missing behind eq."
    )
    assert bench.builder.property("state") == "error"


def test_that_a_text_made_right_again_can_be_worked_on(bench: Bench) -> None:
    bench.type("id pr")
    bench.type("id p")

    bench.type("id pr")

    assert bench.builder.list.isEnabled()
    assert bench.builder.problem_label.isHidden()
    assert bench.builder.property("state") == "ready"


def test_that_an_empty_filter_offers_a_first_condition(bench: Bench) -> None:
    assert bench.builder.property("state") == "empty"
    assert bench.builder.note.isVisible()

    bench.builder.note.activated.emit()

    assert bench.texts == ["userName pr"]
    editor = bench.builder.editor.path_combo.lineEdit()
    assert editor is not None
    assert editor.selectedText() == "userName"


def test_that_an_attribute_is_written_and_the_rest_stays_as_typed(bench: Bench) -> None:
    bench.type('id  PR AND( title EQ "Dr" )')
    bench.choose(2)
    combo = bench.builder.editor.path_combo

    bench.builder.editor.begin_path()
    QTest.keyClicks(combo, "nickName")
    QTest.keyClick(combo, Qt.Key.Key_Return)

    assert bench.texts == ['id  PR AND( nickName eq "Dr" )']
    assert bench.current == 'nickName eq "Dr"'


def test_that_the_text_follows_a_value_key_by_key_and_the_focus_stays(bench: Bench) -> None:
    bench.type('id pr and title eq "Dr"')
    bench.choose(2)
    line = bench.builder.editor.value_field.line

    bench.press(Qt.Key.Key_F2)
    QTest.keyClicks(line, '."')

    assert bench.texts == [
        'id pr and title eq "Dr."',
        'id pr and title eq "Dr.\\""',
    ]
    assert line.hasFocus()
    assert line.text() == 'Dr."'
    assert bench.current == 'title eq "Dr.\\""'


def test_that_what_is_being_typed_is_not_put_right_under_the_fingers(bench: Bench) -> None:
    bench.type("active eq true")
    bench.choose(0)
    combo = bench.builder.editor.value_field.combo
    editor = combo.lineEdit()
    assert editor is not None

    bench.press(Qt.Key.Key_F2)
    editor.selectAll()
    QTest.keyClicks(combo, "False")

    assert editor.text() == "False"
    assert bench.texts[-1] == "active eq false"


def test_that_an_operator_is_chosen_and_a_value_comes_with_it(bench: Bench) -> None:
    bench.type("active pr")
    bench.choose(0)
    combo = bench.builder.editor.operator_combo
    names = [combo.itemData(row) for row in range(combo.count())]

    combo.setCurrentIndex(names.index("ne"))
    combo.activated.emit(combo.currentIndex())

    assert names[:3] == ["eq", "ne", "pr"]
    assert "sw" in names
    assert bench.texts == ["active ne true"]
    assert bench.builder.editor.value_field.isVisible()


def test_that_all_of_becomes_any_of_only_when_the_other_one_is_chosen(bench: Bench) -> None:
    bench.type("id pr and title pr")
    bench.choose(0)
    combo = bench.builder.editor.joiner_combo

    combo.activated.emit(combo.currentIndex())
    untouched = list(bench.texts)
    combo.setCurrentIndex(combo.findData("or"))
    combo.activated.emit(combo.currentIndex())

    assert untouched == []
    assert bench.texts == ["id pr or title pr"]


def test_that_what_is_no_attribute_is_said_and_changes_nothing(bench: Bench) -> None:
    bench.type("id pr")
    bench.choose(0)
    editor = bench.builder.editor

    editor.path_combo.setEditText("a.b.c")
    editor.path_edited.emit("a.b.c")

    assert bench.texts == []
    assert editor.remark_label.text() == "A path has one sub-attribute at most."
    assert editor.path_combo.currentText() == "a.b.c"


def test_that_escape_goes_back_to_the_rows_and_forgets_a_half_typed_attribute(
    bench: Bench,
) -> None:
    bench.type("id pr")
    bench.choose(0)
    bench.press(Qt.Key.Key_F2)
    combo = bench.builder.editor.path_combo

    QTest.keyClicks(combo, "tit")
    QTest.keyClick(combo, Qt.Key.Key_Escape)

    assert bench.builder.list.hasFocus()
    assert combo.currentText() == "id"
    assert bench.texts == []


@pytest.mark.parametrize(
    ("number", "key", "modifier", "text", "current"),
    [
        (1, Qt.Key.Key_Insert, None, "id pr and userName pr and title pr", "userName pr"),
        (1, Qt.Key.Key_Insert, SHIFT, "(id pr or userName pr) and title pr", "userName pr"),
        (1, Qt.Key.Key_Delete, None, "title pr", "title pr"),
        (1, Qt.Key.Key_Down, ALT, "title pr and id pr", "id pr"),
        (2, Qt.Key.Key_Up, ALT, "title pr and id pr", "title pr"),
        (2, Qt.Key.Key_Exclam, None, "id pr and not (title pr)", "not title pr"),
        (0, Qt.Key.Key_Space, None, "id pr or title pr", "any of"),
        (0, Qt.Key.Key_Exclam, None, "not (id pr and title pr)", "not all of"),
    ],
)
def test_that_a_key_edits_the_chosen_row_and_goes_with_it(
    bench: Bench,
    number: int,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier | None,
    *,
    text: str,
    current: str,
) -> None:
    bench.type("id pr and title pr")
    bench.choose(number)

    bench.press(key, modifier)

    assert bench.texts == [text]
    assert bench.current == current


def test_that_the_rows_keep_the_focus_when_one_is_moved(bench: Bench) -> None:
    bench.type("id pr and title pr and active pr")
    bench.choose(1)

    bench.press(Qt.Key.Key_Down, ALT)
    bench.press(Qt.Key.Key_Down, ALT)

    assert bench.texts[-1] == "title pr and active pr and id pr"
    assert bench.builder.list.hasFocus()


def test_that_removing_the_last_row_leaves_an_empty_text(bench: Bench) -> None:
    bench.type("id pr")
    bench.choose(0)

    bench.press(Qt.Key.Key_Delete)

    assert bench.texts == [""]
    assert bench.builder.property("state") == "empty"
    assert bench.builder.bar.add_button.hasFocus()


def test_that_the_buttons_tell_what_the_row_is_and_what_can_be_done(bench: Bench) -> None:
    bench.type(NESTED)
    bar = bench.builder.bar

    bench.choose(6)
    negated = bar.not_button.isChecked()
    bench.choose(3)

    assert negated
    assert bar.element_button.isChecked()
    assert not bar.not_button.isChecked()
    assert not bar.up_button.isEnabled()
    assert bar.down_button.isEnabled()


def test_that_a_value_path_becomes_conditions_and_one_again(bench: Bench) -> None:
    bench.type('id pr or emails[type eq "work" and value ew ".com"]')
    bench.choose(2)

    bench.builder.bar.element_button.click()
    bench.builder.bar.element_button.click()

    assert bench.texts == [
        'id pr or emails.type eq "work" and emails.value ew ".com"',
        'id pr or emails[type eq "work" and value ew ".com"]',
    ]
    assert bench.builder.bar.element_button.isChecked()


def test_that_the_attribute_of_a_value_path_can_be_another_one(bench: Bench) -> None:
    bench.type('emails[type eq "work"]')
    bench.choose(0)
    combo = bench.builder.editor.path_combo
    offered = [combo.itemText(row) for row in range(combo.count())]

    combo.setCurrentIndex(offered.index("phoneNumbers"))
    combo.textActivated.emit("phoneNumbers")

    assert "userName" not in offered
    assert bench.texts == ['phoneNumbers[type eq "work"]']


def test_that_a_remark_on_the_chosen_condition_stands_below_its_fields(bench: Bench) -> None:
    bench.type('title pr and meta.created gt "2026-11-23T13:02:00"')

    bench.choose(2)
    remark = bench.builder.editor.remark_label.text()
    bench.choose(1)

    assert remark.startswith("Without a time zone each server reads another instant.")
    assert bench.builder.editor.remark_label.isHidden()


def test_that_a_value_with_hidden_characters_is_typed_with_escapes(bench: Bench) -> None:
    bench.type('title eq "\u202eevil"')
    bench.choose(0)
    line = bench.builder.editor.value_field.line
    shown = line.text()

    line.setCursorPosition(len(shown) - 1)
    QTest.keyClicks(line, "!")

    assert shown == '"\\u202eevil"'
    assert bench.texts == ['title eq "\\u202eevil!"']


def test_that_values_seen_in_rows_are_offered(bench: Bench) -> None:
    asked: list[str] = []

    def seen(path: str) -> list[str]:
        asked.append(path)
        return ["home", "sea"]

    bench.builder.take(ATTRIBUTES, seen)
    bench.type('emails[type eq "work"]')
    bench.choose(1)
    combo = bench.builder.editor.value_field.combo

    assert [combo.itemText(row) for row in range(combo.count())] == [
        "work",
        "home",
        "other",
        "sea",
    ]
    assert set(asked) == {"emails.type"}


def test_that_values_of_other_rows_take_the_place_of_those_before(bench: Bench) -> None:
    rows = ["Cook"]
    bench.builder.take(ATTRIBUTES, lambda _path: rows)
    bench.type('title eq "x" and id pr')
    combo = bench.builder.editor.value_field.combo
    bench.choose(1)
    before = [combo.itemText(row) for row in range(combo.count())]

    rows[:] = ["Pilot"]
    bench.choose(2)
    bench.choose(1)

    assert before == ["Cook"]
    assert [combo.itemText(row) for row in range(combo.count())] == ["Pilot"]


def test_that_a_long_filter_shows_its_first_rows_and_says_so(bench: Bench) -> None:
    text = " or ".join(f'(userName eq "{n}" and id pr)' for n in range(1500))

    bench.type(text)
    bench.choose(2)
    bench.press(Qt.Key.Key_Exclam)

    assert len(bench.rows) == MOST_ROWS
    assert bench.builder.rest_label.text() == (
        "The first 1,000 of 4,501 rows. Edit the rest in the text."
    )
    assert bench.texts[-1].endswith('(userName eq "1499" and id pr)')


def test_that_an_edit_that_would_be_no_filter_is_refused_in_words(bench: Bench) -> None:
    deep = "not (" * 50 + "id pr" + ")" * 50
    bench.type(deep)
    bench.choose(0)

    bench.press(Qt.Key.Key_Insert, SHIFT)
    grown = list(bench.texts)
    bench.type(deep + " and title pr")
    bench.choose(0)
    bench.press(Qt.Key.Key_Exclam)

    assert len(grown) == 1
    assert bench.texts == grown
    assert bench.builder.editor.remark_label.text() == "Brackets are nested more than 50 deep."


@pytest.mark.parametrize("width", [200, 290])
def test_that_it_fits_a_narrow_column(bench: Bench, width: int) -> None:
    bench.type(NESTED)
    bench.choose(4)

    bench.builder.resize(width, 420)

    assert bench.builder.minimumSizeHint().width() <= 200
    bar = bench.builder.bar
    assert bar.remove_button.geometry().right() <= width
    assert bar.not_button.geometry().left() > bar.add_button.geometry().right()


def test_that_a_low_panel_leaves_room_for_rows_and_fields(bench: Bench) -> None:
    bench.type('active sw "x" and title pr')
    bench.choose(1)
    editor = bench.builder.editor
    was_told = editor.about_label.isVisible()

    bench.builder.resize(200, 200)
    height = bench.builder.list.height()
    bench.type("active sw")

    assert was_told
    assert not editor.about_label.isVisible()
    assert height >= 48
    assert not editor.isVisible()
    assert bench.builder.problem_label.isVisible()


def test_that_the_chosen_row_stays_in_sight_when_the_fields_grow(bench: Bench) -> None:
    bench.type(" and ".join(["id pr"] * 3 + ['active sw "x"'] + ["id pr"] * 9))
    bench.builder.resize(200, 200)

    bench.choose(4)
    bench.builder.grab()
    rows = bench.builder.list

    assert rows.viewport().rect().contains(rows.visualRect(rows.currentIndex()))


def test_that_each_control_has_a_name_and_the_focus_goes_from_top_to_bottom(
    bench: Bench,
) -> None:
    bench.type('id pr and title eq "Dr" and active pr')
    bench.choose(2)
    editor, bar = bench.builder.editor, bench.builder.bar
    order: list[QWidget | None] = [bench.builder.list]
    for _ in range(8):
        QTest.keyClick(bench.builder.focusWidget(), Qt.Key.Key_Tab)
        order.append(bench.builder.focusWidget())

    assert order == [
        bench.builder.list,
        editor.path_combo,
        editor.operator_combo,
        editor.value_field.line,
        bar.add_button,
        bar.not_button,
        bar.up_button,
        bar.down_button,
        bar.remove_button,
    ]
    named = (bench.builder, *order, *bar.findChildren(QToolButton))
    assert all(isinstance(one, QWidget) and one.accessibleName() for one in named)


def test_that_the_focus_for_the_builder_goes_to_its_rows(bench: Bench) -> None:
    bench.type("id pr")

    bench.builder.setFocus()

    assert bench.builder.list.hasFocus()

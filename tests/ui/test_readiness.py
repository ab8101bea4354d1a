from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from scim_explorer.exchanges.redact import MASK
from scim_explorer.ui.models.patch_operations import Operation
from scim_explorer.ui.models.working_copy import Layout, Original, Subject, analyse
from scim_explorer.ui.readiness import readiness_of
from scim_explorer.ui.tasks import TaskScope
from scim_explorer.ui.widgets.resource_editor import ResourceEditor

ANN = Subject("/Users", "1")
READ = Original('{"n": 1.0, "t": "a"}', {"n": 1.0, "t": "a"})


@pytest.fixture
def editor(qapp: object) -> Iterator[ResourceEditor]:
    parent = QWidget()
    yield ResourceEditor(TaskScope(parent), parent)
    delete(parent)


def show(editor: ResourceEditor, text: str, original: Original = READ) -> None:
    editor.show_original(original, Layout(text, analyse(original, text)), {})


@pytest.mark.parametrize(
    ("text", "words", "can_send"),
    [
        pytest.param(READ.text, "no changes", False, id="as_read"),
        pytest.param('{"n":1.0,"t":"a"}', "no changes", False, id="other_blanks"),
        pytest.param('{"n": 1.0, "t": "b"}', "1 change", True, id="one"),
        pytest.param('{"n": 2}', "2 changes", True, id="two"),
        pytest.param('{"n": 1.00, "t": "a"}', "spelling changed", True, id="spelling"),
        pytest.param('{"n": 1.0', "not valid JSON", False, id="broken"),
    ],
)
def test_what_is_said_of_a_text(
    editor: ResourceEditor,
    text: str,
    words: str,
    can_send: bool,  # noqa: FBT001  # a column of the table
) -> None:
    show(editor, text)

    found = readiness_of(editor, ANN, "PUT")

    assert (found.words, found.can_send) == (words, can_send)
    assert found.can_send or found.why_not


@pytest.mark.parametrize(
    ("operations", "words", "can_send"),
    [
        ((), "no operations", False),
        ((Operation("remove", "t"),), "1 operation", True),
        ((Operation("remove", "t"), Operation(enabled=False)), "1 operation", True),
        ((Operation(value="tru"),), "not valid JSON", False),
    ],
)
def test_what_is_said_of_operations(
    editor: ResourceEditor,
    operations: tuple[Operation, ...],
    words: str,
    can_send: bool,  # noqa: FBT001  # a column of the table
) -> None:
    show(editor, READ.text)
    editor.patch.model.set_operations(operations)

    found = readiness_of(editor, ANN, "PATCH")

    assert (found.words, found.can_send) == (words, can_send)


def test_that_a_row_of_a_list_is_not_sent_before_it_was_read(editor: ResourceEditor) -> None:
    show(editor, '{"n": 2}', Original(READ.text, READ.value, is_whole=False))

    assert not readiness_of(editor, ANN, "PUT").can_send


def test_that_a_new_resource_can_be_sent_unchanged(editor: ResourceEditor) -> None:
    show(editor, "{}", Original("", {}))

    assert readiness_of(editor, Subject("/Users", ""), "POST").words == "not created yet"


def test_that_nothing_is_said_of_nothing(editor: ResourceEditor) -> None:
    assert readiness_of(editor, None, "PUT").words == ""


@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_that_a_text_with_the_mask_of_a_secret_cannot_be_sent(
    editor: ResourceEditor, method: str
) -> None:
    show(editor, f'{{"n": 2, "password": "{MASK}"}}')

    found = readiness_of(editor, ANN, method)

    assert not found.can_send
    assert found.can_discard
    assert "Type it again" in found.why_not


def test_that_operations_with_the_mask_of_a_secret_cannot_be_sent(editor: ResourceEditor) -> None:
    show(editor, READ.text)
    editor.patch.set_content((Operation("replace", "password", f'"{MASK}"'),), None)

    assert not readiness_of(editor, ANN, "PATCH").can_send

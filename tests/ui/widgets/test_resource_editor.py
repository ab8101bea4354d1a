from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from scim_explorer.ui.models.patch_operations import Operation
from scim_explorer.ui.models.working_copy import Original, laid_out
from scim_explorer.ui.tasks import TaskScope
from scim_explorer.ui.widgets.resource_editor import ResourceEditor

READ = Original('{"n":1.0,"t":"a\u00a0b","n":2}', {"n": 2, "t": "a\u00a0b"})


@pytest.fixture
def editor(qapp: object) -> Iterator[ResourceEditor]:
    parent = QWidget()
    made = ResourceEditor(TaskScope(parent), parent)
    made.show_original(READ, laid_out(READ, pretty=True), {})
    yield made
    delete(parent)


def test_that_tabs_stand_in_the_order_of_the_guide(editor: ResourceEditor) -> None:
    assert [editor.tabText(tab) for tab in range(editor.count())] == [
        *("Form", "JSON", "PATCH", "Raw")
    ]


def test_that_an_edit_is_in_the_form_at_once(editor: ResourceEditor) -> None:
    editor.json.editor.set_text('{"x": 5}', undoable=True)
    editor.json.flush()

    assert editor.form.form.index(0, 1).data() == "5"


def test_that_the_layouts_go_back_to_the_very_text(editor: ResourceEditor) -> None:
    pretty = editor.json.text()

    editor.json.pretty_button.click()
    as_sent = editor.json.text()
    editor.json.pretty_button.click()

    assert as_sent == READ.text
    assert editor.json.text() == pretty
    assert not editor.is_dirty


def test_that_the_method_follows_what_was_edited_last(editor: ResourceEditor) -> None:
    methods: list[str] = []
    editor.method_suggested.connect(methods.append)

    editor.patch.model.insert(0, Operation())
    editor.json.editor.set_text("{}", undoable=True)
    editor.json.flush()

    assert methods == ["PATCH", "PUT"]


def test_that_a_draft_holds_all_that_was_typed(editor: ResourceEditor) -> None:
    editor.patch.model.insert(0, Operation("add", "t", '"x"'))
    editor.json.editor.set_text('{"broken', undoable=True)

    draft = editor.draft("PUT")

    assert editor.is_dirty
    assert draft.text == '{"broken'
    assert draft.operations == (Operation("add", "t", '"x"'),)
    assert draft.original is READ


def test_that_a_sent_patch_is_no_unsent_work(editor: ResourceEditor) -> None:
    editor.patch.model.insert(0, Operation("remove", "t"))

    editor.accept_patch()

    assert not editor.is_dirty
    assert editor.has_patch

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from scim_explorer.ui.models.patch_operations import (
    PATCH_OP,
    Operation,
    OperationColumn,
    PatchOperationsModel,
    body_of,
    operations_in,
)

pytestmark = pytest.mark.usefixtures("qapp")
TITLE = Operation("replace", "title", '"Dr"')
ODD = Operation("Add", 'emails[type eq "work"]', '{"n": 1.0,  "e": 1E2, "a": "\\u00e4"}')
NAKED = Operation("remove", "nickName", "")


def test_that_the_body_holds_each_value_as_typed_and_no_disabled_operation() -> None:
    body = body_of((ODD, Operation(enabled=False), NAKED))

    assert '"value":{"n": 1.0,  "e": 1E2, "a": "\\u00e4"}' in body
    read = json.loads(body)
    assert read["schemas"] == [PATCH_OP]
    assert [sorted(one) for one in read["Operations"]] == [["op", "path", "value"], ["op", "path"]]


@pytest.mark.parametrize("operations", [(), (TITLE,), (TITLE, ODD, NAKED)])
def test_that_a_body_reads_back_as_the_operations_it_was_made_of(
    operations: tuple[Operation, ...],
) -> None:
    assert operations_in(body_of(operations)) == operations


@pytest.mark.parametrize(
    "body",
    [
        pytest.param('{"Operations": []}', id="no_schemas"),
        pytest.param(f'{{"schemas": ["{PATCH_OP}"], "Operations": [], "x": 1}}', id="more_members"),
        pytest.param(f'{{"schemas": ["{PATCH_OP}"], "Operations": [{{"op": 1}}]}}', id="odd_op"),
        pytest.param(
            f'{{"schemas": ["{PATCH_OP}"], "Operations": [{{"op": "add", "x": 1}}]}}', id="odd_key"
        ),
        pytest.param(
            f'{{"schemas": ["{PATCH_OP}"], "Operations": [{{"op": "add", "path": ""}}]}}',
            id="empty_path",
        ),
        pytest.param(f'{{"schemas": ["{PATCH_OP}"], "Operations": {{}}}}', id="no_array"),
    ],
)
def test_that_a_body_the_table_would_lose_a_part_of_stays_text(body: str) -> None:
    assert operations_in(body) is None


def test_that_a_value_that_is_no_json_says_its_place() -> None:
    problem = Operation(value='{"a": tru}').problem()

    assert problem is not None
    assert problem.place is not None
    assert problem.place.column == 7


@pytest.fixture
def model() -> PatchOperationsModel:
    made = PatchOperationsModel()
    made.set_operations((TITLE, ODD, NAKED))
    return made


def test_that_the_model_keeps_the_rules_of_qt(
    qtmodeltester: ModelTester, model: PatchOperationsModel
) -> None:
    qtmodeltester.check(model)

    model.insert(1, Operation())
    model.move(0, 1)
    model.move(3, -1)
    model.duplicate(0)
    model.remove(0)


def test_that_rows_move_up_and_down_and_stop_at_the_ends(model: PatchOperationsModel) -> None:
    assert model.move(0, -1) == 0
    assert model.move(0, 1) == 1
    assert model.operations == (ODD, TITLE, NAKED)
    assert model.move(2, -1) == 1
    assert model.operations == (ODD, NAKED, TITLE)


def test_that_cells_are_edited_and_switched_off(model: PatchOperationsModel) -> None:
    index = model.index(0, OperationColumn.VALUE)

    assert model.setData(index, '"Prof"')
    box = model.index(0, OperationColumn.ENABLED)
    assert model.setData(box, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)

    assert model.operations[0] == Operation("replace", "title", '"Prof"', enabled=False)
    assert box.data(Qt.ItemDataRole.AccessibleTextRole) == "not sent"


def test_that_only_an_enabled_operation_is_a_problem(model: PatchOperationsModel) -> None:
    model.set_operations((Operation(value="x", enabled=False), TITLE, Operation(value="y")))

    found = model.first_problem()

    assert found is not None
    assert found[0] == 2

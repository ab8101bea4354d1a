from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from scim_explorer.client.resources import Reference
from scim_explorer.protocol.json_codec import scan
from scim_explorer.protocol.rfc_schemas import rfc_schema_set
from scim_explorer.protocol.schema import Attribute
from scim_explorer.ui.models.form_rows import FormRow
from scim_explorer.ui.models.resource_form import REFERENCE_ROLE, ResourceFormModel

pytestmark = pytest.mark.usefixtures("qapp")
USER = """{"id": "7", "nickName": null, "userName": "ann", "n": 1.0, "shoe": "42",
"meta": {"lastModified": "someday"}, "big": 12345678901234567890,
"emails": [{"value": "a@x", "type": "work", "primary": true}, {"value": "b@x"}],
"name": {"formatted": "Ann \\u202ex"}, "manager": {"value": "9"},
"urn:x:User": {"department": "R&D"}}"""


def attributes() -> dict[str, Attribute]:
    schemas = rfc_schema_set()
    user = schemas.type_named("User")
    assert user is not None
    return {path.lower(): attribute for path, attribute in schemas.attributes_of(user)}


@pytest.fixture
def model() -> ResourceFormModel:
    made = ResourceFormModel()
    made.set_document(scan(USER), attributes())
    return made


def at(model: ResourceFormModel, *labels: str, column: int = 0) -> QModelIndex:
    index = QModelIndex()
    for label in labels:
        index = next(
            found
            for found in (model.index(row, 0, index) for row in range(model.rowCount(index)))
            if found.data() == label
        )
    return index.siblingAtColumn(column)


def test_that_the_model_keeps_the_rules_of_qt(
    qtmodeltester: ModelTester, model: ResourceFormModel
) -> None:
    qtmodeltester.check(model)


def test_that_attributes_with_a_value_come_first_and_meta_last(model: ResourceFormModel) -> None:
    labels = [model.index(row, 0).data() for row in range(model.rowCount())]

    assert labels == [
        *("id", "userName", "n", "shoe", "big", "emails", "name", "manager"),
        *("nickName", "urn:x:User", "meta"),
    ]


def test_that_values_are_shown_and_copied_as_spelled(model: ResourceFormModel) -> None:
    assert at(model, "n", column=1).data() == "1.0"
    assert at(model, "big", column=1).data() == "12345678901234567890"
    assert model.copy_text(at(model, "big")) == "12345678901234567890"
    assert model.copy_text(at(model, "userName")) == "ann"
    assert model.copy_text(at(model, "manager")) == '{"value": "9"}'


def test_that_hidden_characters_are_seen_but_copied_as_sent(model: ResourceFormModel) -> None:
    assert at(model, "name", "formatted", column=1).data() == "Ann \\u202Ex"
    assert model.copy_text(at(model, "name", "formatted")) == "Ann \u202ex"


def test_that_a_huge_value_is_cut_on_the_screen_and_copied_whole() -> None:
    made = ResourceFormModel()
    made.set_document(scan('{"notes": "%s"}' % ("x" * 1_000_000)), {})
    cell = at(made, "notes", column=1)

    assert cell.data() == "x" * 1000 + "\u2026"
    assert len(cell.data(Qt.ItemDataRole.ToolTipRole)) < 2000
    assert len(made.copy_text(cell)) >= 1_000_000


def test_that_a_complex_value_is_summed_up(model: ResourceFormModel) -> None:
    assert at(model, "emails", column=1).data() == "2 values"
    assert at(model, "emails", "[0]", column=1).data() == "a@x \u00b7 work \u00b7 primary"
    assert model.path_of(at(model, "emails", "[0]", "value")) == 'emails[type eq "work"].value'


def test_that_marks_are_said_in_words(model: ResourceFormModel) -> None:
    spoken = Qt.ItemDataRole.AccessibleTextRole

    assert at(model, "id", column=2).data(spoken) == "read-only: the server assigns it"
    assert at(model, "shoe", column=2).data(spoken) == "not in the schema"
    assert at(model, "userName", column=2).data(spoken) == ""


def test_that_references_are_found_by_name_ref_and_schema() -> None:
    model = ResourceFormModel()
    boss = Attribute("boss", type="reference", reference_types=("User",))
    photo = Attribute("photo", type="reference", reference_types=("external",))
    text = """{"members": [{"value": "1", "type": "User", "display": "Ann"}],
    "owner": {"value": "2", "$ref": "../Users/2"}, "boss": "/Users/3", "photo": "http://x/y"}"""

    model.set_document(scan(text), {"boss": boss, "photo": photo})

    assert at(model, "members", "[0]").data(REFERENCE_ROLE) == Reference("1", "", "User")
    assert at(model, "owner").data(REFERENCE_ROLE) == Reference("2", "../Users/2", "")
    assert at(model, "owner", "$ref").data(REFERENCE_ROLE) == Reference("2", "../Users/2", "")
    assert at(model, "boss").data(REFERENCE_ROLE) == Reference("", "/Users/3", "")
    assert at(model, "photo").data(REFERENCE_ROLE) is None


def test_that_an_offer_takes_rows_later(qtmodeltester: ModelTester) -> None:
    model = ResourceFormModel()
    offer = FormRow(label="groups", text="Ask", is_offer=True)
    model.set_document(scan(USER), {}, (offer,))
    qtmodeltester.check(model)

    model.replace_children(offer, [FormRow("[0]", text="All")], "1 group")

    assert at(model, "groups", "[0]", column=1).data() == "All"
    assert at(model, "groups", column=1).data() == "1 group"


def test_that_rows_for_10_000_members_are_made_only_when_they_are_looked_at() -> None:
    member = '{{"value": "{0:036}", "$ref": "https://x/Users/{0:036}", "type": "User"}}'
    text = '{"members": [' + ",".join(member.format(i) for i in range(10_000)) + "]}"
    model = ResourceFormModel()

    model.set_document(scan(text), attributes())

    members = model.row_at(at(model, "members"))
    assert members is not None
    assert members.children is None
    assert model.rowCount(model.index_of(members)) == 10_000
    assert members.children is not None
    assert all(one.children is None for one in members.children)

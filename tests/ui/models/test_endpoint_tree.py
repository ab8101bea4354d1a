from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication

from scim_explorer.profiles.profile import Environment, Profile
from scim_explorer.protocol.rfc_schemas import rfc_resource_types
from scim_explorer.protocol.schema import ResourceType
from scim_explorer.ui.models.endpoint_tree import (
    CONNECTED_ROLE,
    ID_ROLE,
    SAVED_ROLE,
    TOTAL_ROLE,
    EndpointTreeModel,
    plural,
)
from scim_explorer.ui.models.saved_views import saved_filter

TITLED = saved_filter("Titled <b>\u202e", "title pr")
TYPES = tuple(one for one in rfc_resource_types() if one.name in {"User", "Group"})
HOSTILE = "<b>Acme</b>\u202e"


def profile(profile_id: str, name: str = "", **changes: object) -> Profile:
    given: dict[str, object] = {"base_url": f"https://{profile_id}.example/v2"} | changes
    return Profile(profile_id, name or profile_id, **given)  # type: ignore[arg-type]  # by name


@pytest.fixture
def model(qapp: QApplication) -> EndpointTreeModel:
    return EndpointTreeModel()


def words(model: EndpointTreeModel, parent: QModelIndex | None = None) -> list[str]:
    above = parent or QModelIndex()
    return [model.index(row, 0, above).data() for row in range(model.rowCount(above))]


def test_that_an_endpoint_has_its_types_below_once_they_are_known(
    model: EndpointTreeModel,
) -> None:
    model.set_profiles([profile("a"), profile("b")], {"b": TYPES})

    assert words(model) == ["a", "b"]
    assert words(model, model.index_of("a")) == []
    assert words(model, model.index_of("b")) == ["Users", "Groups"]
    assert [model.index_of(i).data(CONNECTED_ROLE) for i in "ab"] == [False, True]
    assert model.index_of("b").data(ID_ROLE) == "b"
    assert model.index_of("b", "Group").data(ID_ROLE) == "type:Group"


def test_that_an_endpoint_that_moves_keeps_its_row_and_its_types(model: EndpointTreeModel) -> None:
    model.set_profiles([profile("a"), profile("b"), profile("c")], {"c": TYPES})
    kept = model.item(2)

    model.set_profiles([profile("c"), profile("a", "renamed")], {"c": TYPES})

    assert words(model) == ["c", "renamed"]
    assert model.item(0) is kept
    assert words(model, model.index_of("c")) == ["Users", "Groups"]
    assert not model.index_of("b").isValid()


def test_that_a_total_stands_at_its_type_and_survives_new_rows(model: EndpointTreeModel) -> None:
    model.set_profiles([profile("a")], {"a": TYPES})
    model.set_total("a", "User", 10_482)
    model.set_total("gone", "User", 1)
    model.set_profiles([profile("a")], {})

    model.set_profiles([profile("a")], {"a": TYPES})

    users = model.index_of("a", "User")
    assert users.data(TOTAL_ROLE) == "10,482"
    assert users.data(Qt.ItemDataRole.AccessibleTextRole) == "Users 10,482"
    assert model.index_of("a", "Group").data(TOTAL_ROLE) == ""


def test_that_only_endpoints_can_be_renamed_and_dragged(model: EndpointTreeModel) -> None:
    model.set_profiles([profile("a")], {"a": TYPES})
    moves = Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsEditable

    assert model.flags(model.index_of("a")) & moves == moves
    assert not model.flags(model.index_of("a", "User")) & moves
    assert model.flags(QModelIndex()) == Qt.ItemFlag.ItemIsDropEnabled


def test_that_names_and_addresses_stay_characters(model: EndpointTreeModel) -> None:
    hostile = profile("a", HOSTILE, base_url="https://<img src=x>.example")

    model.set_profiles([hostile], {})

    index = model.index_of("a")
    assert index.data() == "<b>Acme</b>\\u202E"
    assert "<img" not in index.data(Qt.ItemDataRole.ToolTipRole)


def test_that_the_environment_is_said_and_not_only_shown(model: EndpointTreeModel) -> None:
    model.set_profiles([profile("a", "Acme", environment=Environment.PROD)], {})

    assert model.index_of("a").data(Qt.ItemDataRole.AccessibleTextRole) == "Acme, prod"


def test_that_an_unknown_type_leads_to_the_endpoint(model: EndpointTreeModel) -> None:
    model.set_profiles([profile("a")], {"a": TYPES})

    assert model.index_of("a", "Robot") == model.index_of("a")


@pytest.mark.parametrize(
    ("endpoint", "name"),
    [("/Users", "Users"), ("/v3/Entitlements/", "Entitlements"), ("/", "Thing"), ("", "Thing")],
)
def test_that_a_list_is_called_as_its_endpoint_ends(endpoint: str, name: str) -> None:
    assert plural(ResourceType("Thing", "Thing", endpoint, "urn:x", ())) == name


def test_that_the_tip_of_a_type_says_what_is_assumed_until_it_is_known(
    model: EndpointTreeModel,
) -> None:
    tips = []
    for words_of in ({"a": "Assumed: x."}, {"a": ""}):
        model.set_profiles([profile("a")], {"a": TYPES}, words_of)
        tips.append(model.index_of("a", "User").data(Qt.ItemDataRole.ToolTipRole))

    assert ["Assumed" in tip for tip in tips] == [True, False]
    assert all("/Users" in tip for tip in tips)


def test_that_saved_views_stand_below_their_endpoint_and_its_types(
    model: EndpointTreeModel,
) -> None:
    model.set_profiles([profile("a"), profile("b")], {"b": TYPES})

    model.set_saved({"b": [("User", TITLED)]})

    assert words(model, model.index_of("a")) == []
    assert words(model, model.index_of("b")) == ["Users", "Groups", "Saved searches"]
    row = model.index(0, 0, model.saved_index("b"))
    assert row.data() == "Titled <b>\\u202E"
    assert row.data(SAVED_ROLE) == TITLED
    assert row.data(TOTAL_ROLE) == "User"


def test_that_saved_views_stay_when_the_types_become_known(model: EndpointTreeModel) -> None:
    model.set_profiles([profile("a")], {})
    model.set_saved({"a": [("User", TITLED)]})

    model.set_profiles([profile("a")], {"a": TYPES})

    assert words(model, model.index_of("a")) == ["Users", "Groups", "Saved searches"]


def test_that_the_row_above_saved_views_goes_with_the_last_of_them(
    model: EndpointTreeModel,
) -> None:
    model.set_profiles([profile("a")], {"a": TYPES})
    model.set_saved({"a": [("User", TITLED)]})

    model.set_saved({"a": []})

    assert words(model, model.index_of("a")) == ["Users", "Groups"]
    assert not model.saved_index("a").isValid()


def test_that_rows_stay_the_same_when_nothing_about_them_changed(
    model: EndpointTreeModel,
) -> None:
    model.set_saved({"a": [("User", TITLED)]})
    model.set_profiles([profile("a")], {"a": TYPES})
    kept = [
        QPersistentModelIndex(model.index_of("a", "Group")),
        QPersistentModelIndex(model.index(0, 0, model.saved_index("a"))),
    ]

    model.set_profiles([profile("a")], {"a": TYPES})
    model.set_saved({"a": [("User", TITLED)]})

    assert [one.isValid() for one in kept] == [True, True]

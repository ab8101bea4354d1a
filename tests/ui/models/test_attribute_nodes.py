"""Attributes as a tree, and the paths of what is ticked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.protocol.rfc_schemas import ENTERPRISE_USER, rfc_resource_types, rfc_schemas
from scim_explorer.protocol.schema import Attribute, Capabilities, SchemaSet
from scim_explorer.ui.models.attribute_nodes import (
    AttributeNode,
    attribute_nodes,
    leaves,
    paths_of,
    ticked_by,
)

SCHEMAS = SchemaSet(rfc_schemas(), rfc_resource_types(), Capabilities())
USER = attribute_nodes(SCHEMAS.attributes_of(rfc_resource_types()[0]))
ALL = [leaf for node in USER for leaf in leaves(node)]


def labelled(nodes: tuple[AttributeNode, ...], label: str) -> AttributeNode:
    return next(one for one in nodes if one.label == label)


def resent(*paths: str) -> tuple[str, ...]:
    return paths_of(USER, ticked_by(USER, paths))


def test_that_sub_attributes_and_extensions_stand_below_their_own() -> None:
    extension = labelled(USER, ENTERPRISE_USER)

    assert [one.label for one in labelled(USER, "name").children][:2] == ["formatted", "familyName"]
    assert extension.is_extension
    assert labelled(extension.children, "manager").children[0].path == (
        f"{ENTERPRISE_USER}:manager.value"
    )


def test_that_what_is_asked_for_comes_back_as_the_fewest_paths() -> None:
    assert resent("title", "NAME.givenname") == ("name.givenName", "title")
    assert resent("name") == ("name",)
    assert resent(*leaves(labelled(USER, "name"))) == ("name",)


def test_that_a_whole_extension_is_named_by_its_attributes() -> None:
    sent = resent(ENTERPRISE_USER)

    assert f"{ENTERPRISE_USER}:department" in sent
    assert f"{ENTERPRISE_USER}:manager" in sent
    assert ENTERPRISE_USER not in sent


def test_that_a_path_no_schema_has_gets_a_place_of_its_own() -> None:
    nodes = attribute_nodes([("id", Attribute("id")), ("odd.sub", None), ("urn:x:y:z", None)])

    assert [(one.path, one.is_extension) for one in nodes] == [
        ("id", False),
        ("odd", False),
        ("urn:x:y", True),
    ]
    assert paths_of(nodes, ticked_by(nodes, ["odd.sub", "urn:x:y:z"])) == ("odd", "urn:x:y:z")


def test_that_what_the_schema_says_wins_over_the_same_path_without_it() -> None:
    title = Attribute("title", returned="request")

    (node,) = attribute_nodes([("title", title), ("TITLE", None)])

    assert (node.path, node.attribute) == ("title", title)


@given(st.sets(st.sampled_from(ALL)))
def test_that_the_paths_sent_stand_for_exactly_what_is_ticked(ticked: set[str]) -> None:
    sent = paths_of(USER, frozenset(ticked))

    assert ticked_by(USER, sent) == ticked
    assert len(sent) <= len(ticked)

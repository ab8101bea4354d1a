from __future__ import annotations

import json

import pytest

from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.rfc_schemas import rfc_schema_set
from scim_explorer.ui.models.working_copy import (
    Original,
    Subject,
    Visits,
    analyse,
    laid_out,
    original_of_row,
    template_of,
    title_of,
)

ANN = Original('{"a": 1.0, "b": [1], "a": 2}', {"a": 2, "b": [1]})
ONE, TWO, THREE = (Subject("/Users", name) for name in "123")


def test_that_another_layout_is_no_change() -> None:
    found = laid_out(ANN, pretty=True)

    assert found.text == '{\n  "a": 1.0,\n  "b": [\n    1\n  ],\n  "a": 2\n}'
    assert not found.analysis.is_dirty


def test_that_another_spelling_of_the_same_value_is_told_from_a_change() -> None:
    found = analyse(ANN, '{"a": 2, "b": [1]}')

    assert found.changes == ()
    assert found.is_respelled
    assert found.is_dirty


def test_that_null_in_place_of_nothing_is_a_change_to_send() -> None:
    assert len(analyse(Original("{}", {}), '{"a": null}').changes) == 1


def test_that_a_broken_text_has_a_place_and_no_document() -> None:
    found = analyse(ANN, '{"a": 1 "b": 2}')

    assert found.document is None
    assert found.problem is not None
    assert found.problem.place is not None


def test_that_an_answer_that_is_no_json_is_shown_as_it_came() -> None:
    assert laid_out(Original("<html>", None), pretty=True).text == "<html>"


def test_that_a_row_of_a_list_is_not_the_whole_resource() -> None:
    assert not original_of_row(b'{"id": "1"}').is_whole


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("User", {"userName": ""}),
        ("Group", {"displayName": ""}),
    ],
)
def test_that_a_new_resource_starts_with_what_is_required(
    name: str, expected: dict[str, str]
) -> None:
    schemas = rfc_schema_set()
    known = schemas.type_named(name)
    assert known is not None

    body = json.loads(template_of(known, schemas))

    assert body == {"schemas": [known.schema], **expected}


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ({"id": "1", "userName": "ann", "displayName": "Ann"}, "Ann"),
        ({"id": "1", "userName": "ann", "displayName": ""}, "ann"),
        ({"ID": "1"}, "1"),
        pytest.param([], "", id="no_object"),
    ],
)
def test_title_of_a_resource(value: Json, title: str) -> None:
    assert title_of(value) == title


def test_that_back_and_forward_walk_the_way_and_a_new_step_forgets_what_lay_ahead() -> None:
    visits = Visits()
    for subject in (ONE, TWO, TWO, THREE):
        visits.add(subject)

    assert [visits.go(-1), visits.go(-1), visits.go(-1)] == [TWO, ONE, None]
    assert visits.go(1) == TWO
    visits.add(ONE)
    assert not visits.can_go_forward
    assert visits.go(-1) == TWO


def test_that_a_deleted_resource_is_not_gone_back_to() -> None:
    visits = Visits()
    for subject in (ONE, TWO, ONE):
        visits.add(subject)

    visits.forget(ONE)

    assert not visits.can_go_back
    assert not visits.can_go_forward

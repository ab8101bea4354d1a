"""Files of off-line commands."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from scim_explorer.commands.files import (
    read_json,
    read_resources,
    read_schema_set,
    type_named,
)
from scim_explorer.problems import InputError
from scim_explorer.protocol.rfc_schemas import USER

ANN, BOB = {"id": "1"}, {"id": "2"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (json.dumps(ANN), [ANN]),
        (json.dumps([ANN, BOB]), [ANN, BOB]),
        (json.dumps({"resources": [ANN]}), [ANN]),
        ('{"id":"1"}\n\n{"id":"2"}\n', [ANN, BOB]),
        ("[]", []),
    ],
    ids=["one", "array", "list", "lines", "none"],
)
def test_that_resources_are_found_in_any_wrapping(
    tmp_path: Path, text: str, expected: list[dict[str, str]]
) -> None:
    path = tmp_path / "people.json"
    path.write_text(text)

    assert read_resources(str(path)) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [("{", "people.json"), ('{"id":"1"}\nnonsense\n', "line 2"), ("[1]", "no resource")],
)
def test_that_a_file_without_resources_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "people.json"
    path.write_text(text)

    with pytest.raises(InputError, match=said):
        read_resources(str(path))


def test_that_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"id": "1"}')))

    assert read_json("-") == ANN


def test_that_schemas_of_a_folder_are_added_and_the_same_id_is_replaced(tmp_path: Path) -> None:
    own = {"id": USER.upper(), "name": "Mine", "attributes": [{"name": "nick"}]}
    (tmp_path / "user.json").write_text(json.dumps(own))
    (tmp_path / "more.json").write_text(json.dumps({"Resources": [{"id": "urn:x:Y"}]}))

    schemas = read_schema_set([str(tmp_path)], []).schemas

    assert {one.name for one in schemas} >= {"Mine", "Group"}
    assert "User" not in {one.name for one in schemas}


@pytest.mark.parametrize("text", ["{}", "[]"])
def test_that_a_file_without_schemas_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)

    with pytest.raises(InputError, match="no schema"):
        read_schema_set([str(path)], [])
    with pytest.raises(InputError, match="no resource type"):
        read_schema_set([], [str(path)])


def test_that_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no \.json file"):
        read_schema_set([str(tmp_path)], [])


def test_that_a_type_is_found_by_name_or_endpoint() -> None:
    schemas = read_schema_set([], [])

    assert type_named(schemas, "user").name == "User"
    assert type_named(schemas, "/Groups").name == "Group"
    with pytest.raises(InputError, match="Robot"):
        type_named(schemas, "Robot")

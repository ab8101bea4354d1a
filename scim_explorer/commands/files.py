"""Files that off-line commands work on: JSON, resources in any wrapping, schemas. No network."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from scim_explorer.problems import InputError, Problem, ProtocolError
from scim_explorer.protocol.discovery import parse_resource_types, parse_schemas
from scim_explorer.protocol.json_codec import Json, loads
from scim_explorer.protocol.paths import get_member
from scim_explorer.protocol.rfc_schemas import rfc_resource_types, rfc_schemas
from scim_explorer.protocol.schema import Capabilities, ResourceType, Schema, SchemaSet

_TITLE = "File not used"


def read_bytes(name: str) -> bytes:
    """Return the content of a file, of standard input for "-".

    Raises:
        InputError: It cannot be read.
    """
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise InputError(
            Problem(_TITLE, f"{name} cannot be read: {error.strerror or error}.")
        ) from error


def read_json(name: str) -> Json:
    """Return the JSON value in a file.

    Raises:
        InputError: It cannot be read, or it is not JSON.
    """
    try:
        return loads(read_bytes(name))
    except ProtocolError as error:
        raise InputError(Problem(_TITLE, f"{name}: {error.problem.detail}")) from error


def read_resources(name: str) -> list[Json]:
    """Return the resources in a file: one, an array, a list response, or one on each line.

    Raises:
        InputError: It cannot be read, or there is no resource in it.
    """
    content = read_bytes(name)
    try:
        found = _unwrapped(loads(content))
    except ProtocolError as error:
        lines = [line for line in content.splitlines() if line.strip()]
        if len(lines) < 2:  # one line is no list of lines
            raise InputError(Problem(_TITLE, f"{name}: {error.problem.detail}")) from error
        found = [_line(name, number, line) for number, line in enumerate(lines, start=1)]
    if not all(isinstance(one, dict) for one in found):
        raise InputError(Problem(_TITLE, f"{name} holds something that is no resource."))
    return found


def read_schema_set(schema_files: Sequence[str], type_files: Sequence[str]) -> SchemaSet:
    """Return the RFC's schemas and types with those of files added; the same id is replaced.

    Raises:
        InputError: A file cannot be read, or holds no schema.
    """
    schemas = {one.id.lower(): one for one in rfc_schemas()}
    for name in schema_files:
        schemas |= {one.id.lower(): one for one in _schemas_in(name)}
    types = {one.name.lower(): one for one in rfc_resource_types()}
    for name in type_files:
        types |= {one.name.lower(): one for one in _types_in(name)}
    return SchemaSet(tuple(schemas.values()), tuple(types.values()), Capabilities())


def type_named(schema_set: SchemaSet, name: str) -> ResourceType:
    """Return the resource type that ``--type`` names.

    Raises:
        InputError: There is none of this name.
    """
    found = schema_set.type_named(name) or schema_set.type_at(name)
    if found is None:
        known = ", ".join(one.name for one in schema_set.resource_types)
        raise InputError(
            Problem(_TITLE, f'There is no resource type "{name}".', f"Known: {known}.")
        )
    return found


def _unwrapped(value: Json) -> list[Json]:
    if isinstance(value, list):
        return value
    rows = get_member(value, "Resources") if isinstance(value, dict) else None
    return rows if isinstance(rows, list) else [value]


def _line(name: str, number: int, line: bytes) -> Json:
    try:
        return loads(line)
    except ProtocolError as error:
        raise InputError(
            Problem(_TITLE, f"{name}, line {number}: {error.problem.detail}")
        ) from error


def _files_of(name: str) -> Iterable[str]:
    path = Path(name)
    if not path.is_dir():
        return (name,)
    found = sorted(str(one) for one in path.glob("*.json"))
    if not found:
        raise InputError(Problem(_TITLE, f"There is no .json file in {name}."))
    return found


def _schemas_in(name: str) -> list[Schema]:
    found = [one for file in _files_of(name) for one in parse_schemas(read_json(file))[0]]
    if not found:
        raise InputError(Problem(_TITLE, f"There is no schema in {name}."))
    return found


def _types_in(name: str) -> list[ResourceType]:
    found = [
        one for file in _files_of(name) for one in parse_resource_types(read_json(file), "")[0]
    ]
    if not found:
        raise InputError(Problem(_TITLE, f"There is no resource type in {name}."))
    return found

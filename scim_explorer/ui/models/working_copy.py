"""What one resource pane works on: the resource as read, the text as typed, drafts, the way back.

Qt-free. Nothing here sends anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from scim_explorer.client.resources import Resource
from scim_explorer.exchanges.exchange import Exchange
from scim_explorer.problems import Problem, ProtocolError
from scim_explorer.protocol.compare import Change, diff
from scim_explorer.protocol.json_codec import (
    Document,
    Json,
    decode_text,
    dumps,
    loads,
    relayout,
    scan,
)
from scim_explorer.protocol.schema import Attribute, ResourceType, SchemaSet
from scim_explorer.ui.models.patch_operations import Operation

IN_THREAD_CHARACTERS = 64 * 1024
INDENT = 2
_MOST_VISITS = 200


class Subject(NamedTuple):
    """Which resource; an empty id is one that does not exist yet."""

    endpoint: str
    id: str


@dataclass(frozen=True, slots=True)
class Original:
    """The resource as the server sent it; nothing typed ever changes it.

    Attributes:
        text: The body, decoded without loss.
        value: The same as a value; ``{}`` for a resource that does not exist yet.
        is_whole: It was read by itself; a row of a list may lack attributes.
        answer: The exchange it came with, when it is at hand.
    """

    text: str
    value: Json
    etag: str = ""
    exchange: int | None = None
    read_at: float | None = None
    is_whole: bool = True
    answer: Exchange | None = None


def original_of(resource: Resource) -> Original:
    text, _ = decode_text(resource.raw)
    return Original(
        text,
        resource.value,
        resource.etag,
        resource.exchange,
        resource.read_at,
        answer=resource.answer,
    )


def original_of_row(raw: bytes) -> Original:
    """Return what a row of a list tells; raises ``ProtocolError`` when it is not JSON."""
    text, _ = decode_text(raw)
    return Original(text, loads(raw), is_whole=False)


def template_of(resource_type: ResourceType, schema_set: SchemaSet) -> str:
    """Return JSON to start a new resource from: ``schemas`` and the required attributes."""
    schema = schema_set.schema(resource_type.schema)
    body: dict[str, Json] = {"schemas": [resource_type.schema]}
    for attribute in schema.attributes if schema else ():
        if attribute.required and attribute.mutability != "readOnly":
            body[attribute.name] = _empty(attribute)
    if len(body) == 1 and schema and any(one.name == "displayName" for one in schema.attributes):
        body["displayName"] = ""
    return relayout(dumps(body), INDENT)


def _empty(attribute: Attribute) -> Json:
    value: Json = ""
    if attribute.type == "complex":
        value = {
            sub.name: _empty(sub)
            for sub in attribute.sub_attributes
            if sub.required and sub.mutability != "readOnly"
        }
    elif attribute.type == "boolean":
        value = False
    elif attribute.type in ("integer", "decimal"):
        value = 0
    return [value] if attribute.multi_valued else value


def title_of(value: Json) -> str:
    """Return what people call a resource: displayName, userName, name, or its id."""
    if not isinstance(value, dict):
        return ""
    found = {key.lower(): item for key, item in value.items() if isinstance(item, str) and item}
    return next(
        (found[key] for key in ("displayname", "username", "name", "id") if key in found), ""
    )


# --- the text as typed -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the text as typed is, compared with what was read.

    Attributes:
        document: None when the text is not JSON.
        problem: Why it is not, with its place.
        changes: Attribute by attribute.
        is_respelled: The same values, but other tokens (1.0 for 1, a duplicate key gone).
    """

    text: str
    document: Document | None = None
    problem: Problem | None = None
    value: Json = None
    changes: tuple[Change, ...] = ()
    is_respelled: bool = False

    @property
    def is_dirty(self) -> bool:
        return self.problem is not None or bool(self.changes) or self.is_respelled


def analyse(original: Original, text: str) -> Analysis:
    """Read ``text`` and compare it; takes some 0.2 s for a megabyte."""
    try:
        document = scan(text, subject="Text")
        if original.text and same_tokens(original.text, text):
            return Analysis(text, document, None, original.value)
        value = loads(text, subject="Text")
    except ProtocolError as error:
        return Analysis(text, problem=error.problem)
    changes = diff(original.value, value, null_is_absent=False)
    is_respelled = not changes and bool(original.text)
    return Analysis(text, document, None, value, changes, is_respelled)


def same_tokens(one: str, other: str) -> bool:
    """Return whether two JSON texts differ in nothing but blanks between tokens."""
    return one == other or relayout(one, None) == relayout(other, None)


class Layout(NamedTuple):
    """How an original is shown in the editor."""

    text: str
    analysis: Analysis


def laid_out(original: Original, *, pretty: bool) -> Layout:
    """Return the text the editor starts with, and its analysis."""
    text = original.text
    try:
        document = scan(text, subject="Text")
        if pretty:
            text = relayout(text, INDENT)
            document = scan(text, subject="Text")
    except ProtocolError:
        return Layout(original.text, analyse(original, original.text))
    # Only blanks differ, so nothing has to be compared.
    return Layout(text, Analysis(text, document, None, original.value))


# --- drafts and the way back -------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Draft:
    """Unsent work on one resource.

    Attributes:
        original: What it was begun on; its version goes into ``If-Match``.
        text: JSON as typed.
        method: "PUT", "PATCH" or "POST".
        operations: Of the PATCH tab.
        patch_text: The PATCH body when it is edited as text, or None.
    """

    original: Original
    text: str
    method: str
    operations: tuple[Operation, ...] = ()
    patch_text: str | None = None


class Visits:
    """Resources shown one after the other, with a place in the row, as in a browser."""

    def __init__(self) -> None:
        self._subjects: list[Subject] = []
        self._place = -1

    @property
    def can_go_back(self) -> bool:
        return self._place > 0

    @property
    def can_go_forward(self) -> bool:
        return self._place + 1 < len(self._subjects)

    def add(self, subject: Subject) -> None:
        """Go to ``subject``; what lay ahead is forgotten. The present one is not repeated."""
        if self._place >= 0 and self._subjects[self._place] == subject:
            return
        del self._subjects[self._place + 1 :]
        self._subjects.append(subject)
        del self._subjects[:-_MOST_VISITS]
        self._place = len(self._subjects) - 1

    def go(self, step: int) -> Subject | None:
        """Move by -1 or +1; None at the end."""
        target = self._place + step
        if not 0 <= target < len(self._subjects):
            return None
        self._place = target
        return self._subjects[target]

    def forget(self, subject: Subject) -> None:
        """Take a deleted resource out."""
        before = [one for one in self._subjects[: self._place + 1] if one != subject]
        after = [one for one in self._subjects[self._place + 1 :] if one != subject]
        self._subjects, self._place = before + after, len(before) - 1

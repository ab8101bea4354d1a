"""The queries that provisioning clients send, to be tried by hand.

They are data: ``resources/provisioning/queries.json``, each with its source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

import msgspec

from scim_explorer.protocol.filters.parser import path_of
from scim_explorer.protocol.filters.syntax import Span
from scim_explorer.protocol.filters.values import Resource, elements_of, values_of
from scim_explorer.protocol.json_codec import dumps
from scim_explorer.protocol.paths import get_member
from scim_explorer.resources_dir import resource_bytes

GUID = "guid"
_BLANK = re.compile(r"\$\{([^}]+)\}")
_TYPED = re.compile(r'(\w+)\[type eq "(\w+)"\]\.(\w+)')


@dataclass(frozen=True, slots=True)
class Template:
    """One query of one client.

    Attributes:
        client: Whose query it is, "Entra ID".
        schema: URN of the main schema of the resource type it asks for.
        title: What the client wants to know.
        filter: With blanks such as ``${userName}`` inside the strings; "" for all resources.
        values: What a blank is filled with where its name is no attribute path.
        upper: Values are written in capitals.
        attributes: ``attributes`` parameter.
        excluded: ``excludedAttributes`` parameter.
        count: ``count`` parameter; 0 where the client sends none.
        plus: The client writes blanks as ``+``.
        note: What is worth knowing about it.
        source: Where it is documented or was seen.
    """

    client: str
    schema: str
    title: str
    filter: str
    source: str
    values: dict[str, str] = field(default_factory=dict)
    upper: bool = False
    attributes: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    count: int = 0
    plus: bool = False
    note: str = ""


class Filled(NamedTuple):
    """A filter to be sent.

    Attributes:
        blank: The first place that no value was found for, None without.
    """

    text: str
    blank: Span | None


@cache
def all_templates() -> tuple[Template, ...]:
    """Return what is known, grouped by client."""
    content = resource_bytes("provisioning/queries.json")
    return tuple(msgspec.json.decode(content, type=list[Template]))


def templates_for(schema: str) -> tuple[Template, ...]:
    """Return those that ask for resources of the schema with this URN, compared without case."""
    return tuple(one for one in all_templates() if one.schema.lower() == schema.lower())


def fill(template: Template, resource: Resource | None, guid: str) -> Filled:
    """Return the filter of ``template`` with the values of ``resource``.

    Args:
        template: Whose filter is wanted.
        resource: As decoded; None leaves all but ``guid`` blank.
        guid: Something that no resource has.
    """
    parts: list[str] = []
    blank: Span | None = None
    end = length = 0
    for match in _BLANK.finditer(template.filter):
        name = match[1]
        before = template.filter[end : match.start()]
        path = template.values.get(name, name)
        value = guid if name == GUID else _text_at(resource or {}, path)
        shown = f"<{name}>" if value is None else _inside(value, upper=template.upper)
        if value is None and blank is None:
            blank = Span(length + len(before), length + len(before) + len(shown))
        parts += [before, shown]
        length += len(before) + len(shown)
        end = match.end()
    return Filled("".join(parts) + template.filter[end:], blank)


def _inside(value: str, *, upper: bool) -> str:
    """Return ``value`` as it stands between the quotation marks of a filter."""
    return dumps(value.upper() if upper else value)[1:-1]


def _text_at(resource: Resource, path: str) -> str | None:
    """Return the first text under ``path``; it may name the value of one type."""
    typed = _TYPED.fullmatch(path)
    if typed is not None:
        attribute, kind, sub = typed.groups()
        for one in elements_of(get_member(resource, attribute)):
            if isinstance(one, dict) and get_member(one, "type") == kind:
                value = get_member(one, sub)
                return value if isinstance(value, str) and value else None
        return None
    wanted = path_of(path)
    found = values_of(resource, wanted) if wanted is not None else []
    return next((one for one in found if isinstance(one, str) and one), None)

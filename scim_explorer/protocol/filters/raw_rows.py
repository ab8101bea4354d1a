"""Filters on resources as sent: of each row only the attributes that the filter names are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypedDict, cast

import msgspec

from scim_explorer.problems import ProtocolError
from scim_explorer.protocol.cells import Row
from scim_explorer.protocol.filters.attributes import NOTHING_KNOWN, Attributes
from scim_explorer.protocol.filters.evaluate import compile_filter
from scim_explorer.protocol.filters.quick import Matches
from scim_explorer.protocol.filters.syntax import Junction, Negation, Node
from scim_explorer.protocol.filters.values import Resource, key_test
from scim_explorer.protocol.json_codec import READ_FAILURES, loads
from scim_explorer.protocol.paths import CORE_PREFIX

RawMatches = Callable[[Row], bool]

_read_keys = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode


def compile_raw_filter(node: Node, attributes: Attributes = NOTHING_KNOWN) -> RawMatches:
    """Return a function that says whether a resource as sent matches.

    It says what ``compile_filter`` says of the decoded resource. A row that is no JSON object
    does not match; what the filter does not name is not looked at, and may have any mistake.

    Args:
        node: The filter.
        attributes: What the schemas say about its paths: type and ``caseExact``.
    """
    matches = compile_filter(node, attributes)
    names = tuple(dict.fromkeys(_keys_named(node)))
    read = _reader(names)
    has_other_spelling, count = key_test(names, passed_over=names), len(names)

    def matches_row(row: Row) -> bool:
        try:
            found = read(row)
            # What is not there as spelled may be there in another case.
            is_whole = len(found) == count or not has_other_spelling(_read_keys(row))
        except READ_FAILURES:
            is_whole = False
        return matches(found) if is_whole else _patient(row, matches)

    return matches_row


def _patient(row: Row, matches: Matches) -> bool:
    try:
        resource = loads(bytes(row))
    except ProtocolError:
        return False
    return isinstance(resource, dict) and matches(resource)


def _reader(names: tuple[str, ...]) -> Callable[[Row], Resource]:
    # A TypedDict is read into a dictionary at once, where a Struct would have to be copied.
    kind = TypedDict("kind", dict.fromkeys(names, Any), total=False)  # type: ignore[misc]
    return cast("Callable[[Row], Resource]", msgspec.json.Decoder(kind).decode)


def _keys_named(node: Node) -> Iterator[str]:
    """Yield the keys of the resource that the filter looks at, as it spells them."""
    if isinstance(node, Junction):
        for term in node.terms:
            yield from _keys_named(term)
    elif isinstance(node, Negation):
        yield from _keys_named(node.term)
    else:
        urn, name = node.path.urn, node.path.name
        if urn:
            yield urn
        if not urn or urn.lower().startswith(CORE_PREFIX):
            yield name

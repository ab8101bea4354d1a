"""Filters on resources as sent: of each row only the attributes that the filter names are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scim_explorer.protocol.cells import Row
from scim_explorer.protocol.filters.attributes import NOTHING_KNOWN, Attributes
from scim_explorer.protocol.filters.evaluate import compile_filter
from scim_explorer.protocol.filters.syntax import Junction, Negation, Node
from scim_explorer.protocol.filters.walk import nodes_of
from scim_explorer.protocol.partial_rows import partial_reader
from scim_explorer.protocol.paths import members_of

RawMatches = Callable[[Row], bool]


def compile_raw_filter(node: Node, attributes: Attributes = NOTHING_KNOWN) -> RawMatches:
    """Return a function that says whether a resource as sent matches.

    It says what ``compile_filter`` says of the decoded resource. A row that is no JSON object
    does not match; what the filter does not name is not looked at, and may have any mistake.

    Args:
        node: The filter.
        attributes: What the schemas say about its paths: type and ``caseExact``.
    """
    matches, read = compile_filter(node, attributes), partial_reader(_members_named(node))

    def matches_row(row: Row) -> bool:
        found = read(row)
        return found is not None and matches(found)

    return matches_row


def _members_named(node: Node) -> Iterator[str]:
    """Yield the members of the resource that the filter looks at, as it spells them."""
    for spot in nodes_of(node):
        if spot.inside is None and not isinstance(spot.node, Junction | Negation):
            yield from members_of(spot.node.path.urn, spot.node.path.name)

"""The way down the tree of a filter. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scim_explorer.protocol.filters.syntax import Junction, Negation, Node, Path, ValuePath


class Spot(NamedTuple):
    """A node, and the value path whose condition it belongs to."""

    node: Node
    inside: Path | None


def children_of(node: Node) -> tuple[Node, ...]:
    """Return the nodes right below one."""
    if isinstance(node, Junction):
        return node.terms
    if isinstance(node, Negation):
        return (node.term,)
    return (node.condition,) if isinstance(node, ValuePath) else ()


def nodes_of(node: Node, inside: Path | None = None) -> Iterator[Spot]:
    """Return the nodes of a filter, each before what is below it."""
    yield Spot(node, inside)
    within = node.path if isinstance(node, ValuePath) else inside
    for one in children_of(node):
        yield from nodes_of(one, within)

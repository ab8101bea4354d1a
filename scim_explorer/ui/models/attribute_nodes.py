"""The attributes of a resource type as a tree, and which paths stand for what is ticked. Qt-free.

Only attributes without sub-attributes are ticked; all others are what is below them. A complex
attribute with all below it ticked is named by its own path (RFC 7644 section 3.10), an extension
by those of its attributes: the RFC gives a URN alone no meaning there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scim_explorer.protocol.paths import split_path
from scim_explorer.protocol.schema import Attribute


@dataclass(frozen=True, slots=True)
class AttributeNode:
    """An extension, an attribute or a sub-attribute.

    Attributes:
        path: As it is sent; the URN of an extension.
        label: Its own name.
        attribute: As the schema has it; None for an extension and for what no schema has.
        is_extension: Its path is never sent.
    """

    path: str
    label: str
    attribute: Attribute | None = None
    children: tuple[AttributeNode, ...] = ()
    is_extension: bool = False


Nodes = Sequence[AttributeNode]


def attribute_nodes(pairs: Iterable[tuple[str, Attribute | None]]) -> tuple[AttributeNode, ...]:
    """Return the tree: attributes in the order of ``pairs``, then one node for each URN.

    Args:
        pairs: Paths and what the schemas say of them; a path may stand twice, in any case.
    """
    known: dict[str, dict[str, dict[str, AttributeNode]]] = {}
    for path, attribute in pairs:
        parts = split_path(path)
        names = known.setdefault(parts.urn, {}).setdefault(parts.name.lower(), {})
        prefix = f"{parts.urn}:" if parts.urn else ""
        # A sub-attribute may come before its attribute, or without it.
        names.setdefault("", AttributeNode(prefix + parts.name, parts.name))
        if parts.sub:
            names.setdefault(parts.sub.lower(), AttributeNode(path, parts.sub, attribute))
        elif names[""].attribute is None:
            names[""] = AttributeNode(path, parts.name, attribute)
    nodes = [_whole(names) for names in known.pop("", {}).values()]
    for urn, attributes in known.items():
        below = tuple(map(_whole, attributes.values()))
        nodes.append(AttributeNode(urn, urn, None, below, is_extension=True))
    return tuple(nodes)


def _whole(names: dict[str, AttributeNode]) -> AttributeNode:
    first, *below = (names[""], *(one for name, one in names.items() if name))
    return AttributeNode(first.path, first.label, first.attribute, tuple(below))


def leaves(node: AttributeNode) -> Iterator[str]:
    """Yield the paths below a node that can be ticked, or its own."""
    if not node.children:
        yield node.path
    for child in node.children:
        yield from leaves(child)


def ticked_by(nodes: Nodes, paths: Iterable[str]) -> frozenset[str]:
    """Return the leaves that ``paths`` stand for, compared without case."""
    wanted = {path.lower() for path in paths}
    found: set[str] = set()
    for node in nodes:
        if node.path.lower() in wanted:
            found |= set(leaves(node))
        else:
            found |= ticked_by(node.children, wanted)
    return frozenset(found)


def paths_of(nodes: Nodes, ticked: frozenset[str]) -> tuple[str, ...]:
    """Return the fewest paths that stand for the leaves in ``ticked``, in the order of the tree."""
    found: list[str] = []
    for node in nodes:
        is_whole = ticked.issuperset(leaves(node))
        if is_whole and not node.is_extension:
            found.append(node.path)
        else:
            found += paths_of(node.children, ticked)
    return tuple(found)

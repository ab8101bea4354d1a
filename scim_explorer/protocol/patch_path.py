"""The PATCH path that names a place in a resource (RFC 7644 section 3.5.2, figure 7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from scim_explorer.protocol.json_codec import Document, Kind, Node, Steps

_REFERENCES = frozenset({"members", "groups"})


def patch_path(document: Document, steps: Steps) -> str:
    """Return the path of the value at ``steps``, spelled as the document spells it.

    A value of a multi-valued attribute is named by its ``type`` where only one has it, else by
    its ``value``; members and groups by ``value`` first, since their types repeat. A value that
    cannot be told from its neighbours gives the path of the whole attribute.

    Args:
        document: One resource.
        steps: Keys and indexes from the root, as ``node_at`` returns them.
    """
    node = document.root
    path = ""
    for depth, step in enumerate(steps):
        if isinstance(step, int):
            chosen = _value_filter(document, node, step, path)
            if not chosen:
                return path
            path += chosen
            node = node.items[step]
            continue
        # Below an extension's URN the first separator is a colon, all others are dots.
        below_urn = depth == 1 and path.lower().startswith("urn:")
        path = f"{path}{':' if below_urn else '.'}{step}" if path else step
        found = _member(node, step)
        if found is None:
            return path
        node = found
    return path


def _member(node: Node, key: str) -> Node | None:
    return next((member.value for member in reversed(node.members) if member.key == key), None)


def _value_filter(document: Document, array: Node, index: int, path: str) -> str:
    names = ("value", "type") if path.rpartition(":")[2] in _REFERENCES else ("type", "value")
    for name in names:
        texts = _texts(document, array.items, name)
        wanted = texts[index]
        if wanted and Counter(texts)[wanted] == 1:
            return f"[{name} eq {wanted}]"
    return ""


def _texts(document: Document, items: Sequence[Node], name: str) -> list[str]:
    """Return the spelling of a string sub-attribute of each value, "" where there is none."""
    found = [_member(item, name) for item in items]
    return [
        document.text[node.start : node.end] if node and node.kind is Kind.STRING else ""
        for node in found
    ]

"""What the schemas say about the paths of a filter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scim_explorer.protocol.filters.syntax import Path
from scim_explorer.protocol.schema import Attribute, ResourceType, SchemaSet


class Attributes:
    """The attributes of one resource type, found by path in any case."""

    def __init__(self, pairs: Iterable[tuple[str, Attribute]], main: str = "") -> None:
        """Index attributes.

        Args:
            pairs: Path and attribute, as ``SchemaSet.attributes_of`` gives them.
            main: URN of the main schema; its attributes may be named with it.
        """
        self._pairs = tuple(pairs)
        self._by_path: Mapping[str, Attribute] = {path.lower(): one for path, one in self._pairs}
        self._main = main.lower()

    @property
    def is_known(self) -> bool:
        """Whether there is any schema to hold a path against."""
        return bool(self._by_path)

    def below(self, path: Path | None) -> tuple[tuple[str, Attribute], ...]:
        """Return paths and attributes that can be named: all, or those relative to ``path``."""
        if path is None:
            return self._pairs
        outer = self.find(path)
        subs = outer.sub_attributes if outer is not None else ()
        return tuple((one.name, one) for one in subs)

    def find(self, path: Path, inside: Path | None = None) -> Attribute | None:
        """Return the attribute that ``path`` names.

        Args:
            path: As parsed.
            inside: The value path whose condition it stands in; ``path`` is relative to it.
        """
        name = f"{path.name}.{path.sub}" if path.sub else path.name
        if inside is not None:
            outer = f"{inside.name}.{inside.sub}" if inside.sub else inside.name
            return self._lookup(inside.urn, f"{outer}.{name}")
        return self._lookup(path.urn, name)

    def _lookup(self, urn: str, name: str) -> Attribute | None:
        prefix = urn.lower()
        key = name.lower() if prefix in {"", self._main} else f"{prefix}:{name.lower()}"
        return self._by_path.get(key)


NOTHING_KNOWN = Attributes(())


def attributes_for(schema_set: SchemaSet, resource_type: ResourceType) -> Attributes:
    """Return the attributes that a resource of this type may have."""
    return Attributes(schema_set.attributes_of(resource_type), resource_type.schema)

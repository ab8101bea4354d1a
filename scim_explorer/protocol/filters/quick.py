"""Conditions on values of the usual shape, one look-up each; the rest is for the patient road.

Names are looked up as spelled. Where that misses, or a value is of another type, the function
given as ``patient`` decides: it looks in any case and flattens what has to be flattened. Each
condition here is for a path without URN; ``quick_home`` puts the URN before it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scim_explorer.protocol.filters.compare import ValueTest
from scim_explorer.protocol.filters.syntax import Comparison, Path
from scim_explorer.protocol.filters.values import Resource
from scim_explorer.protocol.paths import key_test

Matches = Callable[[Resource], bool]

# Written out, since a function called for each value would cost as much as its comparison.
_TEXTS_IN_ANY_CASE: dict[str, Callable[[str, str, Matches], Matches]] = {
    "eq": lambda name, wanted, rest: (
        lambda it: (
            value.casefold() == wanted if isinstance(value := it.get(name), str) else rest(it)
        )
    ),
    "ne": lambda name, wanted, rest: (
        lambda it: (
            value.casefold() != wanted if isinstance(value := it.get(name), str) else rest(it)
        )
    ),
    "co": lambda name, wanted, rest: (
        lambda it: (
            wanted in value.casefold() if isinstance(value := it.get(name), str) else rest(it)
        )
    ),
    "sw": lambda name, wanted, rest: (
        lambda it: (
            value.casefold().startswith(wanted)
            if isinstance(value := it.get(name), str)
            else rest(it)
        )
    ),
    "ew": lambda name, wanted, rest: (
        lambda it: (
            value.casefold().endswith(wanted)
            if isinstance(value := it.get(name), str)
            else rest(it)
        )
    ),
}


def quick_comparison(node: Comparison, test: ValueTest, patient: Matches) -> Matches:
    """Return a comparison: one value of the path has to pass, as each has to fail for ``ne``.

    Args:
        node: Its path has no URN.
        test: Of its literal.
        patient: The same comparison for resources of any shape.
    """
    wants_other, of_kind = node.operator == "ne", test.of_kind
    passes = (lambda value: not of_kind(value)) if wants_other else of_kind
    if node.path.sub:
        return _of_sub(node.path, test.kind, passes, patient)
    rest = _unless_absent(
        node.path.name, _of_elements(node.path, test.kind, passes, patient), when_absent=wants_other
    )
    at_once = _TEXTS_IN_ANY_CASE.get(node.operator)
    if test.wanted_in_any_case is not None and at_once is not None:
        return at_once(node.path.name, test.wanted_in_any_case, rest)
    if isinstance(node.value, bool) and node.operator == "eq":
        return _of_boolean(node.path.name, node.value, rest)
    return _of_value(node.path.name, test.kind, passes, rest)


def _of_boolean(name: str, wanted: bool, rest: Matches) -> Matches:  # noqa: FBT001  # a value
    return lambda it: (
        value is wanted if (value := it.get(name)) is True or value is False else rest(it)
    )


def _of_value(name: str, kind: type, passes: Callable[[Any], bool], rest: Matches) -> Matches:
    def matches(resource: Resource) -> bool:
        value = resource.get(name)
        return passes(value) if value.__class__ is kind else rest(resource)

    return matches


def _of_elements(
    path: Path, kind: type, passes: Callable[[Any], bool], patient: Matches
) -> Matches:
    """Return the comparison of a list without sub-attribute; a complex element has its value."""
    name = path.name

    def matches(resource: Resource) -> bool:
        found: Any = resource.get(name)
        if found.__class__ is not list or not found:
            return patient(resource)
        for one in found:
            value = one.get("value") if one.__class__ is dict else one
            if value.__class__ is not kind:
                return patient(resource)
            if passes(value):
                return True
        return False

    return matches


def _of_sub(path: Path, kind: type, passes: Callable[[Any], bool], patient: Matches) -> Matches:
    name, sub = path.name, path.sub

    def matches(resource: Resource) -> bool:
        outer: Any = resource.get(name)
        if outer.__class__ is dict:
            value = outer.get(sub)
            return passes(value) if value.__class__ is kind else patient(resource)
        if outer.__class__ is not list or not outer:
            return patient(resource)
        for one in outer:
            value = one.get(sub) if one.__class__ is dict else None
            if value.__class__ is not kind:
                return patient(resource)
            if passes(value):
                return True
        return False

    return matches


def quick_presence(path: Path, patient: Matches) -> Matches:
    """Return whether there is a value at ``path``."""
    name, sub = path.name, path.sub

    def matches(resource: Resource) -> bool:
        value: Any = resource.get(name)
        if sub:
            value = value.get(sub) if value.__class__ is dict else None
        return value != "" if value.__class__ is str else rest(resource)

    rest = _unless_absent(name, patient, when_absent=False)
    return matches


def quick_elements(path: Path, condition: Matches, patient: Matches) -> Matches:
    """Return whether one element of ``path`` fulfils ``condition``."""
    name = path.name

    def matches(resource: Resource) -> bool:
        found: Any = resource.get(name)
        if found.__class__ is not list:
            return rest(resource)
        for one in found:
            if one.__class__ is not dict or not one:
                return patient(resource)
            if condition(one):
                return True
        return False

    rest = _unless_absent(name, patient, when_absent=False)
    return patient if path.sub else matches


def quick_home(urn: str, inside: Matches, patient: Matches) -> Matches:
    """Return ``inside`` for what stands under the key ``urn``; ``patient`` where that is nothing.

    Args:
        urn: "" for the resource itself.
        inside: The same condition for the object that holds the attributes of ``urn``.
        patient: The condition for the whole resource.
    """
    if not urn:
        return inside

    def matches(resource: Resource) -> bool:
        home: Any = resource.get(urn)
        return inside(home) if home.__class__ is dict else patient(resource)

    return matches


def _unless_absent(name: str, patient: Matches, *, when_absent: bool) -> Matches:
    """Return ``patient``, but at once what it would say of a resource without ``name``."""
    has_name = key_test((name,))
    return lambda resource: patient(resource) if has_name(resource) else when_absent

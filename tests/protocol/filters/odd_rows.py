"""Resources as text with all that JSON allows and servers do, and a plain way to filter them."""

from __future__ import annotations

import json

from hypothesis import strategies as st

from scim_explorer.protocol.filters.attributes import Attributes
from scim_explorer.protocol.filters.compare import value_test
from scim_explorer.protocol.filters.syntax import (
    Comparison,
    Junction,
    Negation,
    Node,
    Path,
    Presence,
)
from scim_explorer.protocol.filters.values import (
    Resource,
    attribute_value,
    elements_of,
    values_of,
)
from scim_explorer.protocol.paths import get_member
from scim_explorer.protocol.rfc_schemas import ENTERPRISE_USER, USER
from tests.protocol.filters.test_corpus import CORPUS

ODD_FILTERS = (
    "title eq null",
    "title ne null",
    'nickName eq "Work"',
    'not (NICKNAME sw "w")',
    "emails eq 1",
    "emails.value gt 1",
    'emails.primary ne true and emails.type ne "work"',
    'name.givenName ne "jen" or name ne "jen"',
    'emails[type ne "work" or not (value pr)]',
    'emails.type[value eq "work"]',
    f'{USER}:userName eq "john" or {USER}:emails[type eq "work"]',
    f'{ENTERPRISE_USER}:department ne "tour" and not ({ENTERPRISE_USER}:manager pr)',
    f"{ENTERPRISE_USER.upper()}:department eq null",
    r'urn:odd\name:userName eq "john"',
)
FILTERS = st.sampled_from((*CORPUS, *ODD_FILTERS))

_KEYS = (
    "userName",
    "username",
    "title",
    "TITLE",
    "displayName",
    "userType",
    "active",
    "nickName",
    "nic\u212aName",
    "emails",
    "Emails",
    "phoneNumbers",
    "name",
    "meta",
    "schemas",
    "id",
    USER,
    ENTERPRISE_USER,
    ENTERPRISE_USER.lower(),
    r"urn:odd\name",
)
_SUBS = (
    "value",
    "Value",
    "type",
    "TYPE",
    "primary",
    "familyName",
    "givenName",
    "lastModified",
    "department",
    "manager",
    "userName",
    "emails",
)
_TEXTS = (
    "john",
    "JOHN",
    "work",
    "jen",
    "bjensen@example.com",
    "",
    "2026-11-23T14:02:00+01:00",
    USER,
)


_STRINGS = st.one_of(
    st.sampled_from(_TEXTS).map(json.dumps),
    st.text(max_size=5).map(lambda text: json.dumps(text, ensure_ascii=False)),
    st.text(st.characters(), max_size=3).map(json.dumps),
    st.just(r'"\ud800"'),
)
_NUMBERS = st.one_of(
    st.integers().map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(json.dumps),
    st.sampled_from(("1", "1.0", "1e400", "-0", "9" * 40)),
)
_SCALARS = st.one_of(st.sampled_from(("null", "true", "false")), _STRINGS, _NUMBERS)


def _key(name: str) -> st.SearchStrategy[str]:
    plain = json.dumps(name, ensure_ascii=False)
    return st.sampled_from((plain, plain, f'"\\u{ord(name[0]):04x}{plain[2:]}'))


def _object(names: tuple[str, ...], values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    members = st.tuples(st.sampled_from(names).flatmap(_key), values).map(": ".join)
    return st.lists(members, max_size=6).map(lambda found: "{" + ", ".join(found) + "}")


_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda found: f"[{','.join(found)}]"),
        _object(_SUBS, inner),
    ),
    max_leaves=8,
)
ROWS = st.one_of(_object(_KEYS, _VALUES), _object(_KEYS, _VALUES), _VALUES, st.just("{"))
"""The text of a row: names in odd cases, twice or escaped, values of any kind; or no object."""


def plainly(
    node: Node, resource: Resource, attributes: Attributes, inside: Path | None = None
) -> bool:
    """Return whether a resource matches, with nothing done to be quick."""
    if isinstance(node, Junction):
        results = [plainly(term, resource, attributes, inside) for term in node.terms]
        return all(results) if node.operator == "and" else any(results)
    if isinstance(node, Negation):
        return not plainly(node.term, resource, attributes, inside)
    if isinstance(node, Presence):
        return _is_present(node.path, resource)
    if isinstance(node, Comparison):
        return _compares(node, resource, attributes, inside)
    found = elements_of(attribute_value(resource, node.path))
    if node.path.sub:
        subs = [get_member(one, node.path.sub) for one in found if isinstance(one, dict)]
        found = [part for one in subs for part in elements_of(one)]
    elements: list[Resource] = [one if isinstance(one, dict) else {"value": one} for one in found]
    return any(plainly(node.condition, one, attributes, node.path) for one in elements)


def _is_present(path: Path, resource: Resource) -> bool:
    whole = elements_of(attribute_value(resource, path))
    return any(one != "" for one in (values_of(resource, path) if path.sub else whole))


def _compares(
    node: Comparison, resource: Resource, attributes: Attributes, inside: Path | None
) -> bool:
    if node.value is None:
        is_there = _is_present(node.path, resource)
        return {"eq": not is_there, "ne": is_there}.get(node.operator, False)
    values = values_of(resource, node.path)
    test = value_test(node, attributes.find(node.path, inside)).of_any
    if node.operator == "ne":
        return not values or not all(map(test, values))
    return any(map(test, values))

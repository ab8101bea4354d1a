"""Order, selection of attributes and paging, alone and together with a filter. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scim_explorer.checks.operators.clauses import Clause, Ground, not_tried
from scim_explorer.checks.operators.probe import Expects, Group, Kind, Probe
from scim_explorer.checks.operators.samples import Sample, of_kind
from scim_explorer.protocol.paging import Position

_SECOND = 2
_NO_VALUE = "No two rows have different values."
_BY_CURSOR = "This server pages by cursor."
_NO_CLAUSE = "No filter finds several of these rows and not all."


def sort_probes(ground: Ground, samples: Sequence[Sample], pool: Sequence[Clause]) -> list[Probe]:
    """Return probes of ``sortBy`` and ``sortOrder`` (RFC 7644 section 3.4.2.3)."""
    group = Group.SORT
    single = [one for one in samples if not one.is_multi and len(one.distinct) > 1]
    texts, dates = of_kind(single, Kind.TEXT), of_kind(single, Kind.DATE)
    plain = [one for one in texts if not one.path.sub and not one.path.urn]
    below = [one for one in texts if one.path.sub and not one.path.urn]
    probes = [
        _sorted(ground, "ascending", plain, descending=False),
        _sorted(ground, "descending", plain, descending=True),
        _sorted(ground, "by a date", dates, descending=True),
        _sorted(ground, "by a sub-attribute", below, descending=False),
    ]
    several = _of_several(pool)
    if several is None or not plain:
        return [*probes, not_tried(group, "with a filter", _NO_CLAUSE)]
    both = _sorted(ground, "with a filter", plain, descending=True)
    if both.query is None:
        return [*probes, both]
    query = replace(both.query, filter=several.text)
    return [*probes, replace(both, query=query, shape=several.shape)]


def _sorted(
    ground: Ground, construct: str, samples: Sequence[Sample], *, descending: bool
) -> Probe:
    if not samples:
        return not_tried(Group.SORT, construct, _NO_VALUE)
    path = samples[0].path.text
    query = replace(ground.query, sort_by=path, descending=descending)
    probe = Probe(Group.SORT, construct, None, query, Expects.ORDER, ground.position)
    return replace(probe, target=path)


def projection_probes(
    ground: Ground, samples: Sequence[Sample], pool: Sequence[Clause]
) -> list[Probe]:
    """Return probes of ``attributes`` and ``excludedAttributes`` (RFC 7644 section 3.9)."""
    group = Group.PROJECTION
    free = [one for one in samples if one.attribute.returned == "default" and not one.path.urn]
    plain = sorted((one for one in free if not one.path.sub), key=_is_no_text)
    simple = [one for one in free if one.path.sub and not one.is_multi and not _is_meta(one)]
    multi = [one for one in free if one.path.sub and one.is_multi]
    probes = [
        _only(ground, "attributes", plain),
        _only(ground, "attributes: a sub-attribute", simple),
        _only(ground, "attributes: a sub-attribute of several", multi),
        _without(ground, "excludedAttributes", plain),
    ]
    several = _of_several(pool)
    both = _only(ground, "attributes with a filter", plain)
    if several is None or both.query is None:
        return [*probes, not_tried(group, "attributes with a filter", _NO_CLAUSE)]
    query = replace(both.query, filter=several.text)
    return [*probes, replace(both, query=query, shape=several.shape)]


def _is_no_text(sample: Sample) -> bool:
    return sample.kind is not Kind.TEXT


def _is_meta(sample: Sample) -> bool:
    return sample.path.name.lower() == "meta"


def _only(ground: Ground, construct: str, samples: Sequence[Sample]) -> Probe:
    return _selecting(ground, construct, samples, Expects.ONLY)


def _without(ground: Ground, construct: str, samples: Sequence[Sample]) -> Probe:
    return _selecting(ground, construct, samples, Expects.WITHOUT)


def _selecting(
    ground: Ground, construct: str, samples: Sequence[Sample], expects: Expects
) -> Probe:
    if not samples:
        return not_tried(Group.PROJECTION, construct, "No row has such an attribute.")
    path = samples[0].path.text
    names = {"attributes": (path,)} if expects is Expects.ONLY else {"excluded": (path,)}
    query = replace(ground.query, **names)  # type: ignore[arg-type]
    probe = Probe(Group.PROJECTION, construct, None, query, expects, ground.position)
    return replace(probe, target=path)


def paging_probes(ground: Ground, samples: Sequence[Sample], pool: Sequence[Clause]) -> list[Probe]:
    """Return probes that combine a filter with paging, order and ``POST /.search``."""
    group, several = Group.PAGING, _of_several(pool)
    names = ("filter, second page", "filter, order, second page")
    by_post = ("filter by POST", "filter, second page, by POST")
    if several is None:
        return [not_tried(group, name, _NO_CLAUSE) for name in (*names, *by_post)]
    posted = replace(ground, query=replace(ground.query, method="POST"))
    one = _one_of(ground, names[0], several)
    path = next((s.path.text for s in of_kind(samples, Kind.TEXT) if not s.is_multi), "id")
    ordered = one if one.query is None else replace(one, query=replace(one.query, sort_by=path))
    return [
        one,
        replace(ordered, construct=names[1]),
        posted.rows(group, by_post[0], several),
        _one_of(posted, by_post[1], several),
    ]


def _one_of(ground: Ground, construct: str, several: Clause) -> Probe:
    """Return the probe that asks for one row of several, the second one."""
    if ground.position.start_index is None:
        return not_tried(Group.PAGING, construct, _BY_CURSOR)
    query = replace(ground.query, filter=several.text, count=1)
    probe = Probe(Group.PAGING, construct, None, query, Expects.ONE_OF)
    return replace(probe, position=Position(start_index=_SECOND), shape=several.shape)


def _of_several(pool: Sequence[Clause]) -> Clause | None:
    """Return a filter that finds at least two rows, about a third of them at best."""
    found = [one for one in pool if len(one.found) > 1]
    return min(found, key=lambda one: abs(3 * len(one.found) - len(one.truths)), default=None)

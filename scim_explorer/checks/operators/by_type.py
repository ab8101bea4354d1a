"""The ten operators on each type of attribute: what is sent and what is expected. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from scim_explorer.checks.operators.clauses import Clause, Ground, best_of, clause, not_tried
from scim_explorer.checks.operators.probe import Group, Kind, Probe
from scim_explorer.checks.operators.samples import (
    Sample,
    infix,
    middle,
    of_kind,
    prefix,
    suffix,
)
from scim_explorer.protocol.filters.syntax import OF_ORDER
from scim_explorer.protocol.json_codec import Json, dumps

ORDER = ("eq", "ne", "co", "sw", "ew", "pr", "gt", "ge", "lt", "le")
_PIECES: dict[str, Callable[[Sample, str], str]] = {"co": infix, "sw": prefix, "ew": suffix}
_EVERY = frozenset(ORDER)
_DEFINED = {
    Kind.TEXT: _EVERY,
    Kind.EXACT: _EVERY,
    Kind.BOOLEAN: _EVERY - _PIECES.keys(),
    Kind.DATE: _EVERY - _PIECES.keys(),
    Kind.NUMBER: _EVERY - _PIECES.keys(),
    Kind.REFERENCE: _EVERY - OF_ORDER,
}
"""What RFC 7644 table 3 gives a meaning for; on booleans an order is a mistake by that table."""
WORDS = {
    Kind.TEXT: "text",
    Kind.EXACT: "text whose case counts",
    Kind.BOOLEAN: "boolean",
    Kind.DATE: "date",
    Kind.NUMBER: "number",
    Kind.REFERENCE: "reference",
}


def operator_probes(ground: Ground, samples: Sequence[Sample]) -> list[Probe]:
    """Return a probe for each operator on each type, those without a request too."""
    return [probe for kind in Kind for probe in _of_kind(ground, kind, of_kind(samples, kind))]


def _of_kind(ground: Ground, kind: Kind, samples: Sequence[Sample]) -> list[Probe]:
    group = Group.OPERATORS
    if not samples:
        reason = f"No row has a value of this type: {WORDS[kind]}."
        return [not_tried(group, operator, reason, kind) for operator in ORDER]
    sample = samples[0]
    probes = []
    for operator in ORDER:
        if operator not in _DEFINED[kind]:
            reason = f"The RFC does not say what {operator} means on a {WORDS[kind]}."
            probes.append(not_tried(group, operator, reason, kind))
        elif kind is Kind.BOOLEAN and operator in OF_ORDER:
            template = f"{sample.path.text} {operator} @"
            text = template.replace("@", dumps(_pivot(sample)))
            shape = template.replace("@", "\u2026")
            probes.append(ground.refusal(group, operator, text, shape, kind))
        else:
            found = _best(ground, operator, samples)
            probes.append(
                ground.rows(group, operator, found, kind)
                if found is not None
                else not_tried(group, operator, "No value of a row is fit for a query.", kind)
            )
    return probes


def _best(ground: Ground, operator: str, samples: Sequence[Sample]) -> Clause | None:
    """Return the clause on the first attribute where it tells rows apart, else on the first."""
    made = (_clause(ground, operator, sample) for sample in samples)
    return best_of(one for one in made if one is not None)


def _clause(ground: Ground, operator: str, sample: Sample) -> Clause | None:
    path = sample.path.text
    if operator == "pr":
        return clause(ground.known, f"{path} pr", path=path)
    value = _pivot(sample)
    if operator in _PIECES and isinstance(value, str):
        value = _PIECES[operator](sample, value)
    if value in {None, ""}:
        return None
    return clause(ground.known, f"{path} {operator} @", value, path=path)


def _pivot(sample: Sample) -> Json:
    """Return the value that is compared with: one from the middle; of booleans the rarer one."""
    if sample.kind is Kind.BOOLEAN:
        true, false = (sum(one in row for row in sample.values) for one in (True, False))
        return true <= false if true and false else bool(true)
    # Of dates the order as texts: written in one zone, as almost always, it is that of time.
    return middle(sample.distinct if sample.kind is Kind.NUMBER else sample.texts)

"""What filters are made of beside operators: logic, paths, case, mistakes. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, permutations

from scim_explorer.checks.operators.clauses import (
    Clause,
    Ground,
    best_of,
    clause,
    joined,
    not_tried,
)
from scim_explorer.checks.operators.probe import Expects, Group, Kind, Known, Probe
from scim_explorer.checks.operators.samples import (
    Sample,
    infix,
    is_fit,
    middle,
    of_kind,
    prefix,
    suffix,
)
from scim_explorer.protocol.json_codec import dumps

UNKNOWN = "noSuchAttribute"
_MOST_CLAUSES = 14
_MOST_TRIPLES = 3000
_NO_CLAUSES = "No two filters tell these rows apart."
_NO_VALUE = "No row has such a value."


def pool_of(known: Known, samples: Sequence[Sample]) -> list[Clause]:
    """Return filters on several attributes that are settled and find some of the rows."""
    found: dict[frozenset[int], Clause] = {}
    for one in _simple(known, samples):
        if one.is_settled and one.tells_apart:
            found.setdefault(one.found, one)
        if len(found) == _MOST_CLAUSES:
            break
    return list(found.values())


def _simple(known: Known, samples: Sequence[Sample]) -> Iterator[Clause]:
    for sample in samples:
        path, text = sample.path.text, middle(sample.texts)
        if sample.is_multi or sample.path.urn:
            continue
        if sample.kind is Kind.BOOLEAN and True in sample.distinct:
            yield clause(known, f"{path} eq @", True, path=path)
        elif sample.kind is Kind.TEXT and isinstance(text, str):
            for operator, piece in (
                ("sw", prefix(sample, text)),
                ("co", infix(sample, text)),
                ("ew", suffix(sample, text)),
                ("eq", text),
            ):
                if piece:
                    yield clause(known, f"{path} {operator} @", piece, path=path)


def logic_probes(ground: Ground, pool: Sequence[Clause]) -> list[Probe]:
    """Return probes that put clauses together so that no part alone gives the same rows."""
    known, group = ground.known, Group.LOGIC
    pairs = list(islice(permutations(pool, 2), _MOST_TRIPLES))
    triples = list(islice(permutations(pool, 3), _MOST_TRIPLES))
    every = frozenset(range(len(known.rows)))
    wanted: tuple[tuple[str, str, Sequence[tuple[Clause, ...]], _Fits], ...] = (
        ("and", "@ and @", pairs, lambda a, b: a & b not in (frozenset(), a, b)),
        ("or", "@ or @", pairs, lambda a, b: a | b not in (a, b, every)),
        ("not", "not (@)", [(one,) for one in pool], lambda a: a != every),
        ("not of a group", "not (@ or @)", pairs, lambda a, b: a | b not in (a, b, every)),
        ("and before or", "@ or @ and @", triples, lambda a, b, c: _differs(a, b, c, every)),
        ("group", "(@ or @) and @", triples, lambda a, b, c: _differs(a, b, c, every)),
    )
    probes = []
    for name, template, choices, fits in wanted:
        best = next((one for one in choices if fits(*(part.found for part in one))), None)
        parts = best or next(iter(choices), None)
        probes.append(
            ground.rows(group, name, joined(known, template, *parts))
            if parts
            else not_tried(group, name, _NO_CLAUSES)
        )
    return probes


_Fits = Callable[..., bool]


def _differs(
    a: frozenset[int], b: frozenset[int], c: frozenset[int], every: frozenset[int]
) -> bool:
    """Tell whether brackets make another list of three clauses, and neither is trivial."""
    plain, grouped = a | (b & c), (a | b) & c
    are_trivial = plain in (frozenset(), every, a) or grouped in (frozenset(), every, c)
    return plain != grouped and not are_trivial


def path_probes(ground: Ground, samples: Sequence[Sample], schema: str) -> list[Probe]:
    """Return probes for each way to name an attribute.

    Args:
        ground: What the probes stand on.
        samples: Attributes with values.
        schema: URN of the main schema.
    """
    group = Group.PATHS
    texts = [one for one in samples if one.texts and one.kind in {Kind.TEXT, Kind.EXACT}]
    plain = [one for one in of_kind(texts, Kind.TEXT) if not one.is_multi and not one.path.urn]
    ids = [one for one in texts if one.path.text.lower() == "id"]
    simple = [one for one in plain if one.path.sub]
    multi = [one for one in texts if one.is_multi and one.path.sub and not one.path.urn]
    extension = [one for one in texts if one.path.urn and not one.is_multi]
    return [
        _equal(ground, group, "id", ids),
        _equal(ground, group, "sub-attribute", simple),
        _equal(ground, group, "sub-attribute of several", multi),
        _value_path(ground, multi),
        _value_path_of_two(ground, multi),
        _equal(ground, group, "URN of the schema", plain, prefix_with=f"{schema}:"),
        _equal(ground, group, "attribute of an extension", extension),
    ]


def _equal(
    ground: Ground,
    group: Group,
    construct: str,
    samples: Sequence[Sample],
    *,
    prefix_with: str = "",
) -> Probe:
    found = best_of(
        clause(ground.known, f"{prefix_with}{one.path.text} eq @", middle(one.texts))
        for one in samples
        if is_fit(f"{prefix_with}{one.path.text}")
    )
    if found is None:
        return not_tried(group, construct, _NO_VALUE)
    return ground.rows(group, construct, found)


def _value_path(ground: Ground, multi: Sequence[Sample]) -> Probe:
    found = best_of(
        clause(ground.known, f"{one.path.name}[{one.path.sub} eq @]", value)
        for one in multi
        for value in one.texts[:3]
    )
    if found is None:
        return not_tried(Group.PATHS, "value path", _NO_VALUE)
    return ground.rows(Group.PATHS, "value path", found)


def _value_path_of_two(ground: Ground, multi: Sequence[Sample]) -> Probe:
    """Return two conditions on one element, best where two elements together would fulfil them."""
    name, found, best = "value path of two", None, -1
    pairs = (pair for pair in permutations(multi, 2) if pair[0].path.name == pair[1].path.name)
    for one, other in islice(pairs, _MOST_CLAUSES):
        for value in one.texts[:3]:
            parts = (one.path.sub, other.path.sub)
            template = f"{one.path.name}[{parts[0]} eq @ and {parts[1]} sw @]"
            loose = f"{one.path.text} eq @ and {other.path.text} sw @"
            values = (value, prefix(other, str(middle(other.texts))))
            made = clause(ground.known, template, *values)
            apart = clause(ground.known, loose, *values).found != made.found
            rank = 2 * made.tells_apart + apart
            if rank > best:
                found, best = made, rank
    if found is None:
        return not_tried(Group.PATHS, name, _NO_VALUE)
    return ground.rows(Group.PATHS, name, found)


def case_probes(ground: Ground, samples: Sequence[Sample]) -> list[Probe]:
    """Return probes that write names, operators and values in other letters."""
    group, known = Group.CASE, ground.known
    text = _with_letters(of_kind(samples, Kind.TEXT))
    exact = _with_letters(of_kind(samples, Kind.EXACT))
    probes: list[Probe] = []
    if text is None:
        names = ("attribute in capitals", "operator in capitals", "value in other case")
        probes += [not_tried(group, name, _NO_VALUE) for name in names]
    else:
        path, value = text[0].path.text, text[1]
        for construct, made in (
            ("attribute in capitals", clause(known, f"{path.upper()} eq @", value)),
            ("operator in capitals", clause(known, f"{path} EQ @", value)),
            ("value in other case", clause(known, f"{path} eq @", value.swapcase())),
        ):
            probes.append(ground.rows(group, construct, made))
    name = "value in other case, case counts"
    if exact is None:
        return [*probes, not_tried(group, name, _NO_VALUE)]
    other = clause(known, f"{exact[0].path.text} eq @", exact[1].swapcase())
    return [*probes, ground.rows(group, name, other)]


def _with_letters(samples: Sequence[Sample]) -> tuple[Sample, str] | None:
    for sample in samples:
        if sample.is_multi or sample.path.urn:
            continue
        texts = [one for one in sample.texts if one.swapcase() != one]
        if texts:
            return sample, str(middle(texts))
    return None


def mistake_probes(ground: Ground, samples: Sequence[Sample]) -> list[Probe]:
    """Return probes that a server should not answer as if they were fine."""
    group = Group.MISTAKES
    unknown = clause(ground.known, f"{UNKNOWN} eq @", "x", path=UNKNOWN)
    asked = replace(
        ground.rows(group, "unknown attribute", unknown), expects=Expects.ROWS_OR_REFUSAL
    )
    path = next((one.path.text for one in of_kind(samples, Kind.TEXT) if not one.is_multi), "id")
    value = dumps("x")
    return [
        asked,
        ground.refusal(group, "value left out", f"{path} eq", f"{path} eq"),
        ground.refusal(group, "unknown operator", f"{path} zz {value}", f"{path} zz \u2026"),
        ground.refusal(group, "bracket left open", f"({path} eq {value}", f"({path} eq \u2026"),
    ]

"""Attributes and values of real rows that tell the rows apart. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from scim_explorer.checks.operators.probe import Kind, Known
from scim_explorer.protocol.filters.parser import parse_filter, path_of
from scim_explorer.protocol.filters.syntax import PRESENT, Path, Presence
from scim_explorer.protocol.filters.values import values_of
from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.schema import Attribute

_KINDS = {
    "boolean": Kind.BOOLEAN,
    "dateTime": Kind.DATE,
    "integer": Kind.NUMBER,
    "decimal": Kind.NUMBER,
    "reference": Kind.REFERENCE,
}
_UNFIT_TYPES = frozenset({"complex", "binary"})
_UNFIT_PATHS = frozenset({"schemas"})
_LEAST_PIECE = 2
_LONGEST_VALUE = 80
_LARGEST = 10**15
_UNFIT = frozenset('"\\{}%')


@dataclass(frozen=True, slots=True)
class Sample:
    """An attribute and its values in the rows that are known.

    Attributes:
        path: As in a filter.
        values: Those of each row, in the order of the rows; () where it has none.
        is_multi: A row may have several.
    """

    path: Path
    attribute: Attribute
    kind: Kind
    values: tuple[tuple[Json, ...], ...]
    is_multi: bool

    @property
    def assigned(self) -> int:
        """How many rows have a value."""
        return sum(map(bool, self.values))

    @property
    def distinct(self) -> list[Json]:
        """The different values, in the order of the rows."""
        found: dict[tuple[type, Json], None] = {}
        for values in self.values:
            found |= {(type(one), one): None for one in values if not isinstance(one, dict | list)}
        return [value for _, value in found]

    @property
    def texts(self) -> list[str]:
        """Values that stand in any query without an escape."""
        return [one for one in self.distinct if isinstance(one, str) and _is_plain(one)]


def samples_of(known: Known) -> list[Sample]:
    """Return the attributes that at least one row has a value of, those of most use first."""
    found = sorted(_samples(known), key=_rank)
    return [one for one in found if one.assigned]


def of_kind(samples: Sequence[Sample], kind: Kind) -> list[Sample]:
    return [one for one in samples if one.kind is kind]


def _samples(known: Known) -> Iterator[Sample]:
    pairs = known.attributes.below(None)
    multi = {path for path, attribute in pairs if attribute.multi_valued}
    kept_back = {path for path, attribute in pairs if attribute.is_kept_back}
    for text, attribute in pairs:
        path = path_of(text)
        if (
            path is None
            or kept_back & {text, _holder(path, text)}
            or attribute.type in _UNFIT_TYPES
            or text in _UNFIT_PATHS
        ):
            continue
        if not is_fit(text):
            continue
        values = tuple(tuple(values_of(row, path)) for row in known.rows.values())
        is_multi = attribute.multi_valued or _holder(path, text) in multi
        yield Sample(path, attribute, kind_of(attribute), values, is_multi)


def _holder(path: Path, text: str) -> str:
    """Return the attribute that a path is a part of; of a whole attribute itself."""
    return text.rpartition(".")[0] if path.sub else text


def is_fit(path: str) -> bool:
    """Tell whether a filter can name this; a schema may call its attributes anything."""
    tree = parse_filter(f"{path} {PRESENT}").tree
    return isinstance(tree, Presence) and tree.path.text == path


def kind_of(attribute: Attribute) -> Kind:
    if attribute.type in _KINDS:
        return _KINDS[attribute.type]
    return Kind.EXACT if attribute.case_exact else Kind.TEXT


def _rank(sample: Sample) -> tuple[bool, bool, bool, bool, float]:
    """Simple paths first, then what tells most rows apart."""
    apart = sample.assigned * len(sample.distinct)
    is_location = sample.path.text.lower().startswith("meta.") and sample.kind is not Kind.DATE
    # The server makes these itself, and may do so only when it answers.
    is_made = sample.path.text.lower() == "id" or sample.path.sub in {"formatted", "display"}
    return (is_location, sample.is_multi, bool(sample.path.urn), is_made, -apart)


def _is_plain(text: str) -> bool:
    """Tell whether no quoting, no folding and no trimming can change a value on its way."""
    is_printable = text.isascii() and text.isprintable() and text == text.strip()
    return 0 < len(text) <= _LONGEST_VALUE and is_printable and not _UNFIT & set(text)


def middle(values: Sequence[Json]) -> Json:
    """Return a value from the middle of their order, so that some come before and some behind."""
    # Infinity can be read from an answer and stands in no filter, nor do 4,000 digits.
    numbers = [one for one in values if isinstance(one, int | float) and abs(one) < _LARGEST]
    if numbers:
        return sorted(numbers)[len(numbers) // 2]
    texts = sorted((one for one in values if isinstance(one, str)), key=lambda one: one.casefold())
    return texts[len(texts) // 2] if texts else None


def prefix(sample: Sample, text: str) -> str:
    """Return the begin of ``text`` that some rows have and others have not, the best there is."""
    pieces = (text[:end] for end in range(1, len(text) + 1))
    return _best(sample, pieces, str.startswith)


def suffix(sample: Sample, text: str) -> str:
    """Return the end of ``text`` that some rows have and others have not."""
    pieces = (text[start:] for start in range(len(text) - 1, -1, -1))
    return _best(sample, pieces, str.endswith)


def infix(sample: Sample, text: str) -> str:
    """Return a piece from the inside of ``text`` that some rows have and others have not."""
    inside = text[1:-1] if len(text) > _LEAST_PIECE + 1 else text
    sizes = range(min(_LEAST_PIECE, len(inside)), len(inside) + 1)
    pieces = (inside[at : at + size] for size in sizes for at in range(len(inside) - size + 1))
    return _best(sample, pieces, _contains)


def _contains(text: str, piece: str) -> bool:
    return piece in text


def _best(sample: Sample, pieces: Iterator[str], test: Callable[[str, str], bool]) -> str:
    """Return the first piece that is best: it finds several rows, not all, and "co" finds more."""
    best, best_rank = "", (-1, -1, -1)
    texts = [[one.casefold() for one in row if isinstance(one, str)] for row in sample.values]
    for piece in filter(str.strip, pieces):
        if piece != piece.strip():
            continue
        wanted = piece.casefold()
        found = sum(any(test(one, wanted) for one in row) for row in texts)
        loose = sum(any(wanted in one for one in row) for row in texts)
        rank = (int(0 < found < len(texts)), int(found > 1), int(loose > found))
        if rank > best_rank:
            best, best_rank = piece, rank
        if rank == (1, 1, 1):
            break
    return best

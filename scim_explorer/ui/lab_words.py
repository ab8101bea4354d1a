"""What the filter lab says on top: the server's answer against our own evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from scim_explorer.problems import CHECK_OPERATORS, Problem
from scim_explorer.protocol.filters.answer import Judgement
from scim_explorer.ui.display import clock_text, count_text


class Tone(StrEnum):
    """How a sentence is meant; the names of colours."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"
    PLAIN = "muted"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a filter stands.

    Attributes:
        judgement: None while nothing is there to judge.
        is_asked: The rows on the screen are the server's answer to this very filter.
        is_refused: The server was asked for this filter, and gave no list.
        has_all: The whole answer came.
        came: How many rows of it came, also those that cannot be judged.
        knows_all: All resources of the type are known.
        reported: ``totalResults`` of the answer.
        of_type: How many resources of the type the server reports, None when it was not asked.
        kept_back: Attributes in the filter that servers do not send unasked.
        is_arguable: Servers may read the filter differently, or refuse it, and be right.
        noun: What the resources are called, "users".
        read_at: When the resources to compare with were read, seconds since 1970; 0 without any.
    """

    judgement: Judgement | None = None
    is_asked: bool = False
    is_refused: bool = False
    has_all: bool = False
    came: int = 0
    knows_all: bool = False
    reported: int | None = None
    of_type: int | None = None
    kept_back: tuple[str, ...] = ()
    is_arguable: bool = False
    noun: str = "resources"
    read_at: float = 0.0

    @property
    def is_judged(self) -> bool:
        """Whether the server's answer can be held against ours."""
        return self.is_asked and not self.kept_back

    @property
    def is_accused(self) -> bool:
        """Whether the server's answer differs from ours, and it can be known."""
        found = self.judgement
        if found is None or not self.is_judged:
            return False
        return bool(found.extra or (self.has_all and found.missing))

    @property
    def is_ignored(self) -> bool:
        """Whether the server seems to have given everything, whatever the filter says."""
        is_all = self.of_type is not None and self.reported == self.of_type
        return (
            self.is_accused and is_all and self.judgement is not None and self.judgement.extra > 0
        )


def standing_words(one: Standing) -> tuple[Tone, str]:
    """Return how it is meant, and the sentence."""
    found = one.judgement
    if found is None or not found.rows:
        words = _tr("No {0} are loaded to try this filter on.")
        if one.is_asked:
            words = _tr("The server gave no {0}. Whether some are missing is not known.")
        return Tone.PLAIN, words.format(one.noun)
    if one.kept_back:
        words = _tr("Servers do not send {0} unasked, so nothing can be said from what came.")
        return Tone.PLAIN, words.format(", ".join(one.kept_back))
    if not one.is_asked:
        words = _tr("Local: {0} of {1} match. The server was not asked for this filter.")
        if one.is_refused:
            words = _tr("Local: {0} of {1} match. The server gave no list for this filter.")
        return Tone.PLAIN, words.format(count_text(found.matching), _base(one))
    tone, words = (_difference if one.is_accused else _agreement)(one, found)
    if found.returned < one.came:
        rest = _tr("Only {0} of the {1} that came could be judged.")
        words += " " + rest.format(count_text(found.returned), count_text(one.came))
    return tone, words


def ignored_problem(one: Standing, exchange: int | None) -> Problem | None:
    """Return what to say of a server that seems to ignore the filter; None when it does not."""
    found = one.judgement
    if found is None or not one.is_ignored or one.is_arguable:
        return None
    detail = _tr(
        "The server reports all {0} {1}, as without the filter; {2} of the {3} that came do not "
        "match."
    )
    return Problem(
        _tr("Filter not applied"),
        detail.format(
            count_text(one.of_type or 0),
            one.noun,
            count_text(found.extra),
            count_text(found.returned),
        ),
        _tr(
            "The server seems to ignore this filter. Provisioning clients would match the wrong "
            "resource."
        ),
        exchange,
        action=CHECK_OPERATORS,
    )


def _agreement(one: Standing, found: Judgement) -> tuple[Tone, str]:
    returned = count_text(found.returned)
    if not one.has_all and one.reported is None:
        words = _tr("All {0} that came match. Load all to see what is missing.")
        return Tone.OK, words.format(returned)
    if not one.has_all:
        words = _tr("All {0} that came match; {1} are reported. Load all to see what is missing.")
        return Tone.OK, words.format(returned, count_text(one.reported or 0))
    if found.left_open:
        words = _tr("Server {0}, local {1} of {2}. The RFC leaves open which is right.")
        return Tone.PLAIN, words.format(returned, count_text(found.matching), _base(one))
    if found.returned == len(found.rows) and not one.knows_all:
        words = _tr("All {0} that came match. Whether some are missing is not known.")
        return Tone.OK, words.format(returned)
    words = _tr("Server and local agree: {0} of {1}.")
    return Tone.OK, words.format(returned, _base(one))


def _difference(one: Standing, found: Judgement) -> tuple[Tone, str]:
    returned, extra = count_text(found.returned), count_text(found.extra)
    if not one.has_all:
        words = _tr("{0} of the {1} that came do not match.").format(extra, returned)
    else:
        words = _tr("Server {0}, local {1} of {2}: {3} missing, {4} extra.").format(
            returned, count_text(found.matching), _base(one), count_text(found.missing), extra
        )
    if found.left_open:
        words += " " + _tr("{0} more the RFC leaves open.").format(count_text(found.left_open))
    if one.is_ignored:
        words += " " + _tr("The server seems to ignore this filter.")
    if one.is_arguable:
        return Tone.WARNING, f"{words} " + _tr("See the remark below the filter: servers differ.")
    return Tone.ERROR, words


def _base(one: Standing) -> str:
    """Return what was judged, "all 1,104 users"."""
    count = count_text(len(one.judgement.rows) if one.judgement is not None else 0)
    words = _tr("all {0} {1}") if one.knows_all else _tr("the {0} {1} loaded")
    base = words.format(count, one.noun)
    if one.read_at and one.is_asked:
        base = _tr("{0} (read {1})").format(base, clock_text(one.read_at, milliseconds=False))
    return base


def _tr(text: str) -> str:
    return QCoreApplication.translate("LabWords", text)

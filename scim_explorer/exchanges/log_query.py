"""What the search words of the request log mean. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE"})

_WORDS = re.compile(r'"([^"]*)"?|(\S+)')
_STATUS = re.compile(r"[1-5](\d\d|xx)", re.IGNORECASE)
_TOOK = re.compile(r"([<>]?)(\d+(?:\.\d+)?)(ms|s|min)?")
_UNIT_MS = {"ms": 1.0, "s": 1_000.0, "min": 60_000.0}


@dataclass(frozen=True, slots=True)
class LogQuery:
    """Search words as conditions; a row has to meet all of them.

    Attributes:
        numbers: Any of these exchanges (``#118``).
        statuses: Status from and to, both inclusive; any of them (``409``, ``5xx``).
        methods: Any of these, upper case (``post``).
        after: Earliest ``queued_at``.
        before: Latest ``queued_at``, exclusive.
        min_ms: ``took:>1s``.
        max_ms: ``took:<200ms``.
        texts: Each stands somewhere in the exchange; lower case.
        unread: Words that start like a condition and are none; they narrow nothing.
    """

    numbers: tuple[int, ...] = ()
    statuses: tuple[tuple[int, int], ...] = ()
    methods: tuple[str, ...] = ()
    after: float | None = None
    before: float | None = None
    min_ms: float | None = None
    max_ms: float | None = None
    texts: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def parse_log_query(text: str, now: float) -> LogQuery:
    """Read search words.

    ``409`` and ``5xx`` are a status, ``post`` a method, ``#118`` a number, ``after:14:00``,
    ``before:2026-11-23`` and ``took:>1s`` a time; all else, and all in double quotes, is text.

    Args:
        text: As typed, in any state of being typed.
        now: Seconds since 1970 UTC; a time of day without a date is the last one of that kind.
    """
    found = _Found(now)
    for quoted, word in _WORDS.findall(text):
        if word:
            found.add(word)
        elif quoted:
            found.texts.append(quoted.lower())
    return found.query()


class _Found:
    """Conditions gathered so far."""

    def __init__(self, now: float) -> None:
        self._now = now
        self.numbers: list[int] = []
        self.statuses: list[tuple[int, int]] = []
        self.methods: list[str] = []
        self.texts: list[str] = []
        self.unread: list[str] = []
        self.after: float | None = None
        self.before: float | None = None
        self.min_ms: float | None = None
        self.max_ms: float | None = None

    def add(self, word: str) -> None:
        key, colon, value = word.partition(":")
        if colon and key.lower() in ("after", "before", "took"):
            if not self._add_timed(key.lower(), value):
                self.unread.append(word)
        elif _STATUS.fullmatch(word):
            self.statuses.append(_status_range(word))
        elif word.upper() in METHODS:
            self.methods.append(word.upper())
        elif word[0] == "#" and word[1:].isascii() and word[1:].isdigit() and len(word) < 20:
            self.numbers.append(int(word[1:]))
        else:
            self.texts.append(word.lower())

    def _add_timed(self, key: str, value: str) -> bool:
        if key == "took":
            return self._add_took(value)
        moment = _moment(value, self._now)
        if moment is None:
            return False
        if key == "after":
            self.after = moment
        else:
            self.before = moment
        return True

    def _add_took(self, value: str) -> bool:
        match = _TOOK.fullmatch(value.lower())
        if match is None:
            return False
        milliseconds = float(match[2]) * _UNIT_MS[match[3] or "ms"]
        if match[1] == "<":
            self.max_ms = milliseconds
        else:
            self.min_ms = milliseconds
        return True

    def query(self) -> LogQuery:
        return LogQuery(
            numbers=tuple(self.numbers),
            statuses=tuple(self.statuses),
            methods=tuple(self.methods),
            after=self.after,
            before=self.before,
            min_ms=self.min_ms,
            max_ms=self.max_ms,
            texts=tuple(self.texts),
            unread=tuple(self.unread),
        )


def _status_range(word: str) -> tuple[int, int]:
    if word[1:].lower() == "xx":
        hundred = int(word[0]) * 100
        return (hundred, hundred + 99)
    return (int(word), int(word))


def _moment(value: str, now: float) -> float | None:
    """Read a local time of day, a date, or both; None when it is none of them (yet)."""
    here = datetime.fromtimestamp(now, tz=UTC).astimezone()
    try:
        of_day = time.fromisoformat(value)
    except ValueError:
        try:
            return datetime.fromisoformat(value).timestamp()
        except (ValueError, OverflowError, OSError):
            return None
    if ":" not in value:
        # Python reads "14" as an hour; while a person types it is half a word.
        return None
    moment = datetime.combine(here.date(), of_day.replace(tzinfo=None)).astimezone()
    if moment > here:
        moment -= timedelta(days=1)
    return moment.timestamp()

"""Finding: one remark about what a server said, that is no failure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs.

    ERROR: a MUST is broken and the bytes prove it. WARNING: a MUST that a partial answer could
    explain, or what is likely to break a client. INFO: a SHOULD, a habit, a definition.
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark about a document.

    Attributes:
        rule: Id that stays the same over releases ("list.total-results-type").
        severity: How much it weighs.
        message: One plain sentence.
        pointer: JSON pointer (RFC 6901) into the document, "" for the document itself.
        source: Where the rule stands ("RFC 7644 3.4.2"), "" for a habit.
        hint: One thing to do; empty when there is no honest advice.
    """

    rule: str
    severity: Severity
    message: str
    pointer: str = ""
    source: str = ""
    hint: str = ""

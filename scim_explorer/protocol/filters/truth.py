"""What is true, what is not, and what the RFC leaves open: logic of three values. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

Truth: TypeAlias = bool | None
"""True and False are settled, None is left open."""


def every(found: Iterable[Truth]) -> Truth:
    """Return whether all are true; an open one leaves it open unless another is false."""
    seen = set(found)
    return False if False in seen else None if None in seen else True


def some(found: Iterable[Truth]) -> Truth:
    """Return whether one is true; an open one leaves it open unless another is true."""
    seen = set(found)
    return True if True in seen else None if None in seen else False


def opposite(found: Truth) -> Truth:
    """Return whether it is not true; an open one stays open."""
    return None if found is None else not found

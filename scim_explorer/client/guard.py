"""The write guard: which request may leave. A decision, no I/O.

It stands in front of ``Session.send``, not in buttons: the window, the command line, a replay and
a hand-written request meet the same one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from posixpath import normpath
from urllib.parse import unquote

from scim_explorer.client.request import Request
from scim_explorer.client.urls import BaseUrl, check_base_url
from scim_explorer.problems import InputError, Problem
from scim_explorer.profiles.profile import Environment, Profile

_TITLE = "Write not sent"


class Writes(StrEnum):
    """What the guard says to writes right now."""

    ALLOWED = "allowed"
    READ_ONLY = "read-only"
    LOCKED = "locked"


def writes(profile: Profile, *, unlocked: bool) -> Writes:
    if profile.read_only:
        return Writes.READ_ONLY
    if profile.environment is Environment.PROD and not unlocked:
        return Writes.LOCKED
    return Writes.ALLOWED


def refusal(request: Request, profile: Profile, *, unlocked: bool) -> Problem | None:
    """Return why ``request`` may not leave, or None when it may.

    A read always may. A read-only profile has no override. A write to production needs the unlock
    and the profile's name, typed for this one write (letter case ignored).
    """
    if replace(request, headers=(*profile.headers, *request.headers)).is_read:
        return None
    state = writes(profile, unlocked=unlocked)
    what = f'{request.method.upper()} to "{profile.name}"'
    if state is Writes.READ_ONLY:
        return Problem(_TITLE, f"{what}: the profile is read-only.", "Change that in the profile.")
    if state is Writes.LOCKED:
        return Problem(_TITLE, f"{what}: production is locked.", "Unlock writing first.")
    if profile.environment is Environment.PROD and not _confirms(request, profile):
        return Problem(
            _TITLE,
            f"{what}: a write to production needs the name of the profile.",
            f'Type "{profile.name}" to confirm.',
        )
    return None


def guarding_profile(
    base: BaseUrl, profiles: Iterable[Profile], target: str = ""
) -> Profile | None:
    """Return the saved profile whose guard a bare base URL falls under, the nearest one first.

    Args:
        base: As given.
        profiles: The saved ones.
        target: What is asked for below ``base``; it may lead into an endpoint from above.
    """
    reached = _resolved(base.path + target.partition("?")[0])
    found: list[tuple[int, Profile]] = []
    for profile in profiles:
        try:
            saved = check_base_url(profile.base_url)
        except InputError:
            continue
        below = f"{reached}/".startswith(f"{_resolved(saved.path)}/")
        if base.origin == saved.origin and below:
            found.append((len(saved.path), profile))
    return max(found, key=lambda item: item[0])[1] if found else None


def _resolved(path: str) -> str:
    """Return ``path`` as a server may read it: without escapes, dots and doubled slashes."""
    return normpath("/" + unquote(path)).rstrip("/").replace("//", "/")


def _confirms(request: Request, profile: Profile) -> bool:
    return request.confirmation.strip().casefold() == profile.name.strip().casefold()

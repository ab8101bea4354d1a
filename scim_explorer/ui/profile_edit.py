"""A profile as somebody wants it saved: a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scim_explorer.profiles.profile import Profile


@dataclass(frozen=True, slots=True)
class ProfileEdit:
    """What the editor asks to have saved.

    Attributes:
        profile: The profile as typed.
        secrets: New secrets by slot; others stay as they are.
        removed: Slots whose stored secret shall go.
        open_after: Open the endpoint once it is saved.
    """

    profile: Profile
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    removed: frozenset[str] = frozenset()
    open_after: bool = False

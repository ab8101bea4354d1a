"""A profile as somebody wants it saved: a value."""

from __future__ import annotations

from dataclasses import dataclass

from scim_explorer.profiles.profile import Profile


@dataclass(frozen=True, slots=True)
class ProfileEdit:
    """What the editor asks to have saved.

    Attributes:
        profile: The profile as typed.
        secret: A new secret, or None to leave the stored one as it is.
        remove_secret: The stored secret shall go.
        open_after: Open the endpoint once it is saved.
    """

    profile: Profile
    secret: str | None
    remove_secret: bool
    open_after: bool

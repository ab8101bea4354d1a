"""Profiles to test with."""

from __future__ import annotations

from scim_explorer.profiles.profile import Auth, AuthKind, Environment, Limits, Profile


def profile(profile_id: str = "p1", name: str = "Acme staging", **changes: object) -> Profile:
    values: dict[str, object] = {
        "base_url": "https://scim.example/scim/v2",
        "auth": Auth(AuthKind.HEADER, "me", "X-Api-Key"),
        "headers": (("X-Tenant", "7"), ("X-Tenant", "8")),
        "environment": Environment.PROD,
        "colour": "#aabbcc",
        "read_only": True,
        "notes": "of the \U0001f426 team",
        "limits": Limits(page_size=7, total_s=1.5),
    }
    return Profile(id=profile_id, name=name, **(values | changes))  # type: ignore[arg-type]  # checked by use

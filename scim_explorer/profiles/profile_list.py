"""Profiles to hand around: a list as JSON, with nothing in it that is secret or of one computer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace

from scim_explorer.problems import InputError, Problem
from scim_explorer.profiles.profile import (
    Environment,
    Limits,
    Profile,
    SecretHeader,
    SecretSource,
)
from scim_explorer.profiles.profile_json import (
    VERSION,
    has_password,
    json_object,
    members_of,
    profile_from,
    version_of,
)
from scim_explorer.protocol.header_names import carries_secret

LIST_FORMAT = "scim-explorer-profiles"


def portable(profile: Profile) -> Profile:
    """Return what of ``profile`` may travel from one person to another.

    Left out are fields that may carry a secret, and what speaks of one computer or lowers the
    guard there: sources of secrets (a stranger's command would be run), TLS and proxy.
    """
    auth = profile.auth
    oauth = replace(
        auth.oauth,
        token_url="" if has_password(auth.oauth.token_url) else auth.oauth.token_url,
        extra=_without_secrets(auth.oauth.extra),
    )
    return Profile(
        id=profile.id,
        name=profile.name,
        base_url="" if has_password(profile.base_url) else profile.base_url,
        auth=replace(auth, source=SecretSource(), oauth=oauth),
        headers=_without_secrets(profile.headers),
        secret_headers=tuple(SecretHeader(field.name) for field in profile.secret_headers),
        environment=profile.environment,
        colour=profile.colour,
        read_only=profile.read_only,
        notes=profile.notes,
        limits=profile.limits,
    )


def _without_secrets(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in pairs if not carries_secret(pair[0]))


def export_text(profiles: Iterable[Profile]) -> str:
    """Return profiles as JSON to hand around: what is ``portable``, without ids."""
    entries = [members_of(portable(profile)) for profile in profiles]
    for entry in entries:
        del entry["position"]
    return json.dumps({"format": LIST_FORMAT, "version": VERSION, "profiles": entries}, indent=2)


def import_text(text: str, new_id: Callable[[], str]) -> tuple[Profile, ...]:
    """Return the profiles of an exported list, with new ids and read-only, whoever wrote it.

    Only what is ``portable`` is taken, within the usual bounds of memory and connections.
    Production stays production, and nothing poses as the embedded demo.

    Raises:
        InputError: Something in it is not usable; the text names every fault.
    """
    title = "Profiles not imported"
    members = json_object(text, title)
    entries = members.get("profiles")
    if members.get("format") != LIST_FORMAT or not isinstance(entries, list):
        raise InputError(Problem(title, "It is not a list of profiles exported by SCIM Explorer."))
    faults: list[str] = []
    if version_of(members, faults) > VERSION:
        faults.append("it was written by a newer version of SCIM Explorer")
    profiles = tuple(
        _imported(entry, f"profile {n}", new_id, faults) for n, entry in enumerate(entries, 1)
    )
    if faults:
        raise InputError(Problem(title, "; ".join(faults) + "."))
    return tuple(profile for profile in profiles if profile is not None)


def _imported(
    entry: object, where: str, new_id: Callable[[], str], faults: list[str]
) -> Profile | None:
    if not isinstance(entry, dict):
        faults.append(f"{where} is not an object")
        return None
    own: list[str] = []
    read = profile_from(entry, new_id(), own)
    faults += [f"{where}: {fault}" for fault in own]
    return replace(
        portable(read),
        read_only=True,
        environment=Environment.TEST if read.environment is Environment.DEMO else read.environment,
        limits=_bounded(read.limits),
    )


def _bounded(limits: Limits) -> Limits:
    usual = Limits()
    return replace(
        limits,
        max_body_bytes=min(limits.max_body_bytes, usual.max_body_bytes),
        parallel=min(limits.parallel, usual.parallel),
    )

"""Profiles as JSON: the file of one profile, and a list to hand around. Pure."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple, TypeVar
from urllib.parse import urlsplit

from scim_explorer.problems import InputError, Problem
from scim_explorer.profiles.profile import Auth, AuthKind, Environment, Limits, Profile
from scim_explorer.protocol.header_names import carries_secret

VERSION = 1
LIST_FORMAT = "scim-explorer-profiles"
LARGEST_BYTES = 4 * 1024 * 1024

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class LoadedProfile(NamedTuple):
    """A profile as read.

    Attributes:
        newer: Written by a newer version; must not be written back.
    """

    profile: Profile
    newer: bool


class _Reader:
    """Reads members of one JSON object and gathers what is wrong with them."""

    def __init__(self, members: Mapping[str, object], faults: list[str], where: str = "") -> None:
        self._members = members
        self._faults = faults
        self._where = where

    def take(self, key: str, accept: Callable[[object], T | None], default: T, wanted: str) -> T:
        if key not in self._members:
            return default
        value = accept(self._members[key])
        if value is None:
            self._faults.append(f'"{self._where}{key}" is not {wanted}')
            return default
        return value

    def text(self, key: str, default: str = "") -> str:
        return self.take(key, lambda v: v if isinstance(v, str) else None, default, "text")

    def flag(self, key: str) -> bool:
        value = self.take(key, lambda v: v if isinstance(v, bool) else None, None, "true or false")
        return bool(value)

    def whole(self, key: str, default: int, lowest: int = 1) -> int:
        def accept(value: object) -> int | None:
            if isinstance(value, bool) or not isinstance(value, int):
                return None
            return value if lowest <= value < 2**53 else None

        return self.take(key, accept, default, f"a whole number from {lowest}")

    def seconds(self, key: str, default: float) -> float:
        def accept(value: object) -> float | None:
            if isinstance(value, bool) or not isinstance(value, int | float):
                return None
            return float(value) if math.isfinite(value) and 0 < value <= 86400 else None

        return self.take(key, accept, default, "a number of seconds above 0")

    def choice(self, key: str, default: E) -> E:
        def accept(value: object) -> E | None:
            return next((word for word in type(default) if word == value), None)

        return self.take(key, accept, default, "one of the known words")

    def inner(self, key: str) -> _Reader:
        none: dict[str, object] = {}
        members = self.take(key, lambda v: v if isinstance(v, dict) else None, none, "an object")
        return _Reader(members, self._faults, f"{self._where}{key}.")

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        return self.take(key, _pairs, (), "a list of name and value")


def _pairs(value: object) -> tuple[tuple[str, str], ...] | None:
    if not isinstance(value, list):
        return None
    good = all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair)
        for pair in value
    )
    return tuple((pair[0], pair[1]) for pair in value) if good else None


def _read_profile(members: Mapping[str, object], profile_id: str, faults: list[str]) -> Profile:
    reader = _Reader(members, faults)
    auth, limits, usual = reader.inner("auth"), reader.inner("limits"), Limits()
    faults += [f'"{key}" is missing' for key in ("name", "base_url") if key not in members]
    return Profile(
        id=profile_id,
        name=reader.text("name"),
        base_url=reader.text("base_url"),
        auth=Auth(
            kind=auth.choice("kind", AuthKind.NONE),
            username=auth.text("username"),
            header_name=auth.text("header_name"),
        ),
        headers=reader.pairs("headers"),
        environment=reader.choice("environment", Environment.TEST),
        colour=reader.text("colour"),
        read_only=reader.flag("read_only"),
        notes=reader.text("notes"),
        position=reader.whole("position", 0, lowest=0),
        limits=Limits(
            page_size=limits.whole("page_size", usual.page_size),
            max_body_bytes=limits.whole("max_body_bytes", usual.max_body_bytes),
            connect_s=limits.seconds("connect_s", usual.connect_s),
            total_s=limits.seconds("total_s", usual.total_s),
            parallel=limits.whole("parallel", usual.parallel),
        ),
        session_only_secret=reader.flag("session_only_secret"),
    )


def _members(profile: Profile) -> dict[str, object]:
    limits = profile.limits
    return {
        "name": profile.name,
        "base_url": profile.base_url,
        "auth": {
            "kind": profile.auth.kind.value,
            "username": profile.auth.username,
            "header_name": profile.auth.header_name,
        },
        "headers": [list(pair) for pair in profile.headers],
        "environment": profile.environment.value,
        "colour": profile.colour,
        "read_only": profile.read_only,
        "notes": profile.notes,
        "position": profile.position,
        "limits": {
            "page_size": limits.page_size,
            "max_body_bytes": limits.max_body_bytes,
            "connect_s": limits.connect_s,
            "total_s": limits.total_s,
            "parallel": limits.parallel,
        },
        "session_only_secret": profile.session_only_secret,
    }


def _json_object(content: bytes | str, what: str) -> dict[str, object]:
    try:
        if len(content) > LARGEST_BYTES:
            raise ValueError("too large")
        value = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise InputError(Problem(what, f"It is not JSON: {error}.")) from error
    if not isinstance(value, dict):
        raise InputError(Problem(what, "It is not a JSON object."))
    return value


def _version(members: Mapping[str, object], faults: list[str]) -> int:
    return _Reader(members, faults).whole("version", VERSION)


def read_file(content: bytes, profile_id: str) -> LoadedProfile:
    """Return the profile in the bytes of its file; unknown members are tolerated.

    Raises:
        InputError: It is no profile; the text names every fault.
    """
    members = _json_object(content, "Profile not read")
    faults: list[str] = []
    version = _version(members, faults)
    profile = _read_profile(members, profile_id, faults)
    if faults:
        raise InputError(Problem("Profile not read", "; ".join(faults) + "."))
    return LoadedProfile(profile, version > VERSION)


def file_content(profile: Profile, previous: bytes | None = None) -> bytes:
    """Return the file of ``profile``; members of ``previous`` that we do not know are kept."""
    known = {"version": VERSION, **_members(profile)}
    unknown: dict[str, object] = {}
    if previous is not None:
        try:
            old = _json_object(previous, "")
        except InputError:
            old = {}
        unknown = {key: value for key, value in old.items() if key not in known}
    return (json.dumps(known | unknown, indent=2) + "\n").encode()


def has_password(base_url: str) -> bool:
    """Tell whether user and password stand in the address."""
    try:
        return urlsplit(base_url).password is not None
    except ValueError:
        return "@" in base_url


def secret_faults(profile: Profile) -> list[str]:
    """Return why ``profile`` must not be written: secrets never go to a file."""
    faults = [
        f'The header field "{name}" may carry a secret; use Sign-in for it.'
        for name, _ in profile.headers
        if carries_secret(name)
    ]
    if has_password(profile.base_url):
        faults.append("The address holds a password; use Sign-in for it.")
    return faults


def export_text(profiles: Iterable[Profile]) -> str:
    """Return profiles as JSON to hand around: no ids, no secrets, no fields that may be one."""
    entries = []
    for profile in profiles:
        members = _members(profile)
        members["headers"] = [list(p) for p in profile.headers if not carries_secret(p[0])]
        if has_password(profile.base_url):
            members["base_url"] = ""
        del members["position"], members["session_only_secret"]
        entries.append(members)
    return json.dumps({"format": LIST_FORMAT, "version": VERSION, "profiles": entries}, indent=2)


def import_text(text: str, new_id: Callable[[], str]) -> tuple[Profile, ...]:
    """Return the profiles of an exported list, with new ids and read-only, whoever wrote it.

    Secrets have no place in it: unknown members, fields that may carry one and addresses with a
    password are left out. Production stays production.

    Raises:
        InputError: Something in it is not usable; the text names every fault.
    """
    title = "Profiles not imported"
    members = _json_object(text, title)
    entries = members.get("profiles")
    if members.get("format") != LIST_FORMAT or not isinstance(entries, list):
        raise InputError(Problem(title, "It is not a list of profiles exported by SCIM Explorer."))
    faults: list[str] = []
    if _version(members, faults) > VERSION:
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
    read = _read_profile(entry, new_id(), own)
    faults += [f"{where}: {fault}" for fault in own]
    return Profile(
        id=read.id,
        name=read.name,
        base_url="" if has_password(read.base_url) else read.base_url,
        auth=read.auth,
        headers=tuple(pair for pair in read.headers if not carries_secret(pair[0])),
        environment=read.environment,
        colour=read.colour,
        read_only=True,
        notes=read.notes,
        limits=read.limits,
    )

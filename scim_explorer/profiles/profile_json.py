"""The file of one profile, as JSON. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from scim_explorer.problems import InputError, Problem
from scim_explorer.profiles.json_reader import JsonReader
from scim_explorer.profiles.profile import (
    Auth,
    AuthKind,
    Environment,
    Limits,
    OAuth,
    Profile,
    Proxy,
    ProxyKind,
    SecretHeader,
    SecretKind,
    SecretSource,
    Tls,
)
from scim_explorer.protocol.header_names import carries_secret

VERSION = 1
LARGEST_BYTES = 4 * 1024 * 1024


class LoadedProfile(NamedTuple):
    """A profile as read.

    Attributes:
        newer: Written by a newer version; must not be written back.
    """

    profile: Profile
    newer: bool


def profile_from(members: Mapping[str, object], profile_id: str, faults: list[str]) -> Profile:
    """Return the profile of a JSON object; what is wrong with it is added to ``faults``."""
    reader = JsonReader(members, faults)
    faults += [f'"{key}" is missing' for key in ("name", "base_url") if key not in members]
    return Profile(
        id=profile_id,
        name=reader.text("name"),
        base_url=reader.text("base_url"),
        auth=_read_auth(reader.inner("auth")),
        headers=reader.pairs("headers"),
        secret_headers=tuple(
            SecretHeader(field.text("name"), _read_source(field, "secret_source"))
            for field in reader.each("secret_headers")
        ),
        environment=reader.choice("environment", Environment.TEST),
        colour=reader.text("colour"),
        read_only=reader.flag("read_only"),
        notes=reader.text("notes"),
        position=reader.whole("position", 0, lowest=0),
        limits=_read_limits(reader.inner("limits")),
        tls=_read_tls(reader.inner("tls")),
        proxy=_read_proxy(reader.inner("proxy")),
    )


def _read_source(reader: JsonReader, key: str) -> SecretSource:
    source = reader.inner(key)
    return SecretSource(source.choice("kind", SecretKind.KEYRING), source.text("text"))


def _read_auth(reader: JsonReader) -> Auth:
    oauth = reader.inner("oauth")
    return Auth(
        kind=reader.choice("kind", AuthKind.NONE),
        username=reader.text("username"),
        header_name=reader.text("header_name"),
        source=_read_source(reader, "secret_source"),
        oauth=OAuth(
            token_url=oauth.text("token_url"),
            client_id=oauth.text("client_id"),
            scope=oauth.text("scope"),
            audience=oauth.text("audience"),
            extra=oauth.pairs("extra"),
            in_body=oauth.flag("in_body"),
        ),
    )


def _read_limits(reader: JsonReader) -> Limits:
    usual = Limits()
    return Limits(
        page_size=reader.whole("page_size", usual.page_size),
        max_body_bytes=reader.whole("max_body_bytes", usual.max_body_bytes),
        connect_s=reader.seconds("connect_s", usual.connect_s),
        total_s=reader.seconds("total_s", usual.total_s),
        parallel=reader.whole("parallel", usual.parallel),
        per_minute=reader.whole("per_minute", usual.per_minute, lowest=0),
    )


def _read_tls(reader: JsonReader) -> Tls:
    return Tls(
        verify=reader.flag("verify", default=True),
        ca_file=reader.text("ca_file"),
        certificate_file=reader.text("certificate_file"),
        key_file=reader.text("key_file"),
        passphrase=_read_source(reader, "passphrase"),
        environment_ca=reader.flag("environment_ca"),
        key_log=reader.flag("key_log"),
    )


def _read_proxy(reader: JsonReader) -> Proxy:
    return Proxy(
        kind=reader.choice("kind", ProxyKind.NONE),
        url=reader.text("url"),
        username=reader.text("username"),
        source=_read_source(reader, "secret_source"),
    )


def _source_members(source: SecretSource) -> dict[str, object]:
    return {"kind": source.kind.value, "text": source.text}


def _auth_members(auth: Auth) -> dict[str, object]:
    oauth = auth.oauth
    return {
        "kind": auth.kind.value,
        "username": auth.username,
        "header_name": auth.header_name,
        "secret_source": _source_members(auth.source),
        "oauth": {
            "token_url": oauth.token_url,
            "client_id": oauth.client_id,
            "scope": oauth.scope,
            "audience": oauth.audience,
            "extra": [list(pair) for pair in oauth.extra],
            "in_body": oauth.in_body,
        },
    }


def members_of(profile: Profile) -> dict[str, object]:
    """Return ``profile`` as the JSON object of its file."""
    limits, tls, proxy = profile.limits, profile.tls, profile.proxy
    return {
        "name": profile.name,
        "base_url": profile.base_url,
        "auth": _auth_members(profile.auth),
        "headers": [list(pair) for pair in profile.headers],
        "secret_headers": [
            {"name": field.name, "secret_source": _source_members(field.source)}
            for field in profile.secret_headers
        ],
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
            "per_minute": limits.per_minute,
        },
        "tls": {
            "verify": tls.verify,
            "ca_file": tls.ca_file,
            "certificate_file": tls.certificate_file,
            "key_file": tls.key_file,
            "passphrase": _source_members(tls.passphrase),
            "environment_ca": tls.environment_ca,
            "key_log": tls.key_log,
        },
        "proxy": {
            "kind": proxy.kind.value,
            "url": proxy.url,
            "username": proxy.username,
            "secret_source": _source_members(proxy.source),
        },
    }


def json_object(content: bytes | str, what: str) -> dict[str, object]:
    """Return the JSON object in ``content``.

    Raises:
        InputError: Titled ``what``: there is none.
    """
    try:
        if len(content) > LARGEST_BYTES:
            raise ValueError("too large")
        value = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise InputError(Problem(what, f"It is not JSON: {error}.")) from error
    if not isinstance(value, dict):
        raise InputError(Problem(what, "It is not a JSON object."))
    return value


def version_of(members: Mapping[str, object], faults: list[str]) -> int:
    """Return the version of the format that a file says it has."""
    return JsonReader(members, faults).whole("version", VERSION)


def read_file(content: bytes, profile_id: str) -> LoadedProfile:
    """Return the profile in the bytes of its file; unknown members are tolerated.

    Raises:
        InputError: It is no profile; the text names every fault.
    """
    members = json_object(content, "Profile not read")
    faults: list[str] = []
    version = version_of(members, faults)
    profile = profile_from(members, profile_id, faults)
    if faults:
        raise InputError(Problem("Profile not read", "; ".join(faults) + "."))
    return LoadedProfile(profile, version > VERSION)


def file_content(profile: Profile, previous: bytes | None = None) -> bytes:
    """Return the file of ``profile``; members of ``previous`` that we do not know are kept."""
    known = {"version": VERSION, **members_of(profile)}
    unknown: dict[str, object] = {}
    if previous is not None:
        try:
            old = json_object(previous, "")
        except InputError:
            old = {}
        unknown = {key: value for key, value in old.items() if key not in known}
    return (json.dumps(known | unknown, indent=2) + "\n").encode()


def has_password(url: str) -> bool:
    """Tell whether user and password stand in an address."""
    try:
        return urlsplit(url).password is not None
    except ValueError:
        return "@" in url


def secret_faults(profile: Profile) -> list[str]:
    """Return why ``profile`` must not be written: secrets never go to a file."""
    oauth = profile.auth.oauth
    faults = [
        f'The header field "{name}" may carry a secret; use Sign-in for it.'
        for name, _ in profile.headers
        if carries_secret(name)
    ]
    faults += [
        f'The field "{name}" of the token request may carry a secret.'
        for name, _ in oauth.extra
        if carries_secret(name)
    ]
    for what, url in (
        ("address", profile.base_url),
        ("token URL", oauth.token_url),
        ("proxy", profile.proxy.url),
    ):
        if has_password(url):
            faults.append(f"The {what} holds a password; it has a field of its own.")
    return faults

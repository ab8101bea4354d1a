"""TARGET of a command: a profile's name or a base URL, with its sign-in and its write guard."""

from __future__ import annotations

import os
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from scim_explorer.client.extra_headers import extra_header_problem
from scim_explorer.client.guard import guarding_profile
from scim_explorer.client.urls import check_base_url
from scim_explorer.problems import InputError, Problem
from scim_explorer.profiles.profile import SIGN_IN, Auth, AuthKind, Profile, Proxy, Tls
from scim_explorer.protocol.header_names import carries_secret

VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class SignIn:
    """A sign-in that the command line gave in place of the profile's own.

    Attributes:
        auth: How to sign in.
        secret: From an environment variable.
        headers: Further header fields; they may hold secrets under names that say so.
    """

    auth: Auth = field(default_factory=Auth)
    secret: str | None = field(default=None, repr=False)
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a command sends to.

    Attributes:
        profile: A saved one, or one made for a base URL; never written back.
        secret: Given on the command line, in place of the profile's own.
        own_secret: The profile's saved secret is the one to sign in with.
        is_saved: The profile was named, so that its other secrets may be used.
    """

    profile: Profile
    secret: str | None = field(default=None, repr=False)
    own_secret: bool = False
    is_saved: bool = False

    def reader(
        self, read_saved: Callable[[Profile, str], Awaitable[str | None]]
    ) -> Callable[[str], Awaitable[str | None]]:
        """Return what a session asks for its secrets."""

        async def read(slot: str) -> str | None:
            if slot == SIGN_IN and not self.own_secret:
                return self.secret
            return await read_saved(self.profile, slot) if self.is_saved else None

        return read


def find_target(text: str, profiles: Sequence[Profile], sign_in: SignIn, path: str = "") -> Target:
    """Return the target that ``text`` names; ``path`` is what will be asked for below it.

    A base URL below that of a saved profile takes the guard of that profile, and its place in
    the log, but not its secrets, TLS and proxy: those are for where the profile is named.

    Raises:
        InputError: No profile has this name, or the base URL cannot be used.
    """
    is_saved = "://" not in text
    profile = _named(text, profiles) if is_saved else _for_url(text, profiles, path)
    own_secret = is_saved and sign_in.auth.kind is AuthKind.NONE
    if not own_secret:
        profile = replace(profile, auth=sign_in.auth)
    taken = {name.lower() for name, _ in sign_in.headers}
    kept = tuple(pair for pair in profile.headers if pair[0].lower() not in taken)
    profile = replace(profile, headers=(*kept, *sign_in.headers))
    return Target(profile, sign_in.secret, own_secret, is_saved)


def read_sign_in(
    bearer_env: str,
    basic_env: str,
    header_env: Iterable[str],
    headers: Iterable[str],
    environment: Mapping[str, str] = os.environ,
) -> SignIn:
    """Return the sign-in of the options ``--bearer-env`` and so on.

    Raises:
        InputError: Two ways to sign in, a variable that is not set, or a header that has to come
            from a variable. No text repeats a value: it may be a secret in the wrong place.
    """
    if bearer_env and basic_env:
        raise _refused("--bearer-env and --basic-env exclude each other.")
    extra = [_plain_header(text) for text in headers]
    secret_headers = [_secret_header(text, environment) for text in header_env]
    auth, secret = Auth(), None
    if bearer_env:
        auth, secret = Auth(AuthKind.BEARER), _value("--bearer-env", bearer_env, environment)
    elif basic_env:
        user, colon, secret = _value("--basic-env", basic_env, environment).partition(":")
        if not colon:
            raise _refused("The variable of --basic-env has to hold user:password.")
        auth = Auth(AuthKind.BASIC, username=user)
    elif secret_headers:
        (name, secret), *secret_headers = secret_headers
        auth = Auth(AuthKind.HEADER, header_name=name)
    for name, _ in secret_headers:
        if not carries_secret(name):
            raise _refused(
                f"Beside another sign-in the header {name} would not be known as a secret.",
                "Give it alone, or with --header when it is none.",
            )
    return SignIn(auth, secret, (*extra, *secret_headers))


def _for_url(text: str, profiles: Sequence[Profile], path: str) -> Profile:
    base = check_base_url(text)
    guard = guarding_profile(base, profiles, path)
    if guard is None:
        return Profile(id=base.text, name=base.text, base_url=base.text)
    return replace(
        guard, base_url=base.text, headers=(), secret_headers=(), tls=Tls(), proxy=Proxy()
    )


def _named(text: str, profiles: Sequence[Profile]) -> Profile:
    wanted = text.strip().casefold()
    for profile in profiles:
        if profile.name.strip().casefold() == wanted:
            return profile
    known = ", ".join(f'"{profile.name}"' for profile in profiles) or "none yet"
    raise InputError(
        Problem(
            "Target not found",
            f'no profile is called "{text}" (profiles: {known}).',
            "A base URL begins with https:// or http://.",
        )
    )


def _plain_header(text: str) -> tuple[str, str]:
    name, value = _pair("--header", text)
    if carries_secret(name):
        raise _refused(
            f"{name} carries a secret, and other users can read arguments.",
            f"Put it into an environment variable: --header-env '{name}=VAR'.",
        )
    problem = extra_header_problem(name, value)
    if problem:
        raise _refused(problem)
    return name, value


def _secret_header(text: str, environment: Mapping[str, str]) -> tuple[str, str]:
    name, variable = _pair("--header-env", text)
    return name, _value("--header-env", variable, environment)


def _pair(option: str, text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    name = name.strip()
    if not equals or not name:
        wanted = "NAME=VAR" if option == "--header-env" else "NAME=VALUE"
        raise _refused(f"{option} has to look like {wanted}.")
    return name, value.strip()


def _value(option: str, variable: str, environment: Mapping[str, str]) -> str:
    value = environment.get(variable, "") if VARIABLE.fullmatch(variable) else ""
    if not value.strip():
        raise _refused(
            f"There is no environment variable of the name that {option} gives, or it is empty.",
            "The option takes the name of a variable, not the secret itself.",
        )
    return value


def _refused(detail: str, hint: str = "") -> InputError:
    return InputError(Problem("Sign-in not possible", detail, hint))

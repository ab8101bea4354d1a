"""What a command opens: the profiles, the request log, one session; all closed afterwards."""

from __future__ import annotations

import argparse
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from scim_explorer.client.secret_cache import ReadSecret
from scim_explorer.client.session import Session
from scim_explorer.commands.target import find_target, read_sign_in
from scim_explorer.commands.text import say
from scim_explorer.exchanges.log import ExchangeLog
from scim_explorer.folders import user_folders
from scim_explorer.problems import NoTokenError, SecretUnavailable
from scim_explorer.profiles.profile import Profile
from scim_explorer.profiles.secrets import SecretStore
from scim_explorer.profiles.store import ProfileStore

KEPT_OF_A_LIST = 64 * 1024


class Opened(NamedTuple):
    """What a session is made of."""

    profile: Profile
    log: ExchangeLog
    read_secret: ReadSecret


@asynccontextmanager
async def opened_session(arguments: argparse.Namespace, path: str = "") -> AsyncIterator[Session]:
    """Open the session that the arguments name; raises and takes what ``opened_target`` does."""
    async with opened_target(arguments, path) as opened:
        session = Session(opened.profile, log=opened.log, read_secret=opened.read_secret)
        try:
            yield session
        finally:
            await session.aclose()


@asynccontextmanager
async def opened_target(arguments: argparse.Namespace, path: str = "") -> AsyncIterator[Opened]:
    """Open what the arguments name; every exchange goes to the shared request log.

    Args:
        arguments: Target and sign-in.
        path: What will be asked for, when it is known: it may fall under a profile's guard.

    Raises:
        InputError: There is no such profile, or the sign-in cannot be used.
    """
    folders = user_folders(Path(arguments.config_dir) if arguments.config_dir else None)
    sign_in = read_sign_in(
        arguments.bearer_env, arguments.basic_env, arguments.header_env, arguments.header
    )
    store = ProfileStore(folders.profiles)
    profiles = store.load()
    for problem in store.problems:
        say(problem.one_line())
    target = find_target(arguments.target, profiles, sign_in, path)
    secrets = SecretStore(folders.own)
    log = ExchangeLog.open(folders.log, keep_body=KEPT_OF_A_LIST)
    try:
        log.set_endpoint_name(target.profile.id, target.profile.name)
        try:
            yield Opened(target.profile, log, target.reader(secrets.read))
        except NoTokenError:
            raise
        except SecretUnavailable as error:
            raise _with_option(error, secrets) from error
    finally:
        if log.problem is not None:
            say(log.problem.one_line())
        log.close()


def _with_option(error: SecretUnavailable, secrets: SecretStore) -> SecretUnavailable:
    """Say how a command gets a secret without a keyring, and that there is none."""
    why = f" {secrets.problem.title}." if secrets.problem is not None else ""
    return SecretUnavailable(
        replace(
            error.problem,
            detail=error.problem.detail + why,
            hint="Enter it again in the profile, or name an environment variable that holds it: "
            "--bearer-env VAR, --basic-env VAR or --header-env NAME=VAR.",
        )
    )

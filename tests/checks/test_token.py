"""The one token of an examination."""

from __future__ import annotations

import json

from scim_explorer.checks.token import Fetched, with_token
from scim_explorer.client.secret_cache import SecretCache
from scim_explorer.profiles.profile import SIGN_IN, Auth, AuthKind, OAuth
from tests.client.memory_log import MemoryLog, profile
from tests.faults.hostile import HostileServer, answer

TOKEN = json.dumps({"access_token": "t0k", "token_type": "Bearer", "expires_in": 60})


async def fetched(server: HostileServer, log: MemoryLog) -> Fetched:
    oauth = OAuth(f"{server.url}/token", "me")

    async def read_secret(slot: str) -> str | None:
        return "s3cret" if slot == SIGN_IN else "other"

    saved = profile(server.url, auth=Auth(AuthKind.OAUTH, oauth=oauth))
    return await with_token(saved, SecretCache(read_secret), log, {})


async def test_that_a_token_takes_the_place_of_the_client_secret() -> None:
    log = MemoryLog()
    with HostileServer(otherwise=answer(TOKEN)) as server:
        found = await fetched(server, log)

    assert found.problem is None
    assert found.profile.auth.kind is AuthKind.BEARER
    assert await found.secrets.read(SIGN_IN) == "t0k"
    assert await found.secrets.read("header:x") == "other"
    assert {"s3cret", "t0k"} <= set(found.secrets.known)
    assert found.exchange is log.exchanges[0]


async def test_fault_58_that_a_refused_client_is_told_with_its_exchange() -> None:
    log = MemoryLog()
    refused = answer('{"error": "invalid_client"}', "401 Unauthorized")
    with HostileServer(otherwise=refused) as server:
        found = await fetched(server, log)

    assert found.problem is not None
    assert "invalid_client" in found.problem.detail
    assert found.exchange is log.exchanges[0]
    assert found.profile.auth.kind is AuthKind.OAUTH

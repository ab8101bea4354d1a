"""A connection to trust: sign in with OAuth, wait when asked to, see what is not checked."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from tests.faults.hostile import Connection, HostileServer, Received
from tests.gui.memory_keyring import MemoryKeyring
from tests.gui.user import User

pytestmark = pytest.mark.story
PEOPLE = [{"id": str(number), "userName": f"user{number}"} for number in range(3)]


class Endpoint:
    """Issues tokens, lists people to those who have one, and asks to wait when told so."""

    def __init__(self) -> None:
        self.is_busy = False

    async def answer(self, connection: Connection, request: Received) -> None:
        if request.path == "/token":
            body = {"access_token": "t0k3n", "token_type": "Bearer", "expires_in": 3000}
            await connection.answer(json.dumps(body), headers="Content-Type: application/json\r\n")
        elif request.headers.get("authorization") != "Bearer t0k3n":
            await connection.answer("{}", "401 Unauthorized")
        elif not request.path.endswith("/Users"):
            await connection.answer("{}", "404 Not Found")
        elif self.is_busy:
            await connection.answer("{}", "429 Too Many Requests", "Retry-After: 100\r\n")
        else:
            body = {"totalResults": len(PEOPLE), "Resources": PEOPLE}
            await connection.answer(json.dumps(body))


@pytest.fixture
def endpoint() -> Endpoint:
    return Endpoint()


@pytest.fixture
def server(endpoint: Endpoint) -> Iterator[HostileServer]:
    with HostileServer(otherwise=endpoint.answer) as running:
        yield running


async def test_that_a_client_signs_in_and_waits_until_it_is_told_to_go_on(
    user: User, vault: MemoryKeyring, endpoint: Endpoint, server: HostileServer
) -> None:
    user.click("connectButton")
    user.type("profileNameEdit", "Acme")
    user.type("baseUrlEdit", f"{server.url}/v2")
    user.choose("authCombo", "oauth")
    user.type("tokenUrlEdit", f"{server.url}/token")
    user.type("clientIdEdit", "explorer")
    user.type("scopeEdit", "scim.read")
    user.type("tokenEdit", "s3cret")
    user.click("openProfileButton")
    await user.rows_shown()

    assert user.column("userName") == ["user0", "user1", "user2"]
    assert "s3cret" in vault.entries.values()
    await user.until(lambda: "token valid 49 min" in user.text("connectionStatus"))
    assert [row[2] for row in user.log_rows() if row[3] == "/token"] == ["POST"]
    assert [one.path for one in server.received].count("/token") == 1

    endpoint.is_busy = True
    user.press("filterEdit", Qt.Key.Key_Return)
    await user.until(lambda: user.look(QWidget, "waitStrip"))
    assert user.find(QLabel, "waitLabel").text().startswith("Server asks to wait. 429")
    endpoint.is_busy = False
    user.click("waitNowButton")
    await user.until(lambda: not user.look(QWidget, "waitStrip"))
    await user.rows_shown()

    assert user.column("userName") == ["user0", "user1", "user2"]


async def test_that_a_token_endpoint_that_says_no_is_quoted_with_the_way_to_the_profile(
    user: User, vault: MemoryKeyring
) -> None:
    async def refuse(connection: Connection, request: Received) -> None:
        said = {"error": "invalid_client", "error_description": "unknown client explorer"}
        await connection.answer(json.dumps(said), "401 Unauthorized")

    with HostileServer(otherwise=refuse) as server:
        user.click("connectButton")
        user.type("baseUrlEdit", f"{server.url}/v2")
        user.choose("authCombo", "oauth")
        user.type("tokenUrlEdit", f"{server.url}/token")
        user.type("tokenEdit", "s3cret")
        user.click("openProfileButton")
        await user.until(lambda: user.look(QWidget, "browsePane"))
        await user.until(lambda: user.state().startswith("error"))

        title = user.find(QLabel, "problemTitle", user.tab).text()
        detail = user.find(QLabel, "problemDetail", user.tab).text()
        assert title == "No access token"
        assert '401 invalid_client: "unknown client explorer"' in detail
        user.click("problemActionButton", user.tab)
        assert user.look(QWidget, "profileEditor")
        assert {one.path for one in server.received} == {"/token"}

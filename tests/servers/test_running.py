"""The servers themselves: up, seeded, and gone afterwards."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.servers.fixtures import REAL_SERVERS, ScimServer
from tests.servers.running import Server, last_line, missing_tool, running_bigserver


@pytest.mark.parametrize("name", REAL_SERVERS)
def test_that_a_real_server_is_seeded_before_a_test_sees_it(
    name: str, scim_server: ScimServer
) -> None:
    server = scim_server(name)

    status, body = server.get("/Groups?count=1")

    assert status == 200
    assert json.loads(body)["totalResults"] == server.groups


def test_that_the_hostile_server_has_its_modes(big_base: Callable[[str], str]) -> None:
    status, body = Server(big_base("html502"), "", Path()).get("/Users")

    assert status == 502
    assert b"Bad Gateway" in body


def test_that_a_stopped_server_leaves_its_port(tmp_path: Path) -> None:
    with running_bigserver(tmp_path, users=10) as server:
        port = urlsplit(server.base).port

    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port or 0)) != 0
    assert "bigserver: 10 users" in last_line(server.log)


def test_that_a_missing_node_is_named_with_the_version_needed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "bash").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert missing_tool("scimmy") == "scimmy needs node >= 16 and npm on PATH"
    assert missing_tool("scim2-server") == ""

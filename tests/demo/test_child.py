"""The child process: up soon, and gone with its parent."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from scim_explorer.demo.child import DemoProcess, start_demo
from scim_explorer.problems import NoReplyError

LIMIT_S = 30.0


@pytest.fixture
def demo() -> Iterator[DemoProcess]:
    process = start_demo(users=12)
    yield process
    process.stop()


def get(url: str) -> tuple[int, bytes]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    with contextlib.closing(connection):
        connection.request("GET", f"{parts.path}?{parts.query}")
        reply = connection.getresponse()
        return reply.status, reply.read()


def test_that_the_endpoint_is_seeded_when_its_address_is_known(demo: DemoProcess) -> None:
    base = demo.ready.result(LIMIT_S)

    status, body = get(f"{base}/Users?count=1")

    assert base.startswith("http://127.0.0.1:")
    assert status == 200
    assert json.loads(body)["totalResults"] == 12


async def test_that_an_event_loop_can_wait_for_it(demo: DemoProcess) -> None:
    base = await asyncio.wait_for(asyncio.wrap_future(demo.ready), LIMIT_S)

    assert base.endswith("/v2")


def test_that_it_starts_from_any_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    root = str(Path(__file__).parents[2])
    monkeypatch.setattr(sys, "path", [root, *(entry for entry in sys.path if entry)])
    monkeypatch.chdir(tmp_path)
    (tmp_path / "json.py").write_text("raise SystemExit('a file of the user was run')")

    demo = start_demo(users=1)
    try:
        assert demo.ready.result(LIMIT_S)
    finally:
        demo.stop()


def test_that_stop_ends_it_and_frees_the_port(demo: DemoProcess) -> None:
    base = demo.ready.result(LIMIT_S)

    demo.stop()
    demo.stop()

    assert not demo.running
    with pytest.raises(OSError, match=r"refused|reset"):
        get(f"{base}/Users")


def test_that_stop_before_it_is_up_is_a_problem_and_no_endless_wait() -> None:
    demo = start_demo()

    demo.stop()

    with pytest.raises(NoReplyError):
        demo.ready.result(LIMIT_S)


def test_that_the_last_words_of_a_failed_child_are_told(tmp_path: Path) -> None:
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\necho first >&2\necho no such module >&2\nexit 1\n")
    broken.chmod(0o755)
    demo = start_demo(python=str(broken))

    with pytest.raises(NoReplyError, match="no such module"):
        demo.ready.result(LIMIT_S)

    demo.stop()


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux to watch a grandchild")
def test_that_it_does_not_outlive_a_killed_parent() -> None:
    code = (
        "import sys; from scim_explorer.demo.child import start_demo; d = start_demo(users=1); "
        "print(d._process.pid, d.ready.result(30), flush=True); sys.stdin.read()"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with parent:
        assert parent.stdout is not None
        pid, base = parent.stdout.readline().split()
        assert get(f"{base}/Users")[0] == 200
        child = os.pidfd_open(int(pid))
        parent.kill()

    ended, _, _ = select.select([child], [], [], 10)

    os.close(child)
    assert ended

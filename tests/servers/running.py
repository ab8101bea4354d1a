"""Start, wait for and stop the SCIM servers that the tests talk to."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest

SCRIPTS = Path(__file__).parent / "scripts"
ENVIRONMENT = dict(os.environ)
"""As the test run was started, before the isolation of a single test changes HOME."""
FIRST_INSTALL_S = 180.0
SEEDING_S = 60.0
PORT_IN_USE = 98


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to start a server that somebody else wrote.

    Attributes:
        script: Name of its start script.
        path: Path of its base URL.
        token: What it takes as a bearer token; "" for none.
        env: Extra variables for the script.
        extra_users: Accounts that it has beside the seeded ones.
        node: Lowest major version of node, 0 when it needs none.
    """

    script: str
    path: str
    token: str = ""
    env: Mapping[str, str] = field(default_factory=dict)
    extra_users: int = 0
    node: int = 0


VARIANTS: dict[str, Variant] = {
    "scim2-server": Variant("scim2-server.sh", "/v2"),
    "scim2-server-token": Variant("scim2-server.sh", "/v2", "t0k", {"TOKEN": "t0k"}),
    "scim2-server-cursor": Variant(
        "scim2-server.sh", "/v2", env={"SPC": str(SCRIPTS / "wiring" / "spc-cursor.json")}
    ),
    "django-scim2": Variant("django-scim2.sh", "/scim/v2", "secret", extra_users=1),
    "scimmy": Variant("scimmy.sh", "/scim", "secret", node=16),
    "scimmy-express5": Variant("scimmy.sh", "/scim", "secret", {"EXPRESS": "5"}, node=18),
}


@dataclass(frozen=True, slots=True)
class Server:
    """A running server.

    Attributes:
        base: Base URL without a slash at its end.
        token: Bearer token, or "".
        log: File with everything it printed.
        users: Number of users that it reports.
        groups: Number of groups that it reports.
    """

    base: str
    token: str
    log: Path
    users: int = 0
    groups: int = 0

    @property
    def headers(self) -> dict[str, str]:
        """The sign-in as request headers."""
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def get(self, target: str) -> tuple[int, bytes]:
        """Return status and body of a GET below the base URL, past the program under test."""
        url = urlsplit(self.base)
        connection = http.client.HTTPConnection(url.hostname or "", url.port, timeout=30)
        with contextlib.closing(connection):
            connection.request("GET", url.path + target, headers=self.headers)
            reply = connection.getresponse()
            return reply.status, reply.read()


class NotStarted(Exception):  # noqa: N818  # reads as what happened
    """The server could not be started; the text says why and what to do."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def unavailable(reason: str) -> None:
    """Skip for a user, fail in CI, where every server has to be there."""
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def missing_tool(name: str) -> str:
    """Return why the server called ``name`` cannot be started on this machine, or ""."""
    if sys.platform == "win32" or shutil.which("bash") is None:
        return "real servers need bash (not run on Windows)"
    wanted = VARIANTS[name].node
    if not wanted:
        return ""
    needs = f"{name} needs node >= {wanted} and npm on PATH"
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return needs
    found = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = found.strip().lstrip("v").partition(".")[0]
    return "" if major.isdigit() and int(major) >= wanted else f"{needs}, found {found.strip()}"


@contextlib.contextmanager
def running(name: str, folder: Path, n: int = 50) -> Iterator[Server]:
    """Run the server called ``name``, seeded with ``n`` users, while the block lasts.

    Raises:
        NotStarted: It could not be installed, or ended before it answered.
    """
    variant = VARIANTS[name]
    for attempt in (1, 2):
        port = free_port()
        base = f"http://127.0.0.1:{port}{variant.path}"
        log = folder / f"{name}-{port}.log"
        with contextlib.ExitStack() as stack:
            with _install_lock(name):
                process = stack.enter_context(_group(_command(variant, port, n), variant.env, log))
                server = Server(base, variant.token, log)
                try:
                    _wait_until_ready(server, process, name)
                except NotStarted:
                    if process.returncode == PORT_IN_USE and attempt == 1:
                        continue
                    raise
            users, groups = n + variant.extra_users, max(2, min(200, n // 20))
            _wait_until_total(server, process, "/Users", users)
            _wait_until_total(server, process, "/Groups", groups)
            yield Server(base, variant.token, log, users, groups)
            return


@contextlib.contextmanager
def running_bigserver(folder: Path, users: int = 2000) -> Iterator[Server]:
    """Run the hostile server while the block lasts; the first segment of a path is its mode."""
    port = free_port()
    log = folder / f"bigserver-{port}.log"
    command = [sys.executable, str(SCRIPTS / "bigserver.py"), "--port", str(port)]
    command += ["--users", str(users), "--groups", "40", "--warm", "2"]
    server = Server(f"http://127.0.0.1:{port}", "", log, users, 40)
    with _group(command, {}, log) as process:
        _wait_until_ready(Server(f"{server.base}/clean", "", log), process, "bigserver")
        yield server


def _command(variant: Variant, port: int, n: int) -> list[str]:
    return ["bash", str(SCRIPTS / variant.script), str(port), str(n)]


@contextlib.contextmanager
def _install_lock(name: str) -> Iterator[None]:
    """Let only one process install a server at a time."""
    import fcntl

    home = ENVIRONMENT.get("HOME", str(Path.home()))
    folder = Path(ENVIRONMENT.get("SCIM_SERVERS_DIR") or Path(home) / ".cache" / "scim-servers")
    folder.mkdir(parents=True, exist_ok=True)
    script = VARIANTS[name].script
    with (folder / f"{script}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def _group(
    command: list[str], env: Mapping[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """Run ``command`` in a process group of its own and end the whole group afterwards."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**ENVIRONMENT, **env},
            start_new_session=True,
        )
    try:
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
        process.wait(5)
        return
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            continue
        return


def _wait_until_ready(server: Server, process: subprocess.Popen[bytes], name: str) -> None:
    deadline = time.monotonic() + FIRST_INSTALL_S
    while time.monotonic() < deadline:
        if _ended_within(process, 0.1):
            raise NotStarted(f"could not install or start {name}: {last_line(server.log)}")
        with contextlib.suppress(OSError, http.client.HTTPException):
            if server.get("/ServiceProviderConfig")[0] == 200:
                return
    raise NotStarted(f"{name} did not answer within {FIRST_INSTALL_S:.0f} s")


def _wait_until_total(
    server: Server, process: subprocess.Popen[bytes], path: str, total: int
) -> None:
    deadline = time.monotonic() + SEEDING_S
    found: object = None
    while time.monotonic() < deadline:
        _, body = server.get(f"{path}?count=1")
        found = json.loads(body).get("totalResults")
        if found == total:
            return
        if _ended_within(process, 0.05):
            raise NotStarted(f"the server ended while it was seeded: {last_line(server.log)}")
    raise NotStarted(f"{path} has {found} resources after seeding, not {total}")


def _ended_within(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Use the wait for the process's end as the pause between two looks."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def last_line(log: Path) -> str:
    lines = log.read_text("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "it printed nothing"

"""The system's own keyring, a real one: gnome-keyring on a bus of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scim_explorer.profiles import secrets

PROGRAMS = ("gnome-keyring-daemon", "dbus-run-session")
MISSING = [name for name in PROGRAMS if shutil.which(name) is None]
ROOT = Path(secrets.__file__).parents[2]

ROUND_TRIP = """
import asyncio, sys
from scim_explorer.profiles.profile import Auth, AuthKind, Profile
from scim_explorer.profiles.secrets import Keeping, SecretStore

profile = Profile("p1", "Acme", "https://a.example", auth=Auth(AuthKind.BEARER))
length = int(sys.argv[1])
secret = ("t0k\u00e9n-" * length)[:length]

async def main():
    await SecretStore().write(profile, secret)
    other = SecretStore()
    print(await other.read(profile) == secret, other.status is Keeping.KEYRING)
    await other.delete(profile.id)
    print(await SecretStore().read(profile))

asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="gnome-keyring is of Linux")
@pytest.mark.parametrize("length", [12, 5_000])
def test_fault_92_a_real_keyring_keeps_a_token_of_any_length(tmp_path: Path, length: int) -> None:
    if MISSING and not os.environ.get("CI"):
        pytest.skip(f"not installed here: {', '.join(MISSING)}")
    unlocked = (
        'printf "pw\\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec "$@"'
    )
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"PYTHON_KEYRING_BACKEND", "DBUS_SESSION_BUS_ADDRESS", "DISPLAY"}
    }
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
        folder = tmp_path / name
        folder.mkdir(mode=0o700)
        environment[name] = str(folder)

    run = subprocess.run(
        [
            *("dbus-run-session", "--", "bash", "-c", unlocked, "bash"),
            *(sys.executable, "-c", ROUND_TRIP, str(length)),
        ],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment,
        cwd=ROOT,
        check=False,
    )

    assert run.stdout.splitlines()[-2:] == ["True True", "None"], run.stderr

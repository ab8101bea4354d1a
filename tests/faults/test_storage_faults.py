"""The window and its files where nothing can be written, on real disks and in real processes."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.exchanges.log import ExchangeLog
from scim_explorer.exchanges.log_reader import LogReader, Selection
from scim_explorer.folders import user_folders
from scim_explorer.profiles.drafts import SavedDraft, read_draft
from scim_explorer.profiles.drafts import file_content as draft_content
from scim_explorer.profiles.profile import Auth, AuthKind
from scim_explorer.profiles.store import ProfileStore
from scim_explorer.ui.window_state import OpenTab, ViewSettings, WindowState, load_state, save_state
from tests.exchanges.samples import sample
from tests.faults import window_child
from tests.profiles.samples import profile
from tests.profiles.test_drafts import draft
from tests.ui.fake_directory import list_body, user
from tests.ui.recording_server import RecordingServer, recording_server

ROOT = Path(window_child.__file__).parents[2]
ENDS_WITHIN_S = 60.0
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")


class Ended(NamedTuple):
    """A window that was closed: exit code, errors, and what it saw."""

    code: int
    errors: str
    seen: dict[str, object]

    def banner(self, key: str) -> str:
        banners = self.seen["banners"]
        assert isinstance(banners, dict)
        return str(banners[key])


@pytest.fixture
def server() -> Iterator[RecordingServer]:
    with recording_server() as running:
        running.bodies["/Users"] = list_body([user(n) for n in range(3)], 3)
        large = [user(n, nickName=secrets.token_hex(40_000)) for n in range(2)]
        running.bodies["/Groups"] = list_body(large, 2)
        yield running


def kept(folder: Path, server: RecordingServer) -> dict[str, bytes]:
    """Save two profiles and one request; return the files of the profiles."""
    folders = user_folders(folder)
    store = ProfileStore(folders.profiles)
    store.save(profile("p1", "One", base_url=server.base, auth=Auth(AuthKind.BEARER), position=0))
    store.save(profile("p2", "Two", base_url=server.base, auth=Auth(), position=1))
    with closing(ExchangeLog.open(folders.log)) as log:
        log.append(sample(log.next_number(), queued_at=time.time())).result(30)
    return {path.name: path.read_bytes() for path in folders.profiles.glob("*.json")}


def window(way: str, folder: Path, *before: str) -> Ended:
    """Run the window and close it; ``before`` is a command that starts another one."""
    run = subprocess.run(
        [*before, sys.executable, "-m", "tests.faults.window_child", way, str(folder)],
        capture_output=True,
        text=True,
        timeout=ENDS_WITHIN_S,
        check=False,
        cwd=ROOT,
    )
    assert run.stdout, run.stderr
    return Ended(run.returncode, run.stderr, json.loads(run.stdout))


def numbers_in(path: Path) -> list[int]:
    return [line.number for line in LogReader(path).newest(Selection(100))]


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of one megabyte, where this user may make one."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(command, check=False).returncode:
        pytest.skip("this user may not mount a disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def check_nothing_lost(ended: Ended, folder: Path, before: dict[str, bytes]) -> None:
    folders = user_folders(folder)
    assert (ended.code, "Traceback" in ended.errors) == (0, False), ended.errors
    assert str(ended.seen["problem"]).startswith("Profile not saved")
    assert ended.seen["rows"] == 2
    assert "kept in memory only" in ended.banner("Request log not saved")
    assert {path.name: path.read_bytes() for path in folders.profiles.glob("*.json")} == before
    assert 1 in numbers_in(folders.log)


@pytest.mark.skipif(sys.platform != "linux", reason="tmpfs is of Linux")
def test_fault_96_a_full_disk_stops_neither_requests_nor_the_end(
    tmp_path: Path, server: RecordingServer
) -> None:
    with small_disk(tmp_path / "disk") as folder:
        before = kept(folder, server)

        ended = window("full", folder)

        assert "No space left on device" in str(ended.seen["problem"])
        (folder / "filler").unlink()
        check_nothing_lost(ended, folder, before)


@posix
def test_fault_96_a_disk_that_refuses_each_byte_stops_neither_requests_nor_the_end(
    tmp_path: Path, server: RecordingServer
) -> None:
    before = kept(tmp_path, server)

    check_nothing_lost(window("refused", tmp_path), tmp_path, before)


def without_rights() -> tuple[str, ...]:
    """Return the command that takes root's right to write anywhere from another one."""
    if os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("no setpriv to become an ordinary user")
    return ("setpriv", "--bounding-set=-all", "--inh-caps=-all")


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    paths = [folder, *folder.rglob("*")]
    for path in paths:
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        yield
    finally:
        for path in paths:
            path.chmod(0o700 if path.is_dir() else 0o600)


@posix
def test_fault_97_a_window_over_a_read_only_folder_says_so_and_works(
    tmp_path: Path, server: RecordingServer
) -> None:
    before = kept(tmp_path, server)

    with read_only(tmp_path):
        ended = window("read-only", tmp_path, *without_rights())

    assert ended.banner("read-only-folder").startswith("Read-only: ")
    assert "Permission denied" in ended.banner("read-only-folder")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log.sqlite3", "profiles"]
    check_nothing_lost(ended, tmp_path, before)


def test_fault_92_a_hung_keyring_holds_up_neither_other_endpoints_nor_the_end(
    tmp_path: Path, server: RecordingServer
) -> None:
    kept(tmp_path, server)
    began = time.monotonic()

    ended = window("hung", tmp_path)

    assert (ended.code, ended.errors) == (0, "")
    assert ended.seen["rows"] == 3
    assert time.monotonic() - began < window_child.HANGS_S


WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from scim_explorer.profiles.drafts import DraftStore
from scim_explorer.profiles.store import ProfileStore
from tests.profiles.samples import profile
from tests.profiles.test_drafts import draft

folder, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
store, drafts = ProfileStore(folder / "profiles"), DraftStore(folder / "drafts")
assert drafts.adopt() == ()
print("up", flush=True)
sys.stdin.readline()
for number in range(count):
    store.save(profile(f"{name}{number % 20}", f"{name} {number}", position=number))
    drafts.save(draft(number % 20, name=name, text=f"{name} {number}"))
    store.save(replace(profile("shared", "Shared"), notes=f"{name} {number}"))
    if number % 10 == 0:
        store.reorder([one.id for one in reversed(store.load())])
        assert store.problems == ()
        assert drafts.adopt() == ()
print("saved", flush=True)
sys.stdin.readline()
"""


def interleave(folder: Path, saves: int) -> None:
    """Let two processes save at once, and look at what is left."""
    children = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), name, str(saves)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for name in ("left", "right")
    ]
    for word in ("up\n", "saved\n"):
        assert [child.stdout.readline() for child in children if child.stdout] == [word, word]
        for child in children:
            assert child.stdin is not None
            child.stdin.write("go on\n")
            child.stdin.flush()
    ends = [child.communicate(timeout=60) for child in children]
    last = range(saves - 20, saves)
    sides = ("left", "right")

    assert [child.returncode for child in children] == [0, 0], ends
    store = ProfileStore(folder / "profiles")
    names = {one.id: one.name for one in store.load()}
    assert store.problems == ()
    assert names.pop("shared") == "Shared"
    assert names == {f"{side}{n % 20}": f"{side} {n}" for side in sides for n in last}
    kept_drafts = window_drafts(folder / "drafts")
    assert {one.text for one in kept_drafts} == {f"{side} {n}" for side in sides for n in last}
    assert len(kept_drafts) == 40


def window_drafts(folder: Path) -> list[SavedDraft]:
    """Return the drafts of windows that ended without a word."""
    found = [read_draft(path.read_bytes()) for path in folder.rglob("*.json")]
    return [one for one in found if one is not None]


def test_fault_101_two_windows_that_save_at_once_lose_no_profile_and_no_draft(
    tmp_path: Path,
) -> None:
    interleave(tmp_path, 20)


@pytest.mark.long
@pytest.mark.timeout(600)
def test_fault_101_two_hundred_interleaved_saves_lose_no_profile_and_no_draft(
    tmp_path: Path,
) -> None:
    interleave(tmp_path, 200)


@pytest.mark.hypothesis
@given(st.integers(0, 2000), st.integers(0, 255), st.sampled_from([None, 2000]))
def test_fault_98_a_flipped_byte_gives_a_draft_or_a_value_error(
    place: int, value: int, cut: int | None
) -> None:
    content = bytearray(draft_content(draft()))
    content[place % len(content)] = value
    del content[place % len(content) if cut is None else cut :]

    try:
        found = read_draft(bytes(content))
    except ValueError:
        return
    assert found is None or isinstance(found, SavedDraft)


STATE = WindowState(
    geometry="00ff",
    tabs=(OpenTab("compose", "p1", draft={"path": "/Users", "body": "\ud800"}),),
    views={"p1/User": ViewSettings(columns=("userName",), widths={"userName": 90})},
)


@pytest.mark.hypothesis
@given(st.integers(0, 2000), st.integers(0, 255), st.sampled_from([None, 2000]))
def test_fault_98_a_flipped_byte_in_the_state_gives_a_state(
    tmp_path_factory: pytest.TempPathFactory, place: int, value: int, cut: int | None
) -> None:
    path = tmp_path_factory.getbasetemp() / "flipped-window.json"
    if not path.exists():
        save_state(path, STATE)
        path.rename(path.with_suffix(".whole"))
    content = bytearray(path.with_suffix(".whole").read_bytes())
    content[place % len(content)] = value
    del content[place % len(content) if cut is None else cut :]
    path.write_bytes(content)

    assert isinstance(load_state(path), WindowState)

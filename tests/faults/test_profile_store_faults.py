"""Faults 95 and 96 by any road: a profile store whose disk fails at any call."""

from __future__ import annotations

import errno
import io
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from typing_extensions import override

from scim_explorer.problems import InputError
from scim_explorer.profiles.profile import Profile
from scim_explorer.profiles.store import ProfileStore
from tests.profiles.samples import profile

CALLS = ("open", "fsync", "replace", "unlink")
IDS = st.sampled_from(["ada", "bob", "cyd", "dan"])
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class Killed(BaseException):
    """The process ends here: nothing after the call takes place."""


FAULTS = st.none() | st.tuples(st.integers(0, 12), st.sampled_from([FULL, Killed()]))
"""Which call to the system fails, counted from 0, and how; None for none."""


class Disk:
    """Fails at one of the calls to the system."""

    def __init__(self, fault: tuple[int, BaseException] | None) -> None:
        self._left = -1 if fault is None else fault[0]
        self._error = None if fault is None else fault[1]
        self.failed = False

    def guarded(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            self.fail_if_due()
            return call(*arguments, **named)

        return run

    def fail_if_due(self) -> None:
        """Raise when this call is the one that fails, or comes after the end of the process."""
        if self._error is None:
            return
        if self._left == 0 or (self.failed and isinstance(self._error, Killed)):
            self.failed = True
            self._left = -1
            raise self._error
        self._left -= 1

    def file(self, descriptor: int, mode: str) -> HalfWriter:
        return HalfWriter(descriptor, self.fail_if_due)

    @contextmanager
    def failing(self) -> Iterator[None]:
        """Let the system's calls fail for the block."""
        with pytest.MonkeyPatch.context() as patch:
            for name in CALLS:
                patch.setattr(os, name, self.guarded(getattr(os, name)))
            patch.setattr(os, "fdopen", self.file)
            yield


class HalfWriter(io.FileIO):
    """Writes one half, and then the other unless the disk fails between them."""

    def __init__(self, descriptor: int, fail_if_due: Callable[[], None]) -> None:
        super().__init__(descriptor, "wb")
        self._fail_if_due = fail_if_due

    @override
    def write(self, data: Any) -> int:
        middle = len(data) // 2
        written = super().write(data[:middle])
        self._fail_if_due()
        return written + super().write(data[middle:])


class StoreMachine(RuleBasedStateMachine):
    """Two windows over one folder; what a file held before or should hold now is all it may hold.

    Attributes:
        kept: What the folder holds, by id.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="profiles"))
        self.kept: dict[str, Profile] = {}
        self.windows = [ProfileStore(self.folder), ProfileStore(self.folder)]

    @initialize(name=NAMES)
    def begin(self, name: str) -> None:
        self.save(0, "ada", name, None)

    @rule(window=st.integers(0, 1), profile_id=IDS, name=NAMES, fault=FAULTS)
    def save(
        self, window: int, profile_id: str, name: str, fault: tuple[int, BaseException] | None
    ) -> None:
        wanted = profile(profile_id, name, position=len(name))

        self._act(fault, lambda: self.windows[window].save(wanted), {profile_id: wanted})

    @rule(window=st.integers(0, 1), profile_id=IDS, fault=FAULTS)
    def delete(self, window: int, profile_id: str, fault: tuple[int, BaseException] | None) -> None:
        self._act(fault, lambda: self.windows[window].delete(profile_id), {profile_id: None})

    @rule(window=st.integers(0, 1), profile_id=IDS, name=NAMES, fault=FAULTS)
    def rename(
        self, window: int, profile_id: str, name: str, fault: tuple[int, BaseException] | None
    ) -> None:
        before = self.kept.get(profile_id)
        wanted = {} if before is None else {profile_id: replace(before, name=name.strip())}

        self._act(fault, lambda: self.windows[window].rename(profile_id, name), wanted)

    @rule(window=st.integers(0, 1), ids=st.permutations(["ada", "bob", "cyd"]), fault=FAULTS)
    def reorder(self, window: int, ids: list[str], fault: tuple[int, BaseException] | None) -> None:
        place = {one: number for number, one in enumerate(ids)}
        order = sorted(self._shown(), key=lambda one: place.get(one.id, len(place)))
        wanted = {one.id: replace(one, position=number) for number, one in enumerate(order)}

        self._act(fault, lambda: self.windows[window].reorder(ids), wanted)

    @rule(profile_id=IDS, length=st.integers(0, 40))
    def damage(self, profile_id: str, length: int) -> None:
        """Cut a file short, as another program might: it is moved aside, the one before is back."""
        path = self.folder / f"{profile_id}.json"
        if not path.exists():
            return
        path.write_bytes(path.read_bytes()[:length])
        store = self.windows[0]

        store.load()
        assert [problem.title for problem in store.problems] == ["Profile not read"]
        del self.kept[profile_id]
        if profile_id in store.restorable:
            self.kept[profile_id] = store.restore(profile_id)

    @invariant()
    def the_folder_holds_what_was_kept(self) -> None:
        for window in self.windows:
            found = {one.id: one for one in window.load()}
            assert window.problems == ()
            assert found == self.kept

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def _shown(self) -> tuple[Profile, ...]:
        return self.windows[0].load()

    def _act(
        self,
        fault: tuple[int, BaseException] | None,
        action: Callable[[], object],
        wanted: Mapping[str, Profile | None],
    ) -> None:
        """Act; each profile is as before or as wanted afterwards, and as wanted without a fault."""
        disk, refused = Disk(fault), False
        with suppress(Killed), disk.failing():
            try:
                action()
            except InputError:
                refused = True
        found = {one.id: one for one in ProfileStore(self.folder).load()}
        for profile_id, now in wanted.items():
            may_be = [now] if not (disk.failed or refused) else [self.kept.get(profile_id), now]
            assert found.get(profile_id) in may_be
            if (left := found.get(profile_id)) is None:
                self.kept.pop(profile_id, None)
            else:
                self.kept[profile_id] = left


@pytest.mark.hypothesis
def test_fault_95_a_store_whose_disk_fails_at_any_call_holds_the_old_or_the_new() -> None:
    run_state_machine_as_test(StoreMachine, settings=settings(stateful_step_count=12))

"""Lines 1, 2 and 26: from the start of the process to the window, and its memory at rest."""

from __future__ import annotations

from statistics import median

from benchmarks.bench import Bench
from benchmarks.measure import Process, Result, child, in_turns
from scim_explorer.folders import user_folders
from scim_explorer.profiles.profile import Profile
from scim_explorer.profiles.store import ProfileStore

USERS = 20_000


def usable_window(bench: Bench) -> Result:
    folder = str(bench.new_folder())
    ours, floor = in_turns(
        bench.rounds,
        lambda: child("app_window", "usable", "--config-dir", folder),
        lambda: child("bare_window"),
    )
    painted = median(run.said()["painted_s"] - run.began_s for run in ours) * 1000
    return Result(_moments_ms(ours), _moments_ms(floor), "ms", f"painted after {painted:.0f} ms")


def first_rows(bench: Bench) -> Result:
    folder = bench.new_folder()
    profile = Profile("bench", "Bench", bench.server(USERS))
    ProfileStore(user_folders(folder).profiles).save(profile)
    ours, floor = in_turns(
        bench.rounds,
        lambda: child("app_window", "rows", "--config-dir", str(folder), "--profile", profile.name),
        lambda: child("bare_window"),
    )
    return Result(_moments_ms(ours), _moments_ms(floor), "ms")


def idle_memory(bench: Bench) -> Result:
    folder = str(bench.new_folder())
    ours, floor = in_turns(
        bench.rounds,
        lambda: child("app_window", "idle", "--config-dir", folder),
        lambda: child("bare_window", "idle"),
    )
    return Result(
        [run.said()["memory_mb"] for run in ours], [run.said()["memory_mb"] for run in floor], "MB"
    )


def _moments_ms(runs: list[Process]) -> list[float]:
    return [(run.said()["at_s"] - run.began_s) * 1000 for run in runs]

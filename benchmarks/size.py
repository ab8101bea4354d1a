"""Line 27: bytes on disk after ``pip install scim-explorer``."""

from __future__ import annotations

import tomllib
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement

from benchmarks.bench import Bench
from benchmarks.measure import PROJECT, Result

FLOOR = ("PySide6-Essentials", "shiboken6")
OWN_FOLDERS = ("scim_explorer", "resources")


def installed_size(_bench: Bench) -> Result:
    needed = closure(own_requirements())
    total = sum(map(distribution_bytes, needed)) + own_bytes()
    floor = sum(map(distribution_bytes, FLOOR))
    note = f"{len(needed)} packages, with their compiled modules"
    return Result([total / 1e6], [floor / 1e6], "MB", note)


def own_requirements() -> list[str]:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    return list(project["dependencies"])


def closure(requirements: list[str]) -> list[str]:
    """Return the distributions that pip installs for ``requirements`` here, each once."""
    found: dict[str, str] = {}
    open_ends = [Requirement(text) for text in requirements]
    while open_ends:
        one = open_ends.pop()
        if one.marker is not None and not one.marker.evaluate({"extra": ""}):
            continue
        package = distribution(one.name)
        # Some are asked for with an underscore and with a dash.
        key = package.metadata["Name"].lower().replace("_", "-").replace(".", "-")
        if key not in found:
            found[key] = one.name
            open_ends += [Requirement(text) for text in package.requires or []]
    return list(found.values())


def distribution_bytes(name: str) -> int:
    """Return the size of the files that the distribution's RECORD names."""
    paths = [Path(str(file.locate())) for file in distribution(name).files or []]
    return sum(path.stat().st_size for path in paths if path.is_file())


def own_bytes() -> int:
    folders = [PROJECT / name for name in OWN_FOLDERS]
    return sum(p.stat().st_size for folder in folders for p in folder.rglob("*") if p.is_file())

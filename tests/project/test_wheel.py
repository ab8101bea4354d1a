"""The wheel: what a user installs holds what the program reads."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_that_each_data_file_is_in_the_wheel(names: set[str]) -> None:
    files = [path for path in (ROOT / "resources").rglob("*") if path.is_file()]

    wanted = {f"scim_explorer/{path.relative_to(ROOT).as_posix()}" for path in files}
    assert wanted
    assert wanted <= names


def test_that_each_module_is_in_the_wheel_and_no_test(names: set[str]) -> None:
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "scim_explorer").rglob("*.py")}

    assert modules <= names
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/", "tools/"))]


def test_that_the_licence_and_the_command_are_in_the_wheel(names: set[str]) -> None:
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("entry_points.txt") for name in names)

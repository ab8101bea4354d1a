"""The README: its commands can be pasted, and what it names exists."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from scim_explorer.cli import build_parser
from scim_explorer.runtime import LIBRARY_PACKAGES

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
CI = (ROOT / ".ci" / "run").read_text("utf-8")
EXAMPLES = re.findall(r"^(?:[A-Z_]+=\S+ )?scim-explorer .+$", README, re.MULTILINE)


def command(name: str) -> str:
    found = re.search(rf"<!-- command: {name} -->\n```sh\n(.+)\n```\n", README)
    assert found, f"no single line below the marker {name}"
    return found[1]


@pytest.mark.parametrize("name", ["demo", "test"])
def test_that_the_two_commands_are_single_lines_and_ci_runs_them(name: str) -> None:
    assert command(name).startswith("python3 -m venv .venv && ")
    assert f"readme_command {name}" in CI


@pytest.mark.skipif(sys.platform == "win32", reason="needs bash and awk")
@pytest.mark.parametrize("name", ["demo", "test"])
def test_that_ci_cuts_the_same_line_out_of_the_readme(name: str) -> None:
    function = re.search(r"^readme_command\(\) \{.*?^\}", CI, re.MULTILINE | re.DOTALL)
    assert function

    script = f"{function[0]}\nreadme_command {name}"
    cut = subprocess.run(
        ["bash", "-c", script], cwd=ROOT, check=True, capture_output=True, text=True
    )

    assert cut.stdout.rstrip("\n") == command(name)


@pytest.mark.parametrize("line", EXAMPLES)
def test_that_the_parser_takes_each_example(line: str) -> None:
    words = shlex.split(line.partition(" > ")[0])
    arguments = words[words.index("scim-explorer") + 1 :]

    assert build_parser().parse_args(arguments).command in {"demo", "list", "send"}


def test_that_there_are_examples_of_each_command() -> None:
    assert {"demo", "list", "send"} <= {word for line in EXAMPLES for word in line.split()}


@pytest.mark.parametrize(("given", "seen"), [({}, "true"), ({"CI": "1"}, "1")])
def test_that_ci_run_by_hand_is_as_strict_about_real_servers(
    given: dict[str, str], seen: str
) -> None:
    (line,) = re.findall(r"^export CI=.*$", CI.partition("install_packages()")[0], re.MULTILINE)

    run = subprocess.run(
        ["bash", "-c", f"{line}; echo $CI"], capture_output=True, text=True, env=given, check=True
    )

    assert run.stdout == f"{seen}\n"


def test_that_linked_files_exist() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README)

    missing = [link for link in links if not (ROOT / link).exists()]
    assert links
    assert not missing


def test_that_ci_installs_each_library_that_qt_needs_off_screen_or_on_x11() -> None:
    debian = {package for package, _ in LIBRARY_PACKAGES.values() if "wayland" not in package}

    assert not [
        package for package in debian if not re.search(rf"\b{re.escape(package)}(?!\S)", CI)
    ]


def test_that_the_packages_named_for_debian_are_known_ones() -> None:
    named = re.search(r"`apt-get install ([^`]+)`", README)
    assert named

    known = {package for package, _ in LIBRARY_PACKAGES.values()} | {"python3-venv"}
    assert set(named[1].split()) <= known

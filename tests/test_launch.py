"""The window from the command line, with a display and without."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.commands.running import in_a_process

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")


@on_linux
def test_that_the_window_without_a_display_says_what_to_do() -> None:
    run = in_a_process()

    assert run.returncode == 2
    assert run.stdout == ""
    assert run.stderr.count("\n") == 1
    assert "--screenshot" in run.stderr


@on_linux
@pytest.mark.story
def test_that_the_demo_without_a_display_leaves_a_picture_a_table_and_the_reason(
    tmp_path: Path,
) -> None:
    run = in_a_process("--demo", "--config-dir", str(tmp_path / "config"), cwd=tmp_path)

    lines = run.stdout.splitlines()
    assert run.returncode == 0, run.stderr
    assert png_size(tmp_path / "scim-explorer-demo.png") == (1440, 900)
    assert lines[0].split()[0] == "userName"
    assert "bjorn.akesson@example.com" in lines[1]
    assert "no display" in run.stderr.splitlines()[-1]
    assert "scim-explorer-demo.png" in run.stderr.splitlines()[-1]


@on_linux
@pytest.mark.story
def test_that_the_demo_prints_its_people_where_no_picture_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "scim-explorer-demo.png").mkdir()

    run = in_a_process("--demo", "--config-dir", str(tmp_path / "config"), cwd=tmp_path)

    assert run.returncode == 0, run.stderr
    assert "bjorn.akesson@example.com" in run.stdout.splitlines()[1]
    assert run.stderr.splitlines()[-1] == (
        "There is no display that can be reached, and scim-explorer-demo.png could not be written."
    )
    assert "failure" not in run.stderr


@on_linux
@pytest.mark.story
def test_that_a_picture_asked_for_that_turns_out_unwritable_is_said_and_exit_2(
    tmp_path: Path,
) -> None:
    (tmp_path / "shot.png").symlink_to(tmp_path / "missing" / "shot.png")

    run = in_a_process("--screenshot", "shot.png", "--config-dir", str(tmp_path), cwd=tmp_path)

    assert run.returncode == 2
    assert run.stderr.splitlines()[-1] == "scim-explorer: shot.png could not be written."


@on_linux
@pytest.mark.story
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_that_a_screenshot_has_the_size_asked_for(tmp_path: Path, theme: str) -> None:
    words = ("--theme", theme, "--size", "1100x700", "--config-dir", str(tmp_path / "config"))

    run = in_a_process("--demo", "--screenshot", "shot.png", *words, cwd=tmp_path)

    assert run.returncode == 0, run.stderr
    assert run.stdout == ""
    assert png_size(tmp_path / "shot.png") == (1100, 700)


@on_linux
@pytest.mark.story
def test_that_a_failure_is_rendered_too_and_exit_3(tmp_path: Path) -> None:
    words = ("--profile", "no such profile", "--config-dir", str(tmp_path / "config"))

    run = in_a_process("--screenshot", "failed.png", *words, cwd=tmp_path)

    assert run.returncode == 3, run.stderr
    assert png_size(tmp_path / "failed.png") > (600, 400)
    assert run.stderr == "scim-explorer: The window shows a failure; see failed.png.\n"


@on_linux
@pytest.mark.parametrize("file", ["no-such-folder/shot.png", "."])
def test_that_a_picture_that_cannot_be_written_is_said_before_anything_is_opened(
    tmp_path: Path, file: str
) -> None:
    words = ("--screenshot", file, "--config-dir", str(tmp_path / "config"))

    run = in_a_process(*words, cwd=tmp_path)

    assert run.returncode == 2
    assert run.stderr.startswith("scim-explorer: No picture: ")
    assert run.stderr.count("\n") == 1


def png_size(path: Path) -> tuple[int, int]:
    """Read width and height from the header of a PNG (its first chunk)."""
    head = path.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    return int.from_bytes(head[16:20]), int.from_bytes(head[20:24])

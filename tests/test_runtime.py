"""Refusals before Qt is loaded."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from scim_explorer import runtime
from scim_explorer.problems import InputError
from scim_explorer.runtime import (
    LIBRARY_PACKAGES,
    check_pair,
    first_loadable,
    missing_libraries,
    platforms,
)

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")


def loader_without(*missing: str) -> runtime.Load:
    def load(name: str) -> object:
        if name.endswith(("libqxcb.so", "libqoffscreen.so")):
            raise OSError(f"{missing[0]}: cannot open shared object file: No such file")
        if name in missing:
            raise OSError(f"{name}: cannot open shared object file: No such file")
        return object()

    return load


@pytest.mark.parametrize(
    ("python", "pyside"),
    [((3, 11, 7), "6.12.0"), ((3, 11, 0), "6.12.1"), ((3, 10, 2), "6.13.0")],
)
def test_fault_1_a_pair_known_to_abort_is_refused(
    python: tuple[int, int, int], pyside: str
) -> None:
    with pytest.raises(InputError, match=rf"PySide6 {pyside} on Python 3\.1[01] aborts"):
        check_pair(python, pyside)


@pytest.mark.parametrize(
    ("python", "pyside"), [((3, 11, 7), "6.11.3"), ((3, 12, 0), "6.12.0"), ((3, 14, 0), "7.0")]
)
def test_that_a_sound_pair_may_start(python: tuple[int, int, int], pyside: str) -> None:
    check_pair(python, pyside)


def test_that_the_installed_pair_may_start() -> None:
    check_pair()


def test_that_a_missing_pyside_is_a_problem_and_not_an_import_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "path", [])
    for name in [name for name in sys.modules if name.partition(".")[0] == "PySide6"]:
        monkeypatch.delitem(sys.modules, name)

    with pytest.raises(InputError, match="PySide6 is not installed"):
        check_pair()


@on_linux
def test_that_all_missing_libraries_are_named_with_both_packages_at_once() -> None:
    load = loader_without("libxcb-cursor.so.0", "libEGL.so.1")

    with pytest.raises(InputError) as caught:
        first_loadable(["xcb"], load)

    line = caught.value.problem.one_line()
    assert "libEGL.so.1, libxcb-cursor.so.0" in line
    assert "apt-get install libegl1 libxcb-cursor0." in line
    assert "dnf install libglvnd-egl xcb-util-cursor." in line


def test_that_a_library_outside_the_table_is_still_named() -> None:
    problem = missing_libraries("libnew.so.9: cannot open shared object file", lambda _: None)

    assert "libnew.so.9" in problem.detail
    assert "apt-get" not in problem.hint


def test_that_a_plugin_broken_in_another_way_shows_the_loaders_own_words() -> None:
    problem = missing_libraries("/x/libqxcb.so: invalid ELF header", lambda _: None)

    assert problem.detail == "/x/libqxcb.so: invalid ELF header"


@on_linux
def test_that_x11_is_used_where_only_libraries_of_wayland_are_missing() -> None:
    def load(name: str) -> object:
        if name.endswith("libqwayland.so"):
            raise OSError("libwayland-cursor.so.0: cannot open shared object file")
        return object()

    assert first_loadable(["wayland", "xcb"], load) == "xcb"


@on_linux
def test_that_the_plugin_used_by_these_tests_loads() -> None:
    assert first_loadable(["offscreen"]) == "offscreen"


@on_linux
def test_that_the_table_covers_what_the_plugins_ask_of_the_system() -> None:
    platforms = runtime._pyside_folder() / "Qt" / "plugins" / "platforms"
    asked: set[str] = set()
    for plugin in ("libqxcb.so", "libqoffscreen.so", "libqwayland.so"):
        asked |= needed((platforms / plugin).read_bytes())

    own = {name for name in asked if name.startswith("libQt6")}
    c_library = {"libc.so.6", "libm.so.6", "libgcc_s.so.1", "libpthread.so.0", "libdl.so.2"}
    assert own
    assert asked - own - c_library <= set(LIBRARY_PACKAGES)


def needed(binary: bytes) -> set[str]:
    """Return library names that stand in a binary's string table."""
    words = binary.split(b"\0")
    return {
        word.decode()
        for word in words
        if word.startswith(b"lib") and b".so." in word and b"/" not in word
    }


@on_linux
@pytest.mark.parametrize(
    ("env", "found"),
    [
        pytest.param({}, (), id="no display"),
        ({"DISPLAY": ":0"}, ("xcb",)),
        pytest.param({"WAYLAND_DISPLAY": "wayland-9"}, (), id="a Wayland name without its socket"),
        ({"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0"}, ("offscreen",)),
        ({"QT_QPA_PLATFORM": "vnc:size=800x600"}, ("vnc",)),
        ({"QT_QPA_PLATFORM": "wayland;xcb"}, ("wayland", "xcb")),
    ],
)
def test_platforms(env: dict[str, str], found: tuple[str, ...]) -> None:
    assert platforms(env, can_connect=lambda: True) == found


@on_linux
def test_that_a_wayland_socket_is_a_display_and_x11_the_second_choice(tmp_path: Path) -> None:
    (tmp_path / "wayland-0").touch()

    env = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path), "DISPLAY": ":0"}
    assert platforms(env, can_connect=lambda: True) == ("wayland", "xcb")


@on_linux
def test_that_a_dead_x_display_counts_as_none_instead_of_aborting_in_qt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DISPLAY", ":987")

    assert platforms({"DISPLAY": ":987"}) == ()

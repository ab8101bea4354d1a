"""What this computer has to offer before Qt is loaded: a sound pair, its libraries, a display.

Qt ends the process in its own loader when a system library or the display is missing. So each
is tried here first, with ctypes, and named in words.
"""

from __future__ import annotations

import ctypes
import importlib.util
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from scim_explorer.problems import InputError, Problem

LIBRARY_PACKAGES: dict[str, tuple[str, str]] = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl"),
    "libGL.so.1": ("libgl1", "libglvnd-glx"),
    "libX11.so.6": ("libx11-6", "libX11"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libgthread-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libstdc++.so.6": ("libstdc++6", "libstdc++"),
    "libwayland-client.so.0": ("libwayland-client0", "libwayland-client"),
    "libwayland-cursor.so.0": ("libwayland-cursor0", "libwayland-cursor"),
    "libwayland-egl.so.1": ("libwayland-egl1", "libwayland-egl"),
    "libxcb.so.1": ("libxcb1", "libxcb"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb"),
    "libxcb-render.so.0": ("libxcb-render0", "libxcb"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb"),
    "libxcb-shm.so.0": ("libxcb-shm0", "libxcb"),
    "libxcb-sync.so.1": ("libxcb-sync1", "libxcb"),
    "libxcb-util.so.1": ("libxcb-util1", "xcb-util"),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11"),
    "libz.so.1": ("zlib1g", "zlib"),
    "libzstd.so.1": ("libzstd1", "libzstd"),
}
"""System libraries of Qt 6.11 with their Debian and Fedora package (``ldd`` of its plugins)."""

Load = Callable[[str], object]


def no_display() -> InputError:
    """Return what to tell a person who wants the window where none can be shown."""
    return InputError(
        Problem(
            "No window",
            "there is no display that can be reached.",
            "Forward one (ssh -X), render a picture with --demo or --screenshot FILE, "
            "or use the commands list, send and demo.",
        )
    )


def check_pair(python: tuple[int, ...] = sys.version_info[:3], pyside: str = "") -> None:
    """Refuse the pair that loses a reference to None on each void call and aborts in minutes.

    Seen with PySide6 6.12.0 on Python 3.10 and 3.11; the releases before it and newer Pythons are
    sound.

    Args:
        python: Version of the interpreter.
        pyside: Version of PySide6; "" reads the installed one.

    Raises:
        InputError: The pair is known to be bad, or PySide6 is missing.
    """
    version = pyside or _installed_pyside()
    numbers = tuple(int(part) for part in re.findall(r"\d+", version)[:2])
    if python < (3, 12) and numbers >= (6, 12):
        raise InputError(
            Problem(
                "SCIM Explorer does not start",
                f"PySide6 {version} on Python {python[0]}.{python[1]} aborts after some minutes.",
                "Install an older one: python -m pip install 'PySide6-Essentials<6.12'.",
            )
        )


def first_loadable(platforms: Sequence[str], load: Load = ctypes.CDLL) -> str:
    """Return the first platform whose plugin of Qt loads with this system's libraries.

    Only Linux takes libraries from the system; elsewhere the first one is returned.

    Raises:
        InputError: None loads; the problem names the libraries that the first one misses, with
            their Debian and Fedora packages.
    """
    problem: Problem | None = None
    for platform in platforms:
        plugin = _pyside_folder() / "Qt" / "plugins" / "platforms" / f"libq{platform}.so"
        if not plugin.exists():
            return platform
        try:
            load(str(plugin))
        except OSError as error:
            problem = problem or missing_libraries(str(error), load)
        else:
            return platform
    if problem is None:
        raise ValueError("no platform to choose from")
    raise InputError(problem)


def missing_libraries(loader_message: str, load: Load = ctypes.CDLL) -> Problem:
    """Word what the loader could not find: it names one library, so all known ones are tried."""
    missing = [name for name in LIBRARY_PACKAGES if not _loads(name, load)]
    named = loader_message.partition(":")[0].strip()
    if named not in missing and named.startswith("lib") and "/" not in named:
        missing.append(named)
    if not missing:
        return Problem("Qt does not load", loader_message, "Reinstall PySide6-Essentials.")
    packages = [LIBRARY_PACKAGES[name] for name in missing if name in LIBRARY_PACKAGES]
    debian = " ".join(sorted({package for package, _ in packages}))
    fedora = " ".join(sorted({package for _, package in packages}))
    hint = f"Debian, Ubuntu: apt-get install {debian}. Fedora: dnf install {fedora}."
    return Problem(
        "Qt does not load",
        f"missing on this system: {', '.join(missing)}.",
        hint if packages else "Install the package that has this library.",
    )


def platforms(
    env: Mapping[str, str], can_connect: Callable[[], bool] | None = None
) -> tuple[str, ...]:
    """Return the names of Qt's platform plugins that can show a window, in Qt's own order.

    Empty when there is no display that can be reached. ``QT_QPA_PLATFORM`` wins.
    """
    forced = env.get("QT_QPA_PLATFORM", "")
    if forced:
        return tuple(name.partition(":")[0] for name in forced.split(";"))
    if sys.platform == "win32":
        return ("windows",)
    if sys.platform == "darwin":
        return ("cocoa",)
    found = []
    if env.get("WAYLAND_DISPLAY") and _wayland_socket(env).exists():
        found.append("wayland")
    if env.get("DISPLAY") and (can_connect or _x_server_answers)():
        found.append("xcb")
    return tuple(found)


def _wayland_socket(env: Mapping[str, str]) -> Path:
    return Path(env.get("XDG_RUNTIME_DIR", "/nonexistent")) / env["WAYLAND_DISPLAY"]


def _x_server_answers() -> bool:
    """Say whether the X server of ``DISPLAY`` takes a connection; without libxcb assume it does.

    Qt aborts the process when it does not.
    """
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed: int = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return failed == 0


def _loads(name: str, load: Load) -> bool:
    try:
        load(name)
    except OSError:
        return False
    return True


def _pyside_folder() -> Path:
    spec = importlib.util.find_spec("PySide6")
    if spec is None or spec.origin is None:
        raise InputError(
            Problem(
                "SCIM Explorer does not start",
                "PySide6 is not installed in this Python.",
                "Install it: python -m pip install PySide6-Essentials.",
            )
        )
    return Path(spec.origin).parent


def _installed_pyside() -> str:
    """Read the version from PySide6's own file: importing PySide6 here would cost 60 ms."""
    text = (_pyside_folder() / "_config.py").read_text("utf-8")
    found = re.search(r'^version = "([^"]+)"', text, re.MULTILINE)
    return found[1] if found else "0"

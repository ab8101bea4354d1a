"""From the options to an open window: the display, the demo endpoint, the picture without one."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from scim_explorer import runtime
from scim_explorer.demo.child import start_demo
from scim_explorer.problems import InputError, Problem
from scim_explorer.window_options import WindowOptions

OFFSCREEN = "offscreen"
PICTURE_SIZE = (1440, 900)
DEMO_PICTURE = Path("scim-explorer-demo.png")
NOT_WRITTEN = 2
"""Exit code: the picture cannot be written, as said before for a folder that is not there."""

PrintUsers = Callable[[str, Path | None], None]


def launch(options: WindowOptions, *, demo: bool, print_users: PrintUsers) -> int:
    """Open the window until it is closed and return the exit code.

    Without a display a picture is rendered off-screen: the one asked for, or one of the demo.

    Args:
        options: As given on the command line.
        demo: Show the demo endpoint.
        print_users: Prints the first users of a base URL, for the demo without a display.

    Raises:
        InputError: There is no display and no picture to render, the picture cannot be written,
            or Qt cannot be loaded.
    """
    # Nothing made on the way to the first picture is garbage; ``app`` turns it on again.
    gc.disable()
    runtime.check_pair()
    if options.screenshot is not None:
        _check_picture(options.screenshot)
    displays = runtime.platforms(os.environ)
    if displays or options.screenshot is not None:
        code = _with_demo(options, displays) if demo else _open(options, displays)
        if code == NOT_WRITTEN:
            _say(f"scim-explorer: {options.screenshot} could not be written.")
        return code
    if not demo:
        raise runtime.no_display()
    picture = replace(options, screenshot=DEMO_PICTURE, size=options.size or PICTURE_SIZE)
    return _with_demo(picture, displays, print_users)


def _with_demo(
    options: WindowOptions, displays: Sequence[str], print_users: PrintUsers | None = None
) -> int:
    """Open the window on a demo endpoint, which comes up while Qt is loaded.

    Args:
        options: For the window.
        displays: As for ``_open``.
        print_users: The picture was nobody's wish: print the users too, and say why.
    """
    demo = start_demo()
    try:
        code = _open(replace(options, demo=demo), displays)
        if print_users is None:
            return code
        print_users(demo.ready.result(), options.config_dir)
        outcome = (
            f"and {DEMO_PICTURE} could not be written."
            if code == NOT_WRITTEN
            else f"so the window was rendered to {DEMO_PICTURE}."
        )
        _say(f"There is no display that can be reached, {outcome}")
        return 0 if code == NOT_WRITTEN else code
    finally:
        demo.stop()


def _check_picture(picture: Path) -> None:
    if picture.is_dir() or not picture.absolute().parent.is_dir():
        reason = "it is a folder" if picture.is_dir() else "its folder does not exist"
        raise InputError(
            Problem("No picture", f"{picture} cannot be written: {reason}.", "Name another file.")
        )


def _open(options: WindowOptions, displays: Sequence[str]) -> int:
    """Open the window on the first of Qt's platforms that loads; off-screen without any.

    Returns:
        The exit code, ``NOT_WRITTEN`` when there is no new picture.
    """
    platform = runtime.first_loadable(displays or (OFFSCREEN,))
    if platform not in displays[:1]:
        os.environ["QT_QPA_PLATFORM"] = platform
    from scim_explorer.app import run_window

    picture = options.screenshot
    if picture is None:
        return run_window(options)
    before = _written_at(picture)
    code = run_window(options)
    if not code:
        return code
    if _written_at(picture) == before:
        return NOT_WRITTEN
    _say(f"scim-explorer: The window shows a failure; see {picture}.")
    return code


def _written_at(picture: Path) -> int:
    """Return when the file was written last, in nanoseconds; 0 when there is none."""
    try:
        return picture.stat().st_mtime_ns
    except OSError:
        return 0


def _say(line: str) -> None:
    print(line, file=sys.stderr)  # noqa: T201

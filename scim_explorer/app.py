"""Wiring only: builds the objects, connects them, runs the loop, shuts down in stages."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import os
import signal
import sys
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from typing import Any

from PySide6.QtCore import QLoggingCategory, QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from scim_explorer.folders import user_folders
from scim_explorer.ui.fonts import load_fonts
from scim_explorer.ui.main_window import MainWindow
from scim_explorer.ui.theme import ThemeChoice, theme
from scim_explorer.ui.window_state import load_state
from scim_explorer.window_options import WindowOptions

_log = logging.getLogger(__name__)
_SIGNAL_POLL_MS = 200
_SHUTDOWN_S = 2.0
_FREEZE_AFTER_MS = 2000
_PICTURE_S = 1.0


def run_window(options: WindowOptions) -> int:
    """Show the window until it is closed; return the exit code.

    0 when it was closed or the picture was written; 3 when ``options.screenshot`` shows a failure.
    """
    app = QApplication(sys.argv[:1])
    app.setApplicationName("SCIM Explorer")
    app.setDesktopFileName("scim-explorer")
    app.setStyle("Fusion")
    # A missing font of one script is drawn as boxes; the terminal need not repeat it for each.
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    # With it on, the loop ends inside the close event and the clean-up below is skipped.
    app.setQuitOnLastWindowClosed(False)
    load_fonts(app)
    with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        return runner.run(_run(options))


async def _run(options: WindowOptions) -> int:
    folders = user_folders(options.config_dir)
    state = load_state(folders.window_state)
    theme().set_scale(state.text_percent / 100)
    theme().apply(ThemeChoice(options.theme or state.theme))
    done: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def finish(code: int) -> None:
        if not done.done():
            done.set_result(code)

    window = MainWindow(state, options.size)
    window.finished.connect(finish)
    window.show()
    with _closed_generators(), _quit_on_signals(window.quit_now):
        await _first_picture(window)
        # Late: all that the first picture does not need, the network and the editors above all.
        from scim_explorer.ui.crash_reports import CrashReports
        from scim_explorer.ui.start import Start

        start = Start(window, options, folders, state)
        reports = CrashReports(lambda: [one.redaction_rules for one in start.bench.pool], window)
        reports.crashed.connect(start.bench.fail)
        with reports.installed():
            start.begin()
            # What was made until now lives as long as the program: later collections skip it.
            QTimer.singleShot(_FREEZE_AFTER_MS, _freeze)
            code = await done
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_SHUTDOWN_S):
                    await start.shutdown.close()
        window.hide()
        start.shutdown.close_stores()
    return code


async def _first_picture(window: MainWindow) -> None:
    """Wait until the window was painted; one that starts hidden or minimised never is."""
    painted = asyncio.Event()
    window.painted.connect(painted.set)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_PICTURE_S):
            await painted.wait()


def _freeze() -> None:
    gc.collect()
    gc.freeze()
    gc.enable()


@contextlib.contextmanager
def _closed_generators() -> Iterator[None]:
    """Close async generators that were left open; qasync 0.28 installs no such hook.

    Without it a stream that is left early (as a size cap does) keeps its connection, and the pool
    is empty after a few requests. Can go when ``sys.get_asyncgen_hooks().finalizer`` is set in a
    coroutine that runs under a newer qasync.
    """
    loop = asyncio.get_running_loop()
    pending: set[asyncio.Task[None]] = set()

    def start(closing: Coroutine[Any, Any, None]) -> None:
        task = loop.create_task(closing)
        pending.add(task)
        task.add_done_callback(pending.discard)

    def close(generator: AsyncGenerator[Any, Any]) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(start, generator.aclose())

    before = sys.get_asyncgen_hooks()
    sys.set_asyncgen_hooks(finalizer=close)
    try:
        yield
    finally:
        sys.set_asyncgen_hooks(*before)


@contextlib.contextmanager
def _quit_on_signals(quit_now: Callable[[], None]) -> Iterator[None]:
    """Let SIGINT and SIGTERM close the window in the ordinary way, without a question."""
    names = [signal.SIGINT, signal.SIGTERM]
    before = {name: signal.signal(name, lambda *_: quit_now()) for name in names}
    # Python runs its handlers between byte codes, and Qt may wait for long without one: a byte on
    # this pipe wakes it. Windows has no such notifier for pipes, hence the timer there.
    if os.name == "posix":
        read_end, write_end = os.pipe()
        os.set_blocking(read_end, False)
        os.set_blocking(write_end, False)
        notifier = QSocketNotifier(read_end, QSocketNotifier.Type.Read)
        notifier.activated.connect(lambda *_: os.read(read_end, 64))
        old_fd = signal.set_wakeup_fd(write_end, warn_on_full_buffer=False)
    else:
        waker = QTimer()
        waker.timeout.connect(lambda: None)
        waker.start(_SIGNAL_POLL_MS)
    try:
        yield
    finally:
        if os.name == "posix":
            signal.set_wakeup_fd(old_fd)
            notifier.setEnabled(False)
            os.close(read_end)
            os.close(write_end)
        for name, handler in before.items():
            signal.signal(name, handler)

"""The one crash handler: a bug in a slot, a task or a thread is told, and the window goes on.

Its report is a traceback with secrets cut out. The text of a foreign error may hold a header or a
body, so the window shows the kind and the place only.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from scim_explorer.exchanges.redact import RedactionRules, redact_text
from scim_explorer.problems import Problem

Rules = Callable[[], Iterable[RedactionRules]]


class CrashReports(QObject):
    """Takes what nobody caught, writes it to the error stream and tells the window.

    One place that fails again and again is told once.

    Signals:
        crashed: A ``Problem``.
    """

    crashed = Signal(object)

    def __init__(self, rules: Rules, parent: QObject | None = None) -> None:
        """Handle nothing yet; see ``installed``.

        Args:
            rules: Gives what is secret by now.
            parent: Owner.
        """
        super().__init__(parent)
        self._rules = rules
        self._told: set[tuple[str, str]] = set()

    @contextlib.contextmanager
    def installed(self) -> Iterator[None]:
        """Handle bugs of this process for the block; a loop has to run."""
        loop = asyncio.get_running_loop()
        of_loop = loop.get_exception_handler()
        before = sys.excepthook, threading.excepthook
        sys.excepthook = lambda _kind, error, _trace: self.report(error)
        threading.excepthook = lambda args: self.report(args.exc_value)
        loop.set_exception_handler(lambda _loop, context: self._of_loop(context))
        try:
            yield
        finally:
            sys.excepthook, threading.excepthook = before
            loop.set_exception_handler(of_loop)

    def report(self, error: BaseException | None) -> None:
        """Tell about ``error`` unless its place was told before."""
        if error is None or isinstance(error, SystemExit):
            return
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(type(error), error, error.__traceback__)
            return
        kind, place = type(error).__name__, _place(error.__traceback__)
        if (kind, place) in self._told:
            return
        self._told.add((kind, place))
        self._write("".join(traceback.format_exception(error)))
        self.crashed.emit(_problem(kind, place))

    def _of_loop(self, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, BaseException):
            self.report(error)
            return
        message = str(context.get("message", ""))
        if message not in {told for told, _ in self._told}:
            self._told.add((message, ""))
            self._write(f"{message}\n")
            self.crashed.emit(_problem(_tr("An error without a name"), "asyncio"))

    def _write(self, text: str) -> None:
        for rules in self._rules():
            text = redact_text(text, rules)
        if sys.stderr is not None:
            # A window without a terminal may have a stream that is closed.
            with contextlib.suppress(OSError, ValueError):
                sys.stderr.write(text)


def _place(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    own = [frame for frame in frames if "scim_explorer" in Path(frame.filename).parts] or frames
    if not own:
        return ""
    return f"{Path(own[-1].filename).name}:{own[-1].lineno}"


def _problem(kind: str, place: str) -> Problem:
    return Problem(
        _tr("Something failed inside SCIM Explorer"),
        _tr("{0} in {1}.").format(kind, place or _tr("an unknown place")),
        _tr("What you typed is kept. The full report stands on the error stream."),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("CrashReports", text)

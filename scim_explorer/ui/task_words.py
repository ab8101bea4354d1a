"""What a running task is called in the status bar."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

_WORDS = {
    "search": "Searching",
    "page": "Loading pages",
    "read": "Reading a resource",
    "groups": "Asking for groups",
    "write": "Sending a change",
    "send": "Sending a request",
    "judge": "Trying the filter",
    "local": "Searching the loaded rows",
    "discover": "Reading discovery",
    "doctor": "Looking at the connection",
    "report": "Saving the report",
    "operators": "Trying operators",
    "keep": "Saving the result",
    "kept": "Reading the last result",
    "keyring": "Asking the keyring",
    "save": "Saving the profile",
    "delete": "Deleting the profile",
    "close": "Closing connections",
    "analyse": "Reading the JSON",
    "load": "Reading the log",
    "first": "Reading the log",
    "older": "Reading the log",
    "news": "Reading the log",
    "size": "Measuring the log",
    "clear": "Clearing the log",
}


def task_words(key: str) -> str:
    """Return words for the key of a task; ids and numbers in it are left out."""
    kind = key.replace(":", " ").partition(" ")[0].lower()
    words = _WORDS.get(kind, "Working")
    return QCoreApplication.translate("Tasks", words)

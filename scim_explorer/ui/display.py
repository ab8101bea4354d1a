"""Numbers, times and foreign text as the window shows them.

Counts have separators, sizes and durations a unit, and characters that hide or turn text around
are written out. Nothing here changes what is sent or copied.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import unquote

NO_VALUE = "\u2013"
_STEP = 1024.0
_LARGEST_COUNT = 10**15
_MINUTE_S, _HOUR_S, _DAY_S = 60, 3600, 86400

# Controls, format characters (bidi, zero width, tags), separators, surrogates, blank letters.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNSAFE_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+|\.{2,}")
_DEVICE = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
_LONGEST_NAME = 80


def count_text(count: int) -> str:
    """Return a count with thousands separators: "1,104"; a server's nonsense stays short."""
    return f"{count:,}" if count < _LARGEST_COUNT else f"over {_LARGEST_COUNT:,}"


def size_text(size_bytes: int) -> str:
    """Return a size: "312 B", "1.9 KB", "164 KB", "4.2 MB"."""
    if size_bytes < _STEP:
        return f"{size_bytes} B"
    size, units = size_bytes / _STEP, ["KB", "MB", "GB", "TB"]
    while size >= _STEP - 0.5 and len(units) > 1:
        size /= _STEP
        del units[0]
    unit = units[0]
    return f"{size:.1f} {unit}" if size < 99.95 else f"{size:.0f} {unit}"


def duration_text(took_ms: float | None) -> str:
    """Return how long something took: "143 ms", "2.4 s", "1 min 5 s"; a dash for None."""
    if took_ms is None:
        return NO_VALUE
    if took_ms < 999.5:
        return f"{took_ms:.0f} ms"
    if took_ms < 59_950:
        return f"{took_ms / 1000:.1f} s"
    minutes, seconds = divmod(round(took_ms / 1000), _MINUTE_S)
    return f"{minutes} min {seconds} s"


def clock_text(epoch_s: float, *, milliseconds: bool = True) -> str:
    """Return the local time of day: "14:02:31.204", or "14:02:31"."""
    moment = _local(epoch_s)
    return moment.strftime("%H:%M:%S") + (
        f".{moment.microsecond // 1000:03}" if milliseconds else ""
    )


def date_text(epoch_s: float) -> str:
    """Return local date and time: "2026-11-23 14:02"."""
    return _local(epoch_s).strftime("%Y-%m-%d %H:%M")


def utc_text(epoch_s: float) -> str:
    """Return date and time in UTC for tool tips: "2026-11-23 13:02:31 UTC"."""
    return datetime.fromtimestamp(epoch_s, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def distance_text(epoch_s: float, now_s: float) -> str:
    """Return how long ago a moment was, in one unit: "2 h ago", "in 5 min", "now"."""
    distance_s = now_s - epoch_s
    size = abs(distance_s)
    if size < 1:
        return "now"
    for limit, step, unit in (
        (_MINUTE_S, 1, "s"),
        (_HOUR_S, _MINUTE_S, "min"),
        (_DAY_S, _HOUR_S, "h"),
        (float("inf"), _DAY_S, "d"),
    ):
        if size < limit:
            words = f"{int(size / step)} {unit}"
            return f"{words} ago" if distance_s > 0 else f"in {words}"
    raise ValueError(epoch_s)


def visible(text: str, *, keep: str = "") -> str:
    r"""Return ``text`` with its invisible characters written out, U+202E as ``\\u202E``.

    Control, bidi, zero-width and other format characters, line and paragraph separators and lone
    surrogates. Emoji joined by U+200D fall apart; that is the price of seeing it.

    Args:
        text: Any text.
        keep: Characters to leave alone, such as a newline.
    """
    return _HIDDEN.sub(
        lambda match: escape_of(match[0]) if match[0] not in keep else match[0], text
    )


def menu_text(text: str, most: int = 60) -> str:
    """Return foreign text as part of a menu's line: cut to ``most`` characters as shown.

    An ampersand is doubled, since a single one marks the key of the line.
    """
    shown = visible(text[: most + 1])
    short = shown if len(shown) <= most else shown[:most] + "\u2026"
    return short.replace("&", "&&")


def hidden_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans of the characters that ``visible`` writes out, one by one."""
    return [match.span() for match in _HIDDEN.finditer(text)]


def escape_of(char: str) -> str:
    r"""Return how one invisible character is written: ``\\n``, ``\\u202E``, ``\\u{E0041}``."""
    code = ord(char)
    return _SHORT.get(char) or (f"\\u{code:04X}" if code < 0x10000 else f"\\u{{{code:X}}}")


def url_path_text(url: str) -> str:
    """Return path and query of ``url`` decoded for reading.

    An escape stays when decoding it would make another URL of it (``%2F`` in a path, ``%26`` in
    a query), and when it is not UTF-8.
    """
    after_scheme = url.partition("://")[2] or url
    target = after_scheme[after_scheme.find("/") :] if "/" in after_scheme else ""
    path, mark, query = target.partition("?")
    return visible(_decoded(path, "/?#%") + mark + _decoded(query, "&#%"))


def _decoded(text: str, keep: str) -> str:
    def decode(match: re.Match[str]) -> str:
        try:
            plain = unquote(match[0], errors="strict")
        except UnicodeDecodeError:
            return match[0]
        return "".join(f"%{ord(char):02X}" if char in keep else char for char in plain)

    return re.sub("(?:%[0-9A-Fa-f]{2})+", decode, text)


def _local(epoch_s: float) -> datetime:
    return datetime.fromtimestamp(epoch_s).astimezone()


def file_name(text: str, ending: str) -> str:
    """Return a name for a file from a text of the server, fit for every file system.

    Letters, digits, "-", "_" and single dots inside stay; nothing in it leads to another folder,
    hides the file, or names a device of Windows.
    """
    safe = _UNSAFE_IN_NAMES.sub("_", text)[:_LONGEST_NAME].strip("._-")
    return f"{safe}{ending}" if safe and not _DEVICE.fullmatch(safe) else f"resource{ending}"

"""Marked secrets, and every place of a running program where one could stand."""

from __future__ import annotations

import base64
import html
import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, quote_plus

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QTextEdit,
    QWidget,
)

from scim_explorer.exchanges.bodies import DamagedBodyError, unpack
from scim_explorer.ui.widgets.header_editor import HeaderEditor

KINDS = (
    *("bearer", "basic", "header", "client", "issued", "refresh", "proxy", "set-cookie"),
    *("cookie", "password", "filter", "query", "patch", "never", "form"),
)
SECRETS = {
    kind: f"Canary-{kind}+/~<\u00e9{number * 7919}>"
    if kind in ("password", "patch", "never")
    else f"Canary-{kind}+/~{number * 7919}"
    for number, kind in enumerate(KINDS)
}
TYPED = frozenset({"cookie", "password", "filter", "query", "patch", "never", "form"})
"""What the user types is in the field where it was typed, and nowhere else."""

FIELD = "field "
_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.StatusTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)
_CELLS = 5000


def forms(secret: str) -> dict[str, bytes]:
    """Return the spellings that are looked for, found out by other means than the program's."""
    data = secret.encode()
    octets = [f"{octet:02x}" for octet in data]
    units = memoryview(secret.encode("utf-16-le")).cast("H").tolist()
    found = {
        "raw": data,
        "utf-16": secret.encode("utf-16-le"),
        "utf-16-be": secret.encode("utf-16-be"),
        "url": quote(secret, safe="").encode(),
        "url, path": quote(secret).encode(),
        "url, lower case": re.sub("%..", lambda m: m[0].lower(), quote(secret, safe="")).encode(),
        "url, every byte": "".join(f"%{octet}" for octet in octets).encode(),
        "form": quote_plus(secret).encode(),
        "json": json.dumps(secret)[1:-1].encode(),
        "json, solidus": json.dumps(secret)[1:-1].replace("/", "\\/").encode(),
        "json, all escaped": "".join(f"\\u{unit:04x}" for unit in units).encode(),
        "json, all escaped, upper case": "".join(f"\\u{unit:04X}" for unit in units).encode(),
        "html": html.escape(secret).encode(),
        "html, numbers": "".join(f"&#{ord(letter)};" for letter in secret).encode(),
        "hex": "".join(octets).encode(),
        "hex, upper case": "".join(octets).upper().encode(),
    }
    for place in range(3):
        for alphabet, encode in (("", base64.b64encode), (" for urls", base64.urlsafe_b64encode)):
            # The letters that do not depend on what stands around.
            whole = encode(b"x" * place + data + b"x" * (-(place + len(data)) % 3))
            inside = whole[(0, 2, 3)[place] : len(whole) - (0, 2, 3)[-(place + len(data)) % 3]]
            found[f"base64{alphabet} at {place}"] = inside
    return found


@dataclass
class Places:
    """Where secrets were looked for: a name, and what stood there."""

    found: dict[str, set[bytes]] = field(default_factory=lambda: defaultdict(set))

    def add(self, name: str, content: str | bytes) -> None:
        data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        self.found[name].add(data)

    def content(self, name: str) -> bytes:
        return b"\n".join(self.found[name])

    def hits(self, kinds: Iterable[str] = KINDS) -> list[str]:
        contents = {name: self.content(name) for name in self.found}
        return [
            f"{kind} ({spelling}) in {name}"
            for kind in kinds
            for spelling, form in forms(SECRETS[kind]).items()
            for name, content in contents.items()
            if form in content and not (kind in TYPED and name.startswith(FIELD))
        ]


def look_at_files(places: Places, folder: Path, when: str) -> None:
    """Take every file as it lies there, and the bodies that a database holds packed."""
    for path in folder.rglob("*"):
        if not path.is_file():
            continue
        places.add(f"{path.name} {when}", path.read_bytes())
        if path.suffix == ".sqlite3":
            for text in texts_of_database(path):
                places.add(f"rows of {path.name} {when}", text)


def texts_of_database(path: Path) -> Iterator[bytes]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        tables = database.execute("select name from sqlite_master where type = 'table'").fetchall()
        for (table,) in tables:
            for row in database.execute(f'select * from "{table}"'):  # noqa: S608  # our own names
                for value in row:
                    yield str(value).encode() if not isinstance(value, bytes) else unpacked(value)


def unpacked(stored: bytes) -> bytes:
    try:
        return unpack(stored)
    except DamagedBodyError:
        return stored


def look_at_widgets(places: Places, widgets: Iterable[QWidget] | None = None) -> None:
    for widget in QApplication.allWidgets() if widgets is None else widgets:
        name = f"{type(widget).__name__} {widget.objectName()}"
        for text in texts_of(widget):
            places.add(name, text)
        for text in texts_typed(widget):
            places.add(FIELD + name, text)


def texts_of(widget: QWidget) -> Iterator[str]:
    yield from (widget.toolTip(), widget.windowTitle(), widget.statusTip(), widget.whatsThis())
    yield from (widget.accessibleName(), widget.accessibleDescription())
    for action in widget.actions():
        if isinstance(action, QAction):
            yield from (action.text(), action.toolTip(), action.statusTip())
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        yield widget.placeholderText()
    elif not isinstance(widget, HeaderEditor):  # whose text is that of the field in it
        yield from texts_shown(widget)


def texts_shown(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    elif isinstance(widget, QTabWidget):
        for place in range(widget.count()):
            yield from (widget.tabText(place), widget.tabToolTip(place))
    text = getattr(widget, "text", None)
    if callable(text):
        yield str(text())
    model = getattr(widget, "model", None)
    if callable(model) and isinstance(model(), QAbstractItemModel):
        yield from texts_in(model(), QModelIndex())


def texts_typed(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLineEdit):
        yield widget.displayText()
    elif isinstance(widget, QPlainTextEdit | QTextEdit):
        yield widget.toPlainText()


def columns_of(model: QAbstractItemModel, parent: QModelIndex) -> int:
    """Return the number of columns; Qt keeps that of a list to itself."""
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)


def texts_in(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    columns = columns_of(model, parent)
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
    for row in range(min(model.rowCount(parent), _CELLS)):
        for column in range(columns):
            index = model.index(row, column, parent)
            yield from (str(index.data(role) or "") for role in _ROLES)
            if column == 0:
                yield from texts_in(model, index)

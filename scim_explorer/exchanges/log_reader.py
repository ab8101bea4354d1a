"""Reads the log's database; also one that cannot be written any more."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from typing_extensions import override

from scim_explorer.exchanges.bodies import DamagedBodyError, unpack
from scim_explorer.exchanges.exchange import Exchange
from scim_explorer.exchanges.log_rows import (
    SUMMARY_COLUMNS,
    Summary,
    to_exchange,
    to_summary,
)
from scim_explorer.exchanges.log_search import BODY_FUNCTION, DECODED_FUNCTION, Condition

BUSY_TIMEOUT_S = 5.0
_DAMAGED = "database disk image is malformed"


class Selection(NamedTuple):
    """Which rows are wanted, newest first.

    Attributes:
        before: Only numbers below this.
        endpoint: Only this profile id.
        conditions: All must hold.
    """

    limit: int = 50
    before: int | None = None
    endpoint: str | None = None
    conditions: tuple[Condition, ...] = ()


def _body_contains(stored: bytes, needle: str) -> int:
    try:
        return needle.encode("utf-8", "surrogatepass") in unpack(stored).lower()
    except DamagedBodyError:
        return 0


@contextmanager
def _told_as_damage() -> Iterator[None]:
    """SQLite quotes damaged names in its messages, and Python fails to decode those."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise sqlite3.DatabaseError(_DAMAGED) from error


class _Connection(sqlite3.Connection):
    @override
    def execute(self, *args: Any) -> sqlite3.Cursor:
        try:
            return super().execute(*args)
        except UnicodeDecodeError as error:
            raise sqlite3.DatabaseError(_DAMAGED) from error


def connect(target: str, *, uri: bool = False) -> sqlite3.Connection:
    """Open a database without implicit transactions; odd text does not raise."""
    connection = sqlite3.connect(
        target,
        uri=uri,
        timeout=BUSY_TIMEOUT_S,
        isolation_level=None,
        check_same_thread=False,
        factory=_Connection,
    )
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    return connection


class LogReader:
    """The rows of one database file. Each call has its own connection, so any thread may call.

    All methods raise ``sqlite3.Error``; the log decides what that means.
    """

    def __init__(self, path: Path) -> None:
        self._address = path.absolute().as_uri()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        connection = connect(f"{self._address}?mode=ro", uri=True)
        try:
            with _told_as_damage():
                yield connection
        finally:
            connection.close()

    def highest_number(self) -> int:
        """Return the last number that was handed out, 0 for none."""
        with self._reading() as connection:
            reserved = connection.execute("SELECT max(next_number) FROM counter").fetchone()[0]
            stored = connection.execute("SELECT max(number) FROM exchange").fetchone()[0]
        return max((reserved or 1) - 1, stored or 0)

    def newest(self, selection: Selection) -> list[Summary]:
        """Return lines, newest first, without damaged rows."""
        where = ["cleared_at IS NULL"]
        values: list[Any] = []
        if selection.before is not None:
            where.append("exchange.number < ?")
            values.append(selection.before)
        if selection.endpoint is not None:
            where.append("endpoint = ?")
            values.append(selection.endpoint)
        for condition in selection.conditions:
            where.append(condition.sql)
            values += condition.values
        table = "exchange"
        if any(condition.reads_content for condition in selection.conditions):
            table += " JOIN content ON content.number = exchange.number"
        columns = SUMMARY_COLUMNS.replace("number", "exchange.number", 1)
        statement = (
            f"SELECT {columns} FROM {table} WHERE {' AND '.join(where)}"  # noqa: S608  # values bound
            " ORDER BY exchange.number DESC LIMIT ?"
        )
        with self._reading() as connection:
            if table != "exchange":
                connection.create_function(BODY_FUNCTION, 2, _body_contains, deterministic=True)
                connection.create_function(DECODED_FUNCTION, 1, unquote, deterministic=True)
            rows: Sequence[Any] = connection.execute(
                statement, (*values, selection.limit)
            ).fetchall()
        return [line for row in rows if (line := to_summary(row))]

    def get(self, number: int) -> Exchange | None:
        """Return one exchange, cleared or not."""
        with self._reading() as connection:
            row = connection.execute(
                f"SELECT {SUMMARY_COLUMNS} FROM exchange WHERE number = ?",  # noqa: S608
                (number,),
            ).fetchone()
            content = connection.execute(
                "SELECT head, request_body, response_body FROM content WHERE number = ?", (number,)
            ).fetchone()
        summary = to_summary(row) if row else None
        if summary is None:
            return None
        return to_exchange(summary, *(content or (None, b"", b"")))

    def endpoint_names(self) -> dict[str, str]:
        """Return the last known name of each profile id."""
        with self._reading() as connection:
            return dict(connection.execute("SELECT id, name FROM endpoint"))


class FrozenLog(LogReader):
    """A database in a folder that cannot be written: SQLite may not create its lock files."""

    @contextmanager
    @override
    def _reading(self) -> Iterator[sqlite3.Connection]:
        connection = connect(f"{self._address}?immutable=1", uri=True)
        try:
            with _told_as_damage():
                yield connection
        finally:
            connection.close()

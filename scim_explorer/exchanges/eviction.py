"""Keeps the log within its size and age."""

from __future__ import annotations

from scim_explorer.exchanges.log_store import LogStore

_STEP_ROWS = 200
"""Deleted in one transaction, so that a write that waits to be recorded waits briefly."""

_TARGET = 0.9
_DAY_S = 86400.0


def evict_by_age(store: LogStore, now: float, max_age_days: float) -> None:
    """Delete what is older than the limit, and what was cleared by a program that died."""
    with store.transaction():
        gone = store.purge("queued_at < ?", (now - max_age_days * _DAY_S,))
        gone += store.purge("cleared_at < ?", (now - _DAY_S,))
    if gone:
        store.shrink()


def evict_by_size(store: LogStore, max_bytes: int) -> None:
    """Bring the log under its limit: answers of old reads first, then reads, then writes."""
    if store.used_bytes() <= max_bytes:
        return
    while store.used_bytes() > max_bytes * _TARGET:
        with store.transaction():
            if not _step(store):
                break
    store.shrink()


def _step(store: LogStore) -> int:
    return store.drop_read_bodies(_STEP_ROWS) or _drop(store, "NOT is_write") or _drop(store, "1")


def _drop(store: LogStore, which: str) -> int:
    oldest = f"SELECT number FROM exchange WHERE {which} ORDER BY number LIMIT {_STEP_ROWS}"  # noqa: S608
    return store.purge(f"number IN ({oldest})", ())

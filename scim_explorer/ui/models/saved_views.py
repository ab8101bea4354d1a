"""The list of what was saved by name for one resource type, from one value to the next. Qt-free."""

from __future__ import annotations

from dataclasses import replace

from scim_explorer.ui.window_state import SavedView, ViewSettings

Saved = tuple[SavedView, ...]


def saved_filter(name: str, text: str) -> SavedView:
    """Return a filter to be saved."""
    return SavedView(name, ViewSettings(filter_text=text), is_filter=True)


def saved_view(name: str, view: ViewSettings, text: str) -> SavedView:
    """Return a whole view to be saved, with the filter as typed and without its history."""
    return SavedView(name, replace(view, filter_text=text, history=()))


def named(saved: Saved, name: str) -> SavedView | None:
    """Return the one with this name, in any letter case."""
    wanted = name.strip().casefold()
    return next((one for one in saved if one.name.casefold() == wanted), None)


def with_one(saved: Saved, one: SavedView) -> Saved:
    """Return the list with ``one`` in it, in place of its namesake, in the order of names."""
    rest = without(saved, one.name)
    return tuple(sorted((*rest, one), key=lambda each: (each.name.casefold(), each.name)))


def renamed(saved: Saved, old: str, new: str) -> Saved:
    """Return the list with another name for ``old``; as it is when there is no such one."""
    found = named(saved, old)
    return saved if found is None else with_one(without(saved, old), replace(found, name=new))


def without(saved: Saved, name: str) -> Saved:
    """Return the list without the one of this name."""
    found = named(saved, name)
    return tuple(one for one in saved if one is not found)


def merged(base: Saved, own: Saved, other: Saved) -> Saved:
    """Return the list with what two windows made of it.

    Args:
        base: As both found it.
        own: What this window made of it; where both changed one of them, this counts.
        other: What another window made of it.
    """
    new = [one for one in other if one not in base and named(own, one.name) is None]
    gone = [one for one in base if named(other, one.name) is None and one in own]
    kept = tuple(one for one in own if one not in gone)
    for one in new:
        kept = with_one(kept, one)
    return kept

"""Changes of how a list is shown, each from one value to the next. Qt-free."""

from __future__ import annotations

from dataclasses import replace

from scim_explorer.ui.window_state import ViewSettings

HISTORY_KEPT = 50


def with_filter(view: ViewSettings, text: str) -> ViewSettings:
    """Return ``view`` with ``text`` as its filter and as the newest of its history."""
    if not text:
        return replace(view, filter_text="")
    older = tuple(one for one in view.history if one != text)
    return replace(view, filter_text=text, history=(text, *older)[:HISTORY_KEPT])


def with_next_sort(view: ViewSettings, path: str) -> ViewSettings:
    """Return ``view`` after a click on a heading: ascending, descending, the server's own order."""
    if view.sort_by != path:
        return replace(view, sort_by=path, descending=False)
    if not view.descending:
        return replace(view, descending=True)
    return replace(view, sort_by="", descending=False)

"""How a list is shown: from one value to the next, and to the query behind it. Qt-free."""

from __future__ import annotations

from dataclasses import replace

from scim_explorer.client.pages import Query
from scim_explorer.protocol.filters.templates import Template
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


def with_template(view: ViewSettings, template: Template) -> ViewSettings:
    """Return ``view`` asking as a provisioning client does; the filter is left to be typed."""
    return replace(
        view,
        sort_by="",
        descending=False,
        page_size=template.count,
        attributes=template.attributes,
        excluded=template.excluded,
        method="GET",
        plus=template.plus,
    )


def query_of(view: ViewSettings, endpoint: str, page_size: int) -> Query:
    """Return what to ask for; ``page_size`` is used where the view has none of its own."""
    return Query(
        endpoint,
        filter=view.filter_text,
        sort_by=view.sort_by,
        descending=view.descending,
        attributes=view.attributes,
        excluded=view.excluded,
        count=view.page_size or page_size,
        method=view.method,
        plus=view.plus,
    )

"""What the command palette offers here: actions, endpoints, types, tabs, requests, ids."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from scim_explorer.ui.actions import spec_of
from scim_explorer.ui.dialogs.palette import Palette
from scim_explorer.ui.dialogs.palette_items import PaletteItem, action_items, looks_like_id
from scim_explorer.ui.menus import words
from scim_explorer.ui.models.endpoint_tree import plural
from scim_explorer.ui.saved_desk import Key
from scim_explorer.ui.workbench import Workbench

_MOST_DIGITS = 15
"""More than any request has; the log's database would refuse the number."""


def open_palette(bench: Workbench) -> Palette:
    """Open the palette over the window."""
    palette = Palette(bench.window)
    palette.set_recent(bench.state.recent)
    palette.show_items(partial(items_for, bench))
    palette.finished.connect(
        lambda _code: bench.remember(replace(bench.state, recent=palette.recent))
    )
    palette.open()
    return palette


def items_for(bench: Workbench, text: str) -> list[PaletteItem]:
    """Return everything there is to offer for ``text``."""
    items = _requests(bench, text) + _lookups(bench, text) + _tabs(bench) + _endpoints(bench)
    items += _saved(bench)
    actions = [a for name, a in bench.window.qt_actions.items() if name != "palette"]
    return items + action_items(actions, _tr("action"), lambda name: words(spec_of(name).why))


def _endpoints(bench: Workbench) -> list[PaletteItem]:
    items: list[PaletteItem] = []
    for profile in bench.desk.profiles:
        environment = profile.environment.value.upper()
        items.append(
            PaletteItem(
                kind=_tr("endpoint"),
                title=profile.name,
                detail=environment,
                run=partial(bench.open_endpoint, profile.id),
            )
        )
        session = bench.pool.find(profile.id)
        items += [
            PaletteItem(
                kind=_tr("type"),
                title=plural(kind),
                detail=f"{profile.name} {environment}",
                run=partial(bench.open_endpoint, profile.id, kind.name),
            )
            for kind in (session.schema_set.resource_types if session else ())
        ]
    return items


def _saved(bench: Workbench) -> list[PaletteItem]:
    return [
        PaletteItem(
            kind=_tr("saved"),
            title=one.name,
            detail=f"{type_name}, {profile.name} {profile.environment.value.upper()}",
            run=partial(bench.saved.open, Key(profile.id, type_name), one.name),
            remember=False,
        )
        for profile in bench.desk.profiles
        for type_name, one in bench.state.saved_under(profile.id)
    ]


def _tabs(bench: Workbench) -> list[PaletteItem]:
    tabs = bench.window.tabs
    return [
        PaletteItem(
            kind=_tr("tab"),
            title=tabs.tabText(tabs.indexOf(tab)).replace("&&", "&"),
            run=partial(tabs.setCurrentWidget, tab),
        )
        for tab in tabs.tabs()
        if isinstance(tab, QWidget)
    ]


def _requests(bench: Workbench, text: str) -> list[PaletteItem]:
    number = text.strip().removeprefix("#")
    is_number = number.isascii() and number.isdigit() and len(number) <= _MOST_DIGITS
    if not (text.strip().startswith("#") and is_number):
        return []
    return [
        PaletteItem(
            kind=_tr("request"),
            title=f"#{number}",
            detail=_tr("Show in the request log"),
            run=partial(bench.requests.show, int(number)),
            pinned=True,
            remember=False,
        )
    ]


def _lookups(bench: Workbench, text: str) -> list[PaletteItem]:
    session = bench.current_session()
    if session is None or not looks_like_id(text):
        return []
    return [
        PaletteItem(
            kind=_tr("look up"),
            title=_tr("Look up this id in {0}").format(plural(kind)),
            detail=text.strip(),
            run=partial(bench.open_resource, session.profile.id, kind.endpoint, text.strip()),
            pinned=True,
            remember=False,
        )
        for kind in session.schema_set.resource_types
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Palette", text)

"""What the window remembers between starts: a value, and the file it is kept in.

A corrupt or foreign file gives the defaults and a line in the program's log, never a dialog. No
value of a resource is in it; filters are, since they are the user's own words.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

import msgspec

from scim_explorer.problems import ProtocolError
from scim_explorer.profiles.atomic_file import write_atomically

_log = logging.getLogger(__name__)
VERSION = 1
_UNUSABLE = (OSError, ProtocolError, msgspec.MsgspecError, UnicodeError, RecursionError)
_Count = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
_Percent = Annotated[int, msgspec.Meta(ge=80, le=200)]
_Theme = Annotated[str, msgspec.Meta(pattern="^(system|light|dark)$")]
_Hex = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]*$")]
_Method = Annotated[str, msgspec.Meta(pattern="^(GET|POST)$")]


@dataclass(frozen=True, slots=True)
class ViewSettings:
    """How one resource type of one endpoint is shown.

    Attributes:
        columns: Attribute paths in order; empty for the defaults.
        widths: Column path to width in pixels.
        sort_by: Attribute path, "" for the server's own order.
        page_size: Rows a page; 0 for the profile's own limit.
        attributes: ``attributes`` parameter; empty for the server's default set.
        excluded: ``excludedAttributes`` parameter.
        method: "GET" or "POST" (``/.search``).
        plus: Write the blanks of a GET as ``+``, as Entra ID does, not ``%20``.
        filter_text: The last filter sent.
        history: Filters sent before, newest first, at most 50.
    """

    columns: tuple[str, ...] = ()
    widths: dict[str, int] = field(default_factory=dict)
    sort_by: str = ""
    descending: bool = False
    page_size: _Count = 0
    attributes: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    method: _Method = "GET"
    plus: bool = False
    filter_text: str = ""
    history: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedView:
    """A filter or a whole view, kept under a name.

    Attributes:
        name: As typed; one of a resource type's has it, in any letter case.
        view: How the list is shown; its history is empty.
        is_filter: Only the filter of ``view`` counts.
    """

    name: str
    view: ViewSettings
    is_filter: bool = False


@dataclass(frozen=True, slots=True)
class OpenTab:
    """A work tab to open again.

    Attributes:
        kind: "browse", "compose" or "operators".
        profile: Profile id.
        resource_type: Name of the resource type, for "browse" and "operators".
        draft: Fields of the draft, for "compose".
    """

    kind: str
    profile: str
    resource_type: str = ""
    draft: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WindowState:
    """Everything the window remembers.

    Attributes:
        geometry: ``QMainWindow.saveGeometry`` as hexadecimal text.
        docks: ``QMainWindow.saveState`` as hexadecimal text.
        theme: "system", "light" or "dark".
        text_percent: Size of all text, 80 to 200.
        tabs: Open work tabs in order.
        active_tab: Index into ``tabs``.
        views: "profile id/resource type" to its view.
        saved: "profile id/resource type" to what was saved by name, in the order shown.
        recent: Palette entries used last, newest first.
    """

    version: int = VERSION
    geometry: _Hex = ""
    docks: _Hex = ""
    theme: _Theme = "system"
    text_percent: _Percent = 100
    tabs: tuple[OpenTab, ...] = ()
    active_tab: _Count = 0
    views: dict[str, ViewSettings] = field(default_factory=dict)
    saved: dict[str, tuple[SavedView, ...]] = field(default_factory=dict)
    recent: tuple[str, ...] = ()

    def view_of(self, profile_id: str, resource_type: str) -> ViewSettings:
        return self.views.get(f"{profile_id}/{resource_type}", ViewSettings())

    def with_view(self, profile_id: str, resource_type: str, view: ViewSettings) -> WindowState:
        return replace(self, views={**self.views, f"{profile_id}/{resource_type}": view})

    def saved_of(self, profile_id: str, resource_type: str) -> tuple[SavedView, ...]:
        return self.saved.get(f"{profile_id}/{resource_type}", ())

    def saved_under(self, profile_id: str) -> tuple[tuple[str, SavedView], ...]:
        """Return name of the resource type and saved view, of one endpoint."""
        start = f"{profile_id}/"
        return tuple(
            (key.removeprefix(start), one)
            for key, many in self.saved.items()
            if key.startswith(start)
            for one in many
        )

    def with_saved(
        self, profile_id: str, resource_type: str, saved: tuple[SavedView, ...]
    ) -> WindowState:
        return replace(self, saved={**self.saved, f"{profile_id}/{resource_type}": saved})

    def without_profile(self, profile_id: str) -> WindowState:
        """Forget an endpoint that was deleted."""
        start = f"{profile_id}/"
        return replace(
            self,
            views={k: v for k, v in self.views.items() if not k.startswith(start)},
            saved={k: v for k, v in self.saved.items() if not k.startswith(start)},
            tabs=tuple(t for t in self.tabs if t.profile != profile_id),
        )


def holds_secret(filter_text: str) -> bool:
    """Tell whether a filter names a password or a token, and so is not to be kept."""
    from scim_explorer.exchanges.redact import redact_text

    return redact_text(filter_text) != filter_text


def _without_secrets(view: ViewSettings) -> ViewSettings:
    """Leave out filters that hold a password: a masked one could only be sent by mistake."""
    return replace(
        view,
        filter_text="" if holds_secret(view.filter_text) else view.filter_text,
        history=tuple(one for one in view.history if not holds_secret(one)),
    )


def load_state(path: Path) -> WindowState:
    """Return what was remembered, or the defaults where it cannot be read."""
    try:
        state = _decoded(path.read_bytes())
    except FileNotFoundError:
        return WindowState()
    except _UNUSABLE as error:
        _log.warning("window state not used: %s", type(error).__name__)
        return WindowState()
    return state if state.version == VERSION else WindowState()


def _decoded(content: bytes) -> WindowState:
    try:
        return msgspec.json.decode(content, type=WindowState)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        # The patient reader knows more of JSON (a draft may hold lone surrogates) and is loaded
        # only for that: this runs before the first picture.
        from scim_explorer.protocol.json_codec import loads

        return msgspec.convert(loads(content), WindowState)


def save_state(path: Path, state: WindowState) -> None:
    """Write ``state`` atomically; a folder that cannot be written to is logged, not raised."""
    # Not msgspec's encoder: a draft may hold bytes that are no text, as lone surrogates.
    from scim_explorer.protocol.json_codec import dumps, relayout

    views = {name: _without_secrets(view) for name, view in state.views.items()}
    saved = {
        name: tuple(one for one in many if not holds_secret(one.view.filter_text))
        for name, many in state.saved.items()
    }
    text = relayout(dumps(msgspec.to_builtins(replace(state, views=views, saved=saved))), 2)
    try:
        write_atomically(path, text.encode())
    except OSError as error:
        _log.warning("window state not saved: %s", type(error).__name__)

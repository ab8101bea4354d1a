"""Every action of the program, one line each.

Menus, the palette, tool tips and short cuts are drawn from this table; a test walks it. What has
no line here cannot be reached. Words are translated in the context "Actions", where they are shown.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QKeySequence

Keys = tuple[str | QKeySequence.StandardKey, ...]


class ActionSpec(NamedTuple):
    """One action.

    Attributes:
        id: Stable name; ``QAction.objectName``.
        menu: Menu it stands in, "" for none.
        text: English words with a mnemonic.
        icon: Name of a file in ``resources/icons``, or "".
        keys: Short cuts, the first one is shown.
        needs: What must be there: "" always, "endpoint", "browse", "resource", "edit", "exchange",
            "task", "tab".
        why: Why it is disabled, in the words of the tool tip.
    """

    id: str
    menu: str
    text: str
    icon: str = ""
    keys: Keys = ()
    needs: str = ""
    why: str = ""


_ENDPOINT = "Open an endpoint first."
_RESOURCE = "Select a resource first."
_EXCHANGE = "Select a request in the log first."
_BROWSE = "Open a resource type first."
_TASK = "Nothing is running."
_TAB = "No tab is open."

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("endpointNew", "File", "&New endpoint...", "plus", ("Ctrl+Shift+N",)),
    ActionSpec("demoOpen", "File", "Open the &demo endpoint", "play"),
    ActionSpec("profilesImport", "File", "&Import endpoints...", "file-input"),
    ActionSpec("profilesExport", "File", "E&xport endpoints...", "download"),
    ActionSpec("quit", "File", "&Quit", "", (QKeySequence.StandardKey.Quit,)),
    ActionSpec("undo", "Edit", "&Undo", "undo-2", (QKeySequence.StandardKey.Undo,)),
    ActionSpec("redo", "Edit", "&Redo", "redo-2", (QKeySequence.StandardKey.Redo,)),
    ActionSpec("find", "Edit", "&Find in this pane", "search", ("Ctrl+F", "F3")),
    ActionSpec("palette", "Edit", "&Command palette", "search", ("Ctrl+K", "Ctrl+Shift+P")),
    ActionSpec("toggleEndpoints", "View", "&Endpoints", "panel-left", ("Ctrl+B",)),
    ActionSpec("toggleLog", "View", "Request lo&g", "panel-bottom", ("Ctrl+J",)),
    ActionSpec("themeSystem", "View", "Theme: as the &system"),
    ActionSpec("themeLight", "View", "Theme: &light", "sun"),
    ActionSpec("themeDark", "View", "Theme: &dark", "moon"),
    ActionSpec("textBigger", "View", "&Bigger text", "", ("Ctrl++", "Ctrl+=")),
    ActionSpec("textSmaller", "View", "S&maller text", "", ("Ctrl+-",)),
    ActionSpec("textNormal", "View", "&Normal text", "", ("Ctrl+0",)),
    ActionSpec("tabClose", "View", "&Close tab", "x", ("Ctrl+W",), "tab", _TAB),
    ActionSpec("tabReopen", "View", "Re&open closed tab", "", ("Ctrl+Shift+T",)),
    ActionSpec("tabNext", "View", "Ne&xt tab", "", ("Ctrl+Tab",), "tab", _TAB),
    ActionSpec("tabPrevious", "View", "Pre&vious tab", "", ("Ctrl+Shift+Tab",), "tab", _TAB),
    ActionSpec("paneNext", "View", "Next &pane", "", ("F6",)),
    ActionSpec("panePrevious", "View", "Previous p&ane", "", ("Shift+F6",)),
    ActionSpec("layoutReset", "View", "&Reset layout"),
    ActionSpec(
        "endpointEdit",
        "Endpoint",
        "&Edit profile",
        "pencil",
        (),
        "endpoint",
        _ENDPOINT,
    ),
    ActionSpec(
        "doctor",
        "Endpoint",
        "D&octor",
        "stethoscope",
        (),
        "endpoint",
        _ENDPOINT,
    ),
    ActionSpec(
        "endpointDuplicate",
        "Endpoint",
        "D&uplicate",
        "copy",
        (),
        "endpoint",
        _ENDPOINT,
    ),
    ActionSpec(
        "endpointReconnect",
        "Endpoint",
        "&Discover again",
        "refresh-cw",
        (),
        "endpoint",
        _ENDPOINT,
    ),
    ActionSpec(
        "searchAll",
        "Endpoint",
        "Search all &types",
        "database",
        (),
        "endpoint",
        _ENDPOINT,
    ),
    ActionSpec(
        "endpointCopyUrl",
        "Endpoint",
        "&Copy base URL",
        "link",
        (),
        "endpoint",
        _ENDPOINT,
    ),
    ActionSpec(
        "writesToggle",
        "Endpoint",
        "Allow or lock &writes",
        "lock",
        (),
        "endpoint",
        _ENDPOINT,
    ),
    ActionSpec(
        "endpointDelete",
        "Endpoint",
        "De&lete endpoint...",
        "trash-2",
        (),
        "endpoint",
        _ENDPOINT,
    ),
    ActionSpec(
        "resourceNew",
        "Resource",
        "&New resource",
        "plus",
        ("Ctrl+N",),
        "browse",
        _BROWSE,
    ),
    ActionSpec(
        "review",
        "Resource",
        "&Review changes",
        "eye",
        ("Ctrl+S",),
        "edit",
        _RESOURCE,
    ),
    ActionSpec(
        "resourceDelete",
        "Resource",
        "&Delete resource...",
        "trash-2",
        (),
        "resource",
        _RESOURCE,
    ),
    ActionSpec(
        "refresh",
        "Resource",
        "Read a&gain",
        "refresh-cw",
        ("F5", "Ctrl+R"),
        "browse",
        _BROWSE,
    ),
    ActionSpec(
        "back",
        "Resource",
        "&Back",
        "arrow-left",
        (QKeySequence.StandardKey.Back,),
        "resource",
        _RESOURCE,
    ),
    ActionSpec(
        "forward",
        "Resource",
        "F&orward",
        "arrow-right",
        (QKeySequence.StandardKey.Forward,),
        "resource",
        _RESOURCE,
    ),
    ActionSpec("viewForm", "Resource", "Show &Form", "", ("Alt+1",), "resource", _RESOURCE),
    ActionSpec("viewJson", "Resource", "Show &JSON", "", ("Alt+2",), "resource", _RESOURCE),
    ActionSpec("viewPatch", "Resource", "Show &PATCH", "", ("Alt+4",), "resource", _RESOURCE),
    ActionSpec("viewRaw", "Resource", "Show Ra&w", "", ("Alt+5",), "resource", _RESOURCE),
    ActionSpec(
        "copyPath",
        "Resource",
        "Copy PATCH pa&th",
        "copy",
        ("Ctrl+Shift+K",),
        "resource",
        _RESOURCE,
    ),
    ActionSpec(
        "composeNew",
        "Request",
        "&New request",
        "send",
        ("Ctrl+T",),
        "endpoint",
        _ENDPOINT,
    ),
    ActionSpec(
        "run",
        "Request",
        "&Search or send",
        "play",
        ("Ctrl+Return", "Ctrl+Enter"),
        "tab",
        _TAB,
    ),
    ActionSpec("stop", "Request", "S&top this pane", "square", ("Escape",), "task", _TASK),
    ActionSpec(
        "stopAll",
        "Request",
        "Stop &everything",
        "octagon-x",
        ("Shift+Escape",),
        "task",
        _TASK,
    ),
    ActionSpec(
        "filterFocus",
        "Request",
        "&Focus the filter",
        "filter",
        ("Ctrl+L",),
        "browse",
        _BROWSE,
    ),
    ActionSpec(
        "filterLab",
        "Request",
        "F&ilter lab",
        "flask-conical",
        ("Ctrl+E",),
        "browse",
        _BROWSE,
    ),
    ActionSpec(
        "resend",
        "Request",
        "Send a&gain",
        "repeat",
        ("Ctrl+Shift+R",),
        "exchange",
        _EXCHANGE,
    ),
    ActionSpec(
        "composeFrom",
        "Request",
        "E&dit and send",
        "pencil",
        (),
        "exchange",
        _EXCHANGE,
    ),
    ActionSpec(
        "copyCurl",
        "Request",
        "&Copy as cURL",
        "terminal",
        ("Ctrl+Shift+C",),
        "exchange",
        _EXCHANGE,
    ),
    ActionSpec(
        "showInLog",
        "Request",
        "Show in &log",
        "list",
        ("Ctrl+Shift+L",),
        "browse",
        _BROWSE,
    ),
    ActionSpec("logClear", "Request", "Clea&r the log...", "eraser"),
    ActionSpec(
        "operatorMatrix",
        "Checks",
        "&Operators of this server",
        "list-checks",
        (),
        "endpoint",
        _ENDPOINT,
    ),
    ActionSpec("about", "Help", "&About SCIM Explorer", "info"),
    ActionSpec("openLogFolder", "Help", "Copy the &data folder's path", "folder"),
)

MENUS: tuple[str, ...] = (
    "&File",
    "&Edit",
    "&View",
    "E&ndpoint",
    "&Resource",
    "Re&quest",
    "&Checks",
    "&Help",
)


def spec_of(action_id: str) -> ActionSpec:
    """Return the line of ``action_id``."""
    return next(spec for spec in ACTIONS if spec.id == action_id)

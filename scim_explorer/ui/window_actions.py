"""What each action does: one table from id to function, and what is there for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from scim_explorer import __version__
from scim_explorer.protocol.schema import ROOT_TYPE
from scim_explorer.ui.dialogs.ask_dialog import ask
from scim_explorer.ui.menus import enable
from scim_explorer.ui.palette_source import open_palette
from scim_explorer.ui.tab_kinds import as_browse, as_compose, as_doctor, as_operators
from scim_explorer.ui.theme import ThemeChoice, theme
from scim_explorer.ui.workbench import Workbench

if TYPE_CHECKING:
    from scim_explorer.ui.tabs import BrowseTab

_SMALLEST_PERCENT, _LARGEST_PERCENT, _STEP_PERCENT = 80, 200, 10


def connect_actions(bench: Workbench, open_demo: Callable[[], None]) -> None:
    """Connect every action of the table; one without a function is a bug and raises."""
    handlers = {**_window_handlers(bench, open_demo), **_pane_handlers(bench)}
    for action_id, action in bench.window.qt_actions.items():
        handler = handlers[action_id]
        action.triggered.connect(lambda _checked=False, run=handler: run())
    bench.on_state = lambda: enable(bench.window.qt_actions, _there(bench))
    bench.window.endpoints.action_requested.connect(
        lambda name, profile_id: _on_endpoint(bench, name, profile_id)
    )
    bench.window.header.palette_requested.connect(handlers["palette"])
    bench.window.header.doctor_clicked.connect(handlers["doctor"])
    bench.window.qt_actions[f"theme{theme().choice.value.capitalize()}"].setChecked(True)
    bench.follow_state()


def _there(bench: Workbench) -> set[str]:
    window, tab = bench.window, bench.window.tabs.current()
    there: set[str] = set()
    if bench.current_profile() is not None:
        there.add("endpoint")
    if tab is not None:
        there.add("tab")
    browse = as_browse(tab)
    if browse is not None:
        there.add("browse")
        if browse.resource.subject is not None:
            there.add("resource")
        if browse.resource.is_dirty:
            there.add("edit")
    if window.log_pane.current_number is not None:
        there.add("exchange")
    if window.property("busy"):
        there.add("task")
    return there


def _window_handlers(
    bench: Workbench, open_demo: Callable[[], None]
) -> dict[str, Callable[[], None]]:
    window, desk = bench.window, bench.desk
    return {
        "endpointNew": bench.new_endpoint,
        "demoOpen": open_demo,
        "profilesImport": desk.ask_import,
        "profilesExport": desk.ask_export,
        "quit": window.close_asked.emit,
        "undo": lambda: _edit("undo"),
        "redo": lambda: _edit("redo"),
        "palette": partial(_open_palette, bench),
        "toggleEndpoints": lambda: window.endpoints.setVisible(not window.endpoints.isVisible()),
        "toggleLog": lambda: window.log_dock.setVisible(not window.log_dock.isVisible()),
        "themeSystem": lambda: _set_theme(bench, ThemeChoice.SYSTEM),
        "themeLight": lambda: _set_theme(bench, ThemeChoice.LIGHT),
        "themeDark": lambda: _set_theme(bench, ThemeChoice.DARK),
        "textBigger": lambda: _scale(bench, _STEP_PERCENT),
        "textSmaller": lambda: _scale(bench, -_STEP_PERCENT),
        "textNormal": lambda: _scale(bench, 100 - bench.state.text_percent),
        "tabClose": lambda: _close_tab(bench),
        "tabReopen": lambda: bench.reopen(bench.closed.pop()) if bench.closed else None,
        "tabNext": lambda: _step_tab(bench, 1),
        "tabPrevious": lambda: _step_tab(bench, -1),
        "paneNext": lambda: _step_pane(bench, 1),
        "panePrevious": lambda: _step_pane(bench, -1),
        "layoutReset": window.reset_layout,
        "endpointEdit": lambda: _on_current(bench, "endpointEdit"),
        "doctor": lambda: _on_current(bench, "doctor"),
        "operatorMatrix": lambda: _on_current(bench, "operatorMatrix"),
        "endpointDuplicate": lambda: _on_current(bench, "endpointDuplicate"),
        "endpointReconnect": lambda: _on_current(bench, "endpointReconnect"),
        "endpointCopyUrl": lambda: _on_current(bench, "endpointCopyUrl"),
        "searchAll": lambda: _on_current(bench, "searchAll"),
        "endpointDelete": lambda: _on_current(bench, "endpointDelete"),
        "writesToggle": bench.toggle_writes,
        "composeNew": lambda: _compose(bench),
        "stopAll": bench.stop_everything,
        "resend": window.log_pane.resend_current,
        "composeFrom": window.log_pane.compose_current,
        "copyCurl": window.log_pane.copy_curl,
        "logClear": window.log_pane.ask_clear,
        "about": lambda: _about(bench),
        "openLogFolder": lambda: bench.copy(
            str(bench.services.folders.data), _tr("The folder's path is in the clipboard")
        ),
    }


def _pane_handlers(bench: Workbench) -> dict[str, Callable[[], None]]:
    def browse(run: Callable[[BrowseTab], None]) -> Callable[[], None]:
        def handler() -> None:
            tab = as_browse(bench.window.tabs.current())
            if tab is not None:
                run(tab)

        return handler

    return {
        "find": lambda: _find(bench),
        "resourceNew": browse(lambda tab: tab.new_resource()),
        "review": browse(lambda tab: tab.resource.review()),
        "resourceDelete": browse(lambda tab: tab.resource.delete()),
        "refresh": browse(lambda tab: tab.refresh()),
        "back": browse(lambda tab: tab.resource.back()),
        "forward": browse(lambda tab: tab.resource.forward()),
        "viewForm": browse(lambda tab: tab.resource.show_tab("form")),
        "viewJson": browse(lambda tab: tab.resource.show_tab("json")),
        "viewPatch": browse(lambda tab: tab.resource.show_tab("patch")),
        "viewRaw": browse(lambda tab: tab.resource.show_tab("raw")),
        "copyPath": browse(lambda tab: tab.resource.copy_path()),
        "run": lambda: _run(bench),
        "stop": lambda: _stop(bench),
        "filterFocus": browse(lambda tab: tab.browse.focus_filter()),
        "filterLab": browse(lambda tab: tab.browse.toggle_lab()),
        "showInLog": browse(lambda tab: tab.show_in_log()),
    }


def _on_current(bench: Workbench, action_id: str) -> None:
    profile = bench.current_profile()
    if profile is not None:
        _on_endpoint(bench, action_id, profile.id)


def _on_endpoint(bench: Workbench, action_id: str, profile_id: str) -> None:
    profile = bench.desk.find(profile_id)
    if profile is None:
        return
    do: dict[str, Callable[[], None]] = {
        "endpointEdit": lambda: bench.edit_profile(profile),
        "doctor": lambda: bench.doctor.open(profile_id),
        "operatorMatrix": lambda: bench.operators.open(profile_id),
        "endpointDuplicate": lambda: bench.desk.duplicate(profile_id),
        "endpointReconnect": lambda: bench.discovery.discover_again(profile_id),
        "endpointCopyUrl": lambda: bench.copy(profile.base_url, _tr("Base URL copied")),
        "endpointDelete": lambda: bench.desk.ask_delete(profile_id),
        "searchAll": lambda: bench.open_endpoint(profile_id, ROOT_TYPE.name),
    }
    do[action_id]()


def _compose(bench: Workbench) -> None:
    profile = bench.current_profile()
    if profile is not None:
        bench.requests.compose(profile.id)


def _open_palette(bench: Workbench) -> None:
    open_palette(bench)


def _edit(name: str) -> None:
    widget = QApplication.focusWidget()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        getattr(widget, name)()


def _set_theme(bench: Workbench, choice: ThemeChoice) -> None:
    theme().apply(choice)
    bench.remember(replace(bench.state, theme=choice.value))


def _scale(bench: Workbench, step: int) -> None:
    percent = min(max(bench.state.text_percent + step, _SMALLEST_PERCENT), _LARGEST_PERCENT)
    theme().set_scale(percent / 100)
    bench.remember(replace(bench.state, text_percent=percent))
    bench.window.status.say(_tr("Text size {0} %").format(str(percent)))


def _close_tab(bench: Workbench) -> None:
    tab = bench.window.tabs.current()
    if tab is not None:
        bench.close_tab(tab)


def _step_tab(bench: Workbench, step: int) -> None:
    tabs = bench.window.tabs
    if tabs.count():
        tabs.setCurrentIndex((tabs.currentIndex() + step) % tabs.count())


def _step_pane(bench: Workbench, step: int) -> None:
    """F6: header, endpoints, tabs, filter, table, resource, log, status."""
    window, tab = bench.window, bench.window.tabs.current()
    stops: list[QWidget] = [window.header.palette_edit, window.endpoints.tree]
    if window.tabs.count():
        stops.append(window.tabs.tabBar())
    browse = as_browse(tab)
    if browse is not None:
        stops += browse.focus_stops()
    elif isinstance(tab, QWidget):
        stops.append(tab)
    else:
        stops.append(window.welcome.demo_button)
    stops += [window.log_pane.table, window.status.problem_button]
    reachable = [stop for stop in stops if stop.isVisible()]
    focused = QApplication.focusWidget()
    inside = [
        i for i, s in enumerate(reachable) if focused and (s is focused or s.isAncestorOf(focused))
    ]
    position = (inside[-1] + step) if inside else 0
    reachable[position % len(reachable)].setFocus(Qt.FocusReason.ShortcutFocusReason)


def _find(bench: Workbench) -> None:
    focused = QApplication.focusWidget()
    if focused is not None and bench.window.log_pane.isAncestorOf(focused):
        bench.window.log_pane.focus_search()
        return
    tab = as_browse(bench.window.tabs.current())
    if tab is not None:
        tab.open_find()


def _run(bench: Workbench) -> None:
    tab = bench.window.tabs.current()
    browse, compose, doctor = as_browse(tab), as_compose(tab), as_doctor(tab)
    operators = as_operators(tab)
    if browse is not None:
        browse.run()
    elif compose is not None:
        compose.send()
    elif doctor is not None:
        doctor.run()
    elif operators is not None:
        operators.run()


def _stop(bench: Workbench) -> None:
    tab = bench.window.tabs.current()
    if tab is not None:
        bench.stop_tab(tab)


def _about(bench: Workbench) -> None:
    ask(
        bench.window,
        lambda: bench.copy(f"SCIM Explorer {__version__}", _tr("Version copied")),
        title=f"SCIM Explorer {__version__}",
        text=_tr(
            "See what a SCIM endpoint really does, and what the RFC says it should. MIT licence. "
            "Icons: Lucide (ISC). Fonts: Inter and JetBrains Mono (OFL 1.1). Qt for Python (LGPL)."
        ),
        button=_tr("Copy &version"),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Actions", text)

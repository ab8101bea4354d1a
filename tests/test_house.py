"""The rules of the house that no linter knows: who may import what, and what nobody may call."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "scim_explorer"
TESTS = Path(__file__).parent

NETWORK = ("httpx", "httpcore", "ssl", "socket", "urllib.request", "http.client", "requests")
QT = ("PySide6", "shiboken6", "qasync")
DOORS = {
    "client/transport.py": "the one door",
    "client/probe.py": "looks at name, port and certificate, and sends nothing",
    "client/tls.py": "says what is trusted",
    "client/handshake.py": "shakes hands, and sends nothing but CONNECT",
}
QT_ROOMS = ("ui/", "app.py")
BANNED_CALLS = {
    "exec": "a nested loop stops every task that is due meanwhile; use open() and a signal",
    "exec_": "the same under its old name",
    "processEvents": "runs slots in the middle of another one",
    "asyncSlot": "keeps no reference to its task",
    "asyncClose": "busy-loops",
}
STYLE_SHEETS = "ui/theme.py"

UNPAIRED = {
    "__main__.py": "two lines, run by the tests of the command line",
    "problems.py": "values without behaviour",
    "window_options.py": "a value",
    "exchanges/exchange.py": "values; header() is used all over",
    "profiles/profile.py": "values without behaviour",
    "client/wire.py": "values of the transport, tested with it",
    "client/resources.py": "names only, for one import",
    "client/token_endpoint.py": "tested through sessions, by faults/test_oauth_faults.py",
    "client/attempts.py": "tested through the session that makes them",
    "checks/operators/probe.py": "values without behaviour",
    "checks/trials.py": "tested through the doctor that runs them",
    "protocol/filters/syntax.py": "values, tested by all that makes them",
    "ui/actions.py": "a table, walked by the tests of menus and palette",
    "ui/profile_edit.py": "a value",
    "ui/operators_tab.py": "tested through the desk that opens it",
    "ui/widgets/operators_body.py": "the middle of the operators' pane, tested with it",
    "ui/widgets/operators_foot.py": "the buttons of the operators' pane, tested with it",
    "ui/widgets/operators_head.py": "the sentences of the operators' pane, tested with it",
    "ui/editors/gutter.py": "drawn beside the JSON editor, tested with it",
    "ui/services.py": "a value that is handed on",
    "ui/tab_kinds.py": "tested through the window, whose tabs it tells apart",
    "ui/widgets/cell_delegate.py": "paints the resource table, tested with it",
    "ui/widgets/filter_builder_bar.py": "the buttons of the filter builder, tested with it",
    "ui/widgets/filter_combos.py": "two fields of the filter builder, tested with it",
    "ui/widgets/filter_part_editor.py": "the fields of the filter builder, tested with it",
    "ui/widgets/filter_value_field.py": "a field of the filter builder, tested with it",
    "ui/widgets/line_canvas.py": "the surface of JsonLines, tested with it",
    "ui/widgets/line_painter.py": "paints JsonLines, tested with it",
    "ui/widgets/doctor_step_delegate.py": "paints the doctor's steps, tested with their view",
    "ui/widgets/path_delegate.py": "paints paths to tick, tested with the dialogs",
    "ui/widgets/path_picker.py": "the body of the column chooser, tested with it",
    "ui/widgets/profile_form.py": "tested through the profile editor, whose form it is",
    "ui/widgets/address_fields.py": "a section of the profile editor, tested with it",
    "ui/widgets/steady_combo.py": "a few settings, tested with the filter builder's fields",
    "ui/widgets/tool_button.py": "five settings, tested where such buttons stand",
    "ui/widgets/sign_in_fields.py": "a section of the profile editor, tested with it",
}
"""Modules without a test module of their own name, each with the reason."""


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(path: Path) -> Iterator[str]:
    """Yield the dotted name of everything that is imported at run time, late imports too."""
    waiting: list[ast.AST] = [tree_of(path)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            waiting += node.orelse
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        waiting += ast.iter_child_nodes(node)


def imports_any(path: Path, names: tuple[str, ...]) -> list[str]:
    return [
        found
        for found in imports_of(path)
        if any(found == name or found.startswith(f"{name}.") for name in names)
    ]


def importers(names: tuple[str, ...]) -> set[str]:
    return {name_of(path) for path in modules() if imports_any(path, names)}


def called_names(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Attribute):
            yield node.attr, node.lineno
        elif isinstance(node, ast.Name):
            yield node.id, node.lineno


def test_that_the_search_finds_late_imports_and_not_those_for_types() -> None:
    transport = PACKAGE / "client" / "transport.py"

    assert "httpx" in imports_any(transport, NETWORK)
    assert imports_any(PACKAGE / "client" / "session.py", ("scim_explorer.client.discovery",)) == []


def test_that_the_network_is_reached_through_one_door() -> None:
    assert importers(NETWORK) - DOORS.keys() == set()


def test_that_only_the_window_knows_qt() -> None:
    assert {name for name in importers(QT) if not name.startswith(QT_ROOMS)} == set()


def test_that_only_the_secret_store_asks_the_keyring() -> None:
    assert importers(("keyring",)) - {"profiles/secrets.py"} == set()


def test_fault_2_nothing_runs_a_nested_loop() -> None:
    found = [
        f"{name_of(path)}:{line} {name}: {BANNED_CALLS[name]}"
        for path in modules()
        for name, line in called_names(path)
        if name in BANNED_CALLS
    ]

    assert found == []


def test_that_style_sheets_live_in_the_theme() -> None:
    found = {
        name_of(path)
        for path in modules()
        if "setStyleSheet" in {name for name, _ in called_names(path)}
    }

    assert found <= {STYLE_SHEETS}


def has_code(path: Path) -> bool:
    return any(
        not isinstance(node, ast.Expr | ast.Import | ast.ImportFrom | ast.Assign)
        for node in tree_of(path).body
    )


def pair_of(path: Path) -> Path:
    relative = path.relative_to(PACKAGE)
    return TESTS / relative.parent / f"test_{relative.stem.removeprefix('_')}.py"


def test_that_each_module_has_a_test_module_of_its_name() -> None:
    alone = {
        name_of(path)
        for path in modules()
        if path.name != "__init__.py" and has_code(path) and not pair_of(path).is_file()
    }

    assert alone - UNPAIRED.keys() == set()


def test_that_no_reason_outlives_its_module() -> None:
    gone = [name for name in {**UNPAIRED, **DOORS} if not (PACKAGE / name).is_file()]

    assert gone == []

from __future__ import annotations

from benchmarks.size import closure, distribution_bytes, own_requirements


def test_that_what_a_dependency_needs_is_counted_once() -> None:
    names = closure(["httpx", "httpcore", "httpx"])

    assert {"httpx", "httpcore", "h11", "anyio"} <= set(names)
    assert len(names) == len(set(names))


def test_that_a_requirement_of_another_system_is_left_out() -> None:
    assert closure(["no-such-package; sys_platform == 'none'"]) == []


def test_that_pyside_is_the_largest_of_what_the_project_needs() -> None:
    sizes = {name: distribution_bytes(name) for name in closure(own_requirements())}

    assert max(sizes, key=lambda name: sizes[name]) == "PySide6-Essentials"

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from shiboken6 import delete

from scim_explorer.ui.widgets.resource_head import ResourceHead


@pytest.fixture
def head(qapp: object) -> Iterator[ResourceHead]:
    made = ResourceHead()
    made.resize(420, 60)
    made.show()
    yield made
    delete(made)


def test_that_name_type_id_and_exchange_are_shown(head: ResourceHead) -> None:
    numbers: list[int] = []
    head.link_activated.connect(numbers.append)
    head.show_resource("Ann", "User", "2819c223")
    head.show_read(0.0, 117)

    head.link_button.click()

    assert (head.title.text(), head.type_label.text(), head.id_label.text()) == (
        *("Ann", "User", "2819c223"),
    )
    assert head.link_button.text() == "#117"
    assert numbers == [117]


def test_that_the_id_is_copied_whole(head: ResourceHead) -> None:
    head.show_resource("Ann", "User", "x" * 200)

    head.copy_button.click()

    assert QGuiApplication.clipboard().text() == "x" * 200


def test_that_what_needs_an_id_is_off_without_one(head: ResourceHead) -> None:
    head.show_resource("New User", "User", "")

    assert not head.read_button.isEnabled()
    assert not head.tab_button.isEnabled()
    assert not head.delete_action.isEnabled()
    assert not head.copy_button.isVisible()


def test_that_an_old_version_is_called_so(head: ResourceHead) -> None:
    head.show_read(0.0, 1, stale=True)

    assert head.read_label.text().endswith(", changed since")


def test_that_hidden_characters_of_a_name_are_seen(head: ResourceHead) -> None:
    head.show_resource("a\u202eb", "User", "1")

    assert head.title.text() == "a\\u202Eb"


def test_that_an_assumed_type_is_marked_with_the_reason(head: ResourceHead) -> None:
    head.show_assumed("Assumed: x.")
    marked = (head.assumed_label.isVisibleTo(head), head.assumed_label.toolTip())
    head.show_assumed("")

    assert marked[0]
    assert "Assumed: x." in marked[1]
    assert not head.assumed_label.isVisibleTo(head)

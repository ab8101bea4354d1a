from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from scim_explorer.profiles.profile import Profile
from scim_explorer.protocol.rfc_schemas import rfc_resource_types
from scim_explorer.ui.models.saved_views import saved_filter
from scim_explorer.ui.panes.endpoint_dock import EndpointDock

TYPES = tuple(one for one in rfc_resource_types() if one.name in {"User", "Group"})
PROFILES = tuple(Profile(i, f"Acme {i}", f"https://{i}.example") for i in "abc")


class Dock:
    """A dock on the screen, and what it reported."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.actions = [QAction("Edit profile"), QAction("De&lete endpoint...")]
        for action, name in zip(self.actions, ("endpointEdit", "endpointDelete"), strict=True):
            action.setObjectName(name)
        self.dock = EndpointDock()
        self.dock.set_menu_actions(self.actions)
        self.said: list[tuple[object, ...]] = []
        for name in (
            "opened",
            "action_requested",
            "renamed",
            "reordered",
            "chosen",
            "saved_requested",
        ):
            signal = getattr(self.dock, name)
            signal.connect(lambda *a, name=name: self.said.append((name, *a)))
        self.dock.show_profiles(PROFILES, {"b": TYPES})
        self.dock.resize(236, 400)
        self.dock.show()

    def of(self, name: str) -> list[tuple[object, ...]]:
        return [said[1:] for said in self.said if said[0] == name]

    def click(self, index: QModelIndex) -> None:
        tree = self.dock.tree
        place = tree.visualRect(index).center()
        QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def menu(self, index: QModelIndex) -> QMenu:
        self.dock.tree.customContextMenuRequested.emit(self.dock.tree.visualRect(index).center())
        menus = [menu for menu in self.dock.tree.findChildren(QMenu) if menu.isVisible()]
        return menus[0]

    def typed_name(self, text: str) -> None:
        editor = self.dock.tree.viewport().findChild(QLineEdit)
        assert editor is not None
        editor.selectAll()
        QTest.keyClicks(editor, text)
        # The view takes the text over only after the key press.
        with self.qtbot.waitSignal(self.dock.tree.itemDelegate().closeEditor, timeout=1000):
            QTest.keyClick(editor, Qt.Key.Key_Return)


@pytest.fixture
def seen(qtbot: QtBot) -> Dock:
    made = Dock(qtbot)
    qtbot.addWidget(made.dock)
    return made


def test_that_showing_endpoints_opens_none(seen: Dock) -> None:
    seen.dock.select("b", "Group")

    assert seen.of("opened") == []
    assert seen.dock.current_profile_id == "b"


def test_that_a_click_opens_once(seen: Dock) -> None:
    seen.click(seen.dock.model.index_of("a"))
    seen.click(seen.dock.model.index_of("b", "Group"))

    assert seen.of("opened") == [("a", ""), ("b", "Group")]


def test_that_enter_opens_the_current_row(seen: Dock) -> None:
    seen.dock.select("b", "User")

    QTest.keyClick(seen.dock.tree, Qt.Key.Key_Return)

    assert seen.of("opened") == [("b", "User")]


def test_that_types_unfold_when_they_become_known_and_stay_folded_when_the_user_says_so(
    seen: Dock,
) -> None:
    known = seen.dock.model.index_of("b")
    unfolded = seen.dock.tree.isExpanded(known)
    seen.dock.tree.collapse(known)

    seen.dock.show_profiles(PROFILES, {"b": TYPES})

    assert unfolded
    assert not seen.dock.tree.isExpanded(seen.dock.model.index_of("b"))


def test_that_typing_finds_an_endpoint(seen: Dock) -> None:
    seen.dock.select("a")

    QTest.keyClicks(seen.dock.tree, "acme c")

    assert seen.dock.current_profile_id == "c"


def test_that_f2_renames_in_place(seen: Dock) -> None:
    seen.dock.select("a")

    QTest.keyClick(seen.dock.tree, Qt.Key.Key_F2)
    seen.typed_name("  <b>New</b> ")

    assert seen.of("renamed") == [("a", "<b>New</b>")]


@pytest.mark.parametrize("name", ["  ", "Acme a"])
def test_that_no_name_or_the_old_one_renames_nothing(seen: Dock, name: str) -> None:
    seen.dock.rename("a")

    seen.typed_name(name)

    assert seen.of("renamed") == []
    assert seen.dock.model.index_of("a").data() == "Acme a"


def test_that_a_type_cannot_be_renamed(seen: Dock) -> None:
    seen.dock.select("b", "User")

    QTest.keyClick(seen.dock.tree, Qt.Key.Key_F2)

    assert seen.dock.tree.viewport().findChild(QLineEdit) is None


def drag(seen: Dock, profile_id: str, before: str) -> None:
    """Do what the view does when a row is dropped: insert the copy, then take the old row out."""
    model = seen.dock.model
    data = model.mimeData([model.index_of(profile_id)])
    below = model.index_of(profile_id).row() > model.index_of(before).row()
    model.dropMimeData(
        data, Qt.DropAction.MoveAction, model.index_of(before).row(), 0, QModelIndex()
    )
    rows = [row for row, found in enumerate(model.profile_ids()) if found == profile_id]
    model.removeRow(rows[-1] if below else rows[0])
    seen.dock.tree.dropped.emit()


def test_that_a_dragged_endpoint_reports_the_new_order(seen: Dock) -> None:
    drag(seen, "c", "a")

    assert seen.of("reordered") == [(("c", "a", "b"),)]
    assert seen.dock.model.index_of("c").data() == "Acme c"


def test_that_the_context_menu_acts_on_the_row_under_it(seen: Dock) -> None:
    seen.dock.select("a")

    menu = seen.menu(seen.dock.model.index_of("c"))
    texts = [action.text() for action in menu.actions()]
    menu.actions()[1].trigger()
    menu.close()

    assert texts == ["Edit profile", "De&lete endpoint...", "Rena&me"]
    assert seen.of("action_requested") == [("endpointDelete", "c")]


def test_that_nothing_pops_up_beside_the_rows(seen: Dock) -> None:
    seen.dock.tree.customContextMenuRequested.emit(QPoint(20, 390))

    assert seen.dock.tree.findChildren(QMenu) == []


def test_that_the_plus_asks_for_a_new_endpoint(seen: Dock, qtbot: QtBot) -> None:
    with qtbot.waitSignal(seen.dock.new_requested, timeout=1000):
        seen.dock._title.new_button.click()


def saved_row(seen: Dock) -> QModelIndex:
    seen.dock.show_saved({"b": [("User", saved_filter("Titled", "title pr"))]})
    return seen.dock.model.index(0, 0, seen.dock.model.saved_index("b"))


def test_that_a_saved_view_opens_by_click_and_not_the_list_of_its_type(seen: Dock) -> None:
    seen.click(saved_row(seen))

    assert seen.of("saved_requested") == [("open", "b", "User", "Titled")]
    assert seen.of("opened") == []


def test_that_f2_renames_and_delete_deletes_a_saved_view(seen: Dock) -> None:
    seen.dock.tree.setCurrentIndex(saved_row(seen))

    QTest.keyClick(seen.dock.tree, Qt.Key.Key_F2)
    QTest.keyClick(seen.dock.tree, Qt.Key.Key_Delete)

    assert [what for what, *_ in seen.of("saved_requested")] == ["rename", "delete"]


def test_that_the_menu_of_a_saved_view_is_about_it_and_not_the_endpoint(seen: Dock) -> None:
    menu = seen.menu(saved_row(seen))

    menu.actions()[1].trigger()

    assert [one.text() for one in menu.actions()] == ["&Open", "Rena&me...", "&Delete"]
    assert seen.of("saved_requested") == [("rename", "b", "User", "Titled")]


def test_that_the_row_above_saved_views_folds_and_opens_nothing(seen: Dock) -> None:
    saved_row(seen)
    above = seen.dock.model.saved_index("b")

    seen.click(above)

    assert not seen.dock.tree.isExpanded(above)
    assert seen.of("opened") == []

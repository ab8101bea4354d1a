from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QTreeView
from pytestqt.qtbot import QtBot

from scim_explorer.profiles.profile import Environment, Profile
from scim_explorer.protocol.rfc_schemas import rfc_resource_types
from scim_explorer.ui.models.endpoint_tree import EndpointTreeModel
from scim_explorer.ui.theme import theme
from scim_explorer.ui.widgets.endpoint_delegate import EndpointDelegate

TYPES = tuple(one for one in rfc_resource_types() if one.name == "User")
WIDTH = 236


@pytest.fixture
def tree(qtbot: QtBot) -> Iterator[QTreeView]:
    view = QTreeView()
    qtbot.addWidget(view)
    model = EndpointTreeModel(view)
    view.setModel(model)
    view.setHeaderHidden(True)
    view.setItemDelegate(EndpointDelegate(view))
    view.resize(WIDTH, 200)
    view.show()
    yield view
    theme().set_scale(1.0)


def show(tree: QTreeView, *profiles: Profile) -> EndpointTreeModel:
    model = tree.model()
    assert isinstance(model, EndpointTreeModel)
    model.set_profiles(profiles, {profile.id: TYPES for profile in profiles})
    tree.expandAll()
    return model


def picture(tree: QTreeView, row: QRect) -> QImage:
    return tree.viewport().grab(row).toImage()


def colours(image: QImage, place: QRect | None = None) -> set[str]:
    where = place or image.rect()
    return {
        QColor(image.pixel(x, y)).name()
        for x in range(where.left(), where.right())
        for y in range(where.top(), where.bottom())
    }


@pytest.mark.parametrize("environment", list(Environment))
def test_that_the_environment_stands_at_the_right_end_of_even_a_long_name(
    tree: QTreeView, environment: Environment
) -> None:
    model = show(tree, Profile("p", "W" * 80, "https://a.example", environment=environment))

    seen = picture(tree, tree.visualRect(model.index_of("p")))

    right = QRect(seen.width() - 60, 0, 60, seen.height())
    assert theme().environment_fill(environment).name() in colours(seen, right)


def test_that_a_total_changes_the_right_end_of_its_row(tree: QTreeView) -> None:
    model = show(tree, Profile("p", "Acme", "https://a.example"))
    place = tree.visualRect(model.index_of("p", "User"))
    before = picture(tree, place)

    model.set_total("p", "User", 10_482)

    assert picture(tree, place) != before


def test_that_the_users_own_colour_marks_the_endpoint_only(tree: QTreeView) -> None:
    model = show(tree, Profile("p", "Acme", "https://a.example", colour="#6B3FB9"))

    assert "#6b3fb9" in colours(tree.viewport().grab().toImage())
    assert "#6b3fb9" not in colours(picture(tree, tree.visualRect(model.index_of("p", "User"))))


def test_that_a_row_grows_with_the_text(tree: QTreeView) -> None:
    model = show(tree, Profile("p", "Acme", "https://a.example"))
    before = tree.visualRect(model.index_of("p")).height()

    theme().set_scale(2.0)
    tree.doItemsLayout()

    assert tree.visualRect(model.index_of("p")).height() > before >= 24

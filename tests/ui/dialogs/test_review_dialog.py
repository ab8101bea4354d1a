from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from scim_explorer.client.outgoing import Preview
from scim_explorer.protocol.compare import Change, ChangeKind
from scim_explorer.ui.dialogs.review_dialog import ReviewDialog
from scim_explorer.ui.dialogs.send_dialog import Outgoing
from scim_explorer.ui.models.comparison import review_rows
from tests.client.memory_log import profile

OUTGOING = Outgoing(
    profile(),
    Preview("PUT", "http://h/Users/1", (), b"{}"),
    "Review",
    "Send to Acme",
    "No If-Match",
)


@pytest.fixture
def parent(qapp: object) -> Iterator[QWidget]:
    widget = QWidget()
    yield widget
    delete(widget)


def test_that_now_and_after_stand_beside_each_other(parent: QWidget) -> None:
    rows = review_rows([Change("/title", "Dr", "Prof", ChangeKind.CHANGED)])

    dialog = ReviewDialog(OUTGOING, rows, "", "14:02:30", parent)

    model = dialog.diff_view.model()
    headings = [
        model.headerData(column, dialog.diff_view.header().orientation()) for column in range(3)
    ]
    assert headings == ["attribute", "now (read 14:02:30)", "after"]
    assert dialog.objectName() == "reviewDialog"


def test_that_without_rows_the_note_stands_alone(parent: QWidget) -> None:
    dialog = ReviewDialog(OUTGOING, [], "Sent as typed.", "", parent)
    dialog.show()

    assert not dialog.diff_view.isVisible()

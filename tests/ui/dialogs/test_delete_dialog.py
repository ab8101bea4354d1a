from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from scim_explorer.client.outgoing import Preview
from scim_explorer.ui.dialogs.delete_dialog import DeleteDialog
from scim_explorer.ui.dialogs.send_dialog import Outgoing
from tests.client.memory_log import profile


def test_that_it_names_what_goes_in_plain_text(qapp: object) -> None:
    parent = QWidget()
    preview = Preview("DELETE", "http://h/Users/1", (), None)
    outgoing = Outgoing(profile(), preview, "Delete?", "Delete in Acme staging", "")

    dialog = DeleteDialog(outgoing, 'This deletes "<b>Ann</b>".', parent)

    assert dialog.objectName() == "deleteDialog"
    assert dialog.sentence.text() == 'This deletes "<b>Ann</b>".'
    assert dialog.sentence.textFormat() == Qt.TextFormat.PlainText
    assert dialog.request_view.text().startswith("DELETE /Users/1 HTTP/1.1")
    delete(parent)

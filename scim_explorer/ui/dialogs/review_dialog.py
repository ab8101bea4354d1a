"""Review of a write: what will be different, and the exact request."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from scim_explorer.ui.dialogs.send_dialog import Outgoing, SendDialog
from scim_explorer.ui.models.comparison import ComparisonModel, ComparisonRow
from scim_explorer.ui.theme import SPACE_M, SPACE_XL
from scim_explorer.ui.widgets.comparison_view import ComparisonView
from scim_explorer.ui.widgets.plain_label import PlainLabel


class ReviewDialog(SendDialog):
    """Shows attribute, now and after above the exact request.

    Where the outcome cannot be told beforehand (a PATCH written by hand), ``note`` says so and the
    table is left out.
    """

    def __init__(
        self,
        outgoing: Outgoing,
        rows: Sequence[ComparisonRow],
        note: str,
        read_at: str,
        parent: QWidget,
    ) -> None:
        """Prepare the dialog; show it with ``open``.

        Args:
            outgoing: The write.
            rows: Attribute, now, after.
            note: One sentence above the table, or "".
            read_at: When "now" was read, as a time of day; "" when nothing was read.
            parent: The pane that asks.
        """
        content = QWidget()
        super().__init__(outgoing, content, parent)
        self.setObjectName("reviewDialog")
        now = self.tr("now (read {time})").format(time=read_at) if read_at else self.tr("now")
        model = ComparisonModel((self.tr("attribute"), now, self.tr("after")), self)
        model.set_rows(rows)
        self.diff_view = ComparisonView(content)
        self.diff_view.setObjectName("reviewDiff")
        self.diff_view.setAccessibleName(self.tr("Changes"))
        self.diff_view.setModel(model)
        self.diff_view.setVisible(bool(rows))
        note_label = PlainLabel(note, content, role="muted")
        note_label.setWordWrap(True)
        note_label.setContentsMargins(SPACE_XL, 0, SPACE_XL, SPACE_M)
        note_label.setVisible(bool(note))
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(note_label)
        column.addWidget(self.diff_view, 1)

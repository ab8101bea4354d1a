"""Help on the operator under the pointer, and with F1 on the one at the caret."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent
from PySide6.QtWidgets import QToolTip
from typing_extensions import override

from scim_explorer.protocol.filters.operator_help import HELP, help_at
from scim_explorer.ui.announce import announce
from scim_explorer.ui.editors.filter_edit import FilterEdit
from scim_explorer.ui.widgets.elided_label import plain_tip

_SHOWN_MS = 20_000


class OperatorTips(QObject):
    """Watches a ``FilterEdit``; what F1 shows is read out too."""

    def __init__(self, edit: FilterEdit, parent: QObject) -> None:
        super().__init__(parent)
        self._edit = edit
        edit.installEventFilter(self)
        edit.viewport().installEventFilter(self)
        edit.text_edited.connect(QToolTip.hideText)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            return self._show_at_pointer(event)
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F1 and not event.modifiers():
            if event.type() == QEvent.Type.KeyPress:
                self.show_at_caret()
            event.accept()
            return True
        return False

    def show_at_caret(self) -> None:
        """Show and read out help on the operator at the caret, else which there are."""
        found = help_at(self._edit.text(), self._edit.caret_offset())
        text = found[1].sentence() if found is not None else self._overview()
        place = self._edit.cursorRect().bottomLeft()
        where = self._edit.viewport().mapToGlobal(place)
        QToolTip.showText(where, plain_tip(text), self._edit, QRect(), _SHOWN_MS)
        announce(self._edit, text)

    def _show_at_pointer(self, event: QHelpEvent) -> bool:
        offset = self._offset_under(event.pos())
        found = help_at(self._edit.text(), offset) if offset is not None else None
        if found is None:
            QToolTip.hideText()
            return False
        QToolTip.showText(event.globalPos(), plain_tip(found[1].sentence()), self._edit)
        return True

    def _offset_under(self, place: QPoint) -> int | None:
        """Return the offset of the character under a place of the viewport."""
        cursor = self._edit.cursorForPosition(place)
        beside = self._edit.cursorRect(cursor)
        advance = self._edit.fontMetrics().horizontalAdvance("0")
        if (
            abs(beside.left() - place.x()) > advance
            or not beside.top() <= place.y() <= beside.bottom()
        ):
            return None
        return self._edit.offset_of(cursor.position())

    def _overview(self) -> str:
        words = " ".join(word for word in HELP if word.isalpha())
        return self.tr("Operators: {0}. F1 on one of them tells what it does.").format(words)

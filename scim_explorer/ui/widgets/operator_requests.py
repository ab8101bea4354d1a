"""The requests of the operator matrix before they are sent: every one, as it will leave."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from scim_explorer.checks.operators.plan import request_of
from scim_explorer.checks.operators.probe import Probe
from scim_explorer.ui.display import url_path_text, visible
from scim_explorer.ui.theme import SPACE_XS, mono_font, theme


class OperatorRequests(QListView):
    """Method, path and query of each request in their order; of a POST its body too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("operatorRequests")
        self.setAccessibleName(self.tr("Requests that would be sent"))
        self._lines = QStringListModel(self)
        self.setModel(self._lines)
        self.setUniformItemSizes(True)
        self.setSpacing(SPACE_XS)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        theme().changed.connect(self._set_font)
        self._set_font()

    def show_probes(self, probes: Sequence[Probe]) -> None:
        """Show what would be sent for these."""
        width = len(str(len(probes)))
        lines = enumerate(map(request_text, probes), 1)
        self._lines.setStringList([f"{number:>{width}}  {text}" for number, text in lines])
        self.setCurrentIndex(self._lines.index(0))

    def _set_font(self) -> None:
        self.setFont(mono_font())


def request_text(probe: Probe) -> str:
    """Return a request as it can be read: escapes decoded where that changes nothing."""
    request = request_of(probe)
    body = visible(request.body.decode("utf-8", "replace")) if request.body else ""
    return " ".join(filter(None, (request.method, url_path_text(request.target), body)))

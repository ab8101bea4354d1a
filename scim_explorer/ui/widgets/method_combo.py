"""How a query goes out: GET, GET with blanks as plus signs, or POST to ``/.search``."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from scim_explorer.ui.widgets.state import set_look
from scim_explorer.ui.widgets.value_combo import ValueCombo

_GET_PLUS = "GET+"


class MethodCombo(ValueCombo):
    """Tinted when it is not a plain GET.

    Signals:
        chosen: "GET" or "POST", and whether blanks of a GET are written as ``+``.
    """

    chosen = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("{0}", parent)
        self._plus = False
        self.setObjectName("methodCombo")
        self.setAccessibleName(self.tr("Method"))
        self.setToolTip(self.tr("Method"))
        for words, way, tip in (
            ("GET", "GET", self.tr("Blanks are written as %20")),
            ("GET +", _GET_PLUS, self.tr("Blanks are written as +, as Entra ID does")),
            ("POST", "POST", self.tr("The query goes as a body to /.search")),
        ):
            self.addItem(words, way)
            self.setItemData(self.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        self.activated.connect(self._choose)

    @override
    def minimumSizeHint(self) -> QSize:
        # "GE..." could be either GET: the sort attribute beside it is cut first.
        return self.sizeHint()

    def show_way(self, method: str, *, plus: bool) -> None:
        """Show a choice; nothing is emitted."""
        self._plus = plus
        way = _GET_PLUS if plus and method == "GET" else method
        with QSignalBlocker(self):
            self.setCurrentIndex(max(self.findData(way), 0))
        # Blocked signals leave the layout with the width of the value before.
        self.updateGeometry()
        set_look(self, "chip", way != "GET")

    def _choose(self) -> None:
        way = str(self.currentData())
        if way == "POST":
            self.chosen.emit("POST", self._plus)
        else:
            self.chosen.emit("GET", way == _GET_PLUS)

"""Which attributes the server is asked to send: ``attributes`` or ``excludedAttributes``."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from scim_explorer.client.urls import query
from scim_explorer.protocol.json_codec import dumps
from scim_explorer.ui.display import visible
from scim_explorer.ui.models.attribute_nodes import AttributeNode
from scim_explorer.ui.theme import SPACE_L, SPACE_M
from scim_explorer.ui.widget_font import set_mono_font
from scim_explorer.ui.widgets.attribute_picker import AttributePicker
from scim_explorer.ui.widgets.plain_label import PlainLabel

_WIDTH, _HEIGHT, _PREVIEW_LINES = 500, 620, 3
_DEFAULT, _ONLY, _WITHOUT = range(3)
_PARAMETERS = {_ONLY: "attributes", _WITHOUT: "excludedAttributes"}


class AttributesDialog(QDialog):
    """One of three ways, the attributes it is about, and what is sent (RFC 7644 section 3.9).

    Signals:
        chosen: ``attributes`` and ``excludedAttributes``, at most one of them filled.
    """

    chosen = Signal(tuple, tuple)

    def __init__(
        self,
        nodes: Sequence[AttributeNode],
        attributes: Sequence[str],
        excluded: Sequence[str],
        parent: QWidget | None = None,
        *,
        method: str = "GET",
    ) -> None:
        """Prepare the dialog.

        Args:
            nodes: The attributes to choose from.
            attributes: ``attributes`` as it is now.
            excluded: ``excludedAttributes`` as it is now.
            parent: Window it belongs to.
            method: "GET" or "POST", for how the parameter is written.
        """
        super().__init__(parent)
        self._method = method
        self.setObjectName("attributesDialog")
        self.setWindowTitle(self.tr("Attributes to ask for"))
        self.resize(_WIDTH, _HEIGHT)
        self.ways = QButtonGroup(self)
        for number, words in (
            (_DEFAULT, self.tr("The server's default set")),
            (_ONLY, self.tr("Only these (attributes)")),
            (_WITHOUT, self.tr("All but these (excludedAttributes)")),
        ):
            self.ways.addButton(QRadioButton(words, self), number)
        way = _ONLY if attributes else _WITHOUT if excluded else _DEFAULT
        self.ways.button(way).setChecked(True)
        self.picker = AttributePicker(nodes, tuple(attributes) or tuple(excluded), self)
        self.rule_label = PlainLabel("", self, role="muted")
        self.rule_label.setObjectName("attributesRule")
        self.rule_label.setAccessibleName(self.tr("What the server sends then"))
        self.rule_label.setWordWrap(True)
        self.preview = QPlainTextEdit(self)
        self.preview.setObjectName("attributesPreview")
        self.preview.setAccessibleName(self.tr("Parameter as it is sent"))
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        set_mono_font(self.preview)
        self._lay_out()
        self.ways.idToggled.connect(self._check)
        self.picker.model.ticked_changed.connect(self._check)
        self._check()

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.ok_button = QPushButton(self.tr("Ask again"), self)
        self.ok_button.setObjectName("attributesOkButton")
        self.ok_button.setProperty("filled", True)
        self.ok_button.setDefault(True)
        buttons.addButton(self.ok_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        row = QFontMetrics(self.preview.font()).lineSpacing()
        self.preview.setFixedHeight(_PREVIEW_LINES * row + 2 * SPACE_M)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        layout.setSpacing(SPACE_M)
        for button in self.ways.buttons():
            layout.addWidget(button)
        layout.addWidget(self.picker, 1)
        layout.addWidget(self.rule_label)
        layout.addWidget(self.preview)
        layout.addWidget(buttons)

    def _check(self) -> None:
        way, paths = self.ways.checkedId(), self.picker.model.ticked_paths()
        self.picker.setEnabled(way != _DEFAULT)
        self.ok_button.setEnabled(way == _DEFAULT or bool(paths))
        self.rule_label.setText(self._rule(way))
        is_sent = way != _DEFAULT and bool(paths)
        self.preview.setPlainText(self._written(way, paths) if is_sent else "")
        nothing = self.tr("Neither parameter is sent.")
        ticks = self.tr("Tick at least one attribute.")
        self.preview.setPlaceholderText(nothing if way == _DEFAULT else ticks)

    def _rule(self, way: int) -> str:
        """Return what the server has to send, in words."""
        if way == _ONLY:
            return self.tr(
                "The ticked attributes and those that are always sent; what is never sent stays "
                "away. The other parameter is left out: they exclude each other. "
                "RFC 7644 section 3.9."
            )
        if way == _WITHOUT:
            return self.tr(
                "The default set without the ticked attributes; what is always sent cannot be "
                "left out. The other parameter is left out: they exclude each other. "
                "RFC 7644 section 3.9."
            )
        return self.tr(
            "All attributes but those that are never sent or only when asked for. "
            "RFC 7643 section 7."
        )

    def _written(self, way: int, paths: Sequence[str]) -> str:
        """Return the parameter as it stands in the request."""
        name = _PARAMETERS[way]
        if self._method == "POST":
            return visible(f"{dumps(name)}:{dumps(list(paths))}")
        return query([(name, ",".join(paths))])

    def _accept(self) -> None:
        ticked, way = self.picker.model.ticked_paths(), self.ways.checkedId()
        self.chosen.emit(ticked if way == _ONLY else (), ticked if way == _WITHOUT else ())
        self.accept()

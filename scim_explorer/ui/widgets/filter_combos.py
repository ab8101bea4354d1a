"""The fields of the filter builder for attribute and operator."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCompleter, QStyleOptionViewItem, QWidget
from typing_extensions import override

from scim_explorer.protocol.filters.attributes import NOTHING_KNOWN, Attributes
from scim_explorer.protocol.filters.completion import OPERATOR_WORDS, operators_for
from scim_explorer.protocol.filters.conditions import proposed_paths
from scim_explorer.protocol.filters.syntax import Path
from scim_explorer.protocol.schema import Attribute
from scim_explorer.ui.display import visible
from scim_explorer.ui.widgets.elided_label import plain_tip
from scim_explorer.ui.widgets.path_delegate import PathDelegate
from scim_explorer.ui.widgets.steady_combo import SteadyCombo

_Index = QModelIndex | QPersistentModelIndex
_WORDS_ROLE = Qt.ItemDataRole.UserRole + 1
_MOST_VISIBLE = 16


class FilterPathCombo(SteadyCombo):
    """An attribute, chosen or typed: any path may be, since servers are tested too.

    Signals:
        path_edited: Another text was chosen, or typed and left.
    """

    path_edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attributes: Attributes = NOTHING_KNOWN
        self._offered: tuple[str, bool] | None = None
        self._shown = ""
        self.about = ""
        self.setObjectName("builderAttribute")
        self.setAccessibleName(self.tr("Attribute"))
        self.setEditable(True)
        self.setInsertPolicy(SteadyCombo.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(_MOST_VISIBLE)
        self.textActivated.connect(lambda _text: self._send())
        editor = self.lineEdit()
        if editor is not None:
            editor.editingFinished.connect(self._send)

    def take(self, attributes: Attributes) -> None:
        """Offer these attributes from now on."""
        self._attributes, self._offered = attributes, None

    def show_path(self, path: Path, inside: Path | None, *, for_elements: bool) -> None:
        """Show an attribute.

        Args:
            path: As it stands in the filter.
            inside: The value path it stands in.
            for_elements: Whether it is that of a value path itself.
        """
        self._shown = visible(path.text)
        offered = (inside.text if inside is not None else "", for_elements)
        with QSignalBlocker(self):
            if offered != self._offered:
                self._offered = offered
                self._offer(inside, for_elements=for_elements)
            self.setCurrentIndex(self.findText(self._shown))
            self.setEditText(self._shown)
        self.about = self._about(self._attributes.find(path, inside))
        self.setToolTip(plain_tip(visible(f"{path.text}: {self.about}")))

    def begin(self) -> None:
        """Take the focus, ready to be typed over."""
        self.setFocus()
        editor = self.lineEdit()
        if editor is not None:
            editor.selectAll()

    def forget_typed(self) -> None:
        """Show the attribute of the filter again."""
        self.setEditText(self._shown)

    def _send(self) -> None:
        if self.currentText() != self._shown:
            self.path_edited.emit(self.currentText())

    def _offer(self, inside: Path | None, *, for_elements: bool) -> None:
        self.clear()
        names = []
        for name, one in proposed_paths(self._attributes, inside, for_elements=for_elements):
            self.addItem(visible(name))
            tip = plain_tip(visible(self._about(one)))
            self.setItemData(self.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
            names.append(name)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        self.widen_list(names)

    def _about(self, attribute: Attribute | None) -> str:
        if attribute is None:
            known = self._attributes.is_known
            return self.tr("not in the schema") if known else self.tr("no schema to look it up in")
        words = attribute.type
        if attribute.multi_valued:
            words = self.tr("{0}, multi-valued").format(words)
        return f"{words}: {attribute.description}" if attribute.description else words


class _WordsDelegate(PathDelegate):
    """Adds in the list what the closed combo box has no room for."""

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        super().initStyleOption(option, index)
        words = index.data(_WORDS_ROLE)
        if isinstance(words, str) and words:
            option.text = f"{option.text}  {words}"


class FilterOperatorCombo(SteadyCombo):
    """The operators, those that fit the type of the attribute first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("builderOperator")
        self.setAccessibleName(self.tr("Operator"))
        self.setItemDelegate(_WordsDelegate(self))
        self.setMaxVisibleItems(_MOST_VISIBLE)

    def show_operator(self, current: str, attribute: Attribute | None) -> None:
        """Show an operator on what the schemas say about its attribute."""
        fitting = operators_for(attribute)
        others = [one for one in OPERATOR_WORDS if one not in fitting]
        kind = visible(attribute.type) if attribute is not None else ""
        texts = []
        with QSignalBlocker(self):
            self.clear()
            for operator in (*fitting, *others):
                words = OPERATOR_WORDS[operator]
                if operator in others:
                    words = self.tr("{0}; not for {1}").format(words, kind)
                self.addItem(operator, operator)
                for role in (_WORDS_ROLE, Qt.ItemDataRole.ToolTipRole):
                    self.setItemData(self.count() - 1, words, role)
                texts.append(f"{operator}  {words}")
            if others:
                self.insertSeparator(len(fitting))
            self.setCurrentIndex(self.findData(current))
        self.widen_list(texts)
        words = OPERATOR_WORDS.get(current, "")
        self.setToolTip(f"{current}: {words}")
        self.setAccessibleDescription(words)

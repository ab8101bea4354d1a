"""The queries that provisioning clients send, in a menu beside the filter."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from scim_explorer.protocol.filters.templates import GUID, Template, fill, templates_for
from scim_explorer.protocol.filters.values import Resource
from scim_explorer.protocol.json_codec import object_of
from scim_explorer.ui.display import visible
from scim_explorer.ui.icons import set_icon
from scim_explorer.ui.widgets.elided_label import plain_tip


def _nothing() -> bytes | None:
    return None


class FilterTemplates(QToolButton):
    """Offers what Entra ID, Okta and others ask of the resource type that is shown.

    Signals:
        chosen: A ``Template``, and it ``Filled`` with values of the current resource.
    """

    chosen = Signal(object, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._schema = ""
        self._resource: Callable[[], bytes | None] = _nothing
        self._client_menus: dict[str, QMenu] = {}
        words = self.tr("Queries that provisioning clients send")
        self.setObjectName("filterTemplatesButton")
        self.setAccessibleName(words)
        self.setToolTip(words)
        set_icon(self, "book-open")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.templates_menu = QMenu(self)
        self.setMenu(self.templates_menu)
        self.templates_menu.aboutToShow.connect(self._fill_menu)

    def take(self, schema: str, resource: Callable[[], bytes | None]) -> None:
        """Say what is shown.

        Args:
            schema: URN of the main schema of its type.
            resource: Returns the bytes of the current resource, None when there is none.
        """
        self._schema, self._resource = schema, resource

    def _fill_menu(self) -> None:
        for menu in self._client_menus.values():
            menu.deleteLater()
        self._client_menus.clear()
        self.templates_menu.clear()
        for template in templates_for(self._schema):
            menu = self._client_menus.get(template.client) or self._add_client(template.client)
            action = menu.addAction(template.title.replace("&", "&&"))
            action.setToolTip(self._tip(template))
            action.triggered.connect(partial(self._choose, template))
        if not self._client_menus:
            words = self.tr("None is known for this resource type")
            self.templates_menu.addAction(words).setEnabled(False)

    def _add_client(self, client: str) -> QMenu:
        menu = QMenu(client, self.templates_menu)
        menu.setToolTipsVisible(True)
        self.templates_menu.addMenu(menu)
        self._client_menus[client] = menu
        return menu

    def _choose(self, template: Template, *_checked: object) -> None:
        self.chosen.emit(template, fill(template, self._current(), str(uuid4())))

    def _current(self) -> Resource | None:
        raw = self._resource()
        return None if raw is None else object_of(raw)

    def _tip(self, template: Template) -> str:
        shown = fill(template, None, f"<{GUID}>").text
        parameters = (
            ("filter", shown),
            ("attributes", ",".join(template.attributes)),
            ("excludedAttributes", ",".join(template.excluded)),
            ("count", str(template.count or "")),
        )
        lines = [f"{name}={value}" for name, value in parameters if value]
        if template.plus and shown:
            lines.append(self.tr("Blanks are sent as plus signs."))
        if template.note:
            lines.append(template.note)
        lines.append(self.tr("Source: {0}").format(template.source))
        return plain_tip(visible("\n".join(lines), keep="\n"))

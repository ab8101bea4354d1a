"""Which proxy stands between this computer and an endpoint."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QWidget

from scim_explorer.client.environment_values import PROXY_VARIABLES, noticed_words, proxy_fault
from scim_explorer.profiles.profile import PROXY, Proxy, ProxyKind
from scim_explorer.profiles.profile_json import has_password
from scim_explorer.ui.widget_font import set_mono_font
from scim_explorer.ui.widgets.profile_form import ProfileForm
from scim_explorer.ui.widgets.secret_field import SecretField


class ProxyFields(QObject):
    """Section Proxy. That of the environment is named, and used only when chosen."""

    def __init__(
        self, form: ProfileForm, proxy: Proxy, environment: Mapping[str, str], owner: QWidget
    ) -> None:
        super().__init__(form)
        self._form = form
        form.add_section(self.tr("Proxy"))
        self.kind_combo = QComboBox(owner)
        self.kind_combo.setObjectName("proxyCombo")
        self.kind_combo.setAccessibleName(self.tr("Proxy"))
        for kind, words in (
            (ProxyKind.NONE, self.tr("None")),
            (ProxyKind.MANUAL, self.tr("This one")),
            (ProxyKind.ENVIRONMENT, self.tr("What the environment says")),
        ):
            self.kind_combo.addItem(words, kind.value)
        self.kind_combo.setCurrentIndex(self.kind_combo.findData(proxy.kind.value))
        form.add_field(self.tr("Proxy"), self.kind_combo)
        self._noticed = noticed_words(environment, PROXY_VARIABLES)
        self.environment_note = form.add_note()
        self.url_edit = form.add_line(self.tr("Proxy URL"), "proxyUrlEdit", proxy.url)
        self.url_edit.setPlaceholderText("http://proxy.example.com:3128")
        set_mono_font(self.url_edit)
        self.url_note = form.add_note()
        self.username_edit = form.add_line(self.tr("Proxy user"), "proxyUserEdit", proxy.username)
        self.username_edit.setPlaceholderText(self.tr("Only when the proxy asks for one"))
        self.password_field = SecretField(proxy.source, name="proxyPasswordEdit", parent=owner)
        self.password_field.set_words(self.tr("Proxy password"))
        form.add_field(self.tr("Password"), self.password_field)
        self.kind_combo.currentIndexChanged.connect(self.check)
        self.url_edit.textChanged.connect(self.check)
        self.username_edit.textChanged.connect(self.check)

    @property
    def kind(self) -> ProxyKind:
        return ProxyKind(self.kind_combo.currentData())

    def proxy(self) -> Proxy:
        """Return what the fields say."""
        is_manual = self.kind is ProxyKind.MANUAL
        return Proxy(
            self.kind,
            self.url_edit.text().strip() if is_manual else "",
            self.username_edit.text().strip() if is_manual else "",
            self.password_field.source(),
        )

    def secret_fields(self) -> dict[str, SecretField]:
        """Return the field of the password when there is a user, by slot."""
        has_user = self.kind is ProxyKind.MANUAL and bool(self.username_edit.text().strip())
        return {PROXY: self.password_field} if has_user else {}

    def problem(self) -> str:
        """Return why the proxy cannot be used, or ""."""
        if self.kind is not ProxyKind.MANUAL:
            return ""
        url = self.url_edit.text().strip()
        if has_password(url):
            return self.tr("The password has a field of its own, so that it goes to the keyring.")
        fault = proxy_fault(url)
        return f"{fault[0].upper()}{fault[1:]}." if fault else ""

    def check(self) -> None:
        """Show the fields that the choice needs."""
        is_manual = self.kind is ProxyKind.MANUAL
        self._form.say(self.environment_note, self._environment_words())
        self._form.setRowVisible(self.url_edit, is_manual)
        is_begun = bool(self.url_edit.text().strip())
        self._form.say(self.url_note, self.problem() if is_begun else "", "error")
        self._form.setRowVisible(self.username_edit, is_manual)
        self._form.setRowVisible(self.password_field, bool(self.secret_fields()))

    def _environment_words(self) -> str:
        if self.kind is ProxyKind.ENVIRONMENT:
            return self._noticed or self.tr("The environment names no proxy.")
        if self._noticed:
            return self.tr("Set in the environment and not used: {0}").format(self._noticed)
        return ""

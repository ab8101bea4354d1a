"""Which certificates count, and what the client shows of itself."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox, QWidget

from scim_explorer.client.environment_values import (
    CA_VARIABLES,
    KEY_LOG_VARIABLE,
    noticed_words,
)
from scim_explorer.profiles.profile import CERTIFICATE, Environment, Tls
from scim_explorer.ui.widgets.path_field import PathField
from scim_explorer.ui.widgets.profile_form import ProfileForm
from scim_explorer.ui.widgets.secret_field import SecretField


class TlsFields(QObject):
    """Section TLS. What the environment says is shown, and counts only when ticked."""

    def __init__(
        self, form: ProfileForm, tls: Tls, environment: Mapping[str, str], owner: QWidget
    ) -> None:
        super().__init__(form)
        self._form = form
        form.add_section(self.tr("TLS"))
        pem = self.tr("Certificates (*.pem *.crt *.cer)")
        self.ca_field = PathField(
            self.tr("Extra CA"), tls.ca_file, name="caFileEdit", filters=(pem,), parent=owner
        )
        self.ca_field.edit.setPlaceholderText(self.tr("Trusted beside those of this computer"))
        form.add_field(self.tr("Extra CA"), self.ca_field)
        self.ca_note = form.add_note()
        self.certificate_field = PathField(
            self.tr("Client certificate"),
            tls.certificate_file,
            name="certificateFileEdit",
            filters=(self.tr("Certificates (*.pem *.crt *.p12 *.pfx)"),),
            parent=owner,
        )
        self.certificate_field.edit.setPlaceholderText(self.tr("PEM, or PKCS#12 with its key"))
        form.add_field(self.tr("Client certificate"), self.certificate_field)
        self.certificate_note = form.add_note()
        self.key_field = PathField(
            self.tr("Its key"),
            tls.key_file,
            name="keyFileEdit",
            filters=(self.tr("Keys (*.pem *.key)"),),
            parent=owner,
        )
        self.key_field.edit.setPlaceholderText(self.tr("Only when it is in a file of its own"))
        form.add_field(self.tr("Its key"), self.key_field)
        self.key_note = form.add_note()
        self.passphrase_field = SecretField(tls.passphrase, name="passphraseEdit", parent=owner)
        self.passphrase_field.set_words(self.tr("Passphrase, if the key has one"))
        form.add_field(self.tr("Passphrase"), self.passphrase_field)
        self.unchecked_check = self._check(
            self.tr("Do not check the server's certificate"), "tlsUncheckedCheck", owner
        )
        self.unchecked_check.setChecked(not tls.verify)
        self.unchecked_note = form.add_note()
        self.environment_check = self._of_environment(
            self.tr("Also trust what the environment names: {0}"),
            "environmentCaCheck",
            noticed_words(environment, CA_VARIABLES) or ", ".join(CA_VARIABLES),
            owner,
        )
        self.environment_check.setChecked(tls.environment_ca)
        self.key_log_check = self._of_environment(
            self.tr("Write session keys to the file of the environment: {0}"),
            "keyLogCheck",
            noticed_words(environment, (KEY_LOG_VARIABLE,)) or KEY_LOG_VARIABLE,
            owner,
        )
        self.key_log_check.setChecked(tls.key_log)
        form.setRowVisible(
            self.environment_check,
            tls.environment_ca or bool(noticed_words(environment, CA_VARIABLES)),
        )
        form.setRowVisible(
            self.key_log_check, tls.key_log or bool(noticed_words(environment, (KEY_LOG_VARIABLE,)))
        )
        self._is_production = False
        for field in (self.ca_field, self.certificate_field, self.key_field):
            field.changed.connect(self.check)
        self.unchecked_check.toggled.connect(self.check)

    def tls(self) -> Tls:
        """Return what the fields say."""
        certificate = self.certificate_field.path
        return Tls(
            verify=not self.unchecked_check.isChecked(),
            ca_file=self.ca_field.path,
            certificate_file=certificate,
            key_file=self.key_field.path if certificate else "",
            passphrase=self.passphrase_field.source(),
            environment_ca=self.environment_check.isChecked(),
            key_log=self.key_log_check.isChecked(),
        )

    def secret_fields(self) -> dict[str, SecretField]:
        """Return the field of the passphrase when there is a key, by slot."""
        return {CERTIFICATE: self.passphrase_field} if self.certificate_field.path else {}

    def show_environment(self, environment: Environment) -> None:
        """Production is always checked."""
        self._is_production = environment is Environment.PROD
        self.unchecked_check.setEnabled(not self._is_production)
        self.check()

    def check(self) -> None:
        """Say what is wrong with the files, and what an unchecked certificate costs."""
        missing = self.tr("There is no such file.")
        self._form.say(self.ca_note, missing if self.ca_field.is_missing() else "", "error")
        is_given = bool(self.certificate_field.path)
        self._form.say(
            self.certificate_note,
            missing if self.certificate_field.is_missing() else "",
            "error",
        )
        has_key_inside = self.certificate_field.path.lower().endswith((".p12", ".pfx"))
        self._form.setRowVisible(self.key_field, is_given and not has_key_inside)
        self._form.setRowVisible(self.passphrase_field, is_given)
        key_missing = is_given and not has_key_inside and self.key_field.is_missing()
        self._form.say(self.key_note, missing if key_missing else "", "error")
        self._form.say(self.unchecked_note, self._price(), "error")

    def _price(self) -> str:
        if not self.unchecked_check.isChecked():
            return ""
        if self._is_production:
            return self.tr("Production is checked all the same.")
        return self.tr(
            "Anyone between here and the server can then read and change everything, the sign-in "
            "included. A red line says so as long as it is off."
        )

    def _check(self, words: str, name: str, owner: QWidget) -> QCheckBox:
        box = QCheckBox(words, owner)
        box.setObjectName(name)
        box.setAccessibleName(words)
        self._form.addRow("", box)
        return box

    def _of_environment(self, words: str, name: str, values: str, owner: QWidget) -> QCheckBox:
        return self._check(words.format(values), name, owner)

"""How a profile signs in, and the header fields it adds to each request."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QWidget

from scim_explorer.client.extra_headers import extra_header_problem
from scim_explorer.client.sign_in import masked_sign_in
from scim_explorer.profiles.profile import SIGN_IN, Auth, AuthKind, OAuth, Profile, SecretHeader
from scim_explorer.ui.widget_font import set_mono_font
from scim_explorer.ui.widgets.oauth_fields import OAuthFields
from scim_explorer.ui.widgets.profile_form import ProfileForm, typed_text
from scim_explorer.ui.widgets.secret_field import SecretField
from scim_explorer.ui.widgets.secret_headers import SecretHeaders


class SignInFields(QObject):
    """Section Sign-in."""

    def __init__(self, form: ProfileForm, profile: Profile, owner: QWidget) -> None:
        super().__init__(form)
        self._form = form
        self._profile = profile
        auth = profile.auth
        form.add_section(self.tr("Sign-in"))
        self.auth_combo = self._kinds(auth.kind, owner)
        form.add_field(self.tr("&Kind"), self.auth_combo)
        self.username_edit = form.add_line(self.tr("User na&me"), "usernameEdit", auth.username)
        self.header_name_edit = form.add_line(
            self.tr("Header na&me"), "authHeaderEdit", auth.header_name or "X-Api-Key"
        )
        self.oauth_fields = OAuthFields(form, auth.oauth, owner)
        self.secret_field = SecretField(auth.source, parent=owner)
        form.add_field(self.tr("Secre&t"), self.secret_field)
        self.secret_headers = SecretHeaders(profile.secret_headers, owner)
        form.add_field(self.tr("Secret headers"), self.secret_headers)
        self.secret_headers_note = form.add_note()
        self.headers_edit = form.add_text(
            self.tr("E&xtra headers"),
            "extraHeadersEdit",
            "\n".join(f"{name}: {value}" for name, value in profile.headers),
            mono=True,
        )
        self.headers_edit.setPlaceholderText("X-Tenant: acme")
        self.headers_note = form.add_note()
        self.preview_note = form.add_note()
        set_mono_font(self.preview_note)
        self.auth_combo.currentIndexChanged.connect(self.check)
        self.header_name_edit.textChanged.connect(self.check)
        self.secret_headers.changed.connect(self.check)
        self.headers_edit.textChanged.connect(self.check)

    def auth(self) -> Auth:
        """Return the sign-in as the fields say, without its secret."""
        kind = AuthKind(self.auth_combo.currentData())
        return Auth(
            kind,
            self.username_edit.text() if kind is AuthKind.BASIC else "",
            self.header_name_edit.text().strip() if kind is AuthKind.HEADER else "",
            self.secret_field.source(),
            self.oauth_fields.oauth() if kind is AuthKind.OAUTH else OAuth(),
        )

    def headers(self) -> tuple[tuple[str, str], ...]:
        """Return the extra header fields as typed; ``problem`` says what is wrong."""
        pairs = (line.partition(":") for line in self._lines())
        return tuple((name.strip(), value.strip()) for name, _, value in pairs if name.strip())

    def headers_with_secrets(self) -> tuple[SecretHeader, ...]:
        """Return the secret header fields, without their secrets."""
        return self.secret_headers.headers()

    def secret_fields(self) -> dict[str, SecretField]:
        """Return the fields of the secrets that this sign-in needs, by slot."""
        fields = self.secret_headers.secret_fields()
        if AuthKind(self.auth_combo.currentData()) is not AuthKind.NONE:
            fields[SIGN_IN] = self.secret_field
        return fields

    def problem(self) -> str:
        """Return why the sign-in cannot be saved as it is, or ""."""
        is_oauth = AuthKind(self.auth_combo.currentData()) is AuthKind.OAUTH
        of_token = self.oauth_fields.problem() if is_oauth else ""
        return self.header_problem() or self.secret_headers.problem() or of_token

    def header_problem(self) -> str:
        """Return why the extra headers cannot be saved, with the line, or ""."""
        for number, line in enumerate(self._lines(), start=1):
            name, colon, value = line.partition(":")
            problem = (
                extra_header_problem(name.strip(), value.strip())
                if colon
                else self.tr('A header is "Name: value".')
            )
            if problem:
                return f"{number}: {problem}"
        return ""

    def check(self) -> None:
        """Show the fields that the kind of sign-in needs, and what will be sent."""
        kind = AuthKind(self.auth_combo.currentData())
        self._form.setRowVisible(self.username_edit, kind is AuthKind.BASIC)
        self._form.setRowVisible(self.header_name_edit, kind is AuthKind.HEADER)
        self.oauth_fields.show(shown=kind is AuthKind.OAUTH)
        self._form.setRowVisible(self.secret_field, kind is not AuthKind.NONE)
        words = {
            AuthKind.BASIC: self.tr("Password"),
            AuthKind.HEADER: self.tr("Header value"),
            AuthKind.OAUTH: self.tr("Client secret"),
        }
        self.secret_field.set_words(words.get(kind, self.tr("Token")))
        self._form.say(self.headers_note, self.header_problem(), "error")
        self._form.say(self.secret_headers_note, self.secret_headers.problem(), "error")
        self._form.say(self.preview_note, self._preview())

    def _preview(self) -> str:
        shown = replace(
            self._profile, auth=self.auth(), secret_headers=self.secret_headers.headers()
        )
        fields = (*masked_sign_in(shown), *self.headers())
        return "\n".join(f"{name}: {value}" for name, value in fields)

    def _lines(self) -> list[str]:
        return [line for line in typed_text(self.headers_edit).split("\n") if line.strip()]

    def _kinds(self, chosen: AuthKind, owner: QWidget) -> QComboBox:
        combo = QComboBox(owner)
        combo.setObjectName("authCombo")
        combo.setAccessibleName(self.tr("Sign-in"))
        for kind, words in (
            (AuthKind.NONE, self.tr("None")),
            (AuthKind.BEARER, self.tr("Bearer token")),
            (AuthKind.BASIC, self.tr("User name and password (Basic)")),
            (AuthKind.HEADER, self.tr("A header of its own (API key)")),
            (AuthKind.OAUTH, self.tr("OAuth 2.0 client credentials")),
        ):
            combo.addItem(words, kind.value)
        combo.setCurrentIndex(combo.findData(chosen.value))
        return combo

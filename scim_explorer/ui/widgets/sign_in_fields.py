"""How a profile signs in, and the header fields it adds to each request."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QWidget

from scim_explorer.client.extra_headers import extra_header_problem
from scim_explorer.profiles.profile import (
    SIGN_IN,
    Auth,
    AuthKind,
    Profile,
    SecretKind,
    SecretSource,
)
from scim_explorer.ui.widgets.profile_form import ProfileForm, typed_text
from scim_explorer.ui.widgets.secret_field import SecretField


class SignInFields(QObject):
    """Section Sign-in."""

    def __init__(self, form: ProfileForm, profile: Profile, owner: QWidget) -> None:
        super().__init__(form)
        self._form = form
        auth = profile.auth
        form.add_section(self.tr("Sign-in"))
        self.auth_combo = QComboBox(owner)
        self.auth_combo.setObjectName("authCombo")
        self.auth_combo.setAccessibleName(self.tr("Sign-in"))
        for kind, words in (
            (AuthKind.NONE, self.tr("None")),
            (AuthKind.BEARER, self.tr("Bearer token")),
            (AuthKind.BASIC, self.tr("User name and password (Basic)")),
            (AuthKind.HEADER, self.tr("A header of its own (API key)")),
        ):
            self.auth_combo.addItem(words, kind.value)
        self.auth_combo.setCurrentIndex(self.auth_combo.findData(auth.kind.value))
        form.add_field(self.tr("&Kind"), self.auth_combo)
        self.username_edit = form.add_line(self.tr("User na&me"), "usernameEdit", auth.username)
        self.header_name_edit = form.add_line(
            self.tr("Header na&me"), "authHeaderEdit", auth.header_name or "X-Api-Key"
        )
        in_memory = auth.source.kind is SecretKind.SESSION
        self.secret_field = SecretField(session_only=in_memory, parent=owner)
        form.add_field(self.tr("Secre&t"), self.secret_field)
        self.headers_edit = form.add_text(
            self.tr("E&xtra headers"),
            "extraHeadersEdit",
            "\n".join(f"{name}: {value}" for name, value in profile.headers),
            mono=True,
        )
        self.headers_edit.setPlaceholderText("X-Tenant: acme")
        self.headers_note = form.add_note()
        self.auth_combo.currentIndexChanged.connect(self.check)
        self.headers_edit.textChanged.connect(self._check_headers)

    def auth(self) -> Auth:
        """Return the sign-in as the fields say, without its secret."""
        kind = AuthKind(self.auth_combo.currentData())
        return Auth(
            kind,
            self.username_edit.text() if kind is AuthKind.BASIC else "",
            self.header_name_edit.text().strip() if kind is AuthKind.HEADER else "",
            SecretSource(SecretKind.SESSION) if self.secret_field.session_only else SecretSource(),
        )

    def new_secrets(self) -> dict[str, str]:
        """Return what was typed, by slot."""
        secret = self.secret_field.new_secret()
        return {} if secret is None else {SIGN_IN: secret}

    def removed_secrets(self) -> frozenset[str]:
        """Return the slots whose stored secret shall go."""
        return frozenset({SIGN_IN} if self.secret_field.removes else ())

    def headers(self) -> tuple[tuple[str, str], ...]:
        """Return the extra header fields as typed; ``header_problem`` says what is wrong."""
        pairs = (line.partition(":") for line in self._lines())
        return tuple((name.strip(), value.strip()) for name, _, value in pairs if name.strip())

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
        """Show the fields that the kind of sign-in needs."""
        kind = AuthKind(self.auth_combo.currentData())
        self._form.setRowVisible(self.username_edit, kind is AuthKind.BASIC)
        self._form.setRowVisible(self.header_name_edit, kind is AuthKind.HEADER)
        self._form.setRowVisible(self.secret_field, kind is not AuthKind.NONE)
        words = {
            AuthKind.BASIC: self.tr("Password"),
            AuthKind.HEADER: self.tr("Header value"),
        }
        self.secret_field.set_words(words.get(kind, self.tr("Token")))
        self._check_headers()

    def _check_headers(self) -> None:
        self._form.say(self.headers_note, self.header_problem(), "error")

    def _lines(self) -> list[str]:
        return [line for line in typed_text(self.headers_edit).split("\n") if line.strip()]

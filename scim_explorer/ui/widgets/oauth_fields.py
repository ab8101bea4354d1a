"""OAuth 2.0 client credentials: where the token comes from, and what is asked for."""

from __future__ import annotations

from urllib.parse import urlsplit

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QWidget

from scim_explorer.client.oauth import check_token_url
from scim_explorer.problems import InputError
from scim_explorer.profiles.profile import OAuth
from scim_explorer.protocol.header_names import carries_secret
from scim_explorer.ui.widget_font import set_mono_font
from scim_explorer.ui.widgets.profile_form import ProfileForm, typed_text


class OAuthFields(QObject):
    """The rows of the sign-in that only OAuth has."""

    def __init__(self, form: ProfileForm, oauth: OAuth, owner: QWidget) -> None:
        super().__init__(form)
        self._form = form
        self._is_shown = False
        self.token_url_edit = form.add_line(self.tr("Token URL"), "tokenUrlEdit", oauth.token_url)
        self.token_url_edit.setPlaceholderText("https://login.example.com/oauth2/v2.0/token")
        set_mono_font(self.token_url_edit)
        self.token_url_note = form.add_note()
        self.client_id_edit = form.add_line(self.tr("Client id"), "clientIdEdit", oauth.client_id)
        self.scope_edit = form.add_line(self.tr("Scope"), "scopeEdit", oauth.scope)
        self.scope_edit.setPlaceholderText("scim.read scim.write")
        self.audience_edit = form.add_line(self.tr("Audience"), "audienceEdit", oauth.audience)
        self.extra_edit = form.add_text(
            self.tr("Extra fields"),
            "tokenFieldsEdit",
            "\n".join(f"{name}={value}" for name, value in oauth.extra),
            mono=True,
        )
        self.extra_edit.setPlaceholderText("resource=https://scim.example.com")
        self.extra_note = form.add_note()
        self.secret_place_combo = QComboBox(owner)
        self.secret_place_combo.setObjectName("secretPlaceCombo")
        self.secret_place_combo.setAccessibleName(self.tr("How the client secret is sent"))
        self.secret_place_combo.addItem(self.tr("Client secret in the header (HTTP Basic)"), False)
        self.secret_place_combo.addItem(self.tr("Client secret in the body"), True)
        self.secret_place_combo.setCurrentIndex(int(oauth.in_body))
        form.add_field(self.tr("Sent as"), self.secret_place_combo)
        self.token_url_edit.textChanged.connect(self.check)
        self.extra_edit.textChanged.connect(self.check)

    def oauth(self) -> OAuth:
        """Return what the fields say."""
        pairs = (line.partition("=") for line in self._lines())
        return OAuth(
            token_url=self.token_url_edit.text().strip(),
            client_id=self.client_id_edit.text().strip(),
            scope=self.scope_edit.text().strip(),
            audience=self.audience_edit.text().strip(),
            extra=tuple((name.strip(), value.strip()) for name, _, value in pairs if name.strip()),
            in_body=bool(self.secret_place_combo.currentData()),
        )

    def problem(self) -> str:
        """Return why the extra fields cannot be saved, with the line, or ""."""
        for number, line in enumerate(self._lines(), start=1):
            name, equals, _ = line.partition("=")
            if not equals or not name.strip():
                return self.tr('{0}: a field is "name=value".').format(str(number))
            if carries_secret(name):
                said = self.tr("{0}: {1} may carry a secret, and this field is saved as it is.")
                return said.format(str(number), name.strip())
        return ""

    def show(self, *, shown: bool) -> None:
        """Show the rows, or hide them."""
        self._is_shown = shown
        for field in (
            self.token_url_edit,
            self.client_id_edit,
            self.scope_edit,
            self.audience_edit,
            self.extra_edit,
            self.secret_place_combo,
        ):
            self._form.setRowVisible(field, shown)
        self.check()

    def check(self) -> None:
        """Say what is wrong with the fields as typed."""
        shown = self._is_shown
        self._form.say(self.token_url_note, self._url_problem() if shown else "", "error")
        self._form.say(self.extra_note, self.problem() if shown else "", "error")

    def _url_problem(self) -> str:
        text = self.token_url_edit.text().strip()
        if not text:
            return ""
        try:
            check_token_url(text)
        except InputError as error:
            return error.problem.detail
        host = urlsplit(text).hostname or ""
        if text.startswith("http://") and host not in {"127.0.0.1", "::1", "localhost"}:
            return self.tr("The client secret would travel unencrypted to {0}.").format(host)
        return ""

    def _lines(self) -> list[str]:
        return [line for line in typed_text(self.extra_edit).split("\n") if line.strip()]

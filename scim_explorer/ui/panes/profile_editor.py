"""Edit one saved endpoint. Wrong data can be saved: it is a draft until it is opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from scim_explorer.client.extra_headers import extra_header_problem
from scim_explorer.client.urls import check_base_url, first_urls
from scim_explorer.problems import InputError, Problem
from scim_explorer.profiles.environments import looks_like_production
from scim_explorer.profiles.profile import Auth, AuthKind, Environment, Profile
from scim_explorer.ui.theme import HEAD_PX, SPACE_L, SPACE_M, SPACE_XL, mono_font, ui_font
from scim_explorer.ui.widgets.limits_box import LimitsBox
from scim_explorer.ui.widgets.plain_label import PlainLabel
from scim_explorer.ui.widgets.problem_strip import ProblemStrip
from scim_explorer.ui.widgets.secret_field import SecretField
from scim_explorer.ui.widgets.state import set_state

_FIELD_PX = 480
_COLOURS = ("", "#0B5FBD", "#1A6B35", "#855400", "#B3261E", "#6B3FB8", "#0F6E67", "#4B5768")


@dataclass(frozen=True, slots=True)
class ProfileEdit:
    """What the editor asks to have saved.

    Attributes:
        profile: The profile as typed.
        secret: A new secret, or None to leave the stored one as it is.
        remove_secret: The stored secret shall go.
        open_after: Open the endpoint once it is saved.
    """

    profile: Profile
    secret: str | None
    remove_secret: bool
    open_after: bool


class ProfileEditor(QWidget):
    """Sections Address, Sign-in, Safety, Limits and Notes.

    Signals:
        save_requested: A ``ProfileEdit``.
    """

    save_requested = Signal(object)

    def __init__(
        self,
        profile: Profile,
        *,
        taken_names: Callable[[], Sequence[str]],
        parent: QWidget | None = None,
    ) -> None:
        """Show ``profile`` for editing.

        Args:
            profile: As saved, or a fresh one.
            taken_names: Names of the other profiles, asked for while typing.
            parent: Owner.
        """
        super().__init__(parent)
        self.setObjectName("profileEditor")
        self.setAccessibleName(self.tr("Profile"))
        self._profile = profile
        self._taken_names = taken_names
        self._production_answered = False

        self.problem_strip = ProblemStrip(self)
        self._build_address()
        self._build_sign_in()
        self._build_safety()
        self.limits_box = LimitsBox(profile.limits, self)
        self.notes_edit = QPlainTextEdit(profile.notes, self)
        self.notes_edit.setAccessibleName(self.tr("Notes"))
        self.notes_edit.setFixedHeight(self.notes_edit.fontMetrics().height() * 4)
        self.notes_edit.setTabChangesFocus(True)
        self._build_layout()

        self.url_edit.textChanged.connect(self._check_url)
        self.name_edit.textChanged.connect(self._check_name)
        self.auth_combo.currentIndexChanged.connect(self._show_auth)
        self.headers_edit.textChanged.connect(self._check_headers)
        self.environment_combo.currentIndexChanged.connect(self._answer_production)
        self.production_button.clicked.connect(self._set_production)
        self.not_production_button.clicked.connect(self._answer_production)
        self.save_button.clicked.connect(lambda: self._save(open_after=False))
        self.open_button.clicked.connect(lambda: self._save(open_after=True))
        self._show_auth()
        self._check_url()
        self._check_name()
        self._check_headers()
        set_state(self, "ready")
        self.setFocusProxy(self.name_edit if not profile.name else self.url_edit)

    @property
    def profile_id(self) -> str:
        return self._profile.id

    def edited(self) -> Profile:
        """Return the profile as the fields say."""
        kind = AuthKind(self.auth_combo.currentData())
        return replace(
            self._profile,
            name=self.name_edit.text().strip() or self.tr("Unnamed endpoint"),
            base_url=self.url_edit.text().strip(),
            auth=Auth(
                kind,
                self.username_edit.text() if kind is AuthKind.BASIC else "",
                self.header_name_edit.text().strip() if kind is AuthKind.HEADER else "",
            ),
            headers=self._typed_headers(),
            environment=Environment(self.environment_combo.currentData()),
            colour=self.colour_combo.currentData() or "",
            read_only=self.read_only_check.isChecked(),
            notes=self.notes_edit.document().toRawText().replace("\u2029", "\n"),
            limits=self.limits_box.limits(),
            session_only_secret=self.secret_field.session_only,
        )

    def show_secret_state(self, secret_state: str) -> None:
        """Show where the secret is, once the keyring has said; what was typed stays."""
        if self.secret_field.new_secret() is None:
            self.secret_field.show_state(secret_state)

    def show_saved(self, profile: Profile, secret_state: str) -> None:
        """Take over what was saved; the secret field is empty from now on."""
        self._profile = profile
        self.secret_field.show_state(secret_state)
        self.problem_strip.clear()
        self.saved_label.setText(self.tr("Saved"))
        set_state(self, "ready")

    def show_problem(self, problem: Problem) -> None:
        """Say why it was not saved; every field stays as typed."""
        self.saved_label.clear()
        self.problem_strip.show_problem(problem)
        set_state(self, "error")

    # --- sections ----------------------------------------------------------------

    def _build_address(self) -> None:
        profile = self._profile
        self.name_edit = self._line("profileNameEdit", self.tr("Name"), profile.name)
        self.name_edit.setPlaceholderText(self.tr("Acme staging"))
        self.name_note = self._note()
        self.url_edit = self._line("baseUrlEdit", self.tr("Base URL"), profile.base_url)
        self.url_edit.setPlaceholderText("https://scim.example.com/scim/v2")
        self.url_edit.setFont(mono_font())
        self.url_note = self._note()
        self.url_note.setFont(mono_font())
        # Each URL has a line of its own; wrapped, the label asks for the height of a narrow one.
        self.url_note.setWordWrap(False)

    def _build_sign_in(self) -> None:
        auth = self._profile.auth
        self.auth_combo = QComboBox(self)
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
        self.username_edit = self._line("usernameEdit", self.tr("User name"), auth.username)
        self.header_name_edit = self._line(
            "authHeaderEdit", self.tr("Header name"), auth.header_name or "X-Api-Key"
        )
        self.secret_field = SecretField(session_only=self._profile.session_only_secret, parent=self)
        self.headers_edit = QPlainTextEdit(
            "\n".join(f"{name}: {value}" for name, value in self._profile.headers), self
        )
        self.headers_edit.setObjectName("extraHeadersEdit")
        self.headers_edit.setAccessibleName(self.tr("Extra headers"))
        self.headers_edit.setPlaceholderText("X-Tenant: acme")
        self.headers_edit.setFont(mono_font())
        self.headers_edit.setFixedHeight(self.headers_edit.fontMetrics().height() * 4)
        self.headers_edit.setTabChangesFocus(True)
        self.headers_note = self._note()

    def _build_safety(self) -> None:
        profile = self._profile
        self.environment_combo = QComboBox(self)
        self.environment_combo.setObjectName("environmentCombo")
        self.environment_combo.setAccessibleName(self.tr("Environment"))
        for environment, words in (
            (Environment.DEV, self.tr("DEV: writes allowed")),
            (Environment.TEST, self.tr("TEST: writes allowed, deletes ask")),
            (Environment.PROD, self.tr("PROD: locked; each write is reviewed and confirmed")),
        ):
            self.environment_combo.addItem(words, environment.value)
        if profile.environment is Environment.DEMO:
            self.environment_combo.addItem(self.tr("DEMO"), Environment.DEMO.value)
        self.environment_combo.setCurrentIndex(
            self.environment_combo.findData(profile.environment.value)
        )
        self.production_question = QFrame(self)
        self.production_question.setProperty("tint", "warning")
        self.production_label = PlainLabel("", self.production_question)
        self.production_label.setWordWrap(True)
        self.production_button = QPushButton(self.tr("It is &production"), self)
        self.not_production_button = QPushButton(self.tr("It is n&ot"), self)
        row = QHBoxLayout(self.production_question)
        row.addWidget(self.production_label, 1)
        row.addWidget(self.production_button)
        row.addWidget(self.not_production_button)
        self.read_only_check = QCheckBox(self.tr("&Read-only: never send a write"), self)
        self.read_only_check.setObjectName("readOnlyCheck")
        self.read_only_check.setAccessibleName(self.tr("Read-only"))
        self.read_only_check.setChecked(profile.read_only)
        self.colour_combo = QComboBox(self)
        self.colour_combo.setObjectName("colourCombo")
        self.colour_combo.setAccessibleName(self.tr("Colour mark"))
        names = ("None", "Blue", "Green", "Amber", "Red", "Violet", "Teal", "Grey")
        for value, name in zip(_COLOURS, names, strict=True):
            self.colour_combo.addItem(self.tr(name), value)
        if profile.colour not in _COLOURS:
            self.colour_combo.addItem(profile.colour, profile.colour)
        self.colour_combo.setCurrentIndex(max(0, self.colour_combo.findData(profile.colour)))

    def _build_layout(self) -> None:
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self.form.setHorizontalSpacing(SPACE_L)
        self.form.setVerticalSpacing(SPACE_M)
        self._section(self.tr("Address"))
        self._row(self.tr("&Name"), self.name_edit)
        self.form.addRow("", self.name_note)
        self._row(self.tr("Base &URL"), self.url_edit)
        self.form.addRow("", self.url_note)
        self._section(self.tr("Sign-in"))
        self._row(self.tr("&Kind"), self.auth_combo)
        self._row(self.tr("User na&me"), self.username_edit)
        self._row(self.tr("&Header name"), self.header_name_edit)
        self._row(self.tr("Secre&t"), self.secret_field)
        self._row(self.tr("E&xtra headers"), self.headers_edit)
        self.form.addRow("", self.headers_note)
        self._fill_lower_sections()
        self._build_frame()

    def _fill_lower_sections(self) -> None:
        self._section(self.tr("Safety"))
        self._row(self.tr("&Environment"), self.environment_combo)
        self.form.addRow("", self.production_question)
        self.form.addRow("", self.read_only_check)
        self._row(self.tr("&Colour mark"), self.colour_combo)
        self._section(self.tr("Limits"))
        self.form.addRow("", self.limits_box)
        self._section(self.tr("Notes"))
        self.form.addRow("", self.notes_edit)

    def _build_frame(self) -> None:
        body = QWidget(self)
        body.setMaximumWidth(_FIELD_PX + 220)
        body.setLayout(self.form)
        self.form.setContentsMargins(SPACE_XL, SPACE_M, SPACE_XL, SPACE_XL)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(body)
        self.save_button = QPushButton(self.tr("&Save"), self)
        self.save_button.setObjectName("saveProfileButton")
        self.save_button.setAccessibleName(self.tr("Save profile"))
        self.open_button = QPushButton(self.tr("Save and o&pen"), self)
        self.open_button.setObjectName("openProfileButton")
        self.open_button.setAccessibleName(self.tr("Save profile and open the endpoint"))
        self.open_button.setProperty("filled", True)
        self.saved_label = PlainLabel("", self)
        self.saved_label.setProperty("role", "ok")
        foot_box = QWidget(self)
        foot_box.setMaximumWidth(_FIELD_PX + 220)
        foot = QHBoxLayout(foot_box)
        foot.setContentsMargins(SPACE_XL, SPACE_M, SPACE_XL, SPACE_M)
        foot.addWidget(self.saved_label, 1)
        foot.addWidget(self.save_button)
        foot.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.problem_strip)
        column.addWidget(scroll, 1)
        column.addWidget(foot_box)

    def _row(self, words: str, field: QWidget) -> None:
        label = PlainLabel(words, self)
        label.setBuddy(field)
        self.form.addRow(label, field)

    def _section(self, title: str) -> None:
        label = PlainLabel(title, self)
        label.setFont(ui_font(HEAD_PX, bold=True))
        label.setContentsMargins(0, SPACE_M, 0, 0)
        self.form.addRow(label)

    def _line(self, name: str, words: str, text: str) -> QLineEdit:
        edit = QLineEdit(text, self)
        edit.setObjectName(name)
        edit.setAccessibleName(words)
        return edit

    def _note(self) -> PlainLabel:
        note = PlainLabel("", self)
        note.setProperty("role", "muted")
        note.setWordWrap(True)
        return note

    # --- checks while typing -----------------------------------------------------

    def _check_url(self) -> None:
        text = self.url_edit.text().strip()
        host = ""
        if not text:
            self._say(self.url_note, "")
        else:
            try:
                base = check_base_url(text)
            except InputError as error:
                self._say(self.url_note, error.problem.detail, "error")
            else:
                host = base.host
                self._say(self.url_note, "\n".join(f"GET {url}" for url in first_urls(base)[:3]))
        asks = (
            looks_like_production(host)
            and not self._production_answered
            and text != self._profile.base_url
            and self.environment_combo.currentData() == Environment.TEST.value
        )
        self.production_label.setText(
            self.tr("%1 looks like a production system.").replace("%1", host)
        )
        self.form.setRowVisible(self.production_question, asks)

    def _check_name(self) -> None:
        name = self.name_edit.text().strip().casefold()
        taken = bool(name) and name in {other.casefold() for other in self._taken_names()}
        self._say(
            self.name_note, self.tr("Another endpoint has this name.") if taken else "", "error"
        )
        self.saved_label.clear()

    def _check_headers(self) -> None:
        problem = ""
        for number, line in enumerate(self._header_lines(), start=1):
            name, colon, value = line.partition(":")
            found = (
                extra_header_problem(name.strip(), value.strip())
                if colon
                else self.tr('A header is "Name: value".')
            )
            if found:
                problem = f"{number}: {found}"
                break
        self._say(self.headers_note, problem, "error")

    def _show_auth(self) -> None:
        kind = AuthKind(self.auth_combo.currentData())
        self.form.setRowVisible(self.username_edit, kind is AuthKind.BASIC)
        self.form.setRowVisible(self.header_name_edit, kind is AuthKind.HEADER)
        self.form.setRowVisible(self.secret_field, kind is not AuthKind.NONE)
        self.secret_field.set_words(
            {
                AuthKind.BASIC: self.tr("Password"),
                AuthKind.HEADER: self.tr("Header value"),
            }.get(kind, self.tr("Token"))
        )

    def _set_production(self) -> None:
        self.environment_combo.setCurrentIndex(
            self.environment_combo.findData(Environment.PROD.value)
        )
        self._answer_production()

    def _answer_production(self) -> None:
        self._production_answered = True
        self._check_url()

    def _say(self, note: PlainLabel, text: str, role: str = "muted") -> None:
        note.setText(text)
        note.setProperty("role", role)
        note.style().unpolish(note)
        note.style().polish(note)
        self.form.setRowVisible(note, bool(text))

    # --- saving ------------------------------------------------------------------

    def _header_lines(self) -> list[str]:
        text = self.headers_edit.document().toRawText().replace("\u2029", "\n")
        return [line for line in text.split("\n") if line.strip()]

    def _typed_headers(self) -> tuple[tuple[str, str], ...]:
        pairs = (line.partition(":") for line in self._header_lines())
        return tuple((name.strip(), value.strip()) for name, _, value in pairs if name.strip())

    def _save(self, *, open_after: bool) -> None:
        problem = self.headers_note.text()
        if problem and self.form.isRowVisible(self.headers_note):
            self.show_problem(
                Problem(
                    self.tr("Profile not saved"),
                    problem,
                    self.tr("A secret belongs under Sign-in, where it goes to the keyring."),
                )
            )
            return
        set_state(self, "loading")
        self.save_requested.emit(
            ProfileEdit(
                profile=self.edited(),
                secret=self.secret_field.new_secret(),
                remove_secret=self.secret_field.removes,
                open_after=open_after,
            )
        )

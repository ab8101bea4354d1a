"""Edit one saved endpoint. Wrong data can be saved: it is a draft until it is opened."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from scim_explorer.problems import Problem
from scim_explorer.profiles.profile import Profile
from scim_explorer.ui.profile_edit import ProfileEdit
from scim_explorer.ui.tasks import TaskScope
from scim_explorer.ui.theme import SPACE_M, SPACE_XL, theme
from scim_explorer.ui.widgets.address_fields import AddressFields
from scim_explorer.ui.widgets.limits_box import LimitsBox
from scim_explorer.ui.widgets.plain_label import PlainLabel
from scim_explorer.ui.widgets.problem_strip import ProblemStrip
from scim_explorer.ui.widgets.profile_form import ProfileForm, typed_text
from scim_explorer.ui.widgets.proxy_fields import ProxyFields
from scim_explorer.ui.widgets.safety_fields import SafetyFields
from scim_explorer.ui.widgets.secret_field import SecretField
from scim_explorer.ui.widgets.sign_in_fields import SignInFields
from scim_explorer.ui.widgets.state import set_state
from scim_explorer.ui.widgets.tls_fields import TlsFields

_WIDTH_PX = 700


class ProfileEditor(QWidget):
    """Sections Address, Sign-in, TLS, Proxy, Safety, Limits and Notes.

    Signals:
        save_requested: A ``ProfileEdit``.
        test_requested: The connection shall be looked at, with what is typed.
    """

    save_requested = Signal(object)
    test_requested = Signal()

    def __init__(
        self,
        profile: Profile,
        *,
        taken_names: Callable[[], Sequence[str]],
        environment: Mapping[str, str] = os.environ,
        parent: QWidget | None = None,
    ) -> None:
        """Show ``profile`` for editing.

        Args:
            profile: As saved, or a fresh one.
            taken_names: Names of the other profiles, asked for while typing.
            environment: What it says about proxies and certificates is shown.
            parent: Owner.
        """
        super().__init__(parent)
        self.setObjectName("profileEditor")
        self.setAccessibleName(self.tr("Profile"))
        self._profile = profile
        self._beside: QWidget | None = None
        self._sent: ProfileEdit | None = None
        # What is asked about this profile (the keyring, for one) ends with its tab.
        self.tasks = TaskScope(self)
        self.problem_strip = ProblemStrip(self)
        body = QWidget(self)
        form = ProfileForm(body)
        self.address = AddressFields(form, profile, taken_names)
        self.sign_in = SignInFields(form, profile, body)
        self.tls = TlsFields(form, profile.tls, environment, body)
        self.proxy = ProxyFields(form, profile.proxy, environment, body)
        self.safety = SafetyFields(form, profile, body)
        form.add_section(self.tr("Limits"))
        self.limits_box = LimitsBox(profile.limits, body)
        form.addRow("", self.limits_box)
        form.add_section(self.tr("Notes"))
        self.notes_edit = form.add_text(self.tr("N&otes"), "notesEdit", profile.notes)
        self._lay_out(body)

        self.address.host_changed.connect(self.safety.show_host)
        self.address.name_edit.textChanged.connect(self.saved_label.clear)
        self.test_button.clicked.connect(self._test)
        self.save_button.clicked.connect(lambda: self._save(open_after=False))
        self.open_button.clicked.connect(lambda: self._save(open_after=True))
        self.address.check()
        self.sign_in.check()
        self.proxy.check()
        self.tls.show_environment(self.safety.environment)
        self.safety.environment_combo.currentIndexChanged.connect(
            lambda _index: self.tls.show_environment(self.safety.environment)
        )
        set_state(self, "ready")
        self.setFocusProxy(self.address.url_edit if profile.name else self.address.name_edit)

    @property
    def profile_id(self) -> str:
        return self._profile.id

    def edited(self) -> Profile:
        """Return the profile as the fields say."""
        return replace(
            self._profile,
            name=self.address.name or self.tr("Unnamed endpoint"),
            base_url=self.address.base_url,
            auth=self.sign_in.auth(),
            headers=self.sign_in.headers(),
            secret_headers=self.sign_in.headers_with_secrets(),
            environment=self.safety.environment,
            colour=self.safety.colour,
            read_only=self.safety.read_only_check.isChecked(),
            notes=typed_text(self.notes_edit),
            limits=self.limits_box.limits(),
            tls=self.tls.tls(),
            proxy=self.proxy.proxy(),
        )

    def secret_fields(self) -> dict[str, SecretField]:
        """Return the fields of the secrets that the profile needs as typed, by slot."""
        own = (self.sign_in.secret_fields(), self.tls.secret_fields(), self.proxy.secret_fields())
        return {slot: field for fields in own for slot, field in fields.items()}

    def new_secrets(self) -> dict[str, str]:
        """Return the secrets that were typed, by slot."""
        typed = ((slot, field.new_secret()) for slot, field in self.secret_fields().items())
        return {slot: secret for slot, secret in typed if secret is not None}

    def removed_slots(self) -> frozenset[str]:
        """Return the slots whose stored secret shall go."""
        fields = self.secret_fields().items()
        return frozenset(slot for slot, field in fields if field.removes)

    def show_beside(self, widget: QWidget) -> None:
        """Show ``widget`` at the right of the fields."""
        if self._beside is not widget:
            self._beside = widget
            self._splitter.addWidget(widget)
        widget.show()
        half = self._splitter.width() // 2
        self._splitter.setSizes([half, half])

    def hide_beside(self) -> None:
        """Give the fields all the room again."""
        if self._beside is not None:
            self._beside.hide()
            self.test_button.setFocus()

    def show_secret_states(self, states: Mapping[str, str]) -> None:
        """Show where each secret is, once the keyring has said; what was typed stays."""
        self._show_states(states, [one for one in self._all_secret_fields() if not one.is_edited])

    def show_saved(self, edit: ProfileEdit, states: Mapping[str, str]) -> None:
        """Take over what was saved; secrets leave their fields when they were saved from here."""
        self._profile = edit.profile
        if edit is not self._sent:
            self.show_secret_states(states)
            return
        self._show_states(states, self._all_secret_fields())
        self.sign_in.secret_headers.take_names()
        self.problem_strip.clear()
        self.saved_label.setText(self.tr("Saved"))
        set_state(self, "ready")

    def show_problem(self, problem: Problem) -> None:
        """Say why it was not saved; every field stays as typed."""
        self.saved_label.clear()
        self.problem_strip.show_problem(problem)
        set_state(self, "error")

    def _show_states(self, states: Mapping[str, str], fields: Sequence[SecretField]) -> None:
        slots = {field: slot for slot, field in self.secret_fields().items()}
        for field in fields:
            field.show_state(states.get(slots.get(field, ""), "none"))

    def _all_secret_fields(self) -> tuple[SecretField, ...]:
        rows = (row.secret_field for row in self.sign_in.secret_headers.rows)
        return (
            self.sign_in.secret_field,
            *rows,
            self.tls.passphrase_field,
            self.proxy.password_field,
        )

    def _test(self) -> None:
        if not self._refused(self.tr("Connection not tested")):
            self.problem_strip.clear()
            self.test_requested.emit()

    def _refused(self, title: str) -> bool:
        """Say what stands where it would be stored or logged readably."""
        problem = self.sign_in.problem() or self.proxy.problem()
        if problem:
            hint = self.tr("A secret belongs under Sign-in, where it goes to the keyring.")
            self.show_problem(Problem(title, problem, hint))
        return bool(problem)

    def _save(self, *, open_after: bool) -> None:
        if self._refused(self.tr("Profile not saved")):
            return
        set_state(self, "loading")
        self._sent = ProfileEdit(
            profile=self.edited(),
            secrets=self.new_secrets(),
            removed=self.removed_slots(),
            open_after=open_after,
        )
        self.save_requested.emit(self._sent)

    def _lay_out(self, body: QWidget) -> None:
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(body)
        self.save_button = QPushButton(self.tr("&Save"), self)
        self.save_button.setObjectName("saveProfileButton")
        self.save_button.setAccessibleName(self.tr("Save profile"))
        self.open_button = QPushButton(self.tr("Save and open"), self)
        self.open_button.setObjectName("openProfileButton")
        self.open_button.setAccessibleName(self.tr("Save profile and open the endpoint"))
        self.open_button.setProperty("filled", True)
        self.test_button = QPushButton(self.tr("&Test"), self)
        self.test_button.setObjectName("testButton")
        self.test_button.setAccessibleName(self.tr("Test the connection as typed"))
        self.test_button.setToolTip(self.tr("Looks at the connection with what is typed here."))
        self.saved_label = PlainLabel("", self)
        self.saved_label.setProperty("role", "ok")
        foot_box = QWidget(self)
        foot = QHBoxLayout(foot_box)
        foot.setContentsMargins(SPACE_XL, SPACE_M, SPACE_XL, SPACE_M)
        foot.addWidget(self.saved_label, 1)
        foot.addWidget(self.test_button)
        foot.addWidget(self.save_button)
        foot.addWidget(self.open_button)

        self._columns = (body, foot_box)
        theme().changed.connect(self._fit)
        self._fit()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.problem_strip)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(scroll)
        column.addWidget(self._splitter, 1)
        column.addWidget(foot_box)

    def _fit(self) -> None:
        for column in self._columns:
            column.setMaximumWidth(theme().pixels(_WIDTH_PX))

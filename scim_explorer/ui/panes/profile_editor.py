"""Edit one saved endpoint. Wrong data can be saved: it is a draft until it is opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

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
from scim_explorer.ui.widgets.safety_fields import SafetyFields
from scim_explorer.ui.widgets.sign_in_fields import SignInFields
from scim_explorer.ui.widgets.state import set_state

_WIDTH_PX = 700


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
        # What is asked about this profile (the keyring, for one) ends with its tab.
        self.tasks = TaskScope(self)
        self.problem_strip = ProblemStrip(self)
        body = QWidget(self)
        form = ProfileForm(body)
        self.address = AddressFields(form, profile, taken_names)
        self.sign_in = SignInFields(form, profile, body)
        self.safety = SafetyFields(form, profile, body)
        form.add_section(self.tr("Limits"))
        self.limits_box = LimitsBox(profile.limits, body)
        form.addRow("", self.limits_box)
        form.add_section(self.tr("Notes"))
        self.notes_edit = form.add_text(self.tr("N&otes"), "notesEdit", profile.notes)
        self._lay_out(body)

        self.address.host_changed.connect(self.safety.show_host)
        self.address.name_edit.textChanged.connect(self.saved_label.clear)
        self.save_button.clicked.connect(lambda: self._save(open_after=False))
        self.open_button.clicked.connect(lambda: self._save(open_after=True))
        self.address.check()
        self.sign_in.check()
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
            environment=self.safety.environment,
            colour=self.safety.colour,
            read_only=self.safety.read_only_check.isChecked(),
            notes=typed_text(self.notes_edit),
            limits=self.limits_box.limits(),
        )

    def show_secret_state(self, secret_state: str) -> None:
        """Show where the secret is, once the keyring has said; what was typed stays."""
        if self.sign_in.secret_field.new_secret() is None:
            self.sign_in.secret_field.show_state(secret_state)

    def show_saved(self, profile: Profile, secret_state: str) -> None:
        """Take over what was saved; the secret field is empty from now on."""
        self._profile = profile
        self.sign_in.secret_field.show_state(secret_state)
        self.problem_strip.clear()
        self.saved_label.setText(self.tr("Saved"))
        set_state(self, "ready")

    def show_problem(self, problem: Problem) -> None:
        """Say why it was not saved; every field stays as typed."""
        self.saved_label.clear()
        self.problem_strip.show_problem(problem)
        set_state(self, "error")

    def _save(self, *, open_after: bool) -> None:
        problem = self.sign_in.header_problem()
        if problem:
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
                secrets=self.sign_in.new_secrets(),
                removed=self.sign_in.removed_secrets(),
                open_after=open_after,
            )
        )

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
        self.saved_label = PlainLabel("", self)
        self.saved_label.setProperty("role", "ok")
        foot_box = QWidget(self)
        foot = QHBoxLayout(foot_box)
        foot.setContentsMargins(SPACE_XL, SPACE_M, SPACE_XL, SPACE_M)
        foot.addWidget(self.saved_label, 1)
        foot.addWidget(self.save_button)
        foot.addWidget(self.open_button)

        self._columns = (body, foot_box)
        theme().changed.connect(self._fit)
        self._fit()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.problem_strip)
        column.addWidget(scroll, 1)
        column.addWidget(foot_box)

    def _fit(self) -> None:
        for column in self._columns:
            column.setMaximumWidth(theme().pixels(_WIDTH_PX))

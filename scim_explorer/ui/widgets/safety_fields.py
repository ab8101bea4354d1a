"""Which system a profile stands for, and what may be sent to it."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QPushButton, QWidget

from scim_explorer.client.urls import check_base_url
from scim_explorer.problems import InputError
from scim_explorer.profiles.environments import looks_like_production
from scim_explorer.profiles.profile import Environment, Profile
from scim_explorer.ui.widgets.plain_label import PlainLabel
from scim_explorer.ui.widgets.profile_form import ProfileForm

_COLOURS = ("", "#0B5FBD", "#1A6B35", "#855400", "#B3261E", "#6B3FB8", "#0F6E67", "#4B5768")


def host_of(base_url: str) -> str:
    """Return the host of a base URL, "" where it has none."""
    try:
        return check_base_url(base_url).host
    except InputError:
        return ""


class SafetyFields(QObject):
    """Section Safety. A host that looks like production is asked about once."""

    def __init__(self, form: ProfileForm, profile: Profile, owner: QWidget) -> None:
        super().__init__(form)
        self._form = form
        self._host = ""
        # What was saved was decided on: its host is not asked about again.
        self._saved_host = host_of(profile.base_url)
        self.is_answered = False
        form.add_section(self.tr("Safety"))
        self.environment_combo = self._environments(profile, owner)
        form.add_field(self.tr("Env&ironment"), self.environment_combo)
        self.question = self._question(owner)
        form.addRow("", self.question)
        self.read_only_check = QCheckBox(self.tr("Rea&d-only: never send a write"), owner)
        self.read_only_check.setObjectName("readOnlyCheck")
        self.read_only_check.setAccessibleName(self.tr("Read-only"))
        self.read_only_check.setChecked(profile.read_only)
        form.addRow("", self.read_only_check)
        self.colour_combo = self._colours(profile, owner)
        form.add_field(self.tr("&Colour mark"), self.colour_combo)
        self.environment_combo.currentIndexChanged.connect(self._answer)
        self.yes_button.clicked.connect(self._set_production)
        self.no_button.clicked.connect(self._answer)

    @property
    def environment(self) -> Environment:
        return Environment(self.environment_combo.currentData())

    @property
    def colour(self) -> str:
        return self.colour_combo.currentData() or ""

    def show_host(self, host: str) -> None:
        """Ask about another host if it looks like production and nothing was decided yet."""
        self._host = host
        asks = (
            not self.is_answered
            and host != self._saved_host
            and looks_like_production(host)
            and self.environment is Environment.TEST
        )
        self._label.setText(self.tr("{0} looks like a production system.").format(host))
        self._form.setRowVisible(self.question, asks)

    def _answer(self) -> None:
        self.is_answered = True
        self.show_host(self._host)

    def _set_production(self) -> None:
        place = self.environment_combo.findData(Environment.PROD.value)
        self.environment_combo.setCurrentIndex(place)
        self._answer()

    def _environments(self, profile: Profile, owner: QWidget) -> QComboBox:
        combo = QComboBox(owner)
        combo.setObjectName("environmentCombo")
        combo.setAccessibleName(self.tr("Environment"))
        for environment, words in (
            (Environment.DEV, self.tr("DEV: writes allowed")),
            (Environment.TEST, self.tr("TEST: writes allowed, deletes ask")),
            (Environment.PROD, self.tr("PROD: locked; each write is reviewed and confirmed")),
        ):
            combo.addItem(words, environment.value)
        if profile.environment is Environment.DEMO:
            combo.addItem(self.tr("DEMO"), Environment.DEMO.value)
        combo.setCurrentIndex(combo.findData(profile.environment.value))
        return combo

    def _colours(self, profile: Profile, owner: QWidget) -> QComboBox:
        combo = QComboBox(owner)
        combo.setObjectName("colourCombo")
        combo.setAccessibleName(self.tr("Colour mark"))
        names = ("None", "Blue", "Green", "Amber", "Red", "Violet", "Teal", "Grey")
        for value, name in zip(_COLOURS, names, strict=True):
            combo.addItem(self.tr(name), value)
        if profile.colour not in _COLOURS:
            combo.addItem(profile.colour, profile.colour)
        combo.setCurrentIndex(max(0, combo.findData(profile.colour)))
        return combo

    def _question(self, owner: QWidget) -> QFrame:
        frame = QFrame(owner)
        frame.setProperty("tint", "warning")
        self._label = PlainLabel("", frame)
        self._label.setWordWrap(True)
        self.yes_button = QPushButton(self.tr("It is &production"), frame)
        self.no_button = QPushButton(self.tr("It is not"), frame)
        row = QHBoxLayout(frame)
        row.addWidget(self._label, 1)
        row.addWidget(self.yes_button)
        row.addWidget(self.no_button)
        return frame

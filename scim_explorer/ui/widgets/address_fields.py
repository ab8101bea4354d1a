"""Name and base URL of a profile, checked as they are typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from scim_explorer.client.urls import check_base_url, first_urls
from scim_explorer.problems import InputError
from scim_explorer.profiles.profile import Profile
from scim_explorer.ui.widget_font import set_mono_font
from scim_explorer.ui.widgets.profile_form import ProfileForm

_SHOWN_URLS = 3


class AddressFields(QObject):
    """Section Address.

    Signals:
        host_changed: The host of the base URL, "" while it cannot be read.
    """

    host_changed = Signal(str)

    def __init__(
        self, form: ProfileForm, profile: Profile, taken_names: Callable[[], Sequence[str]]
    ) -> None:
        super().__init__(form)
        self._form = form
        self._taken_names = taken_names
        form.add_section(self.tr("Address"))
        self.name_edit = form.add_line(self.tr("N&ame"), "profileNameEdit", profile.name)
        self.name_edit.setPlaceholderText(self.tr("Acme staging"))
        self.name_note = form.add_note()
        self.url_edit = form.add_line(self.tr("Base &URL"), "baseUrlEdit", profile.base_url)
        self.url_edit.setPlaceholderText("https://scim.example.com/scim/v2")
        set_mono_font(self.url_edit)
        self.url_note = form.add_note()
        set_mono_font(self.url_note)
        # Each URL has a line of its own; wrapped, the label asks for the height of a narrow one.
        self.url_note.setWordWrap(False)
        # Beside the doctor there is less room: rather the end of a URL goes than that of a field.
        self.url_note.setMinimumWidth(1)
        self.name_edit.textChanged.connect(self._check_name)
        self.url_edit.textChanged.connect(self._check_url)

    @property
    def name(self) -> str:
        return self.name_edit.text().strip()

    @property
    def base_url(self) -> str:
        return self.url_edit.text().strip()

    def check(self) -> None:
        """Look at both fields as they are."""
        self._check_name()
        self._check_url()

    def _check_name(self) -> None:
        wanted = self.name.casefold()
        taken = bool(wanted) and wanted in {other.casefold() for other in self._taken_names()}
        words = self.tr("Another endpoint has this name.") if taken else ""
        self._form.say(self.name_note, words, "error")

    def _check_url(self) -> None:
        if not self.base_url:
            self._form.say(self.url_note, "")
            self.host_changed.emit("")
            return
        try:
            base = check_base_url(self.base_url)
        except InputError as error:
            self._form.say(self.url_note, error.problem.detail, "error")
            self.host_changed.emit("")
            return
        urls = first_urls(base)[:_SHOWN_URLS]
        self._form.say(self.url_note, "\n".join(f"GET {url}" for url in urls))
        self.host_changed.emit(base.host)

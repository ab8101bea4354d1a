from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from scim_explorer.exchanges.redact import MASK
from scim_explorer.problems import Problem
from scim_explorer.profiles.profile import (
    CERTIFICATE,
    PROXY,
    SIGN_IN,
    Auth,
    AuthKind,
    Environment,
    Limits,
    OAuth,
    Profile,
    Proxy,
    ProxyKind,
    SecretHeader,
    SecretKind,
    SecretSource,
    Tls,
    header_slot,
)
from scim_explorer.ui.panes.profile_editor import ProfileEditor
from scim_explorer.ui.profile_edit import ProfileEdit

FRESH = Profile("p1", "", "", auth=Auth(AuthKind.BEARER))
FULL = Profile(
    "p1",
    "Acme & Söhne <b>",
    "https://scim.staging.example/v2",
    auth=Auth(AuthKind.BASIC, "me", source=SecretSource(SecretKind.SESSION)),
    headers=(("X-Tenant", "7"), ("X-Tenant", "a: b")),
    environment=Environment.PROD,
    colour="#6B3FB8",
    read_only=True,
    notes="two\nlines, and a space\u00a0that does not break",
    position=3,
    limits=Limits(page_size=7, total_s=1.5),
)

SECURED = replace(
    FULL,
    auth=Auth(
        AuthKind.OAUTH,
        source=SecretSource(SecretKind.COMMAND, "op read 'op://a b/c'"),
        oauth=OAuth(
            "https://login.example/token", "me", "a b", "aud", (("resource", "x=y"),), in_body=True
        ),
    ),
    secret_headers=(
        SecretHeader("X-Key"),
        SecretHeader("X-Other", SecretSource(SecretKind.VARIABLE, "OTHER")),
    ),
    environment=Environment.TEST,
    tls=Tls(
        verify=False,
        ca_file="ca.pem",
        certificate_file="me.pem",
        key_file="me.key",
        passphrase=SecretSource(SecretKind.SESSION),
        environment_ca=True,
        key_log=True,
    ),
    proxy=Proxy(ProxyKind.MANUAL, "http://proxy:3128", "me"),
)


class Editing:
    """An editor on the screen, and what it asked to have saved."""

    def __init__(self, profile: Profile, taken: tuple[str, ...] = ()) -> None:
        self.editor = ProfileEditor(profile, taken_names=lambda: taken)
        self.asked: list[ProfileEdit] = []
        self.editor.save_requested.connect(self.asked.append)
        self.editor.resize(900, 800)
        self.editor.show()

    def type(self, field: QLineEdit, text: str) -> None:
        field.selectAll()
        QTest.keyClicks(field, text)

    def choose(self, environment: Environment) -> None:
        combo = self.editor.safety.environment_combo
        combo.setCurrentIndex(combo.findData(environment.value))

    def sign_in_by(self, kind: AuthKind) -> None:
        combo = self.editor.sign_in.auth_combo
        combo.setCurrentIndex(combo.findData(kind.value))

    @property
    def question_shown(self) -> bool:
        return self.editor.safety.question.isVisible()


@pytest.fixture
def fresh(qtbot: QtBot) -> Editing:
    made = Editing(FRESH, ("Taken",))
    qtbot.addWidget(made.editor)
    return made


@pytest.mark.parametrize(
    "profile",
    [
        FULL,
        replace(FULL, auth=Auth(AuthKind.HEADER, header_name="X-Key"), headers=()),
        replace(FULL, auth=Auth(AuthKind.NONE), environment=Environment.DEMO, read_only=False),
        replace(FULL, auth=Auth(AuthKind.BEARER), environment=Environment.DEV, colour="#123456"),
        SECURED,
    ],
    ids=["basic", "header", "demo", "a colour of another program", "oauth, tls and proxy"],
)
def test_that_an_untouched_profile_is_saved_as_it_was(qtbot: QtBot, profile: Profile) -> None:
    editing = Editing(profile)
    qtbot.addWidget(editing.editor)

    editing.editor.save_button.click()

    assert [edit.profile for edit in editing.asked] == [profile]


def test_that_a_new_profile_takes_what_is_typed(fresh: Editing) -> None:
    editor = fresh.editor
    fresh.type(editor.address.name_edit, " Acme staging ")
    fresh.type(editor.address.url_edit, " http://127.0.0.1:8080/scim/v2 ")
    fresh.type(editor.sign_in.secret_field.edit, "t0k3n")

    editor.open_button.click()

    (edit,) = fresh.asked
    assert (edit.profile.name, edit.profile.base_url) == (
        "Acme staging",
        "http://127.0.0.1:8080/scim/v2",
    )
    assert edit.profile.environment is Environment.TEST
    assert edit.secrets == {SIGN_IN: "t0k3n"}
    assert edit.open_after
    assert not edit.removed


def test_that_no_secret_typed_leaves_the_stored_one(fresh: Editing) -> None:
    fresh.editor.show_secret_states({SIGN_IN: "stored"})

    fresh.editor.save_button.click()

    assert not fresh.asked[0].secrets
    assert not fresh.asked[0].removed


def test_that_the_first_three_urls_stand_below_the_base_url(fresh: Editing) -> None:
    fresh.type(fresh.editor.address.url_edit, "https://scim.staging.example/v2/")

    assert fresh.editor.address.url_note.text().split("\n") == [
        "GET https://scim.staging.example/v2/ServiceProviderConfig",
        "GET https://scim.staging.example/v2/ResourceTypes",
        "GET https://scim.staging.example/v2/Schemas",
    ]


@pytest.mark.parametrize("text", ["scim.example/v2", "ftp://scim.example", "https://a b/"])
def test_that_a_wrong_base_url_is_said_and_saved_all_the_same(fresh: Editing, text: str) -> None:
    fresh.type(fresh.editor.address.url_edit, text)

    fresh.editor.save_button.click()

    assert fresh.editor.address.url_note.isVisible()
    assert fresh.editor.address.url_note.property("role") == "error"
    assert fresh.asked[0].profile.base_url == text


@pytest.mark.parametrize("environment", list(Environment)[:3])
def test_that_a_host_like_production_is_asked_about_while_it_is_test(
    fresh: Editing, environment: Environment
) -> None:
    fresh.choose(environment)
    fresh.editor.safety.is_answered = False

    fresh.type(fresh.editor.address.url_edit, "https://scim.acme.com/v2")

    assert fresh.question_shown == (environment is Environment.TEST)


def test_that_yes_makes_it_production(fresh: Editing) -> None:
    fresh.type(fresh.editor.address.url_edit, "https://scim.acme.com/v2")

    fresh.editor.safety.yes_button.click()

    assert fresh.editor.edited().environment is Environment.PROD
    assert not fresh.question_shown


def test_that_no_is_asked_once(fresh: Editing) -> None:
    fresh.type(fresh.editor.address.url_edit, "https://scim.acme.com/v2")

    fresh.editor.safety.no_button.click()
    fresh.type(fresh.editor.address.url_edit, "https://scim.other.com/v2")

    assert fresh.editor.edited().environment is Environment.TEST
    assert not fresh.question_shown


def test_that_a_saved_profile_is_not_asked_about_again(qtbot: QtBot) -> None:
    editing = Editing(replace(FRESH, name="Acme", base_url="https://scim.acme.com/v2"))
    qtbot.addWidget(editing.editor)

    assert not editing.question_shown


@pytest.mark.parametrize("host", ["scim.test.acme.com", "localhost", "10.0.0.7"])
def test_that_no_other_host_is_asked_about(fresh: Editing, host: str) -> None:
    fresh.type(fresh.editor.address.url_edit, f"https://{host}/v2")

    assert not fresh.question_shown


@pytest.mark.parametrize(
    ("kind", "shown", "secret_words"),
    [
        (AuthKind.NONE, set(), ""),
        (AuthKind.BEARER, {"tokenEdit"}, "Token"),
        (AuthKind.BASIC, {"tokenEdit", "usernameEdit"}, "Password"),
        (AuthKind.HEADER, {"tokenEdit", "authHeaderEdit"}, "Header value"),
        (AuthKind.OAUTH, {"tokenEdit", "tokenUrlEdit", "clientIdEdit"}, "Client secret"),
    ],
)
def test_that_each_sign_in_shows_its_own_fields(
    fresh: Editing, kind: AuthKind, shown: set[str], secret_words: str
) -> None:
    fresh.editor.show_secret_states({})

    fresh.sign_in_by(kind)

    fields = {"tokenEdit", "usernameEdit", "authHeaderEdit", "tokenUrlEdit", "clientIdEdit"}
    edits = fresh.editor.findChildren(QLineEdit)
    assert {edit.objectName() for edit in edits if edit.isVisible()} & fields == shown
    assert (
        not secret_words or fresh.editor.sign_in.secret_field.edit.accessibleName() == secret_words
    )


def test_that_a_name_that_is_taken_is_said_while_typing(fresh: Editing) -> None:
    fresh.type(fresh.editor.address.name_edit, "taken")

    assert fresh.editor.address.name_note.text() == "Another endpoint has this name."


@pytest.mark.parametrize(
    "line", ["no colon", "Authorization: Bearer t0k3n", "X-A: b\nCookie: c", "Bad Name: x"]
)
def test_that_a_header_that_cannot_be_sent_or_is_secret_is_not_saved(
    fresh: Editing, line: str
) -> None:
    fresh.editor.sign_in.headers_edit.setPlainText(line)

    fresh.editor.save_button.click()

    assert fresh.asked == []
    assert fresh.editor.sign_in.headers_note.text().startswith(f"{line.count(chr(10)) + 1}: ")
    assert fresh.editor.property("state") == "error"
    assert fresh.editor.sign_in.headers_edit.toPlainText() == line


def test_that_saving_empties_the_secret_field_and_says_where_it_is(fresh: Editing) -> None:
    fresh.type(fresh.editor.sign_in.secret_field.edit, "t0k3n")

    fresh.editor.save_button.click()
    fresh.editor.show_saved(fresh.asked[-1], {SIGN_IN: "stored"})

    assert fresh.editor.sign_in.secret_field.edit.text() == ""
    assert fresh.editor.sign_in.secret_field.state_label.text() == "stored in keyring"
    assert fresh.editor.saved_label.text() == "Saved"
    assert fresh.editor.property("state") == "ready"


def test_that_a_failure_clears_no_field(fresh: Editing) -> None:
    fresh.type(fresh.editor.address.name_edit, "Acme")
    fresh.type(fresh.editor.sign_in.secret_field.edit, "t0k3n")

    fresh.editor.show_problem(Problem("Profile not saved", "No space left.", "Make room."))

    assert fresh.editor.address.name_edit.text() == "Acme"
    assert fresh.editor.sign_in.secret_field.new_secret() == "t0k3n"
    assert fresh.editor.problem_strip.isVisible()


def test_that_a_late_word_of_the_keyring_keeps_what_was_typed(fresh: Editing) -> None:
    fresh.type(fresh.editor.sign_in.secret_field.edit, "t0k3n")

    fresh.editor.show_secret_states({})

    assert fresh.editor.sign_in.secret_field.new_secret() == "t0k3n"


def test_that_every_field_has_a_name_and_no_label_reads_markup(fresh: Editing) -> None:
    fields = [*fresh.editor.findChildren(QLineEdit), *fresh.editor.findChildren(QPlainTextEdit)]
    own = [field for field in fields if not field.objectName().startswith("qt_")]

    assert [field.objectName() for field in own if not field.accessibleName()] == []
    assert {label.textFormat() for label in fresh.editor.findChildren(QLabel)} == {
        Qt.TextFormat.PlainText
    }


def test_that_an_empty_profile_can_be_saved_as_a_draft(fresh: Editing) -> None:
    fresh.editor.save_button.click()

    assert fresh.asked[0].profile.name == "Unnamed endpoint"
    assert fresh.asked[0].profile.base_url == ""


def test_that_a_test_is_asked_for_and_nothing_is_saved(fresh: Editing) -> None:
    asked: list[bool] = []
    fresh.editor.test_requested.connect(lambda: asked.append(True))

    fresh.editor.test_button.click()

    assert asked == [True]
    assert fresh.asked == []


def test_that_what_stands_beside_the_fields_shares_the_room_and_can_be_hidden(
    fresh: Editing,
) -> None:
    beside = QWidget()
    fresh.editor.resize(1200, 700)
    fresh.editor.show_beside(beside)
    width = beside.width()

    fresh.editor.hide_beside()

    assert 500 < width < 700
    assert beside.isHidden()


def test_that_each_secret_goes_to_its_own_slot(qtbot: QtBot) -> None:
    editing = Editing(replace(SECURED, auth=Auth(AuthKind.BEARER)))
    qtbot.addWidget(editing.editor)
    editor = editing.editor
    editor.show_secret_states({header_slot("X-Key"): "none", CERTIFICATE: "stored"})
    fields = editor.secret_fields()
    editing.type(fields[SIGN_IN].edit, "t0k3n")
    editing.type(fields[header_slot("X-Key")].edit, "k3y")
    editing.type(fields[PROXY].edit, "pr0xy")
    fields[CERTIFICATE].remove_button.click()

    editor.save_button.click()

    (edit,) = editing.asked
    assert edit.secrets == {SIGN_IN: "t0k3n", header_slot("X-Key"): "k3y", PROXY: "pr0xy"}
    assert edit.removed == {CERTIFICATE}


def test_that_the_headers_are_shown_as_they_will_leave_with_dots_for_secrets(
    qtbot: QtBot,
) -> None:
    editing = Editing(replace(SECURED, auth=Auth(AuthKind.BEARER)))
    qtbot.addWidget(editing.editor)
    editing.type(editing.editor.sign_in.secret_field.edit, "t0k3n")

    assert editing.editor.sign_in.preview_note.text().split("\n") == [
        f"Authorization: Bearer {MASK}",
        f"X-Key: {MASK}",
        f"X-Other: {MASK}",
        "X-Tenant: 7",
        "X-Tenant: a: b",
    ]


def test_that_a_secret_that_does_not_belong_to_the_choice_is_not_saved(fresh: Editing) -> None:
    fresh.type(fresh.editor.sign_in.secret_field.edit, "t0k3n")

    fresh.sign_in_by(AuthKind.NONE)
    fresh.editor.save_button.click()

    assert not fresh.asked[0].secrets


def test_that_saving_empties_every_secret_field(qtbot: QtBot) -> None:
    editing = Editing(SECURED)
    qtbot.addWidget(editing.editor)
    for field in editing.editor.secret_fields().values():
        field.edit.setText("s3cret")

    editing.editor.save_button.click()
    editing.editor.show_saved(editing.asked[-1], {PROXY: "stored"})

    fields = editing.editor.secret_fields()
    assert {field.edit.text() for field in fields.values()} == {""}
    assert fields[PROXY].state_label.text() == "stored in keyring"


def test_that_a_save_from_elsewhere_leaves_what_is_typed(fresh: Editing) -> None:
    fresh.editor.show_secret_states({SIGN_IN: "stored"})
    field = fresh.editor.sign_in.secret_field
    field.replace_button.click()
    fresh.type(field.edit, "t0k3n")

    elsewhere = ProfileEdit(replace(FRESH, base_url="https://other.example"))
    fresh.editor.show_saved(elsewhere, {SIGN_IN: "stored"})

    assert field.new_secret() == "t0k3n"
    assert fresh.editor.saved_label.text() == ""

    fresh.editor.save_button.click()
    fresh.editor.show_saved(fresh.asked[-1], {SIGN_IN: "stored"})

    assert field.new_secret() is None
    assert fresh.editor.saved_label.text() == "Saved"


def test_that_a_removal_is_kept_when_something_else_was_saved(fresh: Editing) -> None:
    fresh.editor.show_secret_states({SIGN_IN: "stored"})
    fresh.editor.sign_in.secret_field.remove_button.click()

    fresh.editor.show_saved(ProfileEdit(FRESH), {SIGN_IN: "stored"})

    assert fresh.editor.removed_slots() == {SIGN_IN}


def test_that_a_header_saved_under_a_new_name_keeps_its_secret(fresh: Editing) -> None:
    fresh.editor.sign_in.secret_headers.add_button.click()
    row = fresh.editor.sign_in.secret_headers.rows[0]
    fresh.type(row.name_edit, "X-Key")
    fresh.type(row.secret_field.edit, "v4lue")
    fresh.editor.save_button.click()
    fresh.editor.show_saved(fresh.asked[-1], {header_slot("X-Key"): "stored"})

    row.name_edit.setText("X-Key ")

    assert row.secret_field.replace_button.isVisibleTo(row)

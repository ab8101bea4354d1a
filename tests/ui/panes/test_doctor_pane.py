"""The doctor's pane: fills as it looks, can be stopped, run again and handed around."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog
from shiboken6 import delete

from scim_explorer.checks.report import plain_text
from scim_explorer.checks.steps import STEPS, Verdict, failed, result
from scim_explorer.profiles.profile import Auth, AuthKind, Profile
from scim_explorer.ui.models.doctor_steps import Column
from scim_explorer.ui.panes.doctor_pane import DoctorPane, Patient
from tests.checks.test_doctor import protected, sound
from tests.client.memory_log import MemoryLog, profile
from tests.faults.hostile import Connection, HostileServer, Received, answer, hang
from tests.ui.waiting import emitted, until, until_idle

CANARY = "canary-3c9e-token"


class Ward:
    """A pane and the patient in it.

    Attributes:
        profile: Looked at in the next run.
        log: Takes the requests.
    """

    def __init__(self) -> None:
        self.profile: Profile = profile("http://127.0.0.1:1")
        self.log = MemoryLog()
        self.pane = DoctorPane(lambda: Patient(self.profile, self._read), self.log)
        self.pane.resize(1000, 700)
        self.pane.show()

    async def run(self, url: str, **changes: object) -> DoctorPane:
        """Look at ``url`` and wait for the end."""
        self.profile = replace(profile(url), **changes)  # type: ignore[arg-type]
        self.pane.run()
        await until_idle(self.pane.tasks)
        return self.pane

    async def _read(self, _slot: str) -> str | None:
        return CANARY


@pytest_asyncio.fixture
async def ward(qapp: QApplication) -> AsyncIterator[Ward]:
    made = Ward()
    yield made
    await made.pane.aclose()
    delete(made.pane)


def word_of(pane: DoctorPane, step_id: str) -> str:
    return str(pane.model.index_of(step_id).siblingAtColumn(Column.RESULT).data())


async def connected(pane: DoctorPane) -> None:
    """Wait until the step that comes before the first request is shown."""
    await until(pane.model.dataChanged, lambda: word_of(pane, "tls") != "waiting")


async def test_that_nothing_is_asked_before_it_is_run(ward: Ward) -> None:
    assert ward.pane.property("state") == "empty"
    assert ward.log.exchanges == []
    assert ward.pane.report() is None
    assert not ward.pane.foot.copy_button.isEnabled()
    assert ward.pane.foot.run_button.text() == "&Run"


async def test_that_a_sound_server_ends_in_one_sentence(ward: Ward) -> None:
    with HostileServer(otherwise=sound) as server:
        pane = await ward.run(f"{server.url}/scim/v2")

    assert pane.property("state") == "ready"
    assert pane.verdict.sentence_label.text().startswith("The connection is sound.")
    assert [one.step for one in pane.results] == list(STEPS)
    assert pane.verdict.target_label.text().startswith(f"{server.url}/scim/v2, looked at ")
    assert pane.foot.run_button.text() == "&Run again"


async def test_that_steps_stand_there_while_others_are_awaited(ward: Ward) -> None:
    with HostileServer(otherwise=hang) as server:
        ward.profile = profile(f"{server.url}/scim/v2")
        ward.pane.run()
        state = ward.pane.property("state")
        await connected(ward.pane)

        assert state == "loading"
        assert word_of(ward.pane, "address") == "ok"
        assert word_of(ward.pane, "http") == "waiting"
        assert ward.pane.verdict.sentence_label.text().startswith("Looking at the connection:")
        assert ward.pane.foot.stop_button.isVisible()
        assert ward.pane.foot.copy_button.isEnabled()

        ward.pane.foot.stop_button.click()
        assert ward.pane.property("state") == "partial"
        assert word_of(ward.pane, "http") == "not reached"
        assert ward.pane.verdict.sentence_label.text().startswith("Stopped after ")
        assert ward.pane.foot.run_button.isVisible()


async def test_that_a_run_in_place_of_another_takes_nothing_from_it(ward: Ward) -> None:
    with HostileServer(otherwise=hang) as slow, HostileServer(otherwise=sound) as server:
        ward.profile = profile(f"{slow.url}/scim/v2")
        ward.pane.run()
        await connected(ward.pane)
        pane = await ward.run(f"{server.url}/scim/v2")

    assert pane.property("state") == "ready"
    assert f"{server.port}" in pane.results[0].judgement.detail
    assert {one.verdict for one in pane.results} <= {Verdict.OK, Verdict.SKIPPED, Verdict.WARNING}


async def test_that_a_late_word_of_an_earlier_run_is_not_heard(ward: Ward) -> None:
    late = result("http", failed("Of the run before."))
    with HostileServer(otherwise=hang) as server:
        ward.profile = profile(f"{server.url}/scim/v2")
        ward.pane.run()
        ward.pane.run()
        ward.pane._told.emit(1, late)
        await connected(ward.pane)

    assert word_of(ward.pane, "http") == "waiting"


async def test_that_the_last_result_stands_beside_the_new_one(ward: Ward) -> None:
    with HostileServer(otherwise=sound) as server:
        await ward.run(server.url)
        pane = await ward.run(f"{server.url}/scim/v2")

    index = pane.model.index_of("http")
    assert index.siblingAtColumn(Column.BEFORE).data() == "failed"
    assert index.siblingAtColumn(Column.RESULT).data() == "ok"
    assert not pane.view.isColumnHidden(Column.BEFORE)


async def test_that_the_first_failure_is_selected_and_its_number_leads_to_the_log(
    ward: Ward,
) -> None:
    with HostileServer(otherwise=answer("{}", "404 Not Found")) as server:
        pane = await ward.run(f"{server.url}/scim/v2")
    current = pane.view.currentIndex()
    number = pane.results[5].exchanges[0]

    assert current.siblingAtColumn(0).data() == "HTTP"
    (followed,) = await emitted(pane.problem_link, lambda: pane.view.link_activated.emit(number))
    assert followed == number
    assert number in {one.number for one in ward.log.exchanges}


async def test_that_a_better_address_is_offered_by_the_button(ward: Ward) -> None:
    with HostileServer(otherwise=sound) as server:
        pane = await ward.run(f"{server.url}/scim/v2/Users")

        (url,) = await emitted(pane.better_url_chosen, pane.verdict.fix_button.click)

    assert url == f"{server.url}/scim/v2"


async def test_that_the_focus_stays_in_the_pane_when_its_button_goes(ward: Ward) -> None:
    with HostileServer(otherwise=sound) as server:
        pane = await ward.run(server.url)
        pane.show_change("The base URL is another one now.")
        pane.activateWindow()
        pane.verdict.fix_button.setFocus()
        had_focus = pane.verdict.fix_button.hasFocus()
        await ward.run(f"{server.url}/scim/v2")

    assert had_focus
    assert pane.view.hasFocus()


async def test_that_the_copied_report_has_everything_but_the_secret(ward: Ward) -> None:
    async def echo(connection: Connection, _request: Received) -> None:
        await connection.answer(f'{{"detail": "unknown token {CANARY}"}}', "401 Unauthorized")

    with HostileServer(otherwise=echo) as server:
        pane = await ward.run(f"{server.url}/scim/v2", auth=Auth(AuthKind.BEARER))
    pane.foot.copy_button.click()
    text = QGuiApplication.clipboard().text()

    assert "Connection doctor: " in text
    assert "FAILED   Sign-in: Sign-in refused." in text
    assert "unknown token" in text
    assert CANARY not in text
    assert [step.title for step in STEPS if step.title not in text] == []


async def test_that_a_report_of_a_stopped_run_says_so(ward: Ward) -> None:
    with HostileServer(otherwise=hang) as server:
        ward.profile = profile(f"{server.url}/scim/v2")
        ward.pane.run()
        await connected(ward.pane)
        ward.pane.stop()
        report = ward.pane.report()

    assert report is not None
    assert "Stopped after" in plain_text(report)


async def test_that_the_report_is_saved_where_it_was_asked_to(ward: Ward, tmp_path: Path) -> None:
    with HostileServer(otherwise=protected(CANARY)) as server:
        pane = await ward.run(
            f"{server.url}/scim/v2", auth=Auth(AuthKind.BEARER), name="Acme / staging"
        )
    pane.foot.save_button.click()
    dialog = pane.findChild(QFileDialog)
    assert dialog is not None
    (proposed,) = dialog.selectedFiles()
    path = tmp_path / "report.md"
    await emitted(pane.said, lambda: dialog.fileSelected.emit(str(path)))
    dialog.close()

    assert Path(proposed).name.startswith("doctor-acme-staging-20")
    assert path.read_text("utf-8").startswith("# Connection doctor: Acme / staging\n")
    assert CANARY not in path.read_text("utf-8")


async def test_that_a_report_that_cannot_be_saved_says_why_and_stays(
    ward: Ward, tmp_path: Path
) -> None:
    pane = await ward.run("http://127.0.0.1:1")
    report = pane.report()
    assert report is not None

    pane.save_to(tmp_path, report)
    await until_idle(pane.files)

    assert pane.problem_strip.problem is not None
    assert pane.problem_strip.problem.title == "Report not saved"
    assert pane.report() is not None


async def test_that_an_address_that_is_none_fails_at_the_first_step(ward: Ward) -> None:
    pane = await ward.run(f"https://me:{CANARY}@scim.example/v2?token={CANARY}")

    assert word_of(pane, "address") == "failed"
    assert ward.log.exchanges == []
    assert CANARY not in pane.verdict.target_label.text()
    report = pane.report()
    assert report is not None
    assert CANARY not in plain_text(report)


async def test_that_where_there_is_no_height_the_list_gives_way_before_the_buttons(
    ward: Ward,
) -> None:
    whole = ward.pane.foot.run_button.height()
    ward.pane.resize(900, 150)

    assert ward.pane.height() == 150
    assert ward.pane.foot.run_button.height() == whole


@pytest.mark.parametrize("beside", ["in a tab", "beside"])
def test_that_it_opens_the_profile_or_stands_beside_it(qapp: QApplication, beside: str) -> None:
    async def read(_slot: str) -> str | None:
        return None

    pane = DoctorPane(lambda: Patient(profile("x"), read), MemoryLog(), beside=beside == "beside")

    assert pane.foot.edit_button.isHidden() is (beside == "beside")
    assert pane.foot.hide_button.isHidden() is (beside != "beside")
    delete(pane)

"""A request by hand, over a real session with a door that answers as told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict, replace
from pathlib import Path

import pytest
import pytest_asyncio
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from shiboken6 import delete

from scim_explorer.client.discovery import Discovery
from scim_explorer.client.failures import Failure, FailureKind
from scim_explorer.client.session import Session
from scim_explorer.client.wire import WireReply, WireRequest
from scim_explorer.exchanges.exchange import Body, Exchange, Outcome, Times
from scim_explorer.exchanges.log import ExchangeLog
from scim_explorer.exchanges.redact import MASK
from scim_explorer.problems import READ_AGAIN
from scim_explorer.profiles.profile import Auth, AuthKind, Environment, Limits, Profile
from scim_explorer.protocol.schema import Attribute, Capabilities, Schema, SchemaSet
from scim_explorer.ui.panes.compose_pane import ComposeDraft, ComposePane
from tests.ui.waiting import emitted

CANARY = "canary-77aa-token"
PROFILE = Profile(
    id="p1",
    name="Acme staging",
    base_url="https://scim.example/v2",
    auth=Auth(AuthKind.BEARER),
)
ANSWER = WireReply(
    Outcome.ANSWERED,
    Times(0.0, 1.0, 2.0, 61.0),
    (("Authorization", f"Bearer {CANARY}"),),
    status=201,
    http_version="HTTP/1.1",
    headers=(("Content-Type", "application/scim+json"),),
    body=Body(b'{"userName":"<b>ann</b>","password":"hunter2-plain"}'),
)


class FakeDoor:
    """Answers when the test lets it."""

    def __init__(self) -> None:
        self.sent: list[WireRequest] = []
        self.reply = ANSWER
        self.opened = asyncio.Event()
        self.opened.set()
        self.arrived = asyncio.Event()

    async def exchange(
        self, request: WireRequest, cancelled: Callable[[WireReply], None]
    ) -> WireReply:
        self.sent.append(request)
        self.arrived.set()
        try:
            await self.opened.wait()
        except asyncio.CancelledError:
            cancelled(replace(ANSWER, outcome=Outcome.CANCELLED, status=None))
            raise
        return self.reply

    async def aclose(self) -> None:
        """Nothing is held."""


class Bench:
    """Opens panes over one log and one door."""

    def __init__(self, log: ExchangeLog) -> None:
        self.log, self.door = log, FakeDoor()
        self.panes: list[ComposePane] = []

    def open(self, draft: ComposeDraft | None = None, profile: Profile = PROFILE) -> ComposePane:
        session = Session(
            profile, log=self.log, read_secret=_secret, transport_factory=lambda _route: self.door
        )
        pane = ComposePane(session, draft or ComposeDraft())
        pane.resize(1200, 500)
        pane.show()
        self.panes.append(pane)
        return pane


async def _secret(_slot: str) -> str:
    return CANARY


@pytest_asyncio.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    log = ExchangeLog.open(tmp_path / "log.db")
    found = Bench(log)
    yield found
    for pane in found.panes:
        await pane.aclose()
        delete(pane)
    log.close()


async def test_that_what_only_this_endpoint_calls_secret_is_no_text_of_the_answer(
    bench: Bench,
) -> None:
    bench.door.reply = replace(ANSWER, body=Body(b'{"pin":"1234"}'))
    pane = bench.open(ComposeDraft("GET", "/Users"))
    assert pane.session is not None
    hidden = Schema("urn:x", "X", "", (Attribute("pin", returned="never"),))
    pane.session.learned(Discovery(SchemaSet((hidden,), (), Capabilities())))

    await emitted(pane.finished, pane.send)

    assert f'"pin":"{MASK}"' in pane.answer.lines.text()


WRITE = ComposeDraft("POST", "/Users", "X-Trace: 7", '{ "a":1.0,\n  "a":\u00a02 }')


async def test_fault_104_the_request_leaves_as_typed_with_the_sign_in_of_the_profile(
    bench: Bench,
) -> None:
    pane = bench.open(WRITE)

    await emitted(pane.finished, pane.foot.send_button.click)

    (sent,) = bench.door.sent
    assert (sent.method, sent.url) == ("POST", "https://scim.example/v2/Users")
    assert sent.body == '{ "a":1.0,\n  "a":\u00a02 }'.encode()
    fields = dict(sent.headers)
    assert fields["X-Trace"] == "7"
    assert fields["Content-Type"] == "application/scim+json"
    assert fields["Authorization"] == f"Bearer {CANARY}"


async def test_that_a_sign_in_field_of_ones_own_takes_the_place_of_the_profiles(
    bench: Bench,
) -> None:
    pane = bench.open(replace(WRITE, headers="authorization: Bearer other-one"))

    await emitted(pane.finished, pane.send)

    names = [name.lower() for name, _ in bench.door.sent[0].headers]
    assert names.count("authorization") == 1
    assert ("authorization", "Bearer other-one") in bench.door.sent[0].headers


async def test_that_the_answer_is_shown_and_what_was_typed_stays(bench: Bench) -> None:
    pane = bench.open(WRITE)
    links: list[int] = []
    pane.problem_link.connect(links.append)

    await emitted(pane.finished, pane.send)
    pane.answer._link.click()

    assert pane.answer._status.text() == "201"
    assert "<b>ann</b>" in pane.answer.lines.text()
    assert "hunter2-plain" not in pane.answer.lines.text()
    assert links == [1]
    assert pane._typed() == WRITE
    assert pane.property("state") == "ready"


async def test_that_what_is_added_is_shown_without_the_secret(bench: Bench) -> None:
    pane = bench.open(WRITE)

    added = pane.headers._added.text()

    assert f"Authorization: Bearer {MASK}" in added
    assert "Content-Type: application/scim+json" in added
    assert "X-Trace" not in added
    assert pane.target.url_label.text() == "https://scim.example/v2/Users"


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("Users", "https://scim.example/v2/Users"),
        ("", "https://scim.example/v2"),
        ("?x=1", "https://scim.example/v2?x=1"),
        ("https://scim.example/v2/Groups/1", "https://scim.example/v2/Groups/1"),
        ("/Users?filter=a eq 1", "https://scim.example/v2/Users?filter=a%20eq%201"),
    ],
)
async def test_that_the_full_url_is_shown_before_sending(bench: Bench, path: str, url: str) -> None:
    assert bench.open(ComposeDraft("GET", path)).target.url_label.text() == url


async def test_that_an_address_of_another_server_gets_nothing(bench: Bench) -> None:
    pane = bench.open(ComposeDraft("GET", "https://evil.example/Users"))

    pane.send()

    assert not pane.foot.send_button.isEnabled()
    assert pane.foot._words.text() != ""
    assert bench.door.sent == []


async def test_that_a_line_that_is_no_header_stops_the_request(bench: Bench) -> None:
    pane = bench.open(replace(WRITE, headers="Fine: 1\nBad name: secret"))

    pane.send()

    assert not pane.foot.send_button.isEnabled()
    assert "Line 2" in pane.foot._words.text()
    assert "secret" not in pane.foot._words.text()
    assert bench.door.sent == []


async def test_that_eight_dots_are_not_sent(bench: Bench) -> None:
    pane = bench.open(replace(WRITE, body=f'{{"password":"{MASK}"}}'))

    pane.send()

    assert "eight dots" in pane.foot._words.text()
    assert bench.door.sent == []


async def test_that_a_read_only_profile_shows_lock_and_reason_and_still_reads(
    bench: Bench,
) -> None:
    pane = bench.open(WRITE, replace(PROFILE, read_only=True))
    assert pane.foot.send_button.isHidden()
    assert pane.foot._words.text() == "Read-only profile: nothing can be written"
    assert pane.property("state") == "ready readOnly"

    pane.target.method_combo.setCurrentText("GET")
    pane.body.set_text("")
    await emitted(pane.finished, pane.send)

    assert [sent.method for sent in bench.door.sent] == ["GET"]


async def test_fault_110_a_write_to_production_needs_unlock_and_name_each_time(
    bench: Bench,
) -> None:
    pane = bench.open(WRITE, replace(PROFILE, environment=Environment.PROD))
    assert pane.foot.send_button.isHidden()

    pane.foot.unlock_button.click()
    assert not pane.foot.send_button.isEnabled()
    QTest.keyClicks(pane.foot.confirm_edit, "acme STAGING")
    await emitted(pane.finished, lambda: QTest.keyClick(pane.foot.confirm_edit, Qt.Key.Key_Return))

    assert len(bench.door.sent) == 1
    assert pane.foot.confirm_edit.text() == ""
    pane.send()
    assert len(bench.door.sent) == 1


async def test_fault_32_no_reply_to_a_write_is_an_unknown_outcome(bench: Bench) -> None:
    pane = bench.open(WRITE)
    bench.door.reply = replace(
        ANSWER,
        outcome=Outcome.NO_REPLY,
        status=None,
        failure=Failure(FailureKind.TIMEOUT, "timed out after 60 s"),
    )

    await emitted(pane.finished, pane.send)

    assert pane.strip.problem is not None
    assert pane.strip.property("severity") == "unknown"
    assert pane.answer._status.text() == "no reply"
    assert pane.property("state") == "error"
    assert pane._typed() == WRITE


async def test_fault_32_an_unknown_outcome_offers_to_read_and_sends_the_write_no_more(
    bench: Bench,
) -> None:
    pane = bench.open(WRITE)
    failure = Failure(FailureKind.TIMEOUT, "timed out after 60 s")
    bench.door.reply = replace(ANSWER, outcome=Outcome.NO_REPLY, status=None, failure=failure)
    await emitted(pane.finished, pane.send)
    bench.door.reply = ANSWER

    assert pane.strip.problem is not None
    assert pane.strip.problem.action == READ_AGAIN
    button = pane.strip.findChild(QPushButton, "problemActionButton")
    assert isinstance(button, QPushButton)
    await emitted(pane.finished, button.click)

    assert [one.method for one in bench.door.sent] == [WRITE.method, "GET"]
    assert bench.door.sent[0].url == bench.door.sent[1].url
    assert pane.strip.problem is None
    assert pane._typed() == WRITE


async def test_that_a_stopped_write_is_an_unknown_outcome(bench: Bench) -> None:
    pane = bench.open(WRITE)
    bench.door.opened.clear()
    pane.send()
    async with asyncio.timeout(10):
        await bench.door.arrived.wait()
    assert pane.property("state") == "loading"
    assert not pane.foot.stop_button.isHidden()

    await emitted(pane.finished, pane.foot.stop_button.click)

    assert pane.strip.problem is not None
    assert pane.strip.problem.title == "Outcome unknown"
    assert pane.foot.send_button.isEnabled()


async def test_that_a_write_stopped_while_the_budget_holds_it_back_was_not_sent(
    bench: Bench,
) -> None:
    pane = bench.open(WRITE, replace(PROFILE, limits=Limits(per_minute=1)))
    await emitted(pane.finished, pane.send)
    assert pane.session is not None
    waits = asyncio.Event()
    pane.session.patience.subscribe(waits.set)
    pane.send()
    async with asyncio.timeout(10):
        await waits.wait()
    assert pane.wait_strip.label.text().startswith("Request budget used up.")
    assert not pane.wait_strip.isHidden()

    await emitted(pane.finished, pane.foot.stop_button.click)

    assert len(bench.door.sent) == 1
    assert pane.strip.problem is not None
    assert pane.strip.problem.title == "Request not sent"
    assert pane.strip.problem.action != READ_AGAIN


async def test_fault_11_two_clicks_send_once(bench: Bench) -> None:
    pane = bench.open(WRITE)
    bench.door.opened.clear()

    pane.foot.send_button.click()
    pane.foot.send_button.click()
    await emitted(pane.finished, bench.door.opened.set)

    assert len(bench.door.sent) == 1


async def test_that_a_draft_is_kept_without_secrets_and_comes_back(bench: Bench) -> None:
    typed = ComposeDraft(
        "PUT", "/Users/1?token=abc123", "Authorization: Bearer abc.def.ghi", '{"password":"pw1"}'
    )
    pane = bench.open(typed)

    kept = pane.to_draft()

    text = "".join(asdict(kept).values())
    assert not any(secret in text for secret in ("abc123", "abc.def.ghi", "pw1"))
    assert bench.open(replace(WRITE)).to_draft() == WRITE


async def test_that_an_exchange_of_the_log_becomes_a_draft(bench: Bench) -> None:
    pane = bench.open()
    exchange = Exchange(
        number=7,
        endpoint="p1",
        origin="Resource",
        method="PATCH",
        url="https://scim.example/v2/Users/1?attributes=id",
        times=Times(0.0),
        outcome=Outcome.ANSWERED,
        request_headers=(("Authorization", f"Bearer {MASK}"), ("If-Match", 'W/"1"')),
        request_body=Body('{"a":"\u00e4\u00a0"}'.encode()),
    )
    assert pane.session is not None

    draft = ComposeDraft.from_exchange(exchange, pane.session)

    assert draft == ComposeDraft(
        "PATCH", "/Users/1?attributes=id", 'If-Match: W/"1"', '{"a":"\u00e4\u00a0"}'
    )


async def test_that_paths_are_completed_from_the_resource_types(bench: Bench) -> None:
    pane = bench.open(ComposeDraft("GET", ""))
    completer = pane.target.path_edit.completer()
    assert completer is not None

    completer.setCompletionPrefix("/gr")

    assert completer.currentCompletion() == "/Groups"

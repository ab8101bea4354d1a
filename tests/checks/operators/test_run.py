"""The matrix asked of servers: a mistaken one made by hand, and three that others wrote."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from scim_explorer.checks.operators.plan import MOST_ROWS, Plan
from scim_explorer.checks.operators.probe import ORIGIN, Result, Verdict
from scim_explorer.checks.operators.run import ask, prepare, read_known
from scim_explorer.client.session import Session
from scim_explorer.exchanges.exchange import Outcome
from scim_explorer.problems import AnswerError, NoReplyError
from scim_explorer.profiles.profile import Auth, AuthKind
from scim_explorer.protocol.filters.values import Resource
from tests.checks.operators.people import person, user_type
from tests.client.memory_log import MemoryLog, profile
from tests.faults.hostile import Connection, Handler, HostileServer, Received, hang, reset
from tests.servers.fixtures import REAL_SERVERS, ScimServer, on

Cells = dict[str, Verdict]
ROWS = [person(number) for number in range(10)]


@asynccontextmanager
async def session_at(url: str, token: str = "") -> AsyncIterator[tuple[Session, MemoryLog]]:
    async def secret(_slot: str) -> str | None:
        return token or None

    log = MemoryLog()
    auth = Auth(AuthKind.BEARER) if token else Auth()
    session = Session(profile(url, auth=auth), log=log, read_secret=secret)
    try:
        yield session, log
    finally:
        await session.aclose()


def listed(rows: list[Resource], total: int | None = None) -> str:
    return json.dumps(
        {
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
            "totalResults": len(rows) if total is None else total,
            "Resources": rows,
        }
    )


def people(on_filter: Handler | None = None, rows: list[Resource] | None = None) -> Handler:
    """Return a server of ten people without discovery, and what it does with anything else."""

    async def handle(connection: Connection, request: Received) -> None:
        is_plain = request.method == "GET" and not {"filter", "sortBy"} & request.query.keys()
        if request.path != "/Users" and not request.path.endswith("/.search"):
            await connection.answer("{}", "404 Not Found")
        elif is_plain or on_filter is None:
            start = int(request.query.get("startIndex", 1)) - 1
            count = int(request.query.get("count", 100))
            found = ROWS if rows is None else rows
            await connection.answer(listed(found[start : start + count], len(found)))
        else:
            await on_filter(connection, request)

    return handle


async def run(session: Session, told: Callable[[Result], None] | None = None) -> list[Result]:
    plan = await prepare(session, "User", 100)
    found: list[Result] = []
    await ask(session, plan.probes, plan.known, told or found.append)
    return found


async def matrix_of(url: str, token: str = "", type_name: str = "User") -> tuple[Plan, Cells]:
    """Return plan and verdicts, by "construct" or "construct kind"."""
    found: list[Result] = []
    async with session_at(url, token) as (session, _):
        plan = await prepare(session, type_name, 100)
        await ask(session, plan.probes, plan.known, found.append)
    cells = {f"{one.construct} {one.kind}" if one.kind else one.construct: one for one in found}
    assert len(cells) == len(plan.asked)
    return plan, {name: one.verdict for name, one in cells.items()}


async def test_that_rows_are_read_and_nothing_else_is_sent_before_the_run() -> None:
    with HostileServer(otherwise=people()) as server:
        async with session_at(server.url) as (session, log):
            plan = await prepare(session, "User", 4)

    asked = [one for one in log.exchanges if one.origin == ORIGIN]
    assert [one.url.partition("?")[2] for one in asked] == [
        f"startIndex={start}&count=4" for start in (1, 5, 9)
    ]
    assert plan.known.is_whole
    assert list(plan.known.rows) == [row["id"] for row in ROWS]
    assert plan.known.exchanges == tuple(one.number for one in asked)
    assert plan.asked


async def test_that_a_long_list_is_read_in_part() -> None:
    many = [person(number) for number in range(450)]
    with HostileServer(otherwise=people(rows=many)) as server:
        async with session_at(server.url) as (session, _):
            known = await read_known(session, user_type(), 100)

    assert len(known.rows) == MOST_ROWS
    assert not known.is_whole
    assert (known.total, known.largest_page) == (450, 100)


async def test_that_a_server_that_takes_no_notice_is_found_out() -> None:
    with HostileServer(otherwise=people()) as server:
        _, cells = await matrix_of(server.url)

    assert {cells[one] for one in ("eq text", "ne text", "and", "not", "id")} == {Verdict.IGNORED}
    assert cells["value left out"] is Verdict.IGNORED
    assert cells["descending"] is Verdict.IGNORED
    assert cells["attributes"] is Verdict.IGNORED
    assert cells["unknown attribute"] is Verdict.IGNORED


async def test_that_a_server_that_refuses_all_is_only_right_about_mistakes() -> None:
    async def refuse(connection: Connection, _request: Received) -> None:
        await connection.answer('{"scimType": "invalidFilter"}', "400 Bad Request")

    with HostileServer(otherwise=people(refuse)) as server:
        _, cells = await matrix_of(server.url)

    assert cells["eq text"] is Verdict.REFUSED
    assert cells["value left out"] is Verdict.RIGHT
    assert cells["gt boolean"] is Verdict.RIGHT
    assert cells["unknown attribute"] is Verdict.OPEN


async def test_that_each_result_is_told_when_it_is_known_with_its_exchange() -> None:
    with HostileServer(otherwise=people()) as server:
        async with session_at(server.url) as (session, log):
            sent: list[tuple[int, int | None]] = []
            await run(session, lambda one: sent.append((log.exchanges[-1].number, one.exchange)))

    assert sent
    assert all(newest == number for newest, number in sent)


async def test_that_a_crash_of_the_server_is_a_failure_and_the_run_goes_on() -> None:
    async def crash(connection: Connection, request: Received) -> None:
        if " co " in request.query.get("filter", ""):
            await connection.answer("oops", "500 Internal Server Error", "")
        else:
            await connection.answer("<html>Sign in</html>", headers="")

    with HostileServer(otherwise=people(crash)) as server:
        _, cells = await matrix_of(server.url)

    assert cells["co text"] is Verdict.FAILED
    assert cells["eq text"] is Verdict.FAILED


async def test_that_a_server_that_falls_silent_is_left_alone_after_three_times() -> None:
    found: list[Result] = []
    with HostileServer(otherwise=people(reset)) as server:
        async with session_at(server.url) as (session, _):
            plan = await prepare(session, "User", 100)
            with pytest.raises(NoReplyError):
                await ask(session, plan.probes, plan.known, found.append)

    assert [one.verdict for one in found] == [Verdict.FAILED] * 3


async def test_that_it_can_be_stopped_in_the_middle() -> None:
    with HostileServer(otherwise=people(hang)) as server:
        async with session_at(server.url) as (session, log):
            plan = await prepare(session, "User", 100)
            found: list[Result] = []
            before = len(log.exchanges)
            async with asyncio.TaskGroup() as group:
                task = group.create_task(ask(session, plan.probes, plan.known, found.append))
                await server.arrived(before + 1)
                task.cancel()

    assert found == []
    assert log.exchanges[-1].outcome is Outcome.CANCELLED


async def test_that_rows_that_cannot_be_read_end_it_before_the_run() -> None:
    async def forbidden(connection: Connection, _request: Received) -> None:
        await connection.answer("{}", "403 Forbidden")

    with HostileServer(otherwise=forbidden) as server:
        async with session_at(server.url) as (session, _):
            with pytest.raises(AnswerError):
                await prepare(session, "User", 100)


async def test_that_no_rows_are_no_plan() -> None:
    with HostileServer(otherwise=people(rows=[])) as server:
        async with session_at(server.url) as (session, _):
            plan = await prepare(session, "User", 100)

    assert plan.probes == ()


# --- real servers --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [pytest.param("scim2-server", marks=on("scim2-server"))])
async def test_that_scim2_server_is_right_but_for_what_it_makes_itself(
    scim_server: ScimServer, name: str
) -> None:
    server = scim_server(name)

    plan, cells = await matrix_of(server.base, server.token)

    # meta.location is made when it answers: a filter on it finds nothing.
    made = {f"{one} reference" for one in ("eq", "ne", "co", "sw", "ew", "pr")}
    assert cells["eq reference"] is Verdict.WRONG
    # 400 for a name that it does not know, which the RFC leaves open.
    assert cells["unknown attribute"] is Verdict.OPEN
    others = {one: cells[one] for one in cells if one not in made | {"unknown attribute"}}
    assert others == dict.fromkeys(others, Verdict.RIGHT)
    assert plan.known.is_whole


@pytest.mark.parametrize("name", [pytest.param("django-scim2", marks=on("django-scim2"))])
async def test_that_django_scim2_is_told_as_it_is(scim_server: ScimServer, name: str) -> None:
    server = scim_server(name)

    _, cells = await matrix_of(server.base, server.token)

    assert {one: cells[one] for one in DJANGO} == DJANGO


RIGHT, WRONG = Verdict.RIGHT, Verdict.WRONG
IGNORED, REFUSED = Verdict.IGNORED, Verdict.REFUSED
DJANGO = {
    # userName is in its table of attributes, with all operators.
    **dict.fromkeys((f"{one} text" for one in ("eq", "co", "sw", "gt", "le")), RIGHT),
    # "0 rows" for externalId, active, id, dates, e-mails and URNs, though they exist.
    "eq exact": WRONG,
    "eq boolean": WRONG,
    "id": WRONG,
    "eq dateTime": WRONG,
    "sub-attribute of several": WRONG,
    "value path": WRONG,
    "URN of the schema": WRONG,
    # Its ORM has no condition for them: everybody comes.
    "ne boolean": IGNORED,
    "le boolean": IGNORED,
    # From left to right, where "and" binds more tightly.
    "and": RIGHT,
    "or": RIGHT,
    "not": RIGHT,
    "and before or": WRONG,
    "group": RIGHT,
    # Names of attributes with case.
    "attribute in capitals": WRONG,
    "operator in capitals": RIGHT,
    "value in other case": RIGHT,
    # 400 without scimType.
    "value left out": RIGHT,
    "unknown operator": RIGHT,
    "unknown attribute": RIGHT,
    # sortBy, attributes and excludedAttributes have no effect.
    "ascending": IGNORED,
    "descending": IGNORED,
    "attributes": IGNORED,
    "excludedAttributes": IGNORED,
    # GET pages, POST to /.search ignores count and startIndex.
    "filter, second page": RIGHT,
    "filter by POST": RIGHT,
    "filter, second page, by POST": IGNORED,
}


@pytest.mark.parametrize("name", [pytest.param("scimmy", marks=on("scimmy"))])
async def test_that_scimmy_is_told_as_it_is(scim_server: ScimServer, name: str) -> None:
    server = scim_server(name)

    _, cells = await matrix_of(server.base, server.token)

    assert {one: cells[one] for one in SCIMMY} == SCIMMY


SCIMMY = {
    **dict.fromkeys((f"{one} text" for one in ("eq", "ne", "co", "sw", "ew", "pr", "gt")), RIGHT),
    "eq exact": RIGHT,
    "eq boolean": RIGHT,
    "gt dateTime": RIGHT,
    "id": RIGHT,
    "value path": RIGHT,
    # An order of booleans is answered, where table 3 wants 400.
    "gt boolean": WRONG,
    "ge boolean": IGNORED,
    # not before a group of "or" is lost on its second half.
    "and": RIGHT,
    "or": RIGHT,
    "not": RIGHT,
    "not of a group": WRONG,
    "and before or": RIGHT,
    "group": RIGHT,
    # Names with a URN find nothing.
    "URN of the schema": WRONG,
    "attribute of an extension": WRONG,
    # userName is compared with case.
    "attribute in capitals": RIGHT,
    "operator in capitals": RIGHT,
    "value in other case": WRONG,
    # "userName eq" is 200 with nobody; an operator that does not exist is refused.
    "value left out": WRONG,
    "unknown operator": RIGHT,
    "bracket left open": RIGHT,
    "unknown attribute": RIGHT,
    "ascending": RIGHT,
    "descending": RIGHT,
    "by a date": RIGHT,
    # 400 invalidValue with a message of its run time.
    "attributes": RIGHT,
    "attributes: a sub-attribute of several": REFUSED,
    "excludedAttributes": RIGHT,
    "filter, second page": RIGHT,
    "filter by POST": RIGHT,
    "filter, second page, by POST": RIGHT,
}


@pytest.mark.parametrize("name", [pytest.param("scimmy-express5", marks=on("scimmy-express5"))])
async def test_that_a_server_without_paging_is_known_in_part(
    scim_server: ScimServer, name: str
) -> None:
    server = scim_server(name)

    plan, cells = await matrix_of(server.base, server.token)

    # Twenty rows whatever is asked, by GET; POST to /.search pages.
    assert (len(plan.known.rows), plan.known.is_whole) == (20, False)
    assert cells["eq text"] is Verdict.RIGHT
    assert cells["filter, second page"] is Verdict.IGNORED
    assert cells["filter, second page, by POST"] is Verdict.RIGHT


@pytest.mark.parametrize("name", REAL_SERVERS)
async def test_that_groups_are_tried_as_users_are(scim_server: ScimServer, name: str) -> None:
    server = scim_server(name)

    plan, cells = await matrix_of(server.base, server.token, "Group")

    assert plan.resource_type.name == "Group"
    # django-scim2 does not know displayName of groups in filters.
    expected = Verdict.WRONG if name == "django-scim2" else Verdict.RIGHT
    assert cells["eq text"] is expected

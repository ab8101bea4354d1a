"""The doctor on servers that are broken in one way each: right words, and no false alarm."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from scim_explorer.checks.steps import Overall, StepResult, Verdict
from scim_explorer.profiles.profile import Limits
from tests.checks.broken_servers import (
    BASE,
    CORE,
    LOGIN_PAGE,
    NO,
    OLD_LIST,
    SCIM_JSON,
    TOKEN,
    TYPES,
    Reply,
    accepts_only,
    always,
    at,
    below,
    claiming,
    dated,
    error,
    guarded,
    ignoring,
    is_post,
    listed,
    marked_gzip,
    moved,
    only_for,
    reads_only,
    relabelled,
    resource_type,
    round_again,
    said,
    serving,
    shouted,
    slashed,
    untagged,
    with_parameter,
    with_total,
    zipped,
)
from tests.checks.test_doctor import look, verdict
from tests.client.tls_servers import Authority
from tests.faults.hostile import (
    Handler,
    HostileServer,
    drip,
    hang,
    hang_up,
    raw,
    redirect,
    reset,
)

JSON = "application/json"
BOTH = f"{SCIM_JSON}, {JSON}"
ODD = {Verdict.WARNING, Verdict.FAILED}
SEARCH = f"{BASE}/Users/.search"
BRIEF = Limits(connect_s=5.0, total_s=0.4)
SHORT = Limits(connect_s=5.0, total_s=1.5)
AMPLE = Limits(connect_s=5.0, total_s=10.0)
HALF = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"
NOT_FOUND = always(error(404))
LOGIN = always(Reply(200, LOGIN_PAGE, (("Content-Type", "text/html"),)))
DEVICE = resource_type("Device", "/Devices")
FAR_USER = resource_type("User", "https://elsewhere.example/scim/v2/Users")
OF_DEVICE: list[object] = [{"id": f"{CORE}{name}"} for name in ("User", "Group", "Device")]


@dataclass(frozen=True)
class Broken:
    """One server and what has to be said about it.

    Attributes:
        handler: Answers each request.
        said: "failed http: some words": each step that fails or is warned of stands here, with
            words of its detail or hint; every other step does not. "ok" and "skipped" only add
            words to look for.
        path: Of the base URL that is looked at.
        token: Of the profile.
        unreachable: The verdict on the whole is that nobody is there.
    """

    handler: Handler
    said: tuple[str, ...]
    path: str = BASE
    token: str = ""
    limits: Limits = AMPLE
    unreachable: bool = False


def row(name: str, handler: Handler, *said: str, **more: object) -> object:
    return pytest.param(Broken(handler, said, **more), id=name)  # type: ignore[arg-type]


PATHS = (
    row("no-scim-v2", serving(), "failed http: Use {server}/scim/v2 instead", path=""),
    row("scim-only", serving(), "failed http: Use {server}/scim/v2 instead", path="/scim"),
    row("scim-v2-twice", serving(), "failed http: Use {server}/scim/v2 instead", path=BASE * 2),
    row("v1", serving(), "failed http: Use {server}/scim/v2 instead", path="/scim/v1"),
    row(
        "api-v1",
        serving(below("/api/v2")),
        "failed http: Use {server}/api/v2 instead",
        path="/api/v1",
    ),
    row(
        "users-pasted",
        serving(),
        "warning address: /Users at its end is an endpoint",
        "failed http: Use {server}/scim/v2 instead",
        path=f"{BASE}/Users",
    ),
    row(
        "config-pasted",
        serving(),
        "warning address: Use {server}/scim/v2 unless",
        "failed http: Use {server}/scim/v2 instead",
        path=f"{BASE}/ServiceProviderConfig",
    ),
    row(
        "flag-pasted",
        serving(),
        "warning address: Use {server}/scim/v2 here",
        path=f"{BASE}/?aadOptscim062020",
    ),
    row("slash-pasted", serving(), "ok address: makes no difference", path=f"{BASE}/"),
    row("wants-a-slash", serving(slashed), "failed http: let the server take both"),
    row("scim-1.1", serving(at("/Users", always(OLD_LIST))), "failed http: SCIM 1.1"),
    row("nothing", serving(NOT_FOUND), "failed http: Nothing better at /crm/scim/v2", path="/crm"),
)
GATES = (
    row("login-page", serving(LOGIN), "failed http: A login page or proxy answers"),
    row(
        "login-elsewhere",
        serving(moved("https://login.acme.example/?then=scim")),
        "failed http: login.acme.example. No secret was sent there. A login page seems",
    ),
    row(
        "moved-to-another-host",
        serving(moved("https://scim.acme.example/v2/Users?count=1")),
        "failed http: If you know this host, use https://scim.acme.example/v2 as the base URL",
    ),
    row(
        "http-to-https",
        serving(moved("https://127.0.0.1/scim/v2/Users?count=1", 301)),
        "failed http: Use https://127.0.0.1/scim/v2 as the base URL",
    ),
    row("loop", redirect(302, f"{BASE}/Users"), "failed http: break the circle"),
    row(
        "401-bare",
        serving(guarded("")),
        "failed sign-in: does not name a way to sign in",
        token="wrong",
    ),
    row(
        "401-basic",
        serving(guarded('Basic realm="x"')),
        "failed sign-in: The profile signs in by bearer. Choose user name and password",
        token="wrong",
    ),
    row("401-without-token", serving(guarded()), "failed sign-in: Enter a token"),
    row(
        "403",
        serving(guarded(status=403)),
        "failed sign-in: the secret may be unknown to it",
        token="wrong",
    ),
    row(
        "any-token",
        serving(guarded(any_token=True)),
        "warning sign-in: with a made-up one too",
        token="any",
    ),
    row("no-token-needed", serving(), "warning sign-in: without a sign-in too", token="any"),
    row(
        "discovery-open",
        serving(guarded(but="/S")),
        "failed sign-in: Replace it in the profile",
        "ok service-provider-config: Open to everybody",
        "skipped resource-types: needs a sign-in",
        token="wrong",
    ),
    row(
        "discovery-guarded",
        serving(guarded()),
        "ok service-provider-config: Needs a sign-in",
        "ok resource-types: Needs a sign-in",
        "ok schemas: Needs a sign-in",
        token=TOKEN,
    ),
    row(
        "429-always",
        serving(always(error(429).plus("Retry-After", "30"))),
        "failed http: Retry-After: 30",
    ),
    row("500-always", serving(always(error(500))), "failed http: finds the reason in its log"),
    row("503-always", serving(always(error(503))), "failed http: Try again later"),
)
CONTENTS = (
    row(
        "no-config",
        serving(at("/ServiceProviderConfig", NOT_FOUND)),
        "warning service-provider-config: 404",
    ),
    row("no-types", serving(at("/ResourceTypes", NOT_FOUND)), "warning resource-types: 404"),
    row("no-schemas", serving(at("/Schemas", NOT_FOUND)), "warning schemas: 404"),
    row(
        "no-discovery",
        serving(
            at("/ServiceProviderConfig", NOT_FOUND),
            at("/ResourceTypes", NOT_FOUND),
            at("/Schemas", NOT_FOUND),
        ),
        "warning service-provider-config: Not there",
        "warning resource-types: Not there",
        "warning schemas: Not there",
    ),
    row(
        "config-no-json",
        serving(at("/ServiceProviderConfig", always(Reply(200, b"{")))),
        "warning service-provider-config: not valid JSON",
    ),
    row(
        "config-holes",
        serving(claiming(authenticationSchemes=None)),
        "warning service-provider-config: authenticationSchemes is missing",
    ),
    row(
        "types-not-counted",
        serving(at("/ResourceTypes", always(said({**listed([*TYPES], 2), "totalResults": None})))),
        "warning resource-types: totalResults is missing",
    ),
    row(
        "schema-missing",
        serving(at("/Schemas", always(said(listed(OF_DEVICE[:1], 1))))),
        f"warning schemas: refer to {CORE}Group",
    ),
    row(
        "types-elsewhere",
        serving(at("/ResourceTypes", always(said(listed([FAR_USER, TYPES[1]], 2))))),
        "warning resource-types: on another host: https://elsewhere.example",
    ),
    row(
        "types-dead",
        serving(
            at("/ResourceTypes", always(said(listed([*TYPES, DEVICE], 3)))),
            at("/Schemas", always(said(listed(OF_DEVICE, 3)))),
        ),
        "warning first-read: Device: Not found (404)",
    ),
    row(
        "users-500",
        serving(at("/Users", always(error(500)))),
        "warning sign-in: no list could be read",
        "failed first-read: User: Server failed (500)",
    ),
    row(
        "groups-403",
        serving(at("/Groups", always(error(403)))),
        "warning first-read: Group: Not allowed (403)",
    ),
    row("empty-200", serving(always(Reply(200))), "failed http: Answer is empty"),
    row("json-not-scim", serving(shouted), "failed http: Nothing better at /scim, /v2"),
    row(
        "filter-ignored",
        serving(ignoring("filter")),
        "warning service-provider-config: seen not to work: filter",
        "failed filter: Filter not applied",
    ),
    row(
        "filter-finds-nobody",
        serving(with_parameter("filter", said(listed([], 0)))),
        "failed filter: finds nobody",
    ),
    row(
        "filter-refused",
        serving(with_parameter("filter", error(501))),
        "warning service-provider-config: seen not to work: filter",
        "warning filter: although the server claims",
    ),
    row(
        "sort-ignored",
        serving(ignoring("sortBy", "sortOrder")),
        "warning service-provider-config: seen not to work: sort",
    ),
    row(
        "etag-absent",
        serving(untagged),
        "warning service-provider-config: seen not to work: ETag",
    ),
    row(
        "denied-but-working",
        serving(claiming(filter=NO, sort=NO, etag=NO)),
        "ok service-provider-config: seen all the same: filter, sort, ETag",
    ),
    row(
        "cursor-claimed",
        serving(claiming(pagination={"cursor": True, "index": True})),
        "warning service-provider-config: seen not to work: cursors",
        "warning paging: no nextCursor",
    ),
    row("startindex-ignored", serving(ignoring("startIndex")), "failed paging: is ignored"),
    row("first-page-again", serving(round_again), "warning paging: comes the first page again"),
    row("count-ignored", serving(ignoring("count")), "warning paging: count is ignored"),
    row(
        "total-of-the-page",
        serving(with_total(lambda _total: 1)),
        "warning filter: a total of 1",
        "failed paging: totalResults is 1",
    ),
    row("no-total", serving(with_total(lambda _total: None)), "warning first-read: no total told"),
)
MANNERS = (
    row("labelled-json", serving(relabelled(JSON)), "ok media-types: 200 application/json"),
    row(
        "labelled-text",
        serving(relabelled("text/plain")),
        "warning media-types: labelled text/plain",
    ),
    row(
        "406-for-scim-json",
        serving(accepts_only(JSON, BOTH, "")),
        "failed media-types: application/scim+json is refused",
    ),
    row(
        "406-for-json",
        serving(accepts_only(SCIM_JSON, BOTH, "")),
        "warning media-types: Refused: application/json",
    ),
    row(
        "415-for-scim-json",
        serving(reads_only(JSON)),
        "failed media-types: A body labelled application/scim+json is refused",
    ),
    row(
        "415-for-json",
        serving(reads_only(SCIM_JSON)),
        "warning media-types: a body labelled application/json",
    ),
    row(
        "no-search",
        serving(only_for(is_post, NOT_FOUND)),
        "ok media-types: POST /.search is not offered (404)",
    ),
    row(
        "search-creates",
        serving(only_for(is_post, always(said({"id": "9"}, 201)))),
        "warning media-types: took the search for something else",
    ),
    row(
        "wants-user-agent",
        serving(only_for(lambda one: "user-agent" not in one.headers, always(error(403)))),
        "warning user-agent: Refused without User-Agent: 403",
    ),
    row("gzip-always", serving(zipped), "ok compression: came compressed (gzip)"),
    row("gzip-broken", serving(marked_gzip), "failed http: have changed the body, not the mark"),
    row(
        "suffix-kills-lists",
        serving(with_parameter("aadOptscim062020", error(500))),
        "warning entra-suffix: Refused with ?aadOptscim062020",
    ),
    row(
        "suffix-kills-the-base",
        serving(only_for(lambda one: one.path == BASE, always(error(500)))),
        "warning entra-suffix: The base URL with ?aadOptscim062020 behind it: 500",
    ),
    row("clock-behind", serving(dated(-3600)), "warning clock: 3,600 s behind"),
)
SILENT = (
    row("hangs", hang, "failed http: not stuck", unreachable=True, limits=BRIEF),
    row("never-ends", drip(HALF, b" "), "failed http: begins and does not end", limits=SHORT),
    row("hangs-up", hang_up, "failed http: closed the connection", unreachable=True),
    row("resets", reset, "failed http: reset by the server", unreachable=True),
    row("ssh", raw("SSH-2.0-OpenSSH_9.6\r\n"), "failed http: not from an HTTP", unreachable=True),
)


@pytest.mark.parametrize("broken", [*PATHS, *GATES, *CONTENTS, *MANNERS, *SILENT])
async def test_that_one_fault_is_named_and_nothing_else_is(broken: Broken) -> None:
    with HostileServer(otherwise=broken.handler) as server:
        url, secret = server.url + broken.path, broken.token or None
        results = await look(url, secret=secret, limits=broken.limits)

    expect(results, broken.said, server.url)
    wanted = Overall.UNREACHABLE if broken.unreachable else Overall.PROBLEMS
    is_failed = any(line.startswith("failed ") for line in broken.said)
    assert verdict(results) is (wanted if is_failed else Overall.OK)
    written = {(one.method, one.path) for one in server.received if one.method != "GET"}
    assert written <= {("POST", SEARCH)}


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("ca"))


@pytest.mark.parametrize(
    ("make", "words", "advice"),
    [
        (lambda ca: ca.server(days=-1), "has expired", "has to renew it"),
        (lambda ca: ca.server(days=500), "is not valid yet", "Check the clock"),
        (lambda ca: ca.server("elsewhere.example"), "for another", "Check the host"),
        (Authority.half_chain, "issuer is not one", "send the whole chain"),
    ],
    ids=["expired", "not-yet", "other-host", "half-chain"],
)
async def test_fault_38_that_each_fault_of_tls_has_advice_of_its_own(
    authority: Authority, make: Callable[[Authority], HostileServer], words: str, advice: str
) -> None:
    with make(authority) as server:
        results = await look(f"{server.url}{BASE}", ca=authority.file)

    expect(results, [f"failed tls: {words}", f"failed tls: {advice}"], server.url)
    assert verdict(results) is Overall.UNREACHABLE
    assert server.received == []


async def test_that_a_server_with_old_tls_only_is_told_apart(authority: Authority) -> None:
    with authority.old_tls() as url:
        results = await look(f"{url}{BASE}", ca=authority.file)

    expect(results, ["failed tls: no TLS 1.2 or newer", "failed tls: enable TLS 1.2"])
    assert verdict(results) is Overall.UNREACHABLE


async def test_fault_38_that_an_unknown_authority_is_the_profiles_to_add(
    authority: Authority,
) -> None:
    with authority.server() as server:
        results = await look(f"{server.url}{BASE}")

    expect(results, ["failed tls: Add the company CA in the profile under TLS"], server.url)


async def test_fault_40_that_mixed_up_schemes_are_told_apart(authority: Authority) -> None:
    with HostileServer(otherwise=serving()) as plain, authority.server() as secured:
        to_plain, to_secured = await asyncio.gather(
            look(f"https://127.0.0.1:{plain.port}{BASE}"),
            look(f"http://127.0.0.1:{secured.port}{BASE}"),
        )

    expect(to_plain, ["failed tls: does not speak TLS", "failed tls: http://"])
    expect(to_secured, [f"failed http: use {secured.url}{BASE}"])
    assert to_secured["http"].judgement.better_url == f"{secured.url}{BASE}"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://127.0.0.1:1/scim/v2", "failed connect: connection refused on port 1"),
        ("https://no-such-host.invalid/scim/v2", "failed dns: No host named no-such-host.invalid"),
        ("acme.example/scim/v2", "failed address: Use https://acme.example/scim/v2 if"),
        ("https://acme.example/v2/Users?count=1", "failed address: Use https://acme.example/v2 if"),
        ("https://amelia:pw@acme.example/scim", "failed address: Enter them under Sign-in"),
    ],
)
async def test_fault_33_that_what_cannot_be_reached_ends_the_examination(
    url: str, said: str
) -> None:
    results = await look(url)

    expect(results, [said])
    assert results["http"].verdict is Verdict.SKIPPED


def expect(results: dict[str, StepResult], lines: Sequence[str], server_url: str = "") -> None:
    """Assert that just the steps in ``lines`` are odd, in these words, each with some advice."""
    wanted: dict[str, str] = {}
    for line in lines:
        place, _, words = line.partition(": ")
        kind, _, step = place.partition(" ")
        wanted[step] = kind
        judged = results[step].judgement
        said = f"{judged.detail} {judged.hint}".lower()
        assert words.format(server=server_url).lower() in said
    odd = {name: one for name, one in results.items() if one.verdict in ODD}
    found = {name: results[name].verdict.value for name in {*odd, *wanted}}
    assert found == wanted, {name: one.judgement for name, one in odd.items()}
    assert [name for name, one in odd.items() if not one.judgement.hint] == []

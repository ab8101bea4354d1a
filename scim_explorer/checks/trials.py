"""The trials of the doctor above HTTP: each asks what its step needs and has it judged."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial

from scim_explorer.checks import access, documents, honesty, lists, manners, media, presence
from scim_explorer.checks.addresses import other_paths
from scim_explorer.checks.asking import Asker, together
from scim_explorer.checks.reading import WANTS_SIGN_IN, is_fine, is_list, is_missing, is_scim
from scim_explorer.checks.steps import Judgement, StepResult, result, skipped
from scim_explorer.client.urls import BaseUrl, query, segment
from scim_explorer.exchanges.exchange import Exchange
from scim_explorer.profiles.profile import AuthKind
from scim_explorer.protocol.json_codec import dumps
from scim_explorer.protocol.rfc_schemas import rfc_resource_types
from scim_explorer.protocol.schema import Capabilities, ResourceType

_USERS = "/Users"
_ONE = "count=1"
_DOCUMENTS = ("ServiceProviderConfig", "ResourceTypes", "Schemas")
_MOST_TYPES = 8
_FLAG = "aadOptscim062020"
_SORTED = tuple(
    f"{_USERS}?count=10&sortBy=userName&sortOrder={order}" for order in ("ascending", "descending")
)
_NOBODY = 'userName eq "nobody-has-this-name.scim-explorer.invalid"'


@dataclass(frozen=True, slots=True)
class Answers:
    """The first four answers of a server, each after its redirects."""

    users: Exchange
    config: Exchange
    types: Exchange
    schemas: Exchange

    @property
    def documents(self) -> tuple[Exchange, ...]:
        return self.config, self.types, self.schemas

    @property
    def all(self) -> tuple[Exchange, ...]:
        return self.users, *self.documents


@dataclass(frozen=True, slots=True)
class Ground:
    """What later trials stand on.

    Attributes:
        kind: How the profile signs in.
        types: As announced, else those of the RFC.
        reads: A small page of each type by its name; empty while it is not known.
        endpoint: Of a type that can be read, "/Users" when none was found.
        proof: The answer of that endpoint.
        told: What the server claims.
    """

    asker: Asker
    base: BaseUrl
    kind: AuthKind
    answers: Answers
    types: tuple[ResourceType, ...]
    reads: dict[str, Exchange]
    endpoint: str
    proof: Exchange
    told: Capabilities

    @property
    def target(self) -> str:
        return f"{self.endpoint}?{_ONE}"


@dataclass(frozen=True, slots=True)
class Credentials:
    """What the sign-in stands on.

    Attributes:
        issued: The exchange that brought a token, or none.
        missing: Why there is nothing to sign in with, None when there is.
    """

    issued: Exchange | None = None
    missing: Judgement | None = None

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        return () if self.issued is None else (self.issued,)


async def first_answers(asker: Asker) -> Answers:
    targets = (f"{_USERS}?{_ONE}", *(f"/{name}" for name in _DOCUMENTS))
    return Answers(*await together(asker.get(target) for target in targets))


async def prepare(asker: Asker, base: BaseUrl, kind: AuthKind, answers: Answers) -> Ground:
    """Find something that can be read; where there is no /Users that takes a look at the rest."""
    types = documents.announced(answers.types, base.path) or rfc_resource_types()
    reads: dict[str, Exchange] = {}
    endpoint, proof = _USERS, answers.users
    if is_missing(proof):
        reads = await _first_reads(asker, types, proof)
        found = ((one, reads[one.name]) for one in types if one.name in reads)
        readable = next(((one, read) for one, read in found if is_fine(read)), None)
        if readable is not None:
            endpoint, proof = readable[0].endpoint, readable[1]
    told = documents.claims(answers.config)
    return Ground(asker, base, kind, answers, types, reads, endpoint, proof, told)


async def other_addresses(asker: Asker, base: BaseUrl, answers: Answers) -> StepResult:
    """Try other paths of the same server, by reading, and judge the one that was given."""
    paths = other_paths(base.path)
    target = f"{_USERS}?{_ONE}"
    slash, *others = await together(
        [asker.get(f"{_USERS}/?{_ONE}"), *(asker.get(target, path=path) for path in paths)]
    )
    tried = list(zip(paths, others, strict=True))
    answering = [base.origin + path for path, answer in tried if is_scim(answer)]
    # A server may ask for a sign-in below a path whatever stands behind it: the shortest is safest.
    asking = [base.origin + path for path, answer in tried if answer.status in WANTS_SIGN_IN]
    found = answering[0] if answering else min(asking, key=len, default="")
    judged = presence.judge_wrong_path(
        base,
        answers.users,
        found,
        tried=paths,
        asks_sign_in=not answering,
        wants_slash=is_list(slash),
    )
    return result("http", judged, (*answers.all, slash, *others))


async def sign_in(ground: Ground, credentials: Credentials) -> StepResult:
    """Prove the sign-in by reading a list."""
    seen = (*credentials.exchanges, ground.proof)
    if credentials.missing is not None or ground.kind is AuthKind.NONE:
        judged = credentials.missing or access.judge_sign_in(ground.kind, ground.proof, None, None)
        return result("sign-in", judged, seen)
    asker = ground.asker
    asked = [asker.get(ground.target, without=asker.sign_in_fields)]
    if is_fine(ground.proof):
        # A refused sign-in is not followed by a second wrong one: some servers count those.
        asked.append(asker.get(ground.target, headers=asker.made_up_sign_in))
    answers = await together(asked)
    wrong = answers[1] if len(answers) > 1 else None
    judged = access.judge_sign_in(
        ground.kind, ground.proof, answers[0], wrong, _named_schemes(ground)
    )
    return result("sign-in", judged, (*seen, *answers))


def _named_schemes(ground: Ground) -> tuple[str, ...]:
    return tuple(one.type for one in ground.told.auth_schemes if one.type)


async def config(ground: Ground) -> StepResult:
    document = await _document(ground, "ServiceProviderConfig", ground.answers.config)
    is_there = is_fine(document.signed) and is_list(ground.proof)
    tried = await _tried(ground) if is_there else honesty.Trials()
    judged = documents.judge_config(document, honesty.seen(tried))
    exchanges = (*document.exchanges, *tried.exchanges)
    return result("service-provider-config", judged, exchanges)


async def _tried(ground: Ground) -> honesty.Trials:
    """Try what a server may claim, as far as reading can show it."""
    asker, is_users = ground.asker, ground.endpoint == _USERS
    tried = honesty.Trials()
    if is_users:
        filtered, *ordered = await together(
            asker.once(target) for target in (_filtered(ground, _NOBODY), *_SORTED)
        )
        tried = replace(tried, filtered=filtered, ascending=ordered[0], descending=ordered[1])
    if ground.told.cursor:
        tried = replace(tried, cursor=await asker.once(f"{ground.target}&cursor="))
    if not (some_id := honesty.first_of(ground.proof, "id")):
        return tried
    one = f"{ground.endpoint}/{segment(some_id)}"
    resource = await asker.get(one)
    version = honesty.version_of(resource)
    tagged = (("If-None-Match", version),) if version.isascii() and version.isprintable() else ()
    unchanged = await asker.get(one, headers=tagged) if version and tagged else None
    return replace(tried, resource=resource, unchanged=unchanged)


async def resource_types(ground: Ground) -> StepResult:
    document = await _document(ground, "ResourceTypes", ground.answers.types)
    judged = documents.judge_types(document, ground.base.path)
    return result("resource-types", judged, document.exchanges)


async def schemas(ground: Ground) -> StepResult:
    document = await _document(ground, "Schemas", ground.answers.schemas)
    announced = documents.announced(ground.answers.types, ground.base.path)
    return result("schemas", documents.judge_schemas(document, announced), document.exchanges)


async def first_reads(ground: Ground) -> StepResult:
    reads = ground.reads or await _first_reads(ground.asker, ground.types, ground.answers.users)
    judged = lists.judge_first_reads(
        reads,
        max(len(ground.types) - _MOST_TYPES, 0),
        assumed=not documents.announced(ground.answers.types, ground.base.path),
    )
    return result("first-read", judged, reads.values())


async def filtering(ground: Ground) -> StepResult:
    if ground.endpoint != _USERS:
        return result("filter", skipped("It is tried with /Users, which is not there."))
    name = honesty.first_of(ground.proof, "userName")
    wanted = (_NOBODY, f"userName eq {dumps(name)}") if name else (_NOBODY,)
    answers = await together(ground.asker.once(_filtered(ground, one)) for one in wanted)
    somebody = answers[1] if name else None
    return result("filter", lists.judge_filter(answers[0], ground.told, somebody), answers)


async def paging(ground: Ground) -> StepResult:
    ask = ground.asker.once
    asked = await together(ask(f"{ground.target}&startIndex={index}") for index in (1, 2))
    first, second = asked
    cursor = beyond = None
    if ground.told.cursor or not is_fine(first):
        cursor = await ask(f"{ground.target}&cursor=")
        asked.append(cursor)
    if total := lists.total_of(first):
        beyond = await ask(f"{ground.target}&startIndex={total + 1}")
        asked.append(beyond)
    judged = lists.judge_paging(first, second, cursor, ground.told, beyond)
    return result("paging", judged, asked)


async def media_types(ground: Ground) -> StepResult:
    ask, target, labels = ground.asker.get, ground.target, media.TYPES
    wanted = _NOBODY if ground.endpoint == _USERS else ""
    search = partial(ground.asker.search, ground.endpoint, filtered=wanted)
    *answers, searched = await together(
        [
            *(ask(target, headers=(("Accept", label),)) for label in labels),
            ask(target, without=("Accept",)),
            search(labels[0]),
        ]
    )
    accepts = dict(zip((*labels, media.NONE), answers, strict=True)) | {media.BOTH: ground.proof}
    sent = {labels[0]: searched}
    if media.may_be_asked_again(searched):
        others = await together(search(label) for label in (labels[1], ""))
        sent |= dict(zip((labels[1], media.NONE), others, strict=True))
    judged = media.judge_media_types(accepts, sent)
    return result("media-types", judged, (*accepts.values(), *sent.values()))


async def user_agent(ground: Ground) -> StepResult:
    answer = await ground.asker.get(ground.target, without=("User-Agent",))
    return result("user-agent", manners.judge_user_agent(answer), (answer,))


async def entra_suffix(ground: Ground) -> StepResult:
    ask = ground.asker.get
    answer, bare = await together([ask(f"{ground.endpoint}?{_FLAG}&{_ONE}"), ask(f"?{_FLAG}")])
    return result("entra-suffix", manners.judge_entra_suffix(answer, bare), (answer, bare))


ALWAYS = (config, resource_types, schemas)
WITH_A_LIST = (filtering, paging, media_types, user_agent, entra_suffix)
"""Trials that make sense only where a list can be read."""


def chosen(ground: Ground) -> tuple[Callable[[Ground], Awaitable[StepResult]], ...]:
    """Return the trials that make sense: what a refused sign-in refuses is not asked again."""
    reads = () if ground.proof.status in WANTS_SIGN_IN else (first_reads,)
    return (*ALWAYS, *reads, *(WITH_A_LIST if is_fine(ground.proof) else ()))


def _filtered(ground: Ground, text: str) -> str:
    return f"{ground.target}&{query([('filter', text)])}"


async def _document(ground: Ground, name: str, signed: Exchange) -> documents.Document:
    is_signed_in = is_fine(ground.proof)
    if ground.kind is AuthKind.NONE:
        return documents.Document(signed, None, is_signed_in)
    without = ground.asker.sign_in_fields
    unsigned = await ground.asker.get(f"/{name}", without=without)
    return documents.Document(signed, unsigned, is_signed_in)


async def _first_reads(
    asker: Asker, types: tuple[ResourceType, ...], users: Exchange
) -> dict[str, Exchange]:
    asked = types[:_MOST_TYPES]
    others = [one.endpoint for one in asked if one.endpoint != _USERS]
    answers = await together(asker.get(f"{endpoint}?{_ONE}") for endpoint in others)
    by_endpoint = dict(zip(others, answers, strict=True))
    return {one.name: by_endpoint.get(one.endpoint, users) for one in asked}

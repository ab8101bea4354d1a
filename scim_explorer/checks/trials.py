"""The trials of the doctor above HTTP: each asks what its step needs and has it judged."""

from __future__ import annotations

from dataclasses import dataclass

from scim_explorer.checks import access, contents, manners
from scim_explorer.checks.addresses import other_paths
from scim_explorer.checks.asking import Asker, together
from scim_explorer.checks.reading import WANTS_SIGN_IN, is_fine, is_missing
from scim_explorer.checks.steps import Judgement, StepResult, result, skipped
from scim_explorer.client.urls import BaseUrl, query
from scim_explorer.exchanges.exchange import Exchange
from scim_explorer.profiles.profile import AuthKind
from scim_explorer.protocol.rfc_schemas import rfc_resource_types
from scim_explorer.protocol.schema import Capabilities, ResourceType

_USERS = "/Users"
_ONE = "count=1"
_DOCUMENTS = ("ServiceProviderConfig", "ResourceTypes", "Schemas")
_MOST_TYPES = 8
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


async def first_answers(asker: Asker) -> Answers:
    targets = (f"{_USERS}?{_ONE}", *(f"/{name}" for name in _DOCUMENTS))
    return Answers(*await together(asker.get(target) for target in targets))


async def prepare(asker: Asker, base: BaseUrl, kind: AuthKind, answers: Answers) -> Ground:
    """Find something that can be read; where there is no /Users that takes a look at the rest."""
    types = contents.announced(answers.types, base.path) or rfc_resource_types()
    reads: dict[str, Exchange] = {}
    endpoint, proof = _USERS, answers.users
    if is_missing(proof):
        reads = await _first_reads(asker, types, proof)
        found = ((one, reads[one.name]) for one in types if one.name in reads)
        readable = next(((one, read) for one, read in found if is_fine(read)), None)
        if readable is not None:
            endpoint, proof = readable[0].endpoint, readable[1]
    told = contents.claims(answers.config)
    return Ground(asker, base, kind, answers, types, reads, endpoint, proof, told)


async def other_addresses(asker: Asker, base: BaseUrl, answers: Answers) -> StepResult:
    """Try other paths of the same server, by reading, and judge the one that was given."""
    paths = other_paths(base.path)
    target = f"{_USERS}?{_ONE}"
    slash, *others = await together(
        [asker.get(f"{_USERS}/?{_ONE}"), *(asker.get(target, path=path) for path in paths)]
    )
    tried = list(zip(paths, others, strict=True))
    answering = [base.origin + path for path, answer in tried if is_fine(answer)]
    # A server may ask for a sign-in below a path whatever stands behind it: the shortest is safest.
    asking = [base.origin + path for path, answer in tried if answer.status in WANTS_SIGN_IN]
    found = answering[0] if answering else min(asking, key=len, default="")
    judged = access.judge_wrong_path(
        base, answers.users, found, asks_sign_in=not answering, wants_slash=is_fine(slash)
    )
    return result("http", judged, (*answers.all, slash, *others))


async def sign_in(ground: Ground, no_secret: Judgement | None) -> StepResult:
    """Prove the sign-in by reading a list.

    Args:
        ground: What is known.
        no_secret: Why there is nothing to sign in with, None when there is.
    """
    if no_secret is not None or ground.kind is AuthKind.NONE:
        judged = no_secret or access.judge_sign_in(ground.kind, ground.proof, None, None)
        return result("sign-in", judged, (ground.proof,))
    asker = ground.asker
    asked = [asker.get(ground.target, without=asker.sign_in_fields)]
    if is_fine(ground.proof):
        # A refused sign-in is not followed by a second wrong one: some servers count those.
        asked.append(asker.get(ground.target, headers=asker.made_up_sign_in))
    answers = await together(asked)
    wrong = answers[1] if len(answers) > 1 else None
    judged = access.judge_sign_in(ground.kind, ground.proof, answers[0], wrong)
    return result("sign-in", judged, (ground.proof, *answers))


async def config(ground: Ground) -> StepResult:
    document = await _document(ground, "ServiceProviderConfig", ground.answers.config)
    return result("service-provider-config", contents.judge_config(document), document.exchanges)


async def resource_types(ground: Ground) -> StepResult:
    document = await _document(ground, "ResourceTypes", ground.answers.types)
    judged = contents.judge_types(document, ground.base.path)
    return result("resource-types", judged, document.exchanges)


async def schemas(ground: Ground) -> StepResult:
    document = await _document(ground, "Schemas", ground.answers.schemas)
    announced = contents.announced(ground.answers.types, ground.base.path)
    return result("schemas", contents.judge_schemas(document, announced), document.exchanges)


async def first_reads(ground: Ground) -> StepResult:
    reads = ground.reads or await _first_reads(ground.asker, ground.types, ground.answers.users)
    left_out = max(len(ground.types) - _MOST_TYPES, 0)
    return result("first-read", contents.judge_first_reads(reads, left_out), reads.values())


async def filtering(ground: Ground) -> StepResult:
    if ground.endpoint != _USERS:
        return result("filter", skipped("It is tried with /Users, which is not there."))
    filtered = query([("filter", _NOBODY)])
    answer = await ground.asker.get(f"{ground.target}&{filtered}")
    return result("filter", contents.judge_filter(answer, ground.told), (answer,))


async def paging(ground: Ground) -> StepResult:
    ask = ground.asker.get
    asked = await together(ask(f"{ground.target}&startIndex={index}") for index in (1, 2))
    cursor = None
    if ground.told.cursor or not is_fine(asked[0]):
        cursor = await ask(f"{ground.target}&cursor=")
        asked.append(cursor)
    return result("paging", contents.judge_paging(asked[0], asked[1], cursor, ground.told), asked)


async def media_types(ground: Ground) -> StepResult:
    ask, target = ground.asker.get, ground.target
    answers = await together(
        [
            *(ask(target, headers=(("Accept", accept),)) for accept in manners.ACCEPTS),
            ask(target, without=("Accept",)),
        ]
    )
    matrix = dict(zip((*manners.ACCEPTS, "none"), answers, strict=True)) | {"both": ground.proof}
    return result("media-types", manners.judge_media_types(matrix), matrix.values())


async def user_agent(ground: Ground) -> StepResult:
    answer = await ground.asker.get(ground.target, without=("User-Agent",))
    return result("user-agent", manners.judge_user_agent(answer), (answer,))


async def entra_suffix(ground: Ground) -> StepResult:
    answer = await ground.asker.get(f"{ground.endpoint}?aadOptscim062020&{_ONE}")
    return result("entra-suffix", manners.judge_entra_suffix(answer), (answer,))


ALWAYS = (config, resource_types, schemas)
WITH_A_LIST = (first_reads, filtering, paging, media_types, user_agent, entra_suffix)
"""Trials that make sense only where a list can be read."""


async def _document(ground: Ground, name: str, signed: Exchange) -> contents.Document:
    is_signed_in = is_fine(ground.proof)
    if ground.kind is AuthKind.NONE:
        return contents.Document(signed, None, is_signed_in)
    without = ground.asker.sign_in_fields
    unsigned = await ground.asker.get(f"/{name}", without=without)
    return contents.Document(signed, unsigned, is_signed_in)


async def _first_reads(
    asker: Asker, types: tuple[ResourceType, ...], users: Exchange
) -> dict[str, Exchange]:
    asked = types[:_MOST_TYPES]
    others = [one.endpoint for one in asked if one.endpoint != _USERS]
    answers = await together(asker.get(f"{endpoint}?{_ONE}") for endpoint in others)
    by_endpoint = dict(zip(others, answers, strict=True))
    return {one.name: by_endpoint.get(one.endpoint, users) for one in asked}

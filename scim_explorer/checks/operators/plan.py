"""All requests of the operator matrix, made from the rows that were read. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from scim_explorer.checks.operators.by_type import operator_probes
from scim_explorer.checks.operators.clauses import Ground
from scim_explorer.checks.operators.constructs import (
    case_probes,
    logic_probes,
    mistake_probes,
    path_probes,
    pool_of,
)
from scim_explorer.checks.operators.probe import ORIGIN, Known, Probe
from scim_explorer.checks.operators.samples import samples_of
from scim_explorer.checks.operators.shaping import paging_probes, projection_probes, sort_probes
from scim_explorer.client.pages import Query, first_position, page_request
from scim_explorer.client.request import Request
from scim_explorer.protocol.schema import Capabilities, ResourceType

MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be asked.

    Attributes:
        probes: Of all groups, in their order; some have no request, and a reason for that.
    """

    resource_type: ResourceType
    known: Known
    probes: tuple[Probe, ...]

    @property
    def asked(self) -> tuple[Probe, ...]:
        """Those that are sent, in their order."""
        return tuple(one for one in self.probes if one.query is not None)


def plan_for(resource_type: ResourceType, known: Known, told: Capabilities, page_size: int) -> Plan:
    """Return the plan for one resource type; without rows it is empty.

    Args:
        resource_type: What is listed.
        known: Rows of it.
        told: What the server claims.
        page_size: Most rows that it is asked for at once.
    """
    if not known.rows:
        return Plan(resource_type, known, ())
    ground = Ground(
        known,
        Query(resource_type.endpoint, count=_count(known, told, page_size)),
        first_position(told),
    )
    samples = samples_of(known)
    pool = pool_of(known, samples)
    probes = (
        *operator_probes(ground, samples),
        *logic_probes(ground, pool),
        *path_probes(ground, samples, resource_type.schema),
        *case_probes(ground, samples),
        *mistake_probes(ground, samples),
        *sort_probes(ground, samples, pool),
        *projection_probes(ground, samples, pool),
        *paging_probes(ground, samples, pool),
    )
    return Plan(resource_type, known, probes)


def _count(known: Known, told: Capabilities, page_size: int) -> int:
    """Return how many rows to ask for: all that are known, if the server gives as many."""
    most = min(page_size, told.max_results or page_size)
    return max(1, min(most, len(known.rows)) if known.is_whole else most)


def request_of(probe: Probe) -> Request:
    """Return the request of a probe that is tried.

    Raises:
        ValueError: It is not tried.
    """
    if probe.query is None:
        raise ValueError("nothing is asked")
    return page_request(probe.query, probe.position, ORIGIN)

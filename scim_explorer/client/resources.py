"""SCIM operations on top of ``Session.send``: the one import for panes and commands."""

from scim_explorer.client.answers import problem_for
from scim_explorer.client.pages import (
    Page,
    PageWalk,
    Query,
    fetch_page,
    page_request,
    walk,
)
from scim_explorer.client.references import Reference, follow, groups_of
from scim_explorer.client.resource import (
    Resource,
    id_of,
    read,
    read_request,
    resource_of,
    resource_target,
)
from scim_explorer.client.writes import (
    WriteResult,
    create_request,
    delete_request,
    patch_request,
    replace_request,
    write,
)

__all__ = [
    "Page",
    "PageWalk",
    "Query",
    "Reference",
    "Resource",
    "WriteResult",
    "create_request",
    "delete_request",
    "fetch_page",
    "follow",
    "groups_of",
    "id_of",
    "page_request",
    "patch_request",
    "problem_for",
    "read",
    "read_request",
    "replace_request",
    "resource_of",
    "resource_target",
    "walk",
    "write",
]

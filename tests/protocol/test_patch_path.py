from __future__ import annotations

import pytest

from scim_explorer.protocol.json_codec import Steps, scan
from scim_explorer.protocol.patch_path import patch_path

USER = scan(
    """{"userName": "ann", "name": {"givenName": "Ann"},
    "emails": [{"value": "a@x", "type": "work"}, {"value": "b@x", "type": "home"},
               {"value": "c@x", "type": "home"}],
    "phoneNumbers": [{"type": "work"}, {"type": "work"}],
    "members": [{"value": "9", "type": "User"}],
    "ims": [{"value": "say \\"hi\\""}],
    "urn:ext:User": {"manager": {"value": "1"}}}"""
)


@pytest.mark.parametrize(
    ("steps", "path"),
    [
        (("userName",), "userName"),
        (("name", "givenName"), "name.givenName"),
        (("emails", 0, "value"), 'emails[type eq "work"].value'),
        pytest.param(("emails", 1), 'emails[value eq "b@x"]', id="type_that_repeats"),
        pytest.param(("members", 0), 'members[value eq "9"]', id="members_by_value"),
        pytest.param(("phoneNumbers", 1, "type"), "phoneNumbers", id="values_that_look_alike"),
        pytest.param(("ims", 0), 'ims[value eq "say \\"hi\\""]', id="quotes_stay_escaped"),
        pytest.param(("urn:ext:User",), "urn:ext:User", id="extension"),
        (("urn:ext:User", "manager", "value"), "urn:ext:User:manager.value"),
        pytest.param((), "", id="whole_resource"),
    ],
)
def test_patch_path_of_a_place(steps: Steps, path: str) -> None:
    assert patch_path(USER, steps) == path

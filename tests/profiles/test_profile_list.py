"""Profiles to hand around."""

from __future__ import annotations

import pytest

from scim_explorer.problems import InputError
from scim_explorer.profiles.profile import Environment
from scim_explorer.profiles.profile_list import export_text, import_text
from tests.profiles.samples import profile


def test_that_an_export_holds_no_secret_and_no_id() -> None:
    text = export_text(
        [profile("myid", headers=(("Cookie", "abc"), ("X-T", "1")), base_url="https://a:pw@c.d")]
    )

    assert not any(word in text for word in ("abc", "pw", "myid"))
    assert "X-T" in text


def test_fault_109_an_import_is_read_only_and_production_stays_production() -> None:
    foreign = profile(read_only=False, headers=(("X-T", "1"),))
    text = (
        export_text([foreign])
        .replace('"X-T"', '"X-Auth-Token"')
        .replace('"kind": "header"', '"kind": "bearer", "token": "abc"')
    )

    (imported,) = import_text(text, lambda: "new")

    assert (imported.id, imported.read_only, imported.headers) == ("new", True, ())
    assert imported.environment is Environment.PROD
    assert "abc" not in repr(imported)


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "[]",
        '{"format":"scim-explorer-profiles","version":9,"profiles":[]}',
        '{"format":"scim-explorer-profiles","profiles":[7]}',
        '{"format":"scim-explorer-profiles","profiles":[{"name":1}]}',
    ],
)
def test_that_another_text_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="Profiles not imported"):
        import_text(text, lambda: "new")

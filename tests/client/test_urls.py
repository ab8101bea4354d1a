from __future__ import annotations

import pytest

from scim_explorer.client.urls import (
    check_base_url,
    first_urls,
    join,
    keeps_host,
    query,
    redirect_target,
    relative_target,
    segment,
    split_target,
)
from scim_explorer.problems import InputError

BASE = check_base_url("https://scim.acme.example/scim/v2")


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("https://a.example/scim/v2/", "https://a.example/scim/v2"),
        (" HTTPS://A.Example:443/x ", "https://a.example/x"),
        ("http://a.example:80", "http://a.example"),
        ("http://a.example:8080/", "http://a.example:8080"),
        ("http://[::1]:8000/scim", "http://[::1]:8000/scim"),
        ("https://xn--mller-kva.example", "https://xn--mller-kva.example"),
    ],
)
def test_that_one_server_has_one_spelling(typed: str, text: str) -> None:
    assert check_base_url(typed).text == text


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "empty"),
        ("a.example/scim", "begin with"),
        ("ftp://a.example", "begin with"),
        ("javascript:alert(1)", "begin with"),
        ("https://", "host is missing"),
        ("https://a.example\\@evil.example", "backslash"),
        ("https://user:pw@a.example", "user name or password"),
        ("https://a.example@evil.example/x", "user name or password"),
        ("https://a.example/x?y=1", "query"),
        ("https://a.example/x#y", "fragment"),
        ("https://a.example/a b", "space"),
        ("https://a.example/\u00e9", "path"),
        ("https://a.example/%zz", "path"),
        ("https://a.example/../x", "segment"),
        ("https://a.example/%2E%2e/x", "segment"),
        ("https://a.example:99999", "port"),
        ("https://a.example:0", "Port 0"),
        ("https://a.example:x", "port"),
        ("https://[::1", "host or the port"),
        ("https://[zz]", "host or the port"),
        ("https://a.example[::1]", "host or the port"),
        ("https://[::1]a.example", "host or the port"),
        ("https://a_/x", "host name"),
        ("https://\u0430cme.example", "xn--cme-5cd.example"),
        ("https://a\n.example", "control character"),
    ],
)
def test_fault_53_that_a_base_url_that_is_not_plain_is_refused_with_the_reason(
    typed: str, reason: str
) -> None:
    with pytest.raises(InputError) as caught:
        check_base_url(typed)

    assert reason in caught.value.problem.detail


def test_that_a_refused_base_url_does_not_repeat_its_password() -> None:
    with pytest.raises(InputError) as caught:
        check_base_url("https://eve:canary@a.example")

    assert "canary" not in repr(caught.value.problem)


def test_that_the_first_urls_are_below_the_base() -> None:
    assert first_urls(BASE)[0] == "https://scim.acme.example/scim/v2/ServiceProviderConfig"


@pytest.mark.parametrize(
    ("text", "encoded"),
    [
        ("..", "%2E%2E"),
        (".", "%2E"),
        ("a/b", "a%2Fb"),
        ("a?b#c%d", "a%3Fb%23c%25d"),
        ("a b@c.d", "a%20b%40c.d"),
        ("\u00e9", "%C3%A9"),
        ("2819c223-7f76-453a-919d", "2819c223-7f76-453a-919d"),
    ],
)
def test_segment(text: str, encoded: str) -> None:
    assert segment(text) == encoded


@pytest.mark.parametrize("text", ["", "a\0b", "\ud800"])
def test_that_an_id_that_no_url_can_carry_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        segment(text)


def test_that_a_space_is_a_plus_where_that_is_asked_for_and_a_plus_never_is() -> None:
    assert query([("filter", "a b+c")], plus=True) == "filter=a+b%2Bc"


def test_that_a_space_in_a_query_is_percent_20() -> None:
    assert (
        query([("filter", 'a eq "b+c"'), ("count", "1")]) == "filter=a%20eq%20%22b%2Bc%22&count=1"
    )


@pytest.mark.parametrize(
    ("target", "tail"),
    [
        ("", ""),
        ("?count=1", "?count=1"),
        ("/Users/a%2Fb?x=%20y", "/Users/a%2Fb?x=%20y"),
        ("/Users?filter=a eq 1", "/Users?filter=a%20eq%201"),
        ("/Users/100%", "/Users/100%25"),
        ("/Users#x", "/Users%23x"),
        ("//evil.example/x", "//evil.example/x"),
        ("/\\@evil.example", "/%5C@evil.example"),
    ],
)
def test_that_a_target_is_kept_as_typed_where_a_url_allows_it(target: str, tail: str) -> None:
    assert join(BASE, target) == BASE.text + tail


@pytest.mark.parametrize("target", ["Users", "https://evil.example/", "@evil.example", ":80/x"])
def test_that_a_target_that_is_no_path_is_refused(target: str) -> None:
    with pytest.raises(InputError):
        join(BASE, target)


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://scim.acme.example/scim/v2/Users/1", "/Users/1"),
        ("https://SCIM.acme.example:443/scim/v2/Users/1?a=b", "/Users/1?a=b"),
        ("Users/1", "/Users/1"),
        ("/scim/v2/Users/1", "/Users/1"),
        ("/other/Users/1", None),
        ("https://scim.acme.example/scim/v22/Users/1", None),
        ("../../etc", None),
        ("http://scim.acme.example/scim/v2/Users/1", None),
        ("https://scim.acme.example:444/scim/v2/Users/1", None),
        ("//evil.example/scim/v2/Users/1", None),
        ("https://scim.acme.example@evil.example/scim/v2/Users/1", None),
        ("https://scim.acme.example\\@evil.example/", None),
        ("urn:ietf:params", None),
        ("https://[/", None),
    ],
)
def test_that_only_a_reference_below_the_base_becomes_a_target(
    url: str, target: str | None
) -> None:
    assert relative_target(BASE, url) == target


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/x", "https://a.example/x"),
        ("x?y#z", "https://a.example/v2/x?y"),
        ("//b.example/x", "https://b.example/x"),
        ("", None),
        ("/a b", None),
        ("\\\\b.example", None),
        ("https://[/", None),
        ("https://b.example:x/", None),
    ],
)
def test_redirect_target(location: str, url: str | None) -> None:
    assert redirect_target("https://a.example/v2/Users", location) == url


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("http://a.example", ("http://a.example", "/")),
        ("http://a.example?x=1", ("http://a.example", "/?x=1")),
        ("http://[::1]:80/a/../b?c", ("http://[::1]:80", "/a/../b?c")),
    ],
)
def test_split_target(url: str, parts: tuple[str, str]) -> None:
    assert split_target(url) == parts


@pytest.mark.parametrize(
    ("before", "after", "keeps"),
    [
        ("https://a.example", "https://a.example/scim/v2", True),
        ("http://A.example:8080/v2", "https://a.example:8443/v2", True),
        (" https://a.example/v2?x=1", "https://a.example/v2", True),
        ("https://a.example", "http://a.example", False),
        ("https://a.example", "https://b.example", False),
        ("https://a.example", "https://a.example.b.example", False),
        ("https://a.example", "https://a.example@b.example", False),
        ("a.example/v2", "https://a.example/v2", False),
        ("https://[::1", "https://[::1]", False),
        ("", "", False),
    ],
)
def test_that_another_base_url_keeps_host_and_protection_or_not(
    before: str, after: str, *, keeps: bool
) -> None:
    assert keeps_host(before, after) is keeps
